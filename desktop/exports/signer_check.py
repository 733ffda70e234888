"""What is checked before signing, because the signing library itself refuses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from desktop.core.clock import TAIWAN, roc_long, roc_minute
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.exports.certificates import Certificate, SigningKey
from desktop.exports.signing import Signer
from desktop.exports.trust import Trust
from desktop.exports.verification import Revocation

EXPIRY_STEPS = (
    (7, "signer.expires_in_a_week"),
    (30, "signer.expires_in_a_month"),
    (60, "signer.expires_soon"),
)
"""Days left, and what is said then: the fewer, the more urgent."""


def check_signer(
    signer: Signer,
    moment: datetime,
    *,
    county_code: str,
    trust: Trust | None = None,
    built_at: datetime | None = None,
    last_export: datetime | None = None,
) -> list[Finding]:
    """Whether a packet of this county may be signed with this key at `moment`; an error forbids it.

    `built_at` is when this program was built and `last_export` when the last packet was sealed: a clock
    before either is wrong. That only warns, because sequence and hash chain decide, not time.
    """
    return [
        *check_clock(moment, built_at, last_export),
        *_window(signer.certificate, moment),
        *_key(signer),
        *_owner(signer.certificate, county_code),
        *_chain(signer, moment, trust),
    ]


def check_clock(
    moment: datetime, built_at: datetime | None, last_export: datetime | None
) -> Iterator[Finding]:
    """Whether the PC's clock stands before the program was built or before the last packet was sealed."""
    if built_at is not None and moment < built_at:
        yield _warning("signer.clock_before_build", now=roc_minute(moment), built=roc_minute(built_at))
    if last_export is not None and moment < last_export:
        yield _warning("signer.clock_before_export", now=roc_minute(moment), last=roc_minute(last_export))


def _window(certificate: Certificate, moment: datetime) -> Iterator[Finding]:
    if moment < certificate.not_before:
        yield _error("signer.not_yet_valid", start=_day(certificate.not_before))
    elif moment > certificate.not_after:
        yield _error("signer.expired", end=_day(certificate.not_after))
    else:
        left = (certificate.not_after - moment).days
        for code in [code for days, code in EXPIRY_STEPS if left < days][:1]:
            yield _warning(code, days=left, end=_day(certificate.not_after))


def _key(signer: Signer) -> Iterator[Finding]:
    certificate = signer.certificate
    if certificate.key is None or _encoded(certificate.key) != _encoded(signer.public_key):
        yield _error("signer.key_mismatch")
    if not certificate.key_is_strong:
        yield _error("signer.weak_key")
    if not certificate.may_sign:
        yield _error("signer.wrong_usage")


def _owner(certificate: Certificate, county_code: str) -> Iterator[Finding]:
    if certificate.county_code not in {None, county_code}:
        yield _error("signer.other_county", certificate=certificate.county_code or "", office=county_code)


def _chain(signer: Signer, moment: datetime, trust: Trust | None) -> Iterator[Finding]:
    if trust is None:
        return
    if not trust.reaches(signer.certificate, moment, signer.issuers):
        yield _error("signer.untrusted", issuer=signer.certificate.loaded.issuer.rfc4514_string())
    if trust.revocation(signer.certificate, moment) is Revocation.REVOKED:
        yield _error("signer.revoked")


def _encoded(key: SigningKey) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _day(moment: datetime) -> str:
    return roc_long(moment.astimezone(TAIWAN).date())


def _error(code: str, **params: Param) -> Finding:
    return Finding(code, Severity.ERROR, params=params)


def _warning(code: str, **params: Param) -> Finding:
    return Finding(code, Severity.WARNING, params=params)
