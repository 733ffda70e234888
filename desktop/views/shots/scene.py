"""What a scene is, and the stage it is played on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QDialog, QWidget

from desktop.views.main_window import MainWindow
from desktop.views.workbench import Place

_SECONDS = 0.6


class Office(Enum):
    """Which office a scene needs."""

    NONE = "none"
    """None yet: the entrance and the wizard."""

    NEW = "new"
    """Just made: every page says what to do first."""

    DEMO = "demo"
    """The demo county after the whole job."""


@dataclass(slots=True)
class Stage:
    """A window on an office. `demo` is the folder with everything that the demo made: packet, reports."""

    window: MainWindow
    demo: Path

    def go(self, page: str, **where: object) -> None:
        """Show a page."""
        self.window.show_place(Place(page, **where))  # type: ignore[arg-type] # Place checks the names
        self.settle()

    def settle(self) -> None:
        """Wait until the worker is idle and everything is laid out and painted."""
        while True:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if not self.window.bench.runner.busy:
                break
        QCoreApplication.processEvents()

    def drawn(self) -> None:
        """Wait for the pages of a PDF: Qt draws and searches them beside us, and does not say when."""
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            self.settle()

    def dialog(self) -> QDialog:
        """The dialog opened last."""
        self.settle()
        shown = [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]
        return shown[-1]


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `play` brings the stage there and returns what to picture: None for the whole window."""

    name: str
    """The file's name without ending: page, then state, such as roster-import-preview."""
    office: Office
    play: Callable[[Stage], QWidget | None]
