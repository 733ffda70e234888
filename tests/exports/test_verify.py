"""The verifier: complete and unaltered, and one test for every threat to a packet's bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.errors import EnvironmentFailure
from desktop.exports import csv_out, manifest, strict_json
from desktop.exports.packet import ScopeLine, ScopeState
from desktop.exports.verification import Revocation
from desktop.exports.verify import verify
from tests.exports import packets
from tests.exports.forging import (
    NAME,
    Files,
    codes,
    good_files,
    good_packet,
    restated,
    signed_again,
    verified,
)


@pytest.fixture
def files() -> Files:
    return good_files()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(good_packet())
    return path


# --- a good packet ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_a_good_packet(tmp_path: Path, kind: str) -> None:
    signer = packets.signer(kind)
    made = packets.seal(tmp_path, by=signer, stamp=packets.pdf(1, "stamp"))
    answer = verify(made.path)
    assert (answer.complete, answer.unaltered, answer.accepted) == (True, True, True)
    assert codes(answer) == set()
    assert answer.signer.subject == signer.certificate.subject
    assert answer.signer.fingerprint == signer.certificate.fingerprint
    assert answer.signer.county_code == "10009"
    assert (answer.signer.registered, answer.signer.trusted) == (None, None)
    assert answer.signer.revocation is Revocation.UNKNOWN
    assert [finding.code for finding in answer.findings] == ["packet.revocation_unknown"]


def test_what_it_says_of_the_packet(sealed: Path) -> None:
    info = verify(sealed).packet
    assert info is not None
    assert (info.number, info.county_name, info.roc_year) == ("LGDL-104-10009-0007", "雲林縣", 104)
    assert info.counts == {"course_history": 1, "course_nominations": 2, "people": 2}
    assert info.created_at == packets.NOW
    assert info.sha256 == hashlib.sha256(sealed.read_bytes()).hexdigest()
    assert info.tables_sha256 == csv_out.tables_sha256(csv_out.encode_tables(packets.tables()))


def test_signing_again_is_no_change_by_itself(files: Files, tmp_path: Path) -> None:
    """The control of the tests below: what they refuse is the change, not their way to make it."""
    assert signed_again(files) == files
    assert restated(files) == files
    assert verified(files, tmp_path).accepted


def test_a_packet_from_before_the_revision_of_nothing(tmp_path: Path) -> None:
    everything_open = packets.content(
        tables=(), booklets=(), scope=(ScopeLine("course-basic", None, ScopeState.NIL),), previous_sha256=None
    )
    assert verify(packets.seal(tmp_path, everything_open).path).accepted


# --- complete --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        *("mimetype", "packet.json", "data/people.csv", "data/people.csv-metadata.json"),
        *("forms/course-basic.pdf", "summary/cover.pdf", manifest.PATH, manifest.SIGNATURE_PATH),
        "proof/pairing.json",
    ],
)
def test_a_missing_file(files: Files, tmp_path: Path, name: str) -> None:
    del files[name]
    answer = verified(files, tmp_path)
    assert not answer.complete
    assert "packet.file_missing" in codes(answer)


@pytest.mark.parametrize(
    "name",
    ["data/more.csv", "proof/more.json", "forms/virus.exe", "README", "META-INF/signature2.p7s"],
)
def test_an_extra_file(files: Files, tmp_path: Path, name: str) -> None:
    answer = verified({**files, name: b"hello"}, tmp_path)
    assert not answer.complete
    assert "packet.file_extra" in codes(answer)


@pytest.mark.parametrize("name", ["data/more.csv", "proof/more.json"])
def test_an_extra_file_that_is_signed_but_not_described(files: Files, tmp_path: Path, name: str) -> None:
    answer = verified(signed_again({**files, name: b"{}\n"}), tmp_path)
    assert not answer.complete
    assert codes(answer) == {"packet.file_extra"}


@pytest.mark.parametrize("name", ["data/course_history.csv", "proof/pairing.json"])
def test_a_file_that_is_described_but_not_there(files: Files, tmp_path: Path, name: str) -> None:
    del files[name]
    answer = verified(signed_again(files), tmp_path)
    assert not answer.complete
    assert codes(answer) == {"packet.file_missing"}


def test_a_booklet_must_be_in_scope_and_the_other_way_round(files: Files, tmp_path: Path) -> None:
    scope = [{"activity": "course-oer", "session": None, "state": "submitted"}]
    answer = verified(restated(files, scope=scope), tmp_path)
    assert not answer.complete
    assert codes(answer) == {"packet.booklet_missing", "packet.scope_missing"}


def test_a_scope_that_says_something_twice(files: Files, tmp_path: Path) -> None:
    line = {"activity": "course-basic", "session": None, "state": "submitted"}
    answer = verified(restated(files, scope=[line, {**line, "state": "nil"}]), tmp_path)
    assert codes(answer) == {"packet.scope_twice"}


# --- unaltered -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["data/people.csv", "proof/pairing.json", "forms/course-basic.pdf", "summary/cover.pdf", "packet.json"],
)
def test_an_altered_file(files: Files, tmp_path: Path, name: str) -> None:
    content = files[name]
    files[name] = content[:100] + bytes([content[100] ^ 1]) + content[101:]
    answer = verified(files, tmp_path)
    assert answer.complete or name == "packet.json"
    assert not answer.unaltered
    assert "packet.file_altered" in codes(answer)


def test_an_altered_manifest(files: Files, tmp_path: Path) -> None:
    files[manifest.PATH] = files[manifest.PATH].replace(b"</asic:ASiC", b" </asic:ASiC")
    answer = verified(files, tmp_path)
    assert not answer.unaltered
    assert codes(answer) == {"packet.manifest_not_canonical", "packet.cms_digest"}
    assert answer.signer.subject is None


def test_a_manifest_with_a_document_type(files: Files, tmp_path: Path) -> None:
    files[manifest.PATH] = files[manifest.PATH].replace(b"?>", b"?><!DOCTYPE x>", 1)
    assert "packet.manifest_malformed" in codes(verified(files, tmp_path))


def test_another_mimetype(files: Files, tmp_path: Path) -> None:
    files["mimetype"] += b"\n"
    answer = verified(files, tmp_path)
    assert not answer.unaltered
    assert codes(answer) == {"packet.mimetype"}


def test_another_order(files: Files, tmp_path: Path) -> None:
    turned = {name: files[name] for name in sorted(files)}
    assert not verified(turned, tmp_path).unaltered
    middle = [name for name in files if name.startswith("data/")]
    turned = {name: files[name] for name in ("mimetype", "packet.json", *middle[::-1], *files)}
    assert codes(verified(signed_again(turned), tmp_path)) == {"packet.order"}


@pytest.mark.parametrize("after", ["forms/course-basic.pdf", "summary/cover.pdf", "packet.json"])
def test_a_proof_in_another_place(files: Files, tmp_path: Path, after: str) -> None:
    """Described and signed where it lies: still not between the tables and the forms."""
    moved: Files = {}
    for name, content in files.items():
        if name != "proof/pairing.json":
            moved[name] = content
        if name == after:
            moved["proof/pairing.json"] = files["proof/pairing.json"]
    assert moved == files
    described = {file["path"]: file for file in strict_json.read(files["packet.json"])["files"]}
    listed = [described[name] for name in moved if name in described]
    assert codes(verified(restated(moved, files=listed), tmp_path)) == {"packet.order"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("forms/course-basic.pdf", "forms/course-basic.csv"),
        ("forms/course-basic.pdf", "course-basic.pdf"),
        ("summary/cover.pdf", "summary/other.pdf"),
        ("data/people.csv", "data/people.txt"),
        ("data/people.csv-metadata.json", "data/people.json"),
        ("proof/pairing.json", "proof/pairing.txt"),
        ("proof/pairing.json", "proof/Pairing.json"),
        ("proof/pairing.json", "proof/_pairing.json"),
        ("proof/pairing.json", "proof/more/pairing.json"),
        ("proof/pairing.json", "data/pairing.json"),
        ("proof/pairing.json", "pairing.json"),
    ],
)
def test_a_file_under_another_name(files: Files, tmp_path: Path, old: str, new: str) -> None:
    """Renamed everywhere, described and signed: still not where the format has it."""
    renamed = {new if name == old else name: content for name, content in files.items()}
    statement = strict_json.read(files["packet.json"])
    for file in statement["files"]:
        if file["path"] == old:
            file["path"], file["media_type"] = new, manifest.media_type(new)
    answer = verified(restated(renamed, files=statement["files"]), tmp_path)
    assert not answer.accepted
    assert codes(answer) == {"packet.order"}


def test_the_signature_of_another_packet(files: Files, tmp_path: Path) -> None:
    other = packets.unpack(packets.seal(tmp_path, packets.content(sequence=8)).path)
    files[manifest.SIGNATURE_PATH] = other[manifest.SIGNATURE_PATH]
    answer = verified(files, tmp_path)
    assert codes(answer) == {"packet.cms_digest"}
    assert not answer.unaltered


def test_prefix_suffix_and_cut(sealed: Path, tmp_path: Path) -> None:
    good = sealed.read_bytes()
    path = tmp_path / sealed.name
    for spoiled in (b"MZ" + good, good + b"\0", good[:-1], good[1:], b"", b"hello"):
        path.write_bytes(spoiled)
        answer = verify(path)
        assert (answer.complete, answer.unaltered, answer.packet) == (False, False, None)
        assert codes(answer) <= {"packet.not_a_zip", "packet.zip_not_canonical"}


@pytest.mark.parametrize("name", ["../evil", "data\\evil", "/evil", "aux.csv", "DATA/people.csv"])
def test_names_that_would_do_harm(files: Files, tmp_path: Path, name: str) -> None:
    answer = verified({**files, name: b"x"}, tmp_path)
    assert (answer.complete, answer.unaltered) == (False, False)
    assert codes(answer) <= {"packet.name_forbidden", "packet.name_twice"}


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.asice"
    with path.open("wb") as file:
        file.truncate(300 * 1024 * 1024)
    assert codes(verify(path)) == {"packet.too_large"}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure):
        verify(tmp_path / "none.asice")
    with pytest.raises(EnvironmentFailure):
        verify(tmp_path)


def test_a_renamed_packet_is_only_a_warning(sealed: Path, tmp_path: Path) -> None:
    path = tmp_path / "封包 (1).asice"
    path.write_bytes(sealed.read_bytes())
    answer = verify(path)
    assert answer.accepted
    assert [finding.code for finding in answer.findings] == ["packet.revocation_unknown", "packet.renamed"]


# --- any bytes -------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(data=st.data())
def test_any_damage_is_noticed(tmp_path: Path, data: st.DataObject) -> None:
    good = good_packet()
    place = data.draw(st.integers(0, len(good)))
    spoiled = good[:place] + data.draw(st.binary(max_size=6)) + good[place + data.draw(st.integers(0, 6)) :]
    path = tmp_path / NAME
    path.write_bytes(spoiled)
    assert verify(path).accepted is (spoiled == good)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(data=st.data())
def test_any_content_that_is_packed_properly_is_answered(tmp_path: Path, data: st.DataObject) -> None:
    """An attacker writes a perfect container around bad files: never a traceback, never accepted."""
    files = good_files()
    name = data.draw(st.sampled_from(sorted(files)))
    good = files[name]
    place = data.draw(st.integers(0, len(good)))
    files[name] = (
        good[:place] + data.draw(st.binary(max_size=4)) + good[place + data.draw(st.integers(0, 4)) :]
    )
    for made in (files, signed_again(files, packets.signer("rsa2048"))):
        answer = verified(made, tmp_path)
        codes(answer)
        assert answer.accepted is (made[name] == good and made is files)
