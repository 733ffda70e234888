"""The office's own signing key as a person sees it: how long it is good, and what the center needs of it."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from desktop.core import counties, paths
from desktop.core.clock import TAIWAN
from desktop.core.errors import EnvironmentFailure
from desktop.core.storage import translated
from desktop.core.text import grouped
from desktop.exports import certificates
from desktop.exports.certificates import Certificate
from desktop.services import signing_keys
from desktop.services.office import Office

Warned = Literal["", "soon", "near", "urgent", "expired"]

_STEPS: tuple[tuple[int, Warned], ...] = ((0, "expired"), (8, "urgent"), (31, "near"), (61, "soon"))
"""Days left below which the coordinator is warned, and how."""


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """The certificate of the office key."""

    fingerprint: str
    """SHA-256 in groups of eight digits, as people compare it."""
    holder: str
    valid_from: date
    valid_until: date
    days_left: int
    """Whole days until it ends; negative afterwards."""
    warned: Warned


def read(office: Office) -> KeyInfo | None:
    """The office key, or None as long as none was needed."""
    certificate = _certificate(office)
    return None if certificate is None else _info(office, certificate)


def make(office: Office) -> KeyInfo:
    """Make the key now, so that it can be enrolled before the first packet; one that is there is kept."""
    office.require_writable()
    return _info(office, signing_keys.signer(office).certificate)


def renew(office: Office) -> KeyInfo:
    """Make another key that signs from now on; the old one is kept beside it and signs nothing any more."""
    office.require_writable()
    return _info(office, signing_keys.replace(office).certificate)


def export_certificate(office: Office, path: Path) -> None:
    """Write the certificate as PEM; it is public. Raises `keys.none` before there is a key."""
    with translated(path):
        paths.write_atomic(path, _required(office).to_pem())


def statement(office: Office) -> bytes:
    """The enrolment statement for the center as PDF: who, which fingerprint, how long, room to sign."""
    # Imported here: ReportLab is needed by nothing else that the settings show.
    from desktop.exports import enrolment  # noqa: PLC0415 - see above

    certificate, row = _required(office), office.row()
    county = counties.county(row.county_code)
    said = enrolment.Statement(
        county=f"{county.zh}（{county.code}）",
        agency=row.agency,
        contact="　".join(part for part in (row.coordinator, row.phone, row.email) if part),
        holder=_holder(certificate),
        fingerprint=certificate.fingerprint,
        valid_from=_day(certificate.not_before),
        valid_until=_day(certificate.not_after),
        created=office.clock.now(),
    )
    return enrolment.render(said)


def _required(office: Office) -> Certificate:
    certificate = _certificate(office)
    if certificate is None:
        raise EnvironmentFailure("keys.none")
    return certificate


def _certificate(office: Office) -> Certificate | None:
    """From the PEM file beside the key, which needs no passphrase to be derived and no key to be opened."""
    if not (office.keys / signing_keys.OFFICE_KEY).exists():
        return None
    path = office.keys / signing_keys.CERTIFICATE
    if not path.exists():
        return signing_keys.signer(office).certificate
    with translated(path):
        text = path.read_text(encoding="ascii")
    return certificates.read_der(ssl.PEM_cert_to_DER_cert(text))


def _info(office: Office, certificate: Certificate) -> KeyInfo:
    until = _day(certificate.not_after)
    left = (until - office.clock.now().date()).days
    return KeyInfo(
        fingerprint=grouped(certificate.fingerprint),
        holder=_holder(certificate),
        valid_from=_day(certificate.not_before),
        valid_until=until,
        days_left=left,
        warned=next((warned for below, warned in _STEPS if left < below), ""),
    )


def _holder(certificate: Certificate) -> str:
    """The common name of its subject: 雲林縣政府 機關金鑰."""
    parts = dict(part.partition("=")[::2] for part in certificate.subject.split(","))
    return parts.get("CN", certificate.subject)


def _day(moment: datetime) -> date:
    return moment.astimezone(TAIWAN).date()
