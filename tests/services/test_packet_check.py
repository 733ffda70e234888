"""What is told of a packet that somebody brings."""

from __future__ import annotations

import io
import shutil
import zipfile
import zlib
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.services import packet_check, packet_history, packets, signing_keys
from desktop.services.office import Office
from desktop.services.packet_check import Own
from tests.builders import make_office

NUMBER = "LGDL-104-10009-0001"


@pytest.fixture
def packet(sealed: Office, tmp_path: Path) -> Path:
    """A copy of the packet that the office sealed."""
    (sent,) = packet_history.history(sealed)
    return Path(shutil.copy(packet_history.path(sealed, sent), tmp_path))


def altered(packet: Path) -> Path:
    """Somebody changed a year and repaired the zip's own check sum."""
    content = packet.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        table = packed.read("data/people.csv")
    changed = table.replace(b"19", b"18", 1)
    before, after = (zlib.crc32(one).to_bytes(4, "little") for one in (table, changed))
    packet.write_bytes(content.replace(table, changed).replace(before, after))
    return packet


def test_our_own_packet_is_recognised(sealed: Office, packet: Path) -> None:
    told = packet_check.examine(sealed, packet)
    assert (told.complete, told.unaltered, told.accepted) == (True, True, True)
    assert told.own is Own.OURS
    assert told.sent is not None
    assert told.sent.sequence == 1
    assert (told.signed.name, told.signed.county, told.signed.county_en) == (
        "雲林縣政府 機關金鑰",
        "雲林縣",
        "Yunlin County",
    )
    assert (told.signed.office_key, told.signed.trusted, told.signed.revocation) == (True, None, "unknown")
    groups = told.signed.fingerprint.split(" ")
    assert (len(groups), set(map(len, groups))) == (16, {4})


def test_what_is_inside_is_listed(sealed: Office, packet: Path) -> None:
    contents = packet_check.examine(sealed, packet).contents
    assert contents is not None
    assert (contents.number, contents.letter_number) == (NUMBER, "府人訓字第1040000001號")
    listed = {(held.kind, held.title["en"]): held.count for held in contents.held}
    assert listed["table", "people"] == 2
    assert listed["table", "course nominations"] == 2
    (form,) = (held for held in contents.held if held.kind == "form")
    assert (form.title["zh_TW"], form.count > 2) == ("數位開放資源推廣研習班", True)


def test_a_packet_that_was_altered_says_what_is_wrong(sealed: Office, packet: Path) -> None:
    told = packet_check.examine(sealed, altered(packet))
    assert (told.complete, told.unaltered, told.accepted) == (True, False, False)
    assert told.own is Own.CHANGED
    assert "packet.file_altered" in {finding.code for finding in told.findings}


def test_a_file_that_is_no_packet_has_no_contents(sealed: Office, tmp_path: Path) -> None:
    file = tmp_path / "x.asice"
    file.write_bytes(b"no packet")
    told = packet_check.examine(sealed, file)
    assert (told.accepted, told.contents, told.own, told.signed.name) == (False, None, Own.FOREIGN, "")


def test_a_packet_of_another_office_is_foreign(sealed: Office, packet: Path, tmp_path: Path) -> None:
    """Of the same county even: the number alone does not make it ours."""
    with make_office(tmp_path / "other", own_key=True) as other:
        told = packet_check.examine(other, packet)
        assert (told.own, told.sent, told.signed.office_key) == (Own.FOREIGN, None, False)
        packets.seal(other)
        assert packet_check.examine(other, packet).own is Own.CHANGED


def test_a_certificate_to_trust_may_be_named(sealed: Office, packet: Path, tmp_path: Path) -> None:
    own = sealed.keys / signing_keys.CERTIFICATE
    assert packet_check.examine(sealed, packet, trust_file=own).signed.trusted is True
    with make_office(tmp_path / "other", own_key=True) as other:
        packets.seal(other)
        told = packet_check.examine(sealed, packet, trust_file=other.keys / signing_keys.CERTIFICATE)
    assert (told.signed.trusted, told.accepted) == (False, False)
    (tmp_path / "x.pem").write_text("nothing", encoding="ascii")
    with pytest.raises(DataError, match=r"trust\.not_certificates"):
        packet_check.examine(sealed, packet, trust_file=tmp_path / "x.pem")


def test_a_file_that_is_not_there_is_told(sealed: Office, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure):
        packet_check.examine(sealed, tmp_path / "gone.asice")
