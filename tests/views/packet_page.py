"""What tests of the page 送件 have in common."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.progress import Progress
from desktop.services import nominations, people
from desktop.services.office import Office
from desktop.views.main_window import MainWindow
from desktop.views.packets.build_dialog import BuildDialog
from desktop.views.packets.copy_dialog import CopyDialog
from desktop.views.packets.finding_lines import Kind
from desktop.views.packets.page import PacketsPage
from tests.views.conftest import go, settled
from tests.views.hands import click, find, write

NUMBER = "LGDL-104-10009-0001"
NEXT = "LGDL-104-10009-0002"


def shown(qtbot: QtBot, window: MainWindow) -> PacketsPage:
    """The page, when everything is checked."""
    go(window, "packets")
    settled(qtbot, window)
    page = window.page
    assert isinstance(page, PacketsPage)
    return page


def office_of(window: MainWindow) -> Office:
    return window.bench.office


def first_person(window: MainWindow) -> int:
    with office_of(window).database.reading() as session:
        found: int = nominations.listing(session)[0].person.id
        return found


def edit(qtbot: QtBot, window: MainWindow, **values: str) -> None:
    """Somebody changes the first nominee in the roster."""
    office, person_id = office_of(window), first_person(window)

    def work(_progress: Progress) -> None:
        people.edit(office, person_id, values)

    window.bench.runner.run(work)
    settled(qtbot, window)


def told(window: MainWindow) -> list[str]:
    """What the list says, headings left out."""
    page = window.page_of("packets")
    assert isinstance(page, PacketsPage)
    return [line.text for line in page.findings.lines.rows if line.kind is Kind.FINDING]


def building(qtbot: QtBot, window: MainWindow) -> BuildDialog:
    click(find(window, QPushButton, "seal"))
    settled(qtbot, window)
    return find(window, BuildDialog, "build-dialog")


def save_to(dialog: BuildDialog | CopyDialog, folder: Path) -> None:
    line = find(dialog, QLineEdit, "folder-path")
    line.selectAll()
    write(line, str(folder))
