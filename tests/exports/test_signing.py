from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.exports.signing import MAX_KEY_FILE, Signer, has_low_s, load_signer, read_signer
from tests.exports import packets
from tests.tools import require_tool

PASSPHRASE = "四個漢字 and more"


def p12(
    kind: str = "p256",
    encryption: KeySerializationEncryption | None = None,
    with_issuer: bool = False,
) -> bytes:
    made = packets.signer(kind).certificate.loaded
    others = [packets.certificate(packets.private_key("rsa2048")).loaded] if with_issuer else None
    chosen = encryption or BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"x", packets.private_key(kind), made, others, chosen)


def error_of(content: bytes, passphrase: str = PASSPHRASE) -> KnownError:
    with pytest.raises(KnownError) as caught:
        read_signer(content, passphrase, "a.p12")
    assert caught.value.params == {"path": "a.p12"}
    return caught.value


@pytest.mark.parametrize("kind", ["p256", "rsa2048", "rsa1024"])
def test_a_key_file_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "key.p12"
    path.write_bytes(p12(kind))
    signer = load_signer(path, PASSPHRASE)
    assert signer.certificate.der == packets.signer(kind).certificate.der
    assert signer.issuers == ()


def test_the_further_certificates_are_kept_apart(tmp_path: Path) -> None:
    signer = read_signer(p12(with_issuer=True), PASSPHRASE, "")
    assert signer.certificate.county_code == "10009"
    assert len(signer.issuers) == 1


def test_a_file_without_passphrase_is_read() -> None:
    assert read_signer(p12(encryption=NoEncryption()), "", "").certificate.subject


def test_a_wrong_passphrase_is_said(tmp_path: Path) -> None:
    error = error_of(p12(), "wrong")
    assert (error.code, error.exit_status) == ("signer.wrong_passphrase", 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", packets.pdf(), p12()[:-1], p12() + b"\0", b"-----BEGIN PRIVATE KEY-----\n"],
    ids=["empty", "text", "pdf", "cut off", "too long", "pem"],
)
def test_what_is_no_pkcs12_is_said(content: bytes) -> None:
    assert error_of(content).code == "signer.not_pkcs12"


def test_files_that_lack_something_are_said() -> None:
    without_key = pkcs12.serialize_java_truststore(
        [pkcs12.PKCS12Certificate(packets.certificate().loaded, b"x")], NoEncryption()
    )
    assert error_of(without_key, "").code == "signer.incomplete"
    key = packets.private_key()
    without_certificate = pkcs12.serialize_key_and_certificates(b"x", key, None, None, NoEncryption())
    assert error_of(without_certificate, "").code == "signer.incomplete"


@pytest.mark.parametrize("kind", ["ed25519", "p384"])
def test_keys_that_packets_do_not_use_are_said(kind: str) -> None:
    key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey = ec.generate_private_key(ec.SECP384R1())
    algorithm: hashes.SHA256 | None = hashes.SHA256()
    if kind == "ed25519":
        key, algorithm = ed25519.Ed25519PrivateKey.generate(), None
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "x")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(packets.NOW).not_valid_after(packets.NOW)
    made = builder.sign(key, algorithm)
    content = pkcs12.serialize_key_and_certificates(b"x", key, made, None, NoEncryption())
    assert error_of(content, "").code == "signer.key_kind"


def test_an_unreadable_and_a_huge_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as missing:
        load_signer(tmp_path / "none.p12", "x")
    assert missing.value.code == "file.missing"
    huge = tmp_path / "huge.p12"
    huge.write_bytes(bytes(MAX_KEY_FILE + 1))
    with pytest.raises(DataError) as caught:
        load_signer(huge, "x")
    assert caught.value.code == "signer.not_pkcs12"


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_signatures_repeat_and_fit_in_the_stated_size(kind: str) -> None:
    signer = packets.signer(kind)
    for number in range(40):
        data = str(number).encode()
        made = signer.sign(data)
        assert made == signer.sign(data)
        assert len(made) <= signer.signature_size
        verify(signer, made, data)


def verify(signer: Signer, signature: bytes, data: bytes) -> None:
    key = signer.public_key
    if isinstance(key, ec.EllipticCurvePublicKey):
        assert has_low_s(signature)
        key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    else:
        key.verify(signature, data, PKCS1v15(), hashes.SHA256())


def test_the_key_does_not_show() -> None:
    assert "PrivateKey" not in repr(packets.signer())


@pytest.mark.tools
@pytest.mark.parametrize("extra", [(), ("-legacy",)], ids=["today", "as Windows 7 exports"])
def test_files_that_openssl_writes_are_read(tmp_path: Path, extra: tuple[str, ...]) -> None:
    openssl = require_tool("openssl")
    key, certificate, made = tmp_path / "k.pem", tmp_path / "c.pem", tmp_path / "m.p12"
    new = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/C=TW/O=x", "-days", "30")
    subprocess.run([openssl, *new, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    export = (
        "pkcs12",
        "-export",
        *extra,
        "-passout",
        "pass:abc",
        "-in",
        str(certificate),
        "-inkey",
        str(key),
    )
    subprocess.run([openssl, *export, "-out", str(made)], check=True, capture_output=True)
    assert load_signer(made, "abc").certificate.subject == "O=x,C=TW"
    with pytest.raises(EnvironmentFailure):
        load_signer(made, "abd")


def test_a_stronger_file_than_the_usual_is_read() -> None:
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(1000)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(PASSPHRASE.encode())
    )
    assert read_signer(p12(encryption=encryption), PASSPHRASE, "").certificate.key_is_strong
