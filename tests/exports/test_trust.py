from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.exports.trust import MAX_TRUST_FILE, Trust, load_trust
from desktop.exports.verification import Revocation
from tests.exports import packets

NOW = packets.NOW
DAY = timedelta(days=1)
ROOT_KEY = packets.private_key("rsa2048")
ROOT = packets.certificate(ROOT_KEY, county=None, agency="Root", is_authority=True)
MIDDLE_KEY = packets.private_key("rsa3072")
MIDDLE = packets.certificate(
    MIDDLE_KEY, county=None, agency="Middle", is_authority=True, issuer=(ROOT, ROOT_KEY)
)
LEAF = packets.certificate(issuer=(MIDDLE, MIDDLE_KEY))


def test_a_pinned_certificate_is_trusted_itself() -> None:
    assert Trust((LEAF,)).reaches(LEAF, NOW)


def test_a_chain_is_followed() -> None:
    assert Trust((MIDDLE,)).reaches(LEAF, NOW)
    assert Trust((ROOT, MIDDLE)).reaches(LEAF, NOW)
    assert Trust((ROOT,)).reaches(LEAF, NOW, issuers=(MIDDLE,))
    assert not Trust((ROOT,)).reaches(LEAF, NOW)


def test_a_certificate_that_is_no_authority_issues_nothing() -> None:
    key = packets.private_key("rsa2048")
    no_ca = packets.certificate(key, agency="Root", county=None)
    assert not Trust((no_ca,)).reaches(packets.certificate(issuer=(no_ca, key)), NOW)


def test_a_name_alone_is_not_enough() -> None:
    """The same name with another key."""
    impostor_key = packets.private_key("rsa3072")
    impostor = packets.certificate(impostor_key, county=None, agency="Root", is_authority=True)
    forged = packets.certificate(issuer=(impostor, impostor_key))
    assert not Trust((ROOT,)).reaches(forged, NOW)


@pytest.mark.parametrize("moment", [NOW - 31 * DAY, NOW + 701 * DAY])
def test_out_of_its_window_nothing_is_trusted(moment: object) -> None:
    assert not Trust((LEAF,)).reaches(LEAF, moment)  # type: ignore[arg-type]


def test_certificates_that_issue_each_other_do_not_hang() -> None:
    one = packets.certificate(ROOT_KEY, county=None, agency="A", is_authority=True)
    two = packets.certificate(MIDDLE_KEY, county=None, agency="A", is_authority=True, issuer=(one, ROOT_KEY))
    assert not Trust((LEAF,)).reaches(two, NOW, issuers=(one, two))


def test_revocation_lists() -> None:
    issued = packets.certificate(issuer=(ROOT, ROOT_KEY), serial=7)
    current = packets.crl(ROOT, ROOT_KEY, 8, until=NOW + DAY)
    revoking = packets.crl(ROOT, ROOT_KEY, 7, until=NOW - DAY / 2)
    stale = packets.crl(ROOT, ROOT_KEY, 8, until=NOW - DAY / 2)
    assert Trust((ROOT,)).revocation(issued, NOW) is Revocation.UNKNOWN
    assert Trust((ROOT,), (current,)).revocation(issued, NOW) is Revocation.GOOD
    assert Trust((ROOT,), (stale,)).revocation(issued, NOW) is Revocation.UNKNOWN
    assert Trust((ROOT,), (current, revoking)).revocation(issued, NOW) is Revocation.REVOKED


def test_a_forged_revocation_list_counts_for_nothing() -> None:
    issued = packets.certificate(issuer=(ROOT, ROOT_KEY), serial=7)
    forged = packets.crl(ROOT, MIDDLE_KEY, 7, until=NOW + DAY)
    assert Trust((ROOT,), (forged,)).revocation(issued, NOW) is Revocation.UNKNOWN


def test_a_pem_file_holds_certificates_and_lists_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "trust.pem"
    revoked = packets.crl(ROOT, ROOT_KEY, 7, until=NOW + DAY).public_bytes(Encoding.PEM)
    path.write_bytes(b"a comment\n" + revoked + ROOT.to_pem() + b"between\n" + LEAF.to_pem())
    trust = load_trust(path)
    assert [one.fingerprint for one in trust.anchors] == [ROOT.fingerprint, LEAF.fingerprint]
    assert len(trust.lists) == 1


def test_a_der_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "trust.der"
    path.write_bytes(LEAF.der)
    assert load_trust(path).anchors == (LEAF,)


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b"hello",
            packets.pdf(),
            LEAF.der[:-3],
            LEAF.to_pem()[:200],
            LEAF.to_pem().replace(b"M", b"N"),
        ),
        *(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", bytes(MAX_TRUST_FILE + 1)),
    ],
    ids=["empty", "text", "pdf", "cut der", "cut pem", "spoiled pem", "short pem", "huge"],
)
def test_what_holds_no_certificate_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "trust.pem"
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load_trust(path)
    assert caught.value.code == "trust.not_certificates"


def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure):
        load_trust(tmp_path / "none.pem")
