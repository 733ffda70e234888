"""The one form of CMS signature in packets: detached, one signer, one certificate, SHA-256 (RFC 5652).

CAdES-B-B (EN 319 122-1) over the manifest, and the same without signing time inside PDFs (PAdES-B-B,
EN 319 142-1). Signatures are assembled and read as plain DER: a general library takes twenty times as long
as the key does. Reading takes the certificate, the time and the signature value out, assembles the CMS again
and demands the same bytes, so nothing in it can differ, not even what no signature covers.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from desktop.exports import der
from desktop.exports.certificates import Certificate, SigningKey, read_der
from desktop.exports.signing import Signer, has_low_s
from desktop.exports.verification import Fault

_SIGNED_DATA = der.oid("1.2.840.113549.1.7.2")
_DATA = der.oid("1.2.840.113549.1.7.1")
_CONTENT_TYPE = der.oid("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.oid("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.oid("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE_V2 = der.oid("1.2.840.113549.1.9.16.2.47")
_SHA256 = der.encode(der.SEQUENCE, der.oid("2.16.840.1.101.3.4.2.1"))  # parameters absent: RFC 5754, 2
_RSA_SHA256 = der.encode(der.SEQUENCE, der.oid("1.2.840.113549.1.1.11"), der.encode(der.NULL))
_ECDSA_SHA256 = der.encode(der.SEQUENCE, der.oid("1.2.840.10045.4.3.2"))

_TAGGED_0, _TAGGED_1, _TAGGED_4 = 0xA0, 0xA1, 0xA4
_ONE = der.integer(1)

MAX_BYTES = 16 * 1024
"""A signature with its certificate has two kilobytes."""


@dataclass(frozen=True, slots=True)
class CmsSignature:
    """A signature that holds: by which certificate, and the time it claims (None in a PDF)."""

    certificate: Certificate
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What differs from one signature to the next; `time` is the DER of a time, or nothing."""

    certificate: bytes
    digest: bytes
    time: bytes
    value: bytes


def sign(signer: Signer, digest: bytes, signed_at: datetime | None) -> bytes:
    """The signature over content with this SHA-256; `signed_at` is None inside a PDF, which has its own."""
    time = b"" if signed_at is None else _time(signed_at)
    parts = _Parts(signer.certificate.der, digest, time, b"")
    value = signer.sign(_signed_attributes(parts))
    return _assemble(replace(parts, value=value), signer.public_key)


def size_in_pdf(signer: Signer) -> int:
    """The most bytes that `sign` returns for a PDF, known without signing."""
    parts = _Parts(signer.certificate.der, bytes(32), b"", bytes(signer.signature_size))
    return len(_assemble(parts, signer.public_key))


def verify(content: bytes, digest: bytes, *, timed: bool) -> CmsSignature:
    """Read a signature over content with this SHA-256 and check all of it but trust; raises `Fault`.

    `timed` says whether it must have a signing time (CAdES) or must not (PAdES).
    """
    if len(content) > MAX_BYTES:
        raise Fault("packet.cms_malformed")
    try:
        parts = _take_apart(der.read(content))
        certificate = read_der(parts.certificate)
        if certificate.key is None or not certificate.key_is_strong:
            raise Fault("packet.cms_weak_key")
        if parts.digest != digest:
            raise Fault("packet.cms_digest")
        canonical = _assemble(parts, certificate.key) == content and timed is bool(parts.time)
        signed_at = _read_time(parts.time) if parts.time else None
    except (ValueError, IndexError) as problem:
        raise Fault("packet.cms_malformed") from problem
    if not canonical:
        raise Fault("packet.cms_not_canonical")
    _check_value(certificate.key, parts)
    return CmsSignature(certificate, signed_at)


def _signed_attributes(parts: _Parts) -> bytes:
    """The attributes as the SET OF that is signed (RFC 5652, 5.4)."""
    hashed = der.encode(der.OCTET_STRING, hashlib.sha256(parts.certificate).digest())
    # RFC 5035: ESSCertIDv2, its hash algorithm left out because SHA-256 is the default
    identified = der.encode(der.SEQUENCE, hashed, _issuer_as_general_names(parts.certificate))
    certificates = der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, identified))
    attributes = [
        _attribute(_CONTENT_TYPE, _DATA),
        _attribute(_MESSAGE_DIGEST, der.encode(der.OCTET_STRING, parts.digest)),
        _attribute(_SIGNING_CERTIFICATE_V2, certificates),
    ]
    if parts.time:
        attributes.append(_attribute(_SIGNING_TIME, parts.time))
    return der.set_of(*attributes)


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.encode(der.SEQUENCE, kind, der.set_of(value))


