"""The one bus that tells the pages what has changed; pages never call each other."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """Signals: `changed` with the names of the tables an action wrote to, in the window's thread."""

    changed = Signal(frozenset)

    def announce(self, tables: frozenset[str]) -> None:
        """Called by the database after a commit, from whatever thread wrote."""
        self.changed.emit(tables)
