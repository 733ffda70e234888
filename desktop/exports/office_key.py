"""The office key (機關金鑰) that the program makes itself: P-256 with a self-issued certificate."""

from __future__ import annotations

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from desktop.core.errors import UsageError
from desktop.exports.certificates import COUNTY_SCHEME

VALID_YEARS = 3
MIN_PASSPHRASE = 12
"""The file can be copied and tried at leisure, and its MAC takes 2,048 rounds a try, which no setting of
the library changes: the passphrase alone must carry the strength, best a generated one."""

_PURPOSE = " 機關金鑰"
_MAX_NAME = 64
"""X.520, ub-common-name and ub-organization-name; libraries count bytes of UTF-8."""


def create_office_key(county_code: str, agency: str, passphrase: str, moment: datetime) -> bytes:
    """A PKCS#12 file with a new key and its certificate, valid for three years from `moment`'s day.

    Its signatures prove integrity (「完整性簽章」), not the legal presumption of a licensed CA's: the center
    believes the certificate once its fingerprint was enrolled. Raises `UsageError` for a short passphrase.
    """
    if len(passphrase) < MIN_PASSPHRASE:
        raise UsageError("signer.short_passphrase", least=MIN_PASSPHRASE)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _certificate(key, _subject(county_code, agency), moment)
    encryption = BestAvailableEncryption(passphrase.encode("utf-8"))
    return pkcs12.serialize_key_and_certificates(agency.encode("utf-8"), key, certificate, None, encryption)


def relock(content: bytes, old: str, new: str) -> bytes:
    """The same key and certificate under another passphrase. Raises `ValueError` for a wrong one."""
    bundle = pkcs12.load_pkcs12(content, old.encode("utf-8"))
    assert isinstance(bundle.key, ec.EllipticCurvePrivateKey), "the program makes no other kind"
    assert bundle.cert is not None
    encryption = BestAvailableEncryption(new.encode("utf-8"))
    name, certificate = bundle.cert.friendly_name, bundle.cert.certificate
    return pkcs12.serialize_key_and_certificates(name, bundle.key, certificate, None, encryption)


def _subject(county_code: str, agency: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TW"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(agency, _MAX_NAME)),
            x509.NameAttribute(NameOID.ORGANIZATION_IDENTIFIER, COUNTY_SCHEME + county_code),
            x509.NameAttribute(
                NameOID.COMMON_NAME, _cut(agency, _MAX_NAME - len(_PURPOSE.encode("utf-8"))) + _PURPOSE
            ),
        ]
    )


def _cut(text: str, most: int) -> str:
    """The beginning of a text that has at most `most` bytes in UTF-8."""
    return text.encode("utf-8")[:most].decode("utf-8", errors="ignore")


def _certificate(key: ec.EllipticCurvePrivateKey, subject: x509.Name, moment: datetime) -> x509.Certificate:
    start = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=round(365.25 * VALID_YEARS)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signatures_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )


def _signatures_only() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
