"""One Qt application for all tests of the window, and windows on real, temporary offices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import open_window, workbench
from desktop.core import paths, preferences
from desktop.core.preferences import Preferences
from desktop.services import mentoring
from desktop.services.office import Office
from desktop.views.main_window import MainWindow
from desktop.views.workbench import Place, Workbench
from tests.builders import CLOCK, copy_office, fill_from_samples, make_office, seal_a_packet


@pytest.fixture(scope="session")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "office"
    with make_office(folder) as office:
        fill_from_samples(office)
    return folder


@pytest.fixture(scope="session")
def _sealed(_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packet") / "office"
    with copy_office(_filled, folder) as office:
        seal_a_packet(office)
    return folder


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Workbench]:
    """The parts of a window, with nothing chosen before and no office yet."""
    chosen = Preferences(tmp_path / "preferences.json")
    chosen.put(preferences.THEME, "light")
    made = workbench(qapp, chosen, CLOCK)
    yield made
    made.runner.close()
    made.lock()
    # pytest-qt has asked for the windows' deletion; if it only came later, each new style sheet would be
    # applied to all windows of all tests before.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Opened = Callable[[Office], MainWindow]


@pytest.fixture
def opened(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> Opened:
    """Shows the window with an office that is open already."""

    def show(office: Office) -> MainWindow:
        window = open_window(bench, office.folder)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        bench.unlock(office)
        window.open_office()
        window.show()
        window.activateWindow()  # a dialog of the test before may still be the active one
        return window

    return show


@pytest.fixture
def county(_filled: Path, opened: Opened, tmp_path: Path) -> MainWindow:
    """The window on the samples' county: 620 people, their history, nobody nominated."""
    return opened(copy_office(_filled, tmp_path / "office"))


@pytest.fixture
def sealed(_sealed: Path, opened: Opened, tmp_path: Path) -> MainWindow:
    """The window on the same county with two people nominated for course-oer and packet 1 sealed."""
    return opened(copy_office(_sealed, tmp_path / "office"))


@pytest.fixture
def empty(opened: Opened, tmp_path: Path) -> MainWindow:
    """The window on a new office."""
    return opened(make_office(tmp_path / "office"))


def go(window: MainWindow, page: str, **where: object) -> None:
    """Show a page as a click in the rail does."""
    window.show_place(Place(page, **where))  # type: ignore[arg-type]


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the worker has nothing left to do and what it delivered is shown.

    A widget put into a visible layout is shown by an event of its own: one more round of events is let pass.
    """

    def still() -> bool:
        if window.bench.runner.busy:
            return False
        QApplication.processEvents()
        return not window.bench.runner.busy

    qtbot.waitUntil(still, timeout=20_000)


@pytest.fixture
def pools(county: MainWindow) -> MainWindow:
    """The window with both samples' pools."""
    mentoring.import_mentors(county.bench.office, paths.resources() / "samples" / "mentors.csv")
    mentoring.import_mentees(county.bench.office, paths.resources() / "samples" / "mentees.csv")
    return county
