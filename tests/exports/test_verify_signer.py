"""The verifier's third answer: from whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.exports.registry import Registration, Registry
from desktop.exports.signing import Signer
from desktop.exports.trust import Trust
from desktop.exports.verification import Revocation
from desktop.exports.verify import verify
from tests.exports import packets
from tests.exports.forging import (
    NAME,
    Files,
    codes,
    good_files,
    good_packet,
    signed_again,
    verified,
)

DAY = timedelta(days=1)


@pytest.fixture
def files() -> Files:
    return good_files()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(good_packet())
    return path


def line(signer: Signer, county: str = "10009", **changes: Any) -> Registration:
    start = packets.NOW.date() - DAY
    return replace(Registration(county, signer.certificate.fingerprint, start, None, False), **changes)


def test_a_registered_and_trusted_signer(sealed: Path) -> None:
    signer = packets.signer()
    answer = verify(sealed, trust=Trust((signer.certificate,)), registry=Registry((line(signer),)))
    assert answer.accepted
    assert (answer.signer.registered, answer.signer.trusted) == (True, True)


def test_the_signature_of_another_county(tmp_path: Path) -> None:
    """Everything about it is valid but that it speaks for another county."""
    other = packets.signer(county="10008")
    made = packets.seal(tmp_path, by=other)
    answer = verify(made.path, trust=Trust((other.certificate,)))
    assert (answer.complete, answer.unaltered, answer.signer.trusted) == (True, True, True)
    assert answer.signer.county_code == "10008"
    assert codes(answer) == {"packet.other_county"}
    assert not answer.accepted


def test_a_certificate_without_county_that_is_registered_for_another(tmp_path: Path) -> None:
    agency = packets.signer(county=None)
    made = packets.seal(tmp_path, by=agency)
    answer = verify(made.path, registry=Registry((line(agency, "10008"),)))
    assert codes(answer) == {"packet.other_county", "packet.not_registered"}
    assert (answer.signer.registered, answer.signer.county_code) == (False, "10008")
    answer = verify(made.path, registry=Registry((line(agency, "10008"), line(agency))))
    assert answer.accepted
    assert (answer.signer.registered, answer.signer.county_code) == (True, "10009")


@pytest.mark.parametrize(
    ("changes", "code", "revocation"),
    [
        ({"valid_from": packets.NOW.date() + DAY}, "packet.registration_over", Revocation.UNKNOWN),
        ({"valid_to": packets.NOW.date() - DAY}, "packet.registration_over", Revocation.UNKNOWN),
        ({"is_revoked": True}, "packet.registration_revoked", Revocation.REVOKED),
        ({"fingerprint": "ab" * 32}, "packet.not_registered", Revocation.UNKNOWN),
    ],
)
def test_registrations_that_do_not_count(
    sealed: Path, changes: dict[str, Any], code: str, revocation: Revocation
) -> None:
    answer = verify(sealed, registry=Registry((line(packets.signer(), **changes),)))
    assert codes(answer) == {code}
    assert answer.signer.registered is False
    assert answer.signer.revocation is revocation
    assert (answer.complete, answer.unaltered) == (True, True)


def test_an_untrusted_signer(sealed: Path) -> None:
    answer = verify(sealed, trust=Trust((packets.certificate(packets.private_key("rsa2048")),)))
    assert codes(answer) == {"packet.untrusted"}
    assert answer.signer.trusted is False


def test_revocation_lists(tmp_path: Path) -> None:
    root_key = packets.private_key("rsa2048")
    root = packets.certificate(root_key, county=None, agency="Root", is_authority=True)
    made = packets.seal(tmp_path, by=packets.signer(issuer=(root, root_key), serial=9))
    good = Trust((root,), (packets.crl(root, root_key, 8, until=packets.NOW + DAY),))
    bad = Trust((root,), (packets.crl(root, root_key, 9, until=packets.NOW + DAY),))
    assert verify(made.path, trust=good).signer.revocation is Revocation.GOOD
    assert verify(made.path, trust=good).findings == ()
    assert codes(verify(made.path, trust=bad)) == {"packet.signer_revoked"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"end": packets.NOW - DAY}, "packet.signer_not_current"),
        ({"start": packets.NOW + DAY}, "packet.signer_not_current"),
        ({"may_sign": False}, "packet.signer_usage"),
    ],
)
def test_certificates_that_could_not_sign(tmp_path: Path, options: dict[str, Any], code: str) -> None:
    made = packets.seal(tmp_path, by=packets.signer(**options))
    assert codes(verify(made.path)) == {code}


def test_a_weak_key_is_no_signature(tmp_path: Path) -> None:
    answer = verify(packets.seal(tmp_path, by=packets.signer("rsa1024")).path)
    assert codes(answer) >= {"packet.cms_weak_key"}
    assert answer.signer.subject is None


def test_a_signer_other_than_packet_json_says(files: Files, tmp_path: Path) -> None:
    answer = verified(signed_again(files, packets.signer("rsa2048")), tmp_path)
    assert codes(answer) == {"packet.signer_differs"}


def test_a_replayed_packet_has_the_same_hash_and_number(sealed: Path, tmp_path: Path) -> None:
    """Who keeps the list of packets sees it at once; the same hash is the same packet."""
    copy = tmp_path / sealed.name
    copy.write_bytes(sealed.read_bytes())
    first, second = verify(sealed).packet, verify(copy).packet
    assert first is not None
    assert first == second