def _assemble(parts: _Parts, key: SigningKey) -> bytes:
    """The whole ContentInfo from its parts: what `_take_apart` undoes."""
    attributes = bytes((_TAGGED_0,)) + _signed_attributes(parts)[1:]  # [0] IMPLICIT instead of SET OF
    signer_info = der.encode(
        der.SEQUENCE,
        _ONE,
        der.encode(der.SEQUENCE, *_issuer_and_serial(parts.certificate)),
        _SHA256,
        attributes,
        _RSA_SHA256 if isinstance(key, rsa.RSAPublicKey) else _ECDSA_SHA256,
        der.encode(der.OCTET_STRING, parts.value),
    )
    signed_data = der.encode(
        der.SEQUENCE,
        _ONE,
        der.set_of(_SHA256),
        der.encode(der.SEQUENCE, _DATA),
        der.encode(_TAGGED_0, parts.certificate),
        der.set_of(signer_info),
    )
    return der.encode(der.SEQUENCE, _SIGNED_DATA, der.encode(_TAGGED_0, signed_data))


def _take_apart(content_info: der.Element) -> _Parts:
    """The parts of a ContentInfo, with the rules that deserve a sentence of their own checked."""
    kind, tagged = content_info.children()
    if kind.raw != _SIGNED_DATA:
        raise ValueError("not signed data")
    fields = tagged.children()[0].children()
    certificates = [field for field in fields if field.tag == _TAGGED_0]
    if len(certificates) != 1 or len(certificates[0].children()) != 1:
        raise Fault("packet.cms_certificates")
    signer_infos = fields[-1].children()
    if len(signer_infos) != 1:
        raise Fault("packet.cms_signers")
    certificate = certificates[0].children()[0].raw
    info = signer_infos[0].children()
    if info[-1].tag == _TAGGED_1:
        raise Fault("packet.cms_unsigned_attributes")
    if info[2].raw != _SHA256:
        raise Fault("packet.cms_algorithm")
    attributes = _values(info[3])
    return _Parts(
        certificate=certificate,
        digest=attributes[_MESSAGE_DIGEST].body,
        time=attributes[_SIGNING_TIME].raw if _SIGNING_TIME in attributes else b"",
        value=info[5].body,
    )


def _values(attributes: der.Element) -> dict[bytes, der.Element]:
    """The one value of each attribute by its type's DER; ValueError where one is missing."""
    found = {}
    for attribute in attributes.children():
        kind, values = attribute.children()
        (found[kind.raw],) = values.children()
    if not {_CONTENT_TYPE, _MESSAGE_DIGEST, _SIGNING_CERTIFICATE_V2} <= found.keys():
        raise ValueError("a signed attribute is missing")
    return found


@lru_cache(maxsize=64)
def _issuer_and_serial(certificate: bytes) -> tuple[bytes, bytes]:
    """Issuer name and serial number of a certificate, as the DER has them (RFC 5280, 4.1).

    Here the certificate is checked to its leaves; all other bytes of a signature are compared with ours.
    """
    fields = der.parse(certificate).children()[0].children()
    serial, issuer = fields[1], fields[3]  # after [0] version; the signature algorithm lies between
    return issuer.raw, serial.raw


def _issuer_as_general_names(certificate: bytes) -> bytes:
    issuer, serial = _issuer_and_serial(certificate)
    return der.encode(der.SEQUENCE, der.encode(der.SEQUENCE, der.encode(_TAGGED_4, issuer)), serial)


def _time(moment: datetime) -> bytes:
    """UTCTime, from 2050 on GeneralizedTime (RFC 5652, 11.3)."""
    utc = moment.astimezone(UTC)
    if utc.year < 2050:
        return der.encode(der.UTC_TIME, f"{utc:%y%m%d%H%M%S}Z".encode("ascii"))
    return der.encode(der.GENERALIZED_TIME, f"{utc:%Y%m%d%H%M%S}Z".encode("ascii"))


def _read_time(encoded: bytes) -> datetime:
    element = der.parse(encoded)
    century = "%y" if element.tag == der.UTC_TIME else "%Y"
    moment = datetime.strptime(element.body.decode("ascii"), f"{century}%m%d%H%M%SZ").replace(tzinfo=UTC)
    if _time(moment) != encoded:
        raise ValueError("a time in another form")
    return moment


def _check_value(key: SigningKey, parts: _Parts) -> None:
    attributes = _signed_attributes(parts)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(parts.value, attributes, PKCS1v15(), hashes.SHA256())
        elif has_low_s(parts.value):
            key.verify(parts.value, attributes, ec.ECDSA(hashes.SHA256()))
        else:
            raise Fault("packet.cms_not_canonical")
    except (InvalidSignature, ValueError) as problem:
        raise Fault("packet.cms_signature") from problem
