"""A coordinator registers people for events, records what came of it, and offers to hold a session."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import camp_nominate, event_import, events, hosting
from desktop.views.events.page import EventsPage
from desktop.views.lists.print_menu import PrintMenu
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write
from tests.views.nominees import message

SAMPLES = paths.resources() / "samples"
SAMPLE = SAMPLES / "events.csv"


def page_of(window: MainWindow) -> EventsPage:
    go(window, "events")
    page = window.page
    assert isinstance(page, EventsPage)
    return page


@pytest.fixture
def filled(county: MainWindow) -> EventsPage:
    event_import.import_file(county.bench.office, SAMPLE)
    return page_of(county)


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def test_a_dropped_file_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    assert county.take_files([SAMPLE])
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    qtbot.waitUntil(lambda: len(page.registrations.lines) == 9)
    assert page.registrations.counts.text() == "已報名 1　已確認 6　候補 2"
    page.registrations.choose("launch_camp")
    assert page.registrations.counts.text() == "出席 5　缺席 1"


def test_a_name_is_typed_and_what_the_person_needs_is_kept(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    page.search()
    field = page.registrations.add_field
    write(field, "魏心怡")
    qtbot.waitUntil(lambda: field.found.isVisible() and field.found.current is not None)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, county)
    (line,) = page.registrations.selected
    assert line.name == "魏心怡"
    note = page.registrations.detail.form.widgets["note"]
    write(note, "素食，晚到")
    page.leave()
    (kept,) = events.listing(county.bench.office, "gathering")
    assert kept.note == "素食，晚到"
    write(field, "魏心怡")
    qtbot.waitUntil(lambda: field.found.isVisible() and field.found.current is not None)
    press(field, Qt.Key.Key_Return)
    assert len(events.listing(county.bench.office, "gathering")) == 1, "nobody is registered twice"


def test_those_of_the_camp_are_suggested_at_once(county: MainWindow) -> None:
    camp_nominate.import_file(county.bench.office, SAMPLES / "english-camp.csv", skip_errors=True)
    page = page_of(county)
    suggest = page.registrations.suggest
    assert suggest.text() == "加入建議名單 50 人"
    suggest.click()
    assert len(page.registrations.lines) == 50
    assert not suggest.isVisible()


def test_several_get_a_state_and_one_withdraws(county: MainWindow, filled: EventsPage) -> None:
    filled.registrations.table.selectAll()
    menu = filled.registrations.state.menu()
    next(one for one in menu.actions() if one.text() == "✓ 出席").trigger()
    assert {line.state for line in filled.registrations.lines} == {"attended"}
    filled.registrations.select([filled.registrations.lines[0].id])
    filled.registrations.withdraw.click()
    shown = dialog(county)
    write(find(shown, QLineEdit, "reason"), "公務衝突")
    press(find(shown, QLineEdit, "reason"), Qt.Key.Key_Return)
    assert len(filled.registrations.lines) == 8


def test_the_lists_are_printed(county: MainWindow, filled: EventsPage, qtbot: QtBot) -> None:
    for code in ("view.events.print.event_roster", "view.events.print.sign_in"):
        find(filled, PrintMenu, "print").entries[code].trigger()
        qtbot.waitUntil(lambda: any(one.isVisible() for one in county.findChildren(PdfPreview)))
        next(one for one in county.findChildren(PdfPreview) if one.isVisible()).reject()


def test_a_session_is_offered_filled_in_printed_and_removed(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    page.tabs.setCurrentWidget(page.offers)
    menu = page.offers.add.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == "基礎班第 2 期").trigger()
    offered = page.offers.selected
    assert offered is not None
    assert (offered.activity, offered.session) == ("course-basic", 2)
    place, room = (page.offers.detail.form.widgets[name] for name in ("place", "capacity"))
    write(place, "縣府訓練教室")
    write(room, "30")
    page.leave()
    (kept,) = hosting.listing(county.bench.office)
    assert (kept.place, kept.capacity) == ("縣府訓練教室", "30")
    menu.aboutToShow.emit()
    again = next(one for one in menu.actions() if one.text() == "基礎班第 2 期")
    assert not again.isEnabled(), "a session is offered once"
    page.offers.letter.click()
    qtbot.waitUntil(lambda: any(one.isVisible() for one in county.findChildren(PdfPreview)))
    page.offers.remove.click()
    assert hosting.listing(county.bench.office) == ()


def test_a_number_that_is_none_is_said_and_not_kept(county: MainWindow) -> None:
    page = page_of(county)
    page.offers.offer("course-basic", 1)
    write(page.offers.detail.form.widgets["capacity"], "很多")
    page.leave()
    (kept,) = hosting.listing(county.bench.office)
    assert kept.capacity == ""
    assert "不是人數" in message(county)
