"""A coordinator nominates, ranks, attests and withdraws on the page of courses."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.services import outcomes, person_detail
from desktop.services.courses import Line
from desktop.services.outcomes import Outcome
from desktop.views.courses.detail import DetailPane
from desktop.views.courses.outcome_dialog import OutcomeDialog
from desktop.views.courses.page import CoursesPage
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.lists.ranked_model import RankedModel
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from desktop.views.roster.record import PersonRecord
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write
from tests.views.nominees import (
    COUNCIL,
    FIRST,
    SECOND,
    THIRD,
    add,
    chips,
    message,
    names,
    row_of,
    shown,
    three_nominated,
)

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def page(county: MainWindow) -> CoursesPage:
    """The basic course of the samples' county, with nobody nominated."""
    return shown(county)


@pytest.fixture
def three(county: MainWindow) -> CoursesPage:
    """Three people are nominated for its first session."""
    return three_nominated(county)


def test_somebody_is_nominated_by_name_and_enter(county: MainWindow, page: CoursesPage, qtbot: QtBot) -> None:
    click(find(page, QPushButton, "nominate"))
    write(page.field, FIRST)
    (found,) = page.field.found.model.rows
    assert found.judgement.answer == "unknown"
    assert page.field.found.isVisible()
    press(page.field, Qt.Key.Key_Return)
    settled(qtbot, county)
    assert (names(page), chips(page)) == ([FIRST], ["? 待確認"])
    assert message(county) == f"已薦送{FIRST}：? 待確認。"
    assert page.field.text() == "", "the next name can be typed at once"
    write(page.field, SECOND)
    press(page.field, Qt.Key.Key_Return, SHIFT)
    settled(qtbot, county)
    assert names(page) == [FIRST, "—", SECOND]


def test_who_is_not_eligible_cannot_be_added_and_hears_why(
    county: MainWindow, page: CoursesPage, qtbot: QtBot
) -> None:
    page.search()
    write(page.field, COUNCIL)
    press(page.field, Qt.Key.Key_Return)
    settled(qtbot, county)
    assert names(page) == []
    assert "議會不在本班參加對象（柒、一、（一）1）" in find(page, QLabel, "found-foot").text()
    press(page.field, Qt.Key.Key_Escape)
    assert not page.field.found.isVisible()


def test_who_is_nominated_already_is_shown_where(county: MainWindow, three: CoursesPage) -> None:
    three.search()
    write(three.field, THIRD)
    press(three.field, Qt.Key.Key_Return)
    assert [line.name for line in three.selected] == [THIRD]


def test_a_click_in_the_list_nominates(county: MainWindow, page: CoursesPage, qtbot: QtBot) -> None:
    page.search()
    write(page.field, FIRST)
    found = page.field.found.list
    click(found.viewport(), found.visualRect(found.currentIndex()).center())
    settled(qtbot, county)
    assert names(page) == [FIRST]


