"""A coordinator asks for seats at the results presentation and records the answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import showcase, showcase_import
from desktop.views.main_window import MainWindow
from desktop.views.showcase.page import ShowcasePage
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

SAMPLE = paths.resources() / "samples" / "showcase.csv"


def page_of(window: MainWindow) -> ShowcasePage:
    go(window, "showcase")
    page = window.page
    assert isinstance(page, ShowcasePage)
    return page


@pytest.fixture
def filled(county: MainWindow) -> ShowcasePage:
    showcase_import.import_file(county.bench.office, SAMPLE)
    return page_of(county)


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_a_file_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    assert county.take_files([SAMPLE])
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    qtbot.waitUntil(lambda: len(page.lines) == 27)
    assert page.counts.text().startswith("27 人報名　與會 22　發表 3　參展 2")


def test_somebody_outside_is_added_and_presents(county: MainWindow, filled: ShowcasePage) -> None:
    filled.ask_who()
    shown = dialog(county)
    write(find(shown, QLineEdit, "author-name"), "王小明")
    write(find(shown, QLineEdit, "author-agency"), "嘉義縣議會")
    click(find(shown, QPushButton, "author-do"))
    (line,) = filled.selected
    assert (line.name, line.rank, line.attendee_kind) == ("王小明", 28, "council")
    role = find(filled.detail, QComboBox, "field-role")
    role.setCurrentIndex(role.findData("present"))
    role.activated.emit(role.currentIndex())
    write(find(filled.detail, QLineEdit, "field-topic"), "微學習")
    filled.leave()
    kept = showcase.listing(county.bench.office)[-1]
    assert (kept.role, kept.topic) == ("present", "微學習")


def test_the_answer_needs_its_letter(county: MainWindow, filled: ShowcasePage) -> None:
    filled.table.select_ids([line.id for line in filled.lines[:2]])
    filled.answer.click()
    shown = dialog(county)
    accept = find(shown, QPushButton, "answer-do")
    assert not accept.isEnabled()
    write(find(shown, QLineEdit, "answer-number"), "研習字第9號")
    write(find(shown, QLineEdit, "answer-day"), "104/10/12")
    click(accept)
    assert [line.state for line in filled.lines[:3]] == ["confirmed", "confirmed", "requested"]


def test_ranks_move_by_keys_and_withdrawing_closes_up(county: MainWindow, filled: ShowcasePage) -> None:
    first, second = filled.lines[:2]
    filled.table.select_ids([first.id])
    filled.table.setFocus()
    press(filled.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [line.id for line in filled.lines[:2]] == [second.id, first.id]
    filled.withdraw.click()
    shown = dialog(county)
    write(find(shown, QLineEdit, "reason"), "不克出席")
    click(find(shown, QPushButton, "withdraw-do"))
    assert [line.rank for line in filled.lines] == list(range(1, 27))
