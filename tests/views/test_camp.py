"""A coordinator fills the English camp: people, seats, circles, stages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import camp, camp_acts, camp_nominate, camp_seats, undo
from desktop.services.camp import Seat
from desktop.services.camp_seats import SeatLetter
from desktop.views.camp.page import CampPage
from desktop.views.lists.import_dialog import FileImportDialog
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

SAMPLE = paths.resources() / "samples" / "english-camp.csv"
ALT = Qt.KeyboardModifier.AltModifier


def page_of(window: MainWindow) -> CampPage:
    go(window, "camp")
    page = window.page
    assert isinstance(page, CampPage)
    return page


@pytest.fixture
def filled(county: MainWindow) -> CampPage:
    """The sample's 54 members."""
    camp_nominate.import_file(county.bench.office, SAMPLE, skip_errors=True)
    return page_of(county)


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_a_file_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    assert county.take_files([SAMPLE])
    settled(qtbot, county)
    shown = dialog(county)
    assert isinstance(shown, FileImportDialog)
    assert find(shown, QPushButton, "import-error").text() == "✕ 有誤　5"
    click(find(shown, QPushButton, "import-error"))
    assert [shown.table.table_model.texts(row)[2] for row in range(5)] == ["✕ 有誤"] * 5
    click(find(shown, QPushButton, "import-noted"))
    assert shown.table.table_model.rowCount() == 20
    accept = find(shown, QPushButton, "import-do")
    assert not accept.isEnabled()
    click(find(shown, QCheckBox, "import-skip"))
    assert accept.text() == "匯入 54 筆"
    click(accept)
    settled(qtbot, county)
    qtbot.waitUntil(lambda: len(page.found.lines) == 54)
    assert "正取 50/50" in page.bar.words
    assert "4 位圈長" in page.breaches.text()


def test_somebody_is_added_by_name_and_enter(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    settled(qtbot, county)
    click(find(page, QPushButton, "add-member"))
    write(page.add_field, "黃品妍")
    press(page.add_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.found.lines) == 1)
    assert page.detail.name.text() == "黃品妍"
    circle = find(page.detail, QLineEdit, "field-circle")
    write(circle, "雲林e英語圈")
    page.leave()
    assert camp.overview(county.bench.office).lines[0].circle == "雲林e英語圈"


def test_fields_save_themselves_and_ranks_move_by_keys(filled: CampPage, qtbot: QtBot) -> None:
    office = filled.bench.office
    before = [line.id for line in filled.found.lines]
    filled.table.select_ids([before[1]])
    filled.table.setFocus()
    press(filled.table, Qt.Key.Key_Up, ALT)
    assert [line.id for line in filled.found.lines][:2] == [before[1], before[0]]
    assert filled.table.selected_ids() == [before[1]]
    box = find(filled.detail, QComboBox, "field-commitment")
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert camp.overview(office).lines[0].commitment is False
    undo.undo(office.database)
    undo.undo(office.database)
    assert [line.id for line in camp.overview(office).lines] == before


def test_a_leader_without_a_circle_is_refused_and_shown_as_it_is(filled: CampPage) -> None:
    filled.table.select_ids([filled.found.lines[0].id])
    circle = find(filled.detail, QLineEdit, "field-circle")
    write(circle, "")
    filled.detail.form.flush()
    assert filled.found.lines[0].circle == "雲林e英語圈"


def test_granted_seats_need_their_letter(county: MainWindow, filled: CampPage) -> None:
    click(find(filled, QPushButton, "seats"))
    shown = dialog(county)
    find(shown, QSpinBox, "requested").setValue(4)
    find(shown, QSpinBox, "granted").setValue(2)
    click(find(shown, QPushButton, "seats-do"))
    assert shown.isVisible()
    write(find(shown, QLineEdit, "document-no"), "研習字第1號")
    write(find(shown, QLineEdit, "document-date"), "104/03/02")
    click(find(shown, QPushButton, "seats-do"))
    assert not shown.isVisible()
    assert filled.found.taken[Seat.SEAT] == 52
    assert "核定增額 2（研習字第1號）" in filled.bar.words


