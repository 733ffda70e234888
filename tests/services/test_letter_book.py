"""Letters in and out: entered once, their files kept, and what was decided by each."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.services import backup, deadlines, letter_book, plans, rounds, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, open_office
from desktop.services.restore import restore
from desktop.services.rounds import Asking
from tests.builders import CLOCK, PASSPHRASE
from tests.rounds import DUE, TOWN
from tests.tools import require_tool

NUMBER = "中企字第1040000123號"
COMES: dict[str, Any] = {
    "direction": "in",
    "day": date(2015, 1, 12),
    "number": NUMBER,
    "party": "地方行政研習中心",
    "subject": "請推薦自製數位教材基礎班參訓人員",
    "activity": "course-basic",
    "deadline": date(2015, 2, 6),
    "kind": "announcement",
}


def test_a_letter_is_entered_changed_and_taken_back(office: Office) -> None:
    made = letter_book.register(office, COMES)
    letter_book.restate(office, made, {"subject": "請推薦人員", "note": "已轉知"})
    (line,) = letter_book.listing(office)
    assert (line.subject, line.note, line.number, line.rests) == ("請推薦人員", "已轉知", NUMBER, ())
    assert letter_book.listing(office, activity="course-oer") == ()
    assert letter_book.listing(office, direction="out") == ()
    letter_book.remove(office, made)
    assert letter_book.listing(office) == ()
    undo.undo(office.database)
    assert len(letter_book.listing(office)) == 1


def test_what_rests_on_a_letter_is_named(county: Office) -> None:
    made = letter_book.register(county, COMES)
    day = date(2015, 1, 12)
    plans.change(county, "course-basic", "session.1.seats", "40", document=NUMBER, day=day)
    deadlines.add(county, "函報名冊", date(2015, 2, 6), document_no=NUMBER)
    rounds.open_round(county, Asking("course-basic", DUE, agencies=(TOWN,), letter_id=made))
    (line,) = letter_book.listing(county)
    assert dict(line.rests) == {"changes": 1, "deadlines": 1, "rounds": 1}
    with pytest.raises(DataError, match=r"letters\.in_use"):
        letter_book.remove(county, made)
    with pytest.raises(UsageError, match=r"letters\.gone"):
        rounds.open_round(county, Asking("course-basic", DUE, letter_id=99))


def test_a_letter_without_a_number_has_nothing_resting_on_it(office: Office) -> None:
    letter_book.register(office, {**COMES, "number": ""})
    deadlines.add(office, "函報名冊", date(2015, 2, 6))
    assert letter_book.listing(office)[0].rests == ()


def test_its_file_is_kept_encrypted_and_in_every_backup(office: Office, tmp_path: Path) -> None:
    made = letter_book.register(office, COMES)
    scan = tmp_path / "來文.pdf"
    scan.write_bytes(b"%PDF-1.7 " + "機密的內容".encode() * 50)
    letter_book.attach(office, made, scan)
    assert letter_book.file_of(office, made) == ("來文.pdf", scan.read_bytes())
    assert letter_book.export_file(office, made, tmp_path / "out").read_bytes() == scan.read_bytes()
    with pytest.raises(DataError, match=r"letters\.taken"):
        letter_book.export_file(office, made, tmp_path / "out")
    office.database.dispose()
    for file in office.folder.rglob("*"):
        assert not file.is_file() or "機密的內容".encode() not in file.read_bytes(), file.name
    kept = backup.make(office)
    undo.undo(office.database)
    with pytest.raises(UsageError, match=r"letters\.no_file"):
        letter_book.file_of(office, made)
    undo.redo(office.database)
    assert check_integrity(office) == ()
    office.close()
    restore(kept.path, office.folder, Passphrase(PASSPHRASE), clock=CLOCK)
    with open_office(office.folder, Passphrase(PASSPHRASE), clock=CLOCK) as opened:
        assert letter_book.file_of(opened, made)[1] == scan.read_bytes()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"subject": " "}, "letters.no_subject"),
        ({"day": None}, "letters.no_day"),
        ({"direction": "up"}, "letters.code"),
        ({"kind": "poem"}, "letters.code"),
        ({"number": "一\n二"}, "letters.one_line"),
        ({"subject": "長" * 201}, "nominate.too_long"),
        ({"activity": "course-none"}, "rules.activity_unknown"),
        ({"colour": "red"}, "nominate.field_unknown"),
    ],
)
def test_what_a_letter_may_not_say(office: Office, values: dict[str, Any], code: str) -> None:
    with pytest.raises((DataError, UsageError), match=code.replace(".", r"\.")):
        letter_book.register(office, COMES | values)
    assert letter_book.listing(office) == ()


def test_a_file_that_cannot_be_kept_is_refused(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = letter_book.register(office, COMES)
    with pytest.raises(EnvironmentFailure, match=r"letters\.unreadable"):
        letter_book.attach(office, made, tmp_path / "none.pdf")
    monkeypatch.setattr(letter_book, "LARGEST", 10)
    (tmp_path / "big.pdf").write_bytes(bytes(11))
    with pytest.raises(DataError, match=r"letters\.too_large"):
        letter_book.attach(office, made, tmp_path / "big.pdf")
    assert letter_book.listing(office)[0].file_name == ""


def test_the_book_is_printed(office: Office, tmp_path: Path) -> None:
    require_tool("pdftotext")
    with pytest.raises(DataError, match=r"letters\.none"):
        letter_book.paper(office)
    letter_book.register(office, COMES)
    ours = "府人訓字第1040000001號"
    sent = {
        "direction": "out",
        "day": date(2015, 2, 5),
        "number": ours,
        "subject": "函報名冊",
    }
    letter_book.register(office, sent)
    (tmp_path / "a.pdf").write_bytes(letter_book.paper(office))
    command = ["pdftotext", "-layout", str(tmp_path / "a.pdf"), "-"]
    told = "".join(subprocess.run(command, capture_output=True, check=True, text=True).stdout.split())
    for one in (NUMBER, ours, "104/01/12", "104/02/06", "基礎班", "收發文登記簿"):
        assert one in told
    assert told.index(NUMBER) < told.index(ours), "the earliest first"
    assert "小計" not in told
