from __future__ import annotations

from datetime import timedelta

import pytest
from asn1crypto import pkcs12 as asn1  # type: ignore[import-untyped]
from cryptography import x509

from desktop.core.errors import UsageError
from desktop.exports.office_key import create_office_key
from desktop.exports.signer_check import check_signer
from desktop.exports.signing import Signer, read_signer
from tests.exports import packets

PASSPHRASE = "correct horse battery"


@pytest.fixture(scope="module")
def made() -> Signer:
    return read_signer(create_office_key("10009", "雲林縣政府", PASSPHRASE, packets.NOW), PASSPHRASE, "")


def test_it_passes_every_check_before_signing(made: Signer) -> None:
    assert check_signer(made, packets.NOW, county_code="10009") == []


def test_its_certificate_says_whose_it_is(made: Signer) -> None:
    certificate = made.certificate
    assert certificate.county_code == "10009"
    assert "O=雲林縣政府" in certificate.subject
    assert certificate.loaded.subject == certificate.loaded.issuer
    assert certificate.key_is_strong
    assert certificate.may_sign
    assert not certificate.is_authority


def test_it_is_valid_from_today_for_three_years(made: Signer) -> None:
    certificate = made.certificate
    assert certificate.not_before == packets.NOW.replace(hour=0)
    assert certificate.not_after - certificate.not_before == timedelta(days=1096)


def test_it_is_for_signatures_only_and_says_so_critically(made: Signer) -> None:
    extensions = made.certificate.loaded.extensions
    usage = extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert (usage.value.digital_signature, usage.value.content_commitment) == (True, True)
    assert not (usage.value.key_encipherment or usage.value.key_cert_sign or usage.value.crl_sign)
    assert extensions.get_extension_for_class(x509.BasicConstraints).critical


def test_every_key_is_another(made: Signer) -> None:
    other = read_signer(create_office_key("10009", "雲林縣政府", PASSPHRASE, packets.NOW), PASSPHRASE, "")
    assert other.certificate.fingerprint != made.certificate.fingerprint
    assert other.certificate.loaded.serial_number != made.certificate.loaded.serial_number


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        create_office_key("10009", "雲林縣政府", "elevenchars", packets.NOW)
    assert caught.value.code == "signer.short_passphrase"


def test_a_long_name_is_cut_to_what_certificates_allow() -> None:
    content = create_office_key("10009", "長" * 100, PASSPHRASE, packets.NOW)
    assert read_signer(content, PASSPHRASE, "").certificate.county_code == "10009"


def test_the_file_is_encrypted_by_todays_means() -> None:
    pfx = asn1.Pfx.load(create_office_key("10009", "雲林縣政府", PASSPHRASE, packets.NOW))
    assert pfx["mac_data"]["mac"]["digest_algorithm"]["algorithm"].native == "sha256"
    encrypted = [one for one in pfx.authenticated_safe if one["content_type"].native == "encrypted_data"]
    algorithm = encrypted[0]["content"]["encrypted_content_info"]["content_encryption_algorithm"]
    assert (algorithm.kdf, algorithm.encryption_cipher) == ("pbkdf2", "aes")
