"""The people of the open office as the window searches them; one for the page and the palette."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.services import people_list
from desktop.services.search_index import SearchIndex
from desktop.views.workbench import Workbench

TABLES = frozenset({"person", "agency", "course_history"})


class PeopleStore(QObject):
    """Holds the search index and reads it again when people are written.

    Signals: `changed` when there is another index, in the window's thread.
    """

    changed = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench.bus)
        self._bench = bench
        self._asked = False
        self.order = "agency"
        self.descending = False
        self.index: SearchIndex | None = None
        bench.bus.changed.connect(self._on_changed)

    @staticmethod
    def of(bench: Workbench) -> PeopleStore:
        """The one of this window."""
        found: PeopleStore | None = bench.bus.findChild(PeopleStore)
        return found or PeopleStore(bench)

    def load(self) -> None:
        """Read the people in the worker, if nobody has asked for it yet."""
        if not self._asked:
            self._asked = True
            self._refresh()

    def ready(self) -> SearchIndex:
        """The people as they are known now; read at once when they never were."""
        if self.index is None:
            self._asked = True
            self._take(self._read())
        assert self.index is not None
        return self.index

    def sort(self, order: str, *, descending: bool) -> None:
        """Bring the people into another order."""
        self.order, self.descending = order, descending
        office, before = self._bench.office, self.ready()
        self._bench.runner.run(
            lambda _progress: people_list.sorted_anew(office, before, order=order, descending=descending),
            self._take,
        )

    def _on_changed(self, tables: frozenset[str]) -> None:
        if self._asked and tables & TABLES:
            self._refresh()

    def _refresh(self) -> None:
        self._bench.runner.run(lambda _progress: self._read(), self._take)

    def _read(self) -> SearchIndex:
        office, order, descending = self._bench.office, self.order, self.descending
        if self.index is None:
            return people_list.index(office, order=order, descending=descending)
        return people_list.refreshed(office, self.index, order=order, descending=descending)

    def _take(self, index: SearchIndex) -> None:
        self.index = index
        self.changed.emit()
