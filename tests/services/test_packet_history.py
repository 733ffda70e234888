from __future__ import annotations

import csv
from pathlib import Path

import pytest

from desktop.core.errors import DataError
from desktop.services import packet_copies, packet_history, packet_outline, people, preflight
from desktop.services.office import Office
from desktop.services.packet_history import FileState


def test_a_packet_is_told_with_what_was_in_it(sealed: Office) -> None:
    (sent,) = packet_history.history(sealed)
    assert sent == packet_history.sent(sealed, 1)
    assert (sent.number, sent.activities) == ("LGDL-104-10009-0001", ("course-oer",))
    assert sent.counts["people"] == 2


def test_a_file_is_intact_changed_or_gone(sealed: Office) -> None:
    (sent,) = packet_history.history(sealed)
    path = packet_history.path(sealed, sent)
    assert packet_history.file_state(sealed, sent) is FileState.INTACT
    content = path.read_bytes()
    path.write_bytes(content[:-1] + b"!")
    assert packet_history.file_state(sealed, sent) is FileState.CHANGED
    path.write_bytes(content)
    assert packet_history.file_state(sealed, sent) is FileState.INTACT
    path.unlink()
    assert packet_history.file_state(sealed, sent) is FileState.GONE


def test_copies_for_excel_are_those_of_the_day_it_was_sealed(sealed: Office, tmp_path: Path) -> None:
    with sealed.database.reading() as session:
        person_id = preflight.read(session).entries[0].person.id
    people.edit(sealed, person_id, {"unit": "後來的單位"})
    made = packet_copies.write_sealed(sealed, 1, tmp_path)
    assert made.paths[0].parent == tmp_path / "LGDL-104-10009-0001-excel"
    table = next(path for path in made.paths if path.stem == "people")
    with table.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert "姓名" in header
    assert len(rows) == 2
    assert "後來的單位" not in {row[header.index("單位")] for row in rows}


def test_a_changed_packet_gives_no_copies(sealed: Office, tmp_path: Path) -> None:
    (sent,) = packet_history.history(sealed)
    packet_history.path(sealed, sent).write_bytes(b"something else")
    with pytest.raises(DataError, match=r"delivery\.damaged"):
        packet_copies.write_sealed(sealed, 1, tmp_path)
    assert not list(tmp_path.glob("*-excel"))


def test_the_next_packet_is_outlined(sealed: Office) -> None:
    outline = packet_outline.outline(sealed)
    assert (outline.number, outline.people) == ("LGDL-104-10009-0002", 2)
    (included,) = outline.included
    assert (included.activity, included.number, included.beside) == ("course-oer", 2, 0)
    assert included.title["zh_TW"] == "數位開放資源推廣研習班"
    assert outline.letter is not None
    assert len(outline.office_key.replace(" ", "")) == 64
    assert (outline.errors, outline.warnings) == (0, 0)
    assert [finding.code for finding in outline.signer] == ["signer.clock_before_build"]


def test_the_first_packet_of_an_empty_office_is_outlined(office: Office) -> None:
    outline = packet_outline.outline(office)
    assert (outline.number, outline.included, outline.people) == ("LGDL-104-10009-0001", (), 0)
    assert (outline.letter, outline.office_key, outline.signer) == (None, "", ())
