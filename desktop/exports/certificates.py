"""What a certificate says: whose it is, for which county it speaks, when, and with what key."""

from __future__ import annotations

import hashlib
import re
import warnings
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

COUNTY_SCHEME = "MO:TW-"
"""Prefix of a county code in organizationIdentifier (EN 319 412-1, 5.1.4: a locally defined scheme)."""

MIN_RSA_BITS = 2048

SigningKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

_UNREADABLE = (
    Warning,
    TypeError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What the library raises for bad certificates besides ValueError; found by flipping and fuzzing."""

_COUNTY = re.compile(re.escape(COUNTY_SCHEME) + r"([0-9]{5})")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its facts read out; `loaded` is the library's own object.

    `key` is None where it is of a kind that packets do not use (neither RSA nor EC). `may_sign` says
    whether the key usage allows signatures on documents (RFC 5280, 4.2.1.3).
    """

    der: bytes
    loaded: x509.Certificate
    fingerprint: str
    subject: str
    county_code: str | None
    not_before: datetime
    not_after: datetime
    key: SigningKey | None
    may_sign: bool
    is_authority: bool

    @property
    def key_is_strong(self) -> bool:
        """Whether the key is RSA of at least 2048 bits or EC on P-256."""
        if isinstance(self.key, rsa.RSAPublicKey):
            return self.key.key_size >= MIN_RSA_BITS
        return self.key is not None and isinstance(self.key.curve, ec.SECP256R1)

    def is_current(self, moment: datetime) -> bool:
        """Whether `moment` (aware) lies in the certificate's window."""
        return self.not_before <= moment <= self.not_after

    def issued(self, other: Certificate) -> bool:
        """Whether this is a CA certificate whose key signed `other`."""
        if not self.is_authority:
            return False
        try:
            other.loaded.verify_directly_issued_by(self.loaded)
        except (ValueError, TypeError, InvalidSignature):
            return False
        return True

    def to_pem(self) -> bytes:
        """As PEM text, for `openssl -CAfile` and for the center."""
        return self.loaded.public_bytes(Encoding.PEM)


def common_name(subject: str) -> str:
    """The name in an RFC 4514 subject, or the whole subject if it has none."""
    found = re.search(r"(?:^|,)CN=((?:[^,\\]|\\.)+)", subject)
    return re.sub(r"\\(.)", r"\1", found[1]) if found else subject


@lru_cache(maxsize=64)
def read_der(der: bytes) -> Certificate:
    """The facts of a DER certificate; raises ValueError for anything that is not one.

    Cached, because a packet carries the same certificate once a signature.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # the library warns where a certificate breaks RFC 5280: refuse it
        try:
            return _facts(der, x509.load_der_x509_certificate(der))
        except _UNREADABLE as problem:
            raise ValueError(str(problem)) from problem


def _facts(der: bytes, loaded: x509.Certificate) -> Certificate:
    key = loaded.public_key()
    identifiers = loaded.subject.get_attributes_for_oid(NameOID.ORGANIZATION_IDENTIFIER)
    counties = [_COUNTY.fullmatch(str(identifier.value)) for identifier in identifiers]
    return Certificate(
        der=der,
        loaded=loaded,
        fingerprint=hashlib.sha256(der).hexdigest(),
        subject=loaded.subject.rfc4514_string(),
        county_code=next((match[1] for match in counties if match), None),
        not_before=loaded.not_valid_before_utc,
        not_after=loaded.not_valid_after_utc,
        key=key if isinstance(key, (rsa.RSAPublicKey, ec.EllipticCurvePublicKey)) else None,
        may_sign=_may_sign(loaded.extensions),
        is_authority=_is_authority(loaded.extensions),
    )


def _may_sign(extensions: x509.Extensions) -> bool:
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def _is_authority(extensions: x509.Extensions) -> bool:
    try:
        return extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False
