from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from asn1crypto import cms as asn1  # type: ignore[import-untyped]
from asn1crypto import core
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from hypothesis import given
from hypothesis import strategies as st

from desktop.exports import cms, der
from desktop.exports.verification import Fault
from tests.exports import packets

DIGEST = hashlib.sha256(b"content").digest()
KINDS = ["p256", "rsa2048"]
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def made(kind: str = "p256", signed_at: datetime | None = packets.NOW) -> bytes:
    return cms.sign(packets.signer(kind), DIGEST, signed_at)


def code_of(content: bytes, digest: bytes = DIGEST, timed: bool = True) -> str:
    with pytest.raises(Fault) as caught:
        cms.verify(content, digest, timed=timed)
    return caught.value.code


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("signed_at", [packets.NOW, None, datetime(2051, 1, 2, 3, 4, 5, tzinfo=UTC)])
def test_what_is_signed_verifies(kind: str, signed_at: datetime | None) -> None:
    found = cms.verify(made(kind, signed_at), DIGEST, timed=signed_at is not None)
    assert found.certificate.der == packets.signer(kind).certificate.der
    assert found.signed_at == signed_at


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_has_the_same_signature(kind: str) -> None:
    assert made(kind) == made(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_size_is_known_before_signing(kind: str) -> None:
    signer = packets.signer(kind)
    sizes = [len(cms.sign(signer, hashlib.sha256(bytes([n])).digest(), None)) for n in range(30)]
    assert max(sizes) <= cms.size_in_pdf(signer) <= max(sizes) + 3


@pytest.mark.parametrize("kind", KINDS)
def test_an_independent_reader_sees_what_the_rules_ask(kind: str) -> None:
    signer = packets.signer(kind)
    signed = asn1.ContentInfo.load(made(kind), strict=True)["content"]
    assert signed["version"].native == "v1"
    assert signed["encap_content_info"].native == {"content_type": "data", "content": None}
    assert [one.chosen.dump() for one in signed["certificates"]] == [signer.certificate.der]
    (info,) = signed["signer_infos"]
    assert info["digest_algorithm"]["algorithm"].native == "sha256"
    assert info["signature_algorithm"].hash_algo == "sha256"
    assert not info["unsigned_attrs"]
    attributes = {one["type"].native: one["values"][0] for one in info["signed_attrs"]}
    assert set(attributes) == {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
    assert attributes["message_digest"].native == DIGEST
    assert attributes["signing_time"].native == packets.utc(packets.NOW)
    ess = attributes["signing_certificate_v2"]["certs"][0]
    assert ess["cert_hash"].native == hashlib.sha256(signer.certificate.der).digest()
    assert ess["hash_algorithm"]["algorithm"].native == "sha256"
    assert ess["issuer_serial"]["serial_number"].native == signer.certificate.loaded.serial_number


@pytest.mark.parametrize("kind", KINDS)
def test_every_flipped_bit_is_noticed(kind: str) -> None:
    good = made(kind)
    for index in range(len(good)):
        for bit in range(8) if kind == "p256" else (index % 8,):
            flipped = bytearray(good)
            flipped[index] ^= 1 << bit
            with pytest.raises(Fault):
                cms.verify(bytes(flipped), DIGEST, timed=True)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_good_order(content: bytes) -> None:
    assert code_of(content).startswith("packet.cms_")


@given(st.data())
def test_any_damage_is_refused(data: st.DataObject) -> None:
    good = made()
    place = data.draw(st.integers(0, len(good)))
    spoiled = good[:place] + data.draw(st.binary(max_size=6)) + good[place + data.draw(st.integers(0, 6)) :]
    if spoiled != good:
        assert code_of(spoiled).startswith("packet.cms_")


def rebuilt(change: Callable[[asn1.SignedData], None], kind: str = "p256") -> bytes:
    """The good signature with something added or taken away by a general library."""
    info = asn1.ContentInfo.load(made(kind))
    change(info["content"])
    return bytes(info.dump(force=True))


def test_a_general_library_rebuilds_it_as_it_was() -> None:
    """The control of the tests below: what they refuse is the change, not the library."""
    assert rebuilt(lambda _: None) == made()


def two_certificates(signed: asn1.SignedData) -> None:
    other = packets.signer("rsa2048").certificate.der
    signed["certificates"].append(asn1.CertificateChoices("certificate", asn1.Certificate.load(other)))


def no_certificate(signed: asn1.SignedData) -> None:
    signed["certificates"] = []


def two_signers(signed: asn1.SignedData) -> None:
    signed["signer_infos"].append(signed["signer_infos"][0].copy())


def unsigned_attribute(signed: asn1.SignedData) -> None:
    attribute = asn1.CMSAttribute({"type": "content_type", "values": ["data"]})
    signed["signer_infos"][0]["unsigned_attrs"] = [attribute]


def sha1(signed: asn1.SignedData) -> None:
    signed["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha1"}


def embedded_content(signed: asn1.SignedData) -> None:
    signed["encap_content_info"]["content"] = b"content"


def another_version(signed: asn1.SignedData) -> None:
    signed["version"] = "v3"


def algorithm_with_null(signed: asn1.SignedData) -> None:
    signed["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha256", "parameters": core.Null()}


def no_certificate_hash(signed: asn1.SignedData) -> None:
    info = signed["signer_infos"][0]
    info["signed_attrs"] = [
        one for one in info["signed_attrs"] if one["type"].native != "signing_certificate_v2"
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (two_certificates, "packet.cms_certificates"),
        (no_certificate, "packet.cms_certificates"),
        (two_signers, "packet.cms_signers"),
        (unsigned_attribute, "packet.cms_unsigned_attributes"),
        (sha1, "packet.cms_algorithm"),
        (embedded_content, "packet.cms_not_canonical"),
        (another_version, "packet.cms_not_canonical"),
        (algorithm_with_null, "packet.cms_algorithm"),
        (no_certificate_hash, "packet.cms_malformed"),
    ],
)
def test_each_rule(change: Callable[[asn1.SignedData], None], code: str) -> None:
    assert code_of(rebuilt(change)) == code


def test_another_content_is_noticed() -> None:
    assert code_of(made(), hashlib.sha256(b"other").digest()) == "packet.cms_digest"


def test_a_weak_key_is_refused() -> None:
    assert code_of(made("rsa1024")) == "packet.cms_weak_key"


def test_the_time_is_there_exactly_where_it_should_be() -> None:
    assert code_of(made(signed_at=None), timed=True) == "packet.cms_not_canonical"
    assert code_of(made(), timed=False) == "packet.cms_not_canonical"


def test_the_certificate_cannot_be_exchanged() -> None:
    """Another certificate of the same key: the signature fits it, the certificate hash does not."""
    signer = packets.signer()
    other = packets.certificate(county="10008", serial=signer.certificate.loaded.serial_number).der

    def exchange(signed: asn1.SignedData) -> None:
        signed["certificates"] = [asn1.CertificateChoices("certificate", asn1.Certificate.load(other))]

    assert code_of(rebuilt(exchange)) == "packet.cms_not_canonical"


def test_the_other_valid_s_is_refused() -> None:
    """Anybody can turn (r, s) into (r, n - s), which verifies as well."""

    def turn(signed: asn1.SignedData) -> None:
        info = signed["signer_infos"][0]
        r, s = decode_dss_signature(info["signature"].native)
        info["signature"] = encode_dss_signature(r, P256_ORDER - s)

    assert code_of(rebuilt(turn)) == "packet.cms_not_canonical"


def test_the_length_in_its_long_form_is_refused() -> None:
    good = made()
    body = der.read(good).body
    padded = bytes((0x30, 0x83)) + len(body).to_bytes(3, "big") + body
    assert code_of(padded) == "packet.cms_malformed"


def test_a_huge_signature_is_refused_unread() -> None:
    assert code_of(bytes(cms.MAX_BYTES + 1)) == "packet.cms_malformed"