def test_a_stage_is_recorded_for_several_and_leaving_needs_a_reason(
    county: MainWindow, filled: CampPage
) -> None:
    filled.table.select_ids([line.id for line in filled.found.lines[:3]])
    filled.stage.click()
    shown = dialog(county)
    result, accept = find(shown, QComboBox, "stage-result"), find(shown, QPushButton, "stage-do")
    result.setCurrentIndex(result.findData("left"))
    assert not accept.isEnabled()
    write(find(shown, QLineEdit, "stage-reason"), "調職")
    click(accept)
    assert (filled.found.stages[0].heads, filled.found.stages[0].left) == (3, 3)
    assert "退出 3" in filled.pyramid.accessibleDescription()


def test_withdrawing_needs_a_reason(county: MainWindow, filled: CampPage) -> None:
    filled.table.select_ids([filled.found.lines[0].id])
    filled.withdraw.click()
    shown = dialog(county)
    accept = find(shown, QPushButton, "withdraw-do")
    assert not accept.isEnabled()
    write(find(shown, QLineEdit, "reason"), "業務調整")
    click(accept)
    assert len(filled.found.lines) == 53


def test_a_finding_opens_its_member_and_the_seats(county: MainWindow, filled: CampPage) -> None:
    third = filled.found.lines[2]
    go(county, "camp", nomination_id=third.id)
    assert filled.table.selected_ids() == [third.id]
    camp_seats.put(county.bench.office, SeatLetter(requested=2))
    go(county, "camp", field="seats")
    assert find(dialog(county), QSpinBox, "requested").value() == 2


def test_a_line_shows_where_the_seats_end_and_rows_are_dragged_over_it(
    filled: CampPage, qtbot: QtBot
) -> None:
    rows = filled.table.lines
    assert rows.dividers == [50]
    assert rows.texts(50)[0] == "增額候補　4 人"
    last = rows.id_at(51)
    data = rows.mimeData([rows.index(51, 0)])
    rows.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, rows.index(-1, -1))
    qtbot.waitUntil(lambda: filled.found.lines[0].id == last)
    assert filled.found.lines[0].seat is Seat.SEAT
    assert filled.table.lines.dividers == [50], "the one before the line gave up the seat"


@pytest.mark.parametrize("what", ["booklet", "people", "blank", "pyramid", "request", "release"])
def test_what_is_printed_is_seen_first(county: MainWindow, filled: CampPage, qtbot: QtBot, what: str) -> None:
    camp_seats.put(county.bench.office, SeatLetter(requested=2, reason="合格者較多", released=1))
    settled(qtbot, county)
    filled.table.select_ids([filled.found.lines[3].id])
    menu = find(filled, PrintMenu, "print")
    menu.menu().aboutToShow.emit()
    action = menu.entries[f"view.camp.print.{what}"]
    assert action.isEnabled()
    action.trigger()
    settled(qtbot, county)
    (preview,) = county.findChildren(PdfPreview)
    assert preview.isVisible()
    preview.close()


def test_a_block_and_a_name_in_a_circle_lead_to_the_member(
    county: MainWindow, filled: CampPage, qtbot: QtBot
) -> None:
    office, lines = county.bench.office, filled.found.lines
    camp_acts.restate(office, lines[1].id, {"circle": "斗六英語圈"})
    camp_acts.restate(office, lines[2].id, {"circle": ""})
    qtbot.waitUntil(lambda: len(filled.found.circles) == 2)
    colours = [filled.bar.colour_of(one) for one in ("雲林e英語圈", "斗六英語圈", "")]
    assert colours == ["group_1", "group_2", "ink_soft"]
    seats = filled.found.seats
    block = filled.bar.width() / (seats.seated + seats.waiting)
    click(filled.bar, QPoint(round(4.5 * block), filled.bar.height() - 4))
    assert filled.table.selected_ids() == [lines[4].id]
    filled.tabs.setCurrentIndex(1)
    settled(qtbot, county)
    cards = filled.circles.findChildren(QPushButton, "member")
    shown = [one.text() for one in cards if one.isVisibleTo(filled.circles)]
    assert shown[:4] == [f"★ {line.name}" for line in lines if line.leader]
    assert shown[-2:] == [lines[1].name, lines[2].name], "another circle, then who is in none"
    cards[-1].click()
    assert filled.tabs.currentIndex() == 0
    assert filled.table.selected_ids() == [lines[2].id]
