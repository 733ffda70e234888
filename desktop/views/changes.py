"""The one bus that tells the pages what has changed; pages never call each other."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """Signals: `changed` with the names of the tables that were written to, in the window's thread.

    What the worker writes while the window is busy is told once, together: a storm of small writes makes a
    page reload as often as it can, not as often as they come.
    """

    changed = Signal(frozenset)
    _rung = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._waiting: set[str] = set()
        self._rung.connect(self._tell)

    def announce(self, tables: frozenset[str]) -> None:
        """Called by the database after a commit, from whatever thread wrote."""
        with self._lock:
            told_already = bool(self._waiting)
            self._waiting |= tables
        if not told_already:
            self._rung.emit()

    def _tell(self) -> None:
        with self._lock:
            tables, self._waiting = frozenset(self._waiting), set()
        if tables:
            self.changed.emit(tables)
