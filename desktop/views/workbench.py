"""What every page may use; made once by `desktop.app` and handed down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core import version
from desktop.core.clock import Clock
from desktop.core.preferences import Preferences
from desktop.views.changes import ChangeBus
from desktop.views.errors import Presenter
from desktop.views.tasks import Done, TaskRunner, Work
from desktop.views.texts import Texts
from desktop.views.theme import Theme

if TYPE_CHECKING:
    from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere in the window: a page, and what to show there."""

    page: str
    activity: str = ""
    nomination_id: int | None = None
    person_id: int | None = None
    field: str = ""
    """The field to put the focus in, as the services name it; or a part of the page, such as backups."""


class Navigator(QObject):
    """Asks the frame to show a place.

    Signals: `asked` with the place; `closing_asked` with work, what to do with its
    result, its label, and the folder to enter afterwards or None.
    """

    asked = Signal(object)
    closing_asked = Signal(object, object, str, object)

    def go(self, place: Place) -> None:
        """Show the place."""
        self.asked.emit(place)

    def close_office(self, work: Work, done: Done, label: str, *, folder: Path | None = None) -> None:
        """Close the office, do `work` while it is closed, and show the entrance (to `folder` if given)."""
        self.closing_asked.emit(work, done, label, folder)


@dataclass(slots=True)
class Workbench:
    """The parts of an open window. `office` is None until it is unlocked; pages are made afterwards."""

    texts: Texts
    theme: Theme
    preferences: Preferences
    clock: Clock
    runner: TaskRunner
    bus: ChangeBus
    presenter: Presenter
    navigator: Navigator
    built_at: datetime = version.BUILT_AT
    """When this program was built: a PC's clock before that is wrong."""
    _office: Office | None = None

    @property
    def office(self) -> Office:
        """The open office; asking before it is unlocked is a bug."""
        assert self._office is not None
        return self._office

    @property
    def unlocked(self) -> bool:
        """Whether an office is open."""
        return self._office is not None

    def unlock(self, office: Office) -> None:
        """Take an office that was just opened; its writes are told on the bus from now on."""
        self._office = office
        office.database.written = self.bus.announce

    def release(self) -> Office:
        """Let go of the office, which is still open; whoever asks for it gets it closed."""
        office = self.office
        office.database.written = None
        self._office = None
        return office

    def lock(self) -> None:
        """Close the office after the work that was asked for."""
        if self.unlocked:
            self.release().close()
