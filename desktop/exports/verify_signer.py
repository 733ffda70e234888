"""Answer from whom a packet is: certificate, county, registration, trust, revocation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop.core.clock import TAIWAN
from desktop.exports.certificates import Certificate
from desktop.exports.registry import Registration, Registry
from desktop.exports.report import Report
from desktop.exports.trust import Trust
from desktop.exports.verification import Revocation, SignerAnswer

NOBODY = SignerAnswer(None, None, None, None, None, Revocation.UNKNOWN)
"""The answer where no signature holds."""


def verify_signer(
    certificate: Certificate,
    county_code: str,
    signed_at: datetime,
    report: Report,
    trust: Trust | None,
    registry: Registry | None,
) -> SignerAnswer:
    """Who signed, and whether that certificate may speak for `county_code`, the packet's county.

    Every check passes for a valid signature of another county but this one: the certificate is bound to
    the county by the registry and by the county code inside the certificate.
    """
    _check_certificate(certificate, signed_at, report)
    lines = () if registry is None else registry.of(certificate.fingerprint)
    speaks_for = _county(certificate, county_code, lines)
    if speaks_for not in {None, county_code}:
        report.error("packet.other_county", signer=speaks_for or "", packet=county_code)
    registered = None if registry is None else _is_registered(lines, county_code, signed_at, report)
    trusted = None if trust is None else trust.reaches(certificate, signed_at)
    if trusted is False:
        report.error("packet.untrusted", subject=certificate.subject)
    return SignerAnswer(
        subject=certificate.subject,
        fingerprint=certificate.fingerprint,
        county_code=speaks_for,
        registered=registered,
        trusted=trusted,
        revocation=_revocation(certificate, signed_at, lines, report, trust),
    )


def _check_certificate(certificate: Certificate, signed_at: datetime, report: Report) -> None:
    if not certificate.is_current(signed_at):
        report.error("packet.signer_not_current", subject=certificate.subject)
    if not certificate.may_sign:
        report.error("packet.signer_usage", subject=certificate.subject)


def _county(certificate: Certificate, county_code: str, lines: Sequence[Registration]) -> str | None:
    """The county that the signer speaks for: the packet's where the registry has a line for it."""
    counties = [line.county_code for line in lines]
    if county_code in counties:
        return county_code
    return counties[0] if counties else certificate.county_code


def _is_registered(
    lines: Sequence[Registration], county_code: str, signed_at: datetime, report: Report
) -> bool:
    day = signed_at.astimezone(TAIWAN).date()
    of_county = [line for line in lines if line.county_code == county_code]
    if any(line.is_revoked for line in lines):
        report.error("packet.registration_revoked", county=county_code)
        return False
    if not of_county:
        report.error("packet.not_registered", county=county_code)
        return False
    if not any(line.covers(day) for line in of_county):
        report.error("packet.registration_over", county=county_code)
        return False
    return True


def _revocation(
    certificate: Certificate,
    signed_at: datetime,
    lines: Sequence[Registration],
    report: Report,
    trust: Trust | None,
) -> Revocation:
    if any(line.is_revoked for line in lines):
        return Revocation.REVOKED
    answer = Revocation.UNKNOWN if trust is None else trust.revocation(certificate, signed_at)
    if answer is Revocation.REVOKED:
        report.error("packet.signer_revoked", subject=certificate.subject)
    elif answer is Revocation.UNKNOWN:
        report.warning("packet.revocation_unknown")
    return answer
