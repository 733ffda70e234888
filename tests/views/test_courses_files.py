"""Lists, letters, printing and narrow windows on the page of courses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import courses
from desktop.views.courses.detail import DetailPane
from desktop.views.courses.nominees import NomineeTable
from desktop.views.courses.page import CoursesPage
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from tests.views.conftest import settled
from tests.views.hands import click, find, press, write
from tests.views.nominees import (
    FIRST,
    SECOND,
    THIRD,
    chips,
    names,
    shown,
    three_nominated,
)

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def page(county: MainWindow) -> CoursesPage:
    """The basic course of the samples' county, with nobody nominated."""
    return shown(county)


@pytest.fixture
def three(county: MainWindow) -> CoursesPage:
    """Three people are nominated for its first session."""
    return three_nominated(county)


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
    assert "基礎班" in preview.windowTitle()
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
