"""Python's cyclic garbage is collected in the window's thread only.

The collector runs in whatever thread happens to allocate. In the worker it would destroy widgets, painters
and text layouts of closed dialogs there, and Qt may crash when they die outside the window's thread.
"""

from __future__ import annotations

import gc
from functools import partial

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000
_living: set[int] = set()


class GarbageCollector(QObject):
    """While it lives, garbage is collected by a timer, a generation when it has grown past its threshold."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        _living.add(id(self))
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        parent.destroyed.connect(partial(_leave, id(self)))

    def collect(self) -> None:
        """Collect the oldest generation that is due, which includes the younger ones; else nothing."""
        due = [age for age, most in enumerate(gc.get_threshold()) if gc.get_count()[age] > most]
        if due:
            gc.collect(max(due))


def _leave(one: int, _parent: object = None) -> None:
    """The last one that goes leaves it to the interpreter again."""
    _living.discard(one)
    if not _living:
        gc.enable()