def test_keys_change_the_rank_and_ctrl_z_takes_it_back(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    three.table.select(2)
    press(three.table, Qt.Key.Key_Up, ALT)
    settled(qtbot, county)
    assert names(three) == [FIRST, THIRD, SECOND]
    assert [line.name for line in three.selected] == [THIRD], "the row stays selected where it went"
    press(three.table, Qt.Key.Key_Up, ALT)
    settled(qtbot, county)
    press(three.table, Qt.Key.Key_Up, ALT)
    settled(qtbot, county)
    assert names(three) == [THIRD, FIRST, SECOND]
    press(three.table, Qt.Key.Key_Down, ALT)
    settled(qtbot, county)
    assert names(three) == [FIRST, THIRD, SECOND]
    for _ in range(3):
        press(county, Qt.Key.Key_Z, CONTROL)
        settled(qtbot, county)
    assert names(three) == [FIRST, SECOND, THIRD]


def drop(model: RankedModel[Line], rows: list[int], before: int) -> None:
    """As the table does at the end of a drag."""
    data = model.mimeData([model.index(row, 0) for row in rows])
    model.dropMimeData(data, Qt.DropAction.MoveAction, before, 0, model.index(-1, -1))


def test_rows_are_dragged_between_others_and_over_the_line(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    three.table.select(2)
    click(find(three, QPushButton, "alternate"))
    settled(qtbot, county)
    assert names(three) == [FIRST, SECOND, "—", THIRD]
    drop(three.table.lines, [1], 0)
    settled(qtbot, county)
    assert names(three) == [SECOND, FIRST, "—", THIRD]
    drop(three.table.lines, [3], 1)
    settled(qtbot, county)
    assert names(three) == [SECOND, THIRD, FIRST]
    drop(three.table.lines, [0, 1], 3)
    settled(qtbot, county)
    assert names(three) == [FIRST, SECOND, THIRD]


def test_keys_lead_over_the_line(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    three.table.select(2)
    click(find(three, QPushButton, "alternate"))
    settled(qtbot, county)
    press(three.table, Qt.Key.Key_Up, ALT)
    settled(qtbot, county)
    assert names(three) == [FIRST, SECOND, THIRD]


def test_delete_withdraws_with_a_reason(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    three.table.select(1)
    nomination = three.selected[0].id
    press(three.table, Qt.Key.Key_Delete)
    do = find(county, QPushButton, "withdraw-do")
    assert not do.isEnabled()
    click(find(county, QPushButton, "reason-declined"))
    press(find(county, QLineEdit, "reason"), Qt.Key.Key_Return)
    settled(qtbot, county)
    assert names(three) == [FIRST, THIRD]
    assert row_of(county, nomination).withdrawn_reason == "本人放棄"
    assert [line.name for line in three.selected] == [THIRD], "the next one is at hand"


def test_several_are_attested_from_one_paper(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    three.table.selectAll()
    click(find(three, QPushButton, "attest"))
    basis = find(county, QLineEdit, "basis")
    assert not find(county, QPushButton, "attest-do").isEnabled()
    write(basis, "人事資料表")
    press(basis, Qt.Key.Key_Return)
    settled(qtbot, county)
    assert chips(three) == ["✓ 合格・切結"] * 3
    assert not find(three, QPushButton, "attest").isEnabled(), "nothing is open any more"
    click(find(three, QToolButton, "undo"))
    settled(qtbot, county)
    assert chips(three) == ["? 待確認"] * 3


def test_the_detail_cites_the_clause(three: CoursesPage) -> None:
    three.table.select(0)
    detail = find(three, DetailPane, "detail")
    assert find(detail, QLabel, "why").text() == "參訓紀錄不完整，請中心查核"
    assert find(detail, QLabel, "clause").text().startswith("柒、一、（一）1　參加對象")
    assert "U14*****61" in find(detail, QLabel, "detail-who").text()


def test_what_is_stated_saves_itself(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    three.table.select(0)
    nomination = three.selected[0].id
    meal = find(three, QComboBox, "field-meal")
    meal.setFocus()
    press(meal, Qt.Key.Key_Down)
    press(meal, Qt.Key.Key_Down)
    interest = find(three, QCheckBox, "field-interest")
    click(interest, QPoint(8, interest.height() // 2))
    work = find(three, QLineEdit, "field-business_note")
    work.setFocus()
    write(work, "推動數位學習")
    three.table.setFocus()
    settled(qtbot, county)
    row = row_of(county, nomination)
    assert (row.meal, row.interest, row.business_note) == ("vegetarian", True, "推動數位學習")


def test_a_note_is_saved_when_another_page_or_person_is_shown(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    three.table.select(0)
    first = three.selected[0].id
    note = find(three, QPlainTextEdit, "field-note")
    note.insertPlainText("需要輪椅")
    three.table.select(1)
    settled(qtbot, county)
    assert note.toPlainText() == ""
    second = three.selected[0].id
    note.insertPlainText("請排第二天")
    go(county, "roster")
    settled(qtbot, county)
    assert [row_of(county, one).note for one in (first, second)] == ["需要輪椅", "請排第二天"]


def test_a_place_shows_course_session_person_and_field(
    county: MainWindow, page: CoursesPage, qtbot: QtBot
) -> None:
    nomination = add(county, "何曉明", "course-community")
    shown(county, activity="course-community", nomination_id=nomination, field="business_relation")
    assert page.course.id == "course-community"
    assert [line.id for line in page.selected] == [nomination]
    assert find(page, QComboBox, "field-business_relation").hasFocus()
    person = page.selected[0].person_id
    shown(county, activity="course-basic")
    shown(county, activity="course-community", person_id=person)
    assert [line.person_id for line in page.selected] == [person]


def test_the_outcome_is_recorded_for_several_and_an_absence_needs_a_reason(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    three.table.selectAll()
    click(find(three.detail, QPushButton, "outcome"))
    dialog = next(one for one in county.findChildren(OutcomeDialog) if one.isVisible())
    code, accept = find(dialog, QComboBox, "outcome-code"), find(dialog, QPushButton, "outcome-do")
    code.setCurrentIndex(code.findData("absent"))
    assert not accept.isEnabled()
    write(find(dialog, QLineEdit, "outcome-reason"), "公務不克出席")
    assert accept.isEnabled()
    code.setCurrentIndex(code.findData("completed"))
    write(find(dialog, QLineEdit, "outcome-hours"), "36")
    click(accept)
    settled(qtbot, county)
    assert message(county) == "已登錄 3 人的結果。"
    lines = [row for row in three.table.lines.rows if isinstance(row, Line)]
    assert {(line.outcome, line.hours, line.changed) for line in lines} == {("completed", "36", False)}
    assert not three.table.isColumnHidden([one.key for one in three.table.lines.columns].index("outcome"))


def test_hours_that_differ_stay_and_the_lists_of_the_session_are_printed(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    office = county.bench.office
    ids = [row.id for row in three.table.lines.rows if isinstance(row, Line)]
    outcomes.put(office, ids[:2], Outcome(code="attended", hours="30"))
    outcomes.put(office, ids[2:], Outcome(code="attended", hours="36"))
    settled(qtbot, county)
    three.table.selectAll()
    click(find(three.detail, QPushButton, "outcome"))
    dialog = next(one for one in county.findChildren(OutcomeDialog) if one.isVisible())
    hours, code = find(dialog, QLineEdit, "outcome-hours"), find(dialog, QComboBox, "outcome-code")
    assert (code.currentData(), hours.text(), hours.placeholderText()) == (
        "attended",
        "",
        "各人不同；空白則不變",
    )
    code.setCurrentIndex(code.findData("completed"))
    click(find(dialog, QPushButton, "outcome-do"))
    settled(qtbot, county)
    lines = [row for row in three.table.lines.rows if isinstance(row, Line)]
    assert sorted((line.outcome, line.hours) for line in lines) == [
        ("completed", "30"),
        ("completed", "30"),
        ("completed", "36"),
    ]
    find(three, PrintMenu, "print").entries["view.courses.print.completion_roster"].trigger()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in county.findChildren(PdfPreview)))
    person = lines[0].person_id
    record = PersonRecord(county.bench)
    qtbot.addWidget(record)
    record.show_person(person_detail.detail(office, person))
    told = [one.text() for one in record.findChildren(QLabel)]
    assert any(text.startswith("104 年合計 3") and text.endswith("小時，1 班") for text in told), told
