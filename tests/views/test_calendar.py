"""A coordinator keeps the deadlines, and Home reminds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import deadlines
from desktop.views.calendar.page import CalendarPage
from desktop.views.home.page import HomePage
from desktop.views.main_window import MainWindow
from tests.builders import CLOCK
from tests.views.conftest import go, settled
from tests.views.hands import click, find, write

TODAY = CLOCK.now().date()


@pytest.fixture
def page(county: MainWindow) -> CalendarPage:
    go(county, "calendar")
    shown = county.page
    assert isinstance(shown, CalendarPage)
    return shown


def test_a_deadline_is_written_down_changed_and_removed(county: MainWindow, page: CalendarPage) -> None:
    click(find(page, QPushButton, "add-deadline"))
    for name, text in (("subject", "函報名冊"), ("day", "104/03/15")):
        field = find(page.detail, QLineEdit, f"field-{name}")
        field.clear()
        write(field, text)
    page.leave()
    (line,) = deadlines.listing(county.bench.office)
    assert (line.subject, line.day) == ("函報名冊", date(2015, 3, 15))
    done = find(page.detail, QCheckBox, "field-done")
    click(done)
    assert deadlines.listing(county.bench.office)[0].done
    click(page.remove)
    assert deadlines.listing(county.bench.office) == ()


def test_entries_of_the_plan_are_shown_and_not_changed(page: CalendarPage) -> None:
    page.table.select(0)
    assert not page.remove.isVisible()
    before = page.model.rowCount()
    click(page.only)
    assert page.model.rowCount() == 0
    click(page.only)
    assert page.model.rowCount() == before


def test_the_file_for_outlook_is_written(
    page: CalendarPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "year.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    click(find(page, QPushButton, "export"))
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_home_reminds_and_leads_to_the_deadline(county: MainWindow, page: CalendarPage, qtbot: QtBot) -> None:
    made = deadlines.add(county.bench.office, "函報名冊", TODAY + timedelta(days=3))
    go(county, "home")
    settled(qtbot, county)
    home = county.page
    assert isinstance(home, HomePage)
    click(find(home, QPushButton, f"due-{made}"))
    assert county.page is page
    assert page.selected is not None
    assert page.selected.title == "函報名冊"
