"""A coordinator keeps the micro-reflections: writes, counts, posts, prints."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import reflection_import, reflections
from desktop.services.reflections import Show
from desktop.views.main_window import MainWindow
from desktop.views.reflections.page import ReflectionsPage
from tests.views.conftest import go, settled
from tests.views.hands import click, find, write

SAMPLE = paths.resources() / "samples" / "reflections.csv"


def page_of(window: MainWindow) -> ReflectionsPage:
    go(window, "reflections")
    page = window.page
    assert isinstance(page, ReflectionsPage)
    return page


@pytest.fixture
def filled(county: MainWindow) -> ReflectionsPage:
    reflection_import.import_file(county.bench.office, SAMPLE)
    return page_of(county)


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_a_file_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    assert county.take_files([SAMPLE])
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    qtbot.waitUntil(lambda: len(page.model.rows) == 12)


def test_the_count_follows_what_is_typed_and_nothing_is_cut(filled: ReflectionsPage) -> None:
    office = filled.bench.office
    line = filled.model.rows[0]
    filled.table.select(0)
    text = "𠮷𡍼" * 150 + "，"
    filled.body.setPlainText(text)
    assert filled.count.text().startswith("301／300 字，超過 1 字")
    assert filled.count.property("tone") == "bad"
    filled.body.setPlainText("𠮷 𡍼\n。")
    assert filled.count.text().startswith("3／300 字")
    filled.body.setPlainText(text)
    filled.leave()
    kept = reflections.one(office, line.id, "zh_TW")
    assert (kept.body, kept.over) == (text, 1)


def test_the_list_is_narrowed_by_state_and_by_words(filled: ReflectionsPage) -> None:
    box = filled.filter
    box.setCurrentIndex(box.findData(str(Show.TOO_LONG)))
    box.activated.emit(box.currentIndex())
    assert [line.over for line in filled.model.rows] == [1, 30]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    write(filled.field, "雲端時代")
    assert [line.source_title for line in filled.model.rows] == ["雲端時代"]


def test_one_is_copied_and_several_are_posted(county: MainWindow, filled: ReflectionsPage) -> None:
    filled.table.select(0)
    click(filled.copy)
    assert filled.model.rows[0].body in QGuiApplication.clipboard().text()
    click(filled.post)
    shown = dialog(county)
    find(shown, QLineEdit, "post-day").clear()
    assert not find(shown, QPushButton, "post-do").isEnabled()
    write(find(shown, QLineEdit, "post-day"), "104/03/20")
    click(find(shown, QPushButton, "post-do"))
    assert filled.model.rows[0].posted
    long = next(at for at, line in enumerate(filled.model.rows) if line.over)
    filled.table.select(long)
    assert not filled.post.isEnabled(), "what is too long is not posted"


def test_a_teacher_outside_the_roster_is_added(county: MainWindow, filled: ReflectionsPage) -> None:
    filled.ask_author()
    shown = dialog(county)
    accept = find(shown, QPushButton, "author-do")
    write(find(shown, QLineEdit, "author-name"), "何老師")
    assert not accept.isEnabled()
    write(find(shown, QLineEdit, "author-agency"), "雲林縣立斗六國民中學")
    click(accept)
    (line,) = filled.selected
    assert (line.author, line.agency, line.number) == ("何老師", "雲林縣立斗六國民中學", 13)
    assert find(filled.detail, QLineEdit, "field-agency").isEnabled()
    filled.table.select(0)
    assert not find(filled.detail, QLineEdit, "field-agency").isEnabled(), "that is the roster's"


def test_somebody_of_the_roster_is_found_by_name(
    county: MainWindow, filled: ReflectionsPage, qtbot: QtBot
) -> None:
    settled(qtbot, county)
    filled.ask_author()
    shown = dialog(county)
    settled(qtbot, county)
    write(find(shown, QLineEdit, "author-name"), "黃品妍")
    click(find(shown, QPushButton, "author-do"))
    (line,) = filled.selected
    assert line.author == "黃品妍"
    assert line.person_id is not None


def test_a_place_is_needed_where_a_day_is_stated(filled: ReflectionsPage) -> None:
    filled.table.select(2)
    place = find(filled.detail, QComboBox, "field-post_place")
    place.setCurrentIndex(0)
    place.activated.emit(0)
    write(find(filled.detail, QLineEdit, "field-posted_date"), "104/03/30")
    filled.detail.form.flush()
    assert filled.model.rows[2].posted_date is None
