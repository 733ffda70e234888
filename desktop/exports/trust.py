"""Pinned certificates and their revocation lists: does a signer's certificate lead to one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.core.errors import DataError
from desktop.exports.bounded_read import read_at_most
from desktop.exports.certificates import Certificate, read_der
from desktop.exports.verification import Revocation

MAX_TRUST_FILE = 16 * 1024 * 1024
"""Certificates are small; a national revocation list has a few megabytes."""

_PEM = re.compile(rb"-----BEGIN (CERTIFICATE|X509 CRL)-----.*?-----END \1-----", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Trust:
    """Certificates that somebody pinned, each an anchor by itself, and revocation lists beside them."""

    anchors: tuple[Certificate, ...]
    lists: tuple[x509.CertificateRevocationList, ...] = ()

    def reaches(
        self, certificate: Certificate, moment: datetime, issuers: Iterable[Certificate] = ()
    ) -> bool:
        """Whether the certificate is an anchor or leads to one, all of them current at `moment`.

        `issuers` are unpinned certificates that may stand in between.
        """
        seen: set[str] = set()
        waiting = [certificate]
        while waiting:
            one = waiting.pop()
            if one.fingerprint in seen or not one.is_current(moment):
                continue
            seen.add(one.fingerprint)
            if any(anchor.fingerprint == one.fingerprint for anchor in self.anchors):
                return True
            waiting += [other for other in (*self.anchors, *issuers) if other.issued(one)]
        return False

    def revocation(self, certificate: Certificate, moment: datetime) -> Revocation:
        """What the lists say; a list counts if its issuer is pinned and it was not out of date at `moment`.

        A revoked certificate counts as revoked whatever the date: without a trusted time stamp a stolen
        key can date its signatures back.
        """
        answer = Revocation.UNKNOWN
        for revoked in self.lists:
            if revoked.issuer != certificate.loaded.issuer or not self._is_genuine(revoked):
                continue
            if revoked.get_revoked_certificate_by_serial_number(certificate.loaded.serial_number) is not None:
                return Revocation.REVOKED
            if revoked.next_update_utc is None or moment <= revoked.next_update_utc:
                answer = Revocation.GOOD
        return answer

    def _is_genuine(self, revoked: x509.CertificateRevocationList) -> bool:
        return any(
            anchor.loaded.subject == revoked.issuer
            and anchor.key is not None
            and revoked.is_signature_valid(anchor.key)
            for anchor in self.anchors
        )


def load_trust(path: Path) -> Trust:
    """A PEM file of certificates and revocation lists in any order, or one DER certificate.

    Raises `EnvironmentFailure` for an unreadable file and `DataError` for one without a certificate.
    """
    content = read_at_most(path, MAX_TRUST_FILE)
    try:
        trust = _read(content or b"")
    except (ValueError, TypeError) as problem:
        raise DataError("trust.not_certificates", path=str(path)) from problem
    if not trust.anchors:
        raise DataError("trust.not_certificates", path=str(path))
    return trust


def _read(content: bytes) -> Trust:
    if b"-----BEGIN" not in content:
        return Trust((read_der(content),))
    blocks = [(match[1], match[0]) for match in _PEM.finditer(content)]
    certificates = (x509.load_pem_x509_certificate(pem) for kind, pem in blocks if kind == b"CERTIFICATE")
    lists = (x509.load_pem_x509_crl(pem) for kind, pem in blocks if kind == b"X509 CRL")
    return Trust(tuple(read_der(one.public_bytes(Encoding.DER)) for one in certificates), tuple(lists))
