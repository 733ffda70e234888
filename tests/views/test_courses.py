"""A coordinator's day on the page of courses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QToolButton,
)
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.core import paths
from desktop.models.courses import Nomination
from desktop.models.people import Person
from desktop.services import courses, nominate_person
from desktop.views.courses.detail import DetailPane
from desktop.views.courses.nominees import NomineeModel, NomineeTable
from desktop.views.courses.page import CoursesPage
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

SAMPLES = paths.resources() / "samples"
FIRST, SECOND, THIRD, COUNCIL = "施文雄", "吳俊傑", "曹鈺婷", "葉犇豪"
"""For the basic course: three to be confirmed, and one who is not eligible."""

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
def three(county: MainWindow, qtbot: QtBot) -> CoursesPage:
    """Three people are nominated for its first session."""
    for name in (FIRST, SECOND, THIRD):
        add(county, name)
    return shown(county)


def shown(window: MainWindow, **where: object) -> CoursesPage:
    go(window, "courses", **where)
    found = window.page
    assert isinstance(found, CoursesPage)
    return found


def add(window: MainWindow, name: str, course: str = "course-basic") -> int:
    office = window.bench.office
    with office.database.reading() as session:
        person = session.scalars(select(Person.id).filter_by(name=name)).all()[0]
    return nominate_person.nominate_person(office, course, 1, person)


def names(page: CoursesPage) -> list[str]:
    """The rows from top to bottom; the line is a dash."""
    return [getattr(row, "name", "—") for row in page.table.lines.rows]


def chips(page: CoursesPage) -> list[str]:
    at = [column.key for column in page.table.lines.columns].index("verdict")
    return [page.table.lines.texts(row)[at] for row in range(len(page.table.lines.rows))]


def row_of(window: MainWindow, nomination: int) -> Nomination:
    with window.bench.office.database.reading() as session:
        return session.get_one(Nomination, nomination)


def message(window: MainWindow) -> str:
    return find(window, QLabel, "message-text").text()


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


def drop(model: NomineeModel, rows: list[int], before: int) -> None:
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
    three.table.select(0)
    nomination = three.selected[0].id
    press(three.table, Qt.Key.Key_Delete)
    do = find(county, QPushButton, "withdraw-do")
    assert not do.isEnabled()
    click(find(county, QPushButton, "reason-declined"))
    press(find(county, QLineEdit, "reason"), Qt.Key.Key_Return)
    settled(qtbot, county)
    assert names(three) == [SECOND, THIRD]
    assert row_of(county, nomination).withdrawn_reason == "本人放棄"
    assert [line.name for line in three.selected] == [SECOND], "the next one is at hand"


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


def test_a_dropped_list_is_previewed_then_written(
    county: MainWindow, page: CoursesPage, qtbot: QtBot
) -> None:
    assert county.take_files([SAMPLES / "nominate-basic.csv"])
    settled(qtbot, county)
    do = find(county, QPushButton, "import-do")
    assert [find(county, QPushButton, f"import-{one}").text() for one in ("all", "unknown", "no")] == [
        "全部　22",
        "? 待確認　16",
        "✕ 不合格　6",
    ]
    assert not do.isEnabled(), "six rows are refused"
    click(find(county, QPushButton, "import-no"))
    click(find(county, QCheckBox, "import-skip"))
    click(find(county, QCheckBox, "import-attest"))
    settled(qtbot, county)
    assert find(county, QPushButton, "import-yes").text() == "✓ 合格　16"
    click(do)
    settled(qtbot, county)
    assert page.course.people == 16
    assert set(chips(page)) == {"✓ 合格・切結"}


def test_a_file_that_is_no_list_is_told(
    county: MainWindow, page: CoursesPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "letter.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    assert not page.take_files([path])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(path), ""))
    click(find(page, QPushButton, "import"))
    settled(qtbot, county)
    assert "letter.csv" in find(county, QLabel, "import-fault").text()
    assert not find(county, QPushButton, "import-do").isEnabled()


def test_a_letter_gives_seats_and_days(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    click(find(three, QPushButton, "letter"))
    write(find(county, QLineEdit, "letter-number"), "地研字第1號")
    write(find(county, QLineEdit, "letter-seats"), "2")
    days = find(county, QLineEdit, "letter-periods")
    write(days, "104/13/02")
    press(days, Qt.Key.Key_Return)
    settled(qtbot, county)
    assert "104/13/02" in find(county, QLabel, "letter-fault").text()
    days.clear()
    write(days, "104/3/2–104/3/7")
    press(days, Qt.Key.Key_Return)
    settled(qtbot, county)
    assert find(three, QTabBar, "sessions").tabText(0) == "第 1 期 · 3/2\n3/2–3/7"
    assert find(three, QLabel, "announced").text() == "核定 2 席　104/03/02–104/03/07（地研字第1號）"
    assert "比核定席次多 1 人" in find(three, QLabel, "session-warning").text()


def test_people_move_to_another_session(county: MainWindow, three: CoursesPage, qtbot: QtBot) -> None:
    three.table.select(1)
    menu = find(three, QPushButton, "transfer").menu()
    assert [action.text() for action in menu.actions()] == ["第 2 期", "第 3 期", "第 4 期"]
    menu.actions()[0].trigger()
    settled(qtbot, county)
    assert names(three) == [FIRST, THIRD]
    find(three, QTabBar, "sessions").setCurrentIndex(1)
    assert names(three) == [SECOND]


def test_complete_records_are_judged_again_when_asked(
    county: MainWindow, three: CoursesPage, qtbot: QtBot
) -> None:
    click(find(three, QCheckBox, "history-complete"))
    settled(qtbot, county)
    assert chips(three) == ["? 待確認"] * 3
    assert find(three, QLabel, "changed-text").text().startswith("3 人")
    click(find(three, QPushButton, "judge-all"))
    settled(qtbot, county)
    assert chips(three) == ["✓ 合格"] * 3
    assert not find(three, QLabel, "changed-text").isVisible()


@pytest.mark.parametrize("what", [0, 1, 2])
def test_what_is_printed_is_seen_first(
    county: MainWindow, three: CoursesPage, qtbot: QtBot, what: int
) -> None:
    three.table.select(0)
    menu = find(three, QPushButton, "print").menu()
    menu.actions()[what].trigger()
    settled(qtbot, county)
    (preview,) = county.findChildren(PdfPreview)
    assert preview.isVisible()
    assert preview.windowTitle().startswith("基礎班")
    preview.close()


def test_the_page_speaks_the_other_language_at_once(county: MainWindow, three: CoursesPage) -> None:
    three.table.select(0)
    county.bench.texts.choose("en")
    assert chips(three) == ["? To confirm"] * 3
    assert find(three, QTabBar, "sessions").tabText(0) == "Session 1 · 3"
    assert find(three, QComboBox, "field-meal").itemText(1) == "Regular"
    assert find(three, QLabel, "why").text() == "the course history is incomplete: the center to check"


@pytest.fixture
def narrow(three: CoursesPage, county: MainWindow, qtbot: QtBot) -> Iterator[CoursesPage]:
    """A window with room for the list only."""
    county.resize(1024, 700)
    qtbot.waitUntil(lambda: find(three, QPushButton, "open-detail").isVisible())
    yield three


def test_in_a_narrow_window_the_detail_opens_over_the_list(narrow: CoursesPage) -> None:
    detail = find(narrow, DetailPane, "detail")
    assert not detail.isVisible()
    table = find(narrow, NomineeTable, "nominees")
    table.select(1)
    press(table, Qt.Key.Key_Return)
    assert detail.isVisible()
    press(find(narrow, QToolButton, "close-detail"), Qt.Key.Key_Escape)
    assert not detail.isVisible()
    assert table.hasFocus()


def test_an_empty_office_is_sent_to_the_roster(empty: MainWindow) -> None:
    page = shown(empty)
    assert not page.field.isEnabled()
    click(find(page, QPushButton, "go-roster"))
    assert empty.page is not None
    assert empty.page.key == "roster"


def test_a_course_without_anybody_says_what_to_do(
    county: MainWindow, page: CoursesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def choose(*words: object) -> tuple[str, str]:
        asked.append(words)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    click(find(page, QPushButton, "import-first"))
    assert asked


def test_the_column_of_courses_counts(county: MainWindow, three: CoursesPage) -> None:
    found = courses.overview(county.bench.office).courses[0]
    assert found.people == 3
    spoken = three.list.model().index(0, 0).data()
    assert spoken == "基礎班 3 人 · 待確認 3"
