"""A coordinator opens a round, drops what came back, settles the doubts and takes everybody over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from desktop.services import deadlines, letter_book, round_board, rounds
from desktop.services.nominations import listing
from desktop.views.collection.page import CollectionPage
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from tests.builders import CLOCK
from tests.rounds import CITY, GOVERNMENT, TOWN, filled, opened, people_of
from tests.views.conftest import go, settled
from tests.views.hands import click, drop, find, press, write


def page_of(window: MainWindow) -> CollectionPage:
    go(window, "collection")
    page = window.page
    assert isinstance(page, CollectionPage)
    return page


def dialog(window: MainWindow) -> Dialog:
    return next(one for one in window.findChildren(Dialog) if one.isVisible())


def closed(window: MainWindow) -> None:
    """Read the dialog of what was collected, and close it."""
    click(find(dialog(window), QPushButton, "collected-close"))


def test_a_round_is_opened_and_its_workbooks_written(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = county.bench.office
    came = {"direction": "in", "day": date(2015, 1, 3), "subject": "請薦送", "activity": "course-basic"}
    letter = letter_book.register(office, came)
    page = page_of(county)
    assert find(county, QPushButton, "first-round-board").isVisible()
    click(find(county, QPushButton, "open-round"))
    asked = dialog(county)
    due = find(asked, QLineEdit, "round-due")
    due.selectAll()
    press(due, Qt.Key.Key_Delete)
    click(find(asked, QPushButton, "open-round-do"))
    assert find(asked, QLabel, "open-round-fault").isVisible()
    write(due, "1040130")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "out"))
    with qtbot.waitSignal(county.bench.presenter.succeeded, timeout=20_000):
        click(find(asked, QPushButton, "open-round-do"))
    settled(qtbot, county)
    assert len(list((tmp_path / "out").glob("LGDL-*.xlsx"))) == 31
    (held,) = rounds.listing(county.bench.office)
    assert (held.activity, held.due.isoformat()) == ("course-basic", "2015-01-30")
    assert dict(letter_book.listing(office)[0].rests) == {"rounds": 1}, "its own letter was chosen"
    assert letter_book.listing(office)[0].id == letter
    assert page.round_id == held.id
    assert "已發 31" in page.board.counts.text()
    click(find(county, QPushButton, "reminded"))
    board = round_board.read(office, held.id)
    assert {one.reminders for one in board.lines} == {1}


@pytest.fixture
def files(county: MainWindow, tmp_path: Path) -> dict[str, Path]:
    """A round of three agencies."""
    return opened(county.bench.office, tmp_path / "out")[1]


def test_files_dropped_anywhere_land_in_their_round(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, files: dict[str, Path]
) -> None:
    go(county, "courses")
    back = [
        filled(files[TOWN], people_of(TOWN)[:2], tmp_path / "a.xlsx"),
        filled(files[CITY], people_of(CITY)[:1], tmp_path / "b.xlsx"),
    ]
    drop(county, *back)
    settled(qtbot, county)
    told = dialog(county)
    assert find(told, Table, "collected-files").table_model.rowCount() == 2
    closed(county)
    page = page_of(county)
    assert "已回 2" in page.board.counts.text()
    assert page.ranking.model.rowCount() == 3


def test_a_doubt_is_shown_where_it_is_and_a_file_given_by_hand(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(county)
    drop(county, files[TOWN])
    settled(qtbot, county)
    assert "沒有填任何人" in find(dialog(county), QPlainTextEdit, "collected-told").toPlainText()
    closed(county)
    first = page.board.model.row_at(0)
    assert (first.agency, first.state) == (TOWN, "doubt"), "what needs the coordinator stands above"
    assert page.board.selected is not None
    own = tmp_path / "手打.csv"
    person = people_of(TOWN)[0]
    own.write_text(
        f"身分證統一編號,姓名,期別\n{person['身分證統一編號']},{person['姓名']},1", encoding="utf-8"
    )
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(own), ""))
    page.board.table.select(0)
    click(page.board.assign)
    settled(qtbot, county)
    closed(county)
    board = round_board.read(county.bench.office, page.round_id or 0)
    assert [one.state for one in board.lines if one.agency == TOWN] == ["returned"]


def test_contact_and_nobody_are_stated_at_the_agency(
    county: MainWindow, qtbot: QtBot, files: dict[str, Path]
) -> None:
    page = page_of(county)
    assert files
    page.board.table.select(1)
    one = page.board.selected
    assert one is not None
    write(page.board.detail.form.widgets["contact"], "陳小姐")
    click(page.board.nil)
    settled(qtbot, county)
    found = next(
        line for line in round_board.read(county.bench.office, page.round_id or 0).lines if line.id == one.id
    )
    assert (found.contact, found.state) == ("陳小姐", "nil")


def test_the_list_is_moved_left_out_and_taken_over(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, files: dict[str, Path]
) -> None:
    page = page_of(county)
    for place, agency in enumerate((GOVERNMENT, CITY, TOWN)):
        drop(county, filled(files[agency], people_of(agency)[:2], tmp_path / f"{place}.xlsx"))
        settled(qtbot, county)
        closed(county)
    page.show_tab(page.ranking)
    assert page.ranking.model.rowCount() == 6
    last = page.ranking.model.row_at(5)
    page.ranking.table.select(5)
    click(page.ranking.move_by_hand)
    asked = dialog(county)
    assert not find(asked, QPushButton, "reason-do").isEnabled(), "nothing without a reason"
    find(asked, QSpinBox, "rank").setValue(1)
    write(find(asked, QLineEdit, "reason"), "業務承辦人")
    click(find(asked, QPushButton, "reason-do"))
    assert page.ranking.model.row_at(0).id == last.id
    page.ranking.table.select(1)
    gone = page.ranking.model.row_at(1)
    click(page.ranking.leave_out)
    write(find(dialog(county), QLineEdit, "reason"), "本人婉拒")
    click(find(dialog(county), QPushButton, "reason-do"))
    assert page.ranking.model.row_at(5).id == gone.id
    wanted = [line.person_id for line in page.ranking.model.rows if str(line.answer) != "no"][:-1]
    with qtbot.waitSignal(county.bench.presenter.succeeded, timeout=20_000) as said:
        click(page.ranking.take)
    settled(qtbot, county)
    assert said.args is not None
    with county.bench.office.database.reading() as session:
        assert [one.person.id for one in listing(session, "course-basic")] == wanted
    page.ranking.table.select(5)
    click(page.ranking.put_back)
    assert {line.state for line in page.ranking.model.rows} >= {"taken", "open"}


def test_a_round_is_printed_closed_and_opened_again(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, files: dict[str, Path]
) -> None:
    page = page_of(county)
    find(county, PrintMenu, "print").entries["view.collection.print.reminder"].trigger()
    settled(qtbot, county)
    assert find(county, PdfPreview, "pdf-preview").isVisible()
    find(county, PdfPreview, "pdf-preview").close()
    click(page.close_round)
    assert page.close_round.text() == "重新開放收件"
    drop(county, filled(files[TOWN], people_of(TOWN)[:1], tmp_path / "a.xlsx"))
    settled(qtbot, county)
    click(page.close_round)
    assert page.close_round.text() == "結束收件"


def test_a_letter_is_entered_its_file_kept_and_what_rests_on_it_shown(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(empty)
    page.show_tab(page.letters)
    page.letters.add("in")
    form = page.letters.detail.form
    assert form.widgets["number"].hasFocus(), "it is typed at once"
    write(form.widgets["number"], "中企字第1號")
    subject = form.widgets["subject"]
    assert isinstance(subject, QLineEdit)
    subject.selectAll()
    write(subject, "請推薦參訓人員")
    page.leave()
    settled(qtbot, empty)
    deadlines.add(empty.bench.office, "函報", CLOCK.now().date(), document_no="中企字第1號")
    settled(qtbot, empty)
    (line,) = letter_book.listing(empty.bench.office)
    assert (line.direction, line.number, line.subject) == ("in", "中企字第1號", "請推薦參訓人員")
    said = [one.text() for one in page.letters.detail.findChildren(QLabel) if one.isVisible()]
    assert "期限 1 項" in said
    scan = tmp_path / "來文.pdf"
    scan.write_bytes(b"%PDF")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(scan), ""))
    click(page.letters.attach)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "out"))
    click(page.letters.save)
    assert (tmp_path / "out" / "來文.pdf").read_bytes() == b"%PDF"
    click(page.letters.remove)
    assert letter_book.listing(empty.bench.office) == ()
