from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.exports.packet import Letter
from desktop.services import letter_book, letters, packets, settings, undo
from desktop.services.office import Office

DAY = date(2015, 2, 10)


def test_a_letter_stays_until_it_is_stated_anew(office: Office) -> None:
    assert letters.current(office) is None
    letters.put(office, DAY, " 府人訓字第1號 ")
    assert letters.current(office) == Letter(DAY, "府人訓字第1號")
    letters.clear(office)
    assert letters.current(office) is None


def test_stating_it_can_be_undone(office: Office) -> None:
    letters.put(office, DAY, "府人訓字第1號")
    letters.put(office, DAY, "府人訓字第2號")
    assert undo.undo(office.database).action == "letter.set"
    assert letters.current(office) == Letter(DAY, "府人訓字第1號")


def test_it_stands_in_the_book_of_letters(office: Office) -> None:
    letters.put(office, DAY, "府人訓字第1號")
    letters.put(office, date(2015, 2, 11), "府人訓字第11號")
    (line,) = letter_book.listing(office)
    assert (line.number, line.day, line.kind) == ("府人訓字第11號", date(2015, 2, 11), "submission"), "mended"
    letter_book.restate(office, line.id, {"day": DAY})
    assert letters.current(office) == Letter(DAY, "府人訓字第11號"), "one truth"
    with pytest.raises(DataError, match=r"letters\.of_packet"):
        letter_book.remove(office, line.id)
    letters.clear(office)
    letter_book.remove(office, line.id)


def test_what_an_earlier_version_stated_is_read(office: Office) -> None:
    with office.database.writing("letter.set") as journal:
        settings.put(journal, settings.LETTER, {"date": "2015-02-10", "number": "府人訓字第1號"})
    assert letters.current(office) == Letter(DAY, "府人訓字第1號")


def test_a_letter_that_a_packet_went_with_is_kept(sealed: Office) -> None:
    letters.put(sealed, DAY, "府人訓字第1號")
    packets.build(sealed, sealed.folder.parent / "out")
    letters.put(sealed, DAY, "府人訓字第2號")
    assert {one.number for one in letter_book.listing(sealed)} >= {"府人訓字第1號", "府人訓字第2號"}


def test_taking_away_what_is_not_there_is_no_action(office: Office) -> None:
    before = undo.stacks(office.database)
    letters.clear(office)
    assert undo.stacks(office.database) == before


@pytest.mark.parametrize("number", ["", "  ", "一" * 201, "府人訓字\n第1號"])
def test_a_number_the_packet_would_not_take_is_refused(office: Office, number: str) -> None:
    with pytest.raises(UsageError, match=r"packet\.letter_number"):
        letters.put(office, DAY, number)
    assert letters.current(office) is None
