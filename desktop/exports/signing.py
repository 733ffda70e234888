"""The key that signs a packet, loaded once from a PKCS#12 file and kept for all its signatures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.exports.bounded_read import read_at_most
from desktop.exports.certificates import Certificate, SigningKey, read_der

_PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

MAX_KEY_FILE = 1024 * 1024
"""A PKCS#12 file of one key and its chain has a few kilobytes; a larger file is something else."""

_P256_SIGNATURE = 71
"""The longest DER form of an ECDSA signature on P-256 whose s is the lower one."""

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key with the certificate that goes into the signatures.

    `issuers` are the further certificates of the PKCS#12 file: they help the check before signing and
    never enter a signature.
    """

    certificate: Certificate
    issuers: tuple[Certificate, ...] = ()
    _key: _PrivateKey = field(kw_only=True, repr=False)

    @property
    def public_key(self) -> SigningKey:
        """The public half of the private key, whatever the certificate says."""
        return self._key.public_key()

    @property
    def signature_size(self) -> int:
        """The most bytes that `sign` returns."""
        return self._key.key_size // 8 if isinstance(self._key, rsa.RSAPrivateKey) else _P256_SIGNATURE

    def sign(self, data: bytes) -> bytes:
        """SHA-256 with RSA (PKCS #1 v1.5) or with ECDSA; the same bytes for the same data (RFC 6979).

        Of the two values s that verify, ECDSA signatures have the lower one: without the key nobody can
        make a second valid signature out of the first.
        """
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), hashes.SHA256())
        made = self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        r, s = decode_dss_signature(made)
        return encode_dss_signature(r, min(s, _P256_ORDER - s))


def has_low_s(signature: bytes) -> bool:
    """Whether an ECDSA signature on P-256 is the one of the two that `Signer.sign` makes.

    Raises ValueError where the bytes are no signature in DER.
    """
    r, s = decode_dss_signature(signature)
    return s <= _P256_ORDER // 2 and encode_dss_signature(r, s) == signature


def load_signer(path: Path, passphrase: str) -> Signer:
    """The key and certificate of a PKCS#12 file (.p12, .pfx); nothing is judged but that they can sign.

    Raises `EnvironmentFailure` for an unreadable file or a wrong passphrase, `DataError` for a file that
    is no PKCS#12, lacks its key or certificate, or has a key that packets do not use.
    """
    content = read_at_most(path, MAX_KEY_FILE)
    if content is None:
        raise DataError("signer.not_pkcs12", path=str(path))
    return read_signer(content, passphrase, str(path))


def read_signer(content: bytes, passphrase: str, path: str) -> Signer:
    """`load_signer` for content that is already in memory; `path` is named in errors."""
    if not _looks_like_pkcs12(content):
        raise DataError("signer.not_pkcs12", path=path)
    try:
        bundle = pkcs12.load_pkcs12(content, passphrase.encode("utf-8"))
    except ValueError as problem:
        raise EnvironmentFailure("signer.wrong_passphrase", path=path) from problem
    key, certificate = bundle.key, bundle.cert
    if key is None or certificate is None:
        raise DataError("signer.incomplete", path=path)
    private = _usable(key)
    if private is None:
        raise DataError("signer.key_kind", path=path)
    try:
        own, *issuers = (
            read_der(one.certificate.public_bytes(Encoding.DER))
            for one in (certificate, *bundle.additional_certs)
        )
        return Signer(own, tuple(issuers), _key=private)
    except ValueError as problem:
        raise DataError("signer.bad_certificate", path=path) from problem


def _usable(key: object) -> _PrivateKey | None:
    """The key where it is of a kind that packets use: RSA of any size (judged later), or P-256."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    return None


def _looks_like_pkcs12(content: bytes) -> bool:
    """Whether it begins as a PFX of version 3 does (RFC 7292) and, where it says its length, is whole."""
    if content[:1] != b"\x30" or b"\x02\x01\x03" not in content[2:9]:
        return False
    octets = content[1] - 0x80
    if octets <= 0:  # a short file, or the indefinite length that some programs write
        return octets == 0
    return len(content) == 2 + octets + int.from_bytes(content[2 : 2 + octets], "big")
