"""Loads the modules of the other pages while nobody waits for anything, so that each opens at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from desktop.core.progress import Progress
from desktop.views.tasks import TaskRunner

_PAUSE_MS = 300
"""Between two looks whether the worker has nothing to do: what a person asks for comes first."""


class WarmUp(QObject):
    """Once `start`ed, imports `modules` in the worker, one after another, whenever it is idle."""

    def __init__(self, runner: TaskRunner, modules: Iterable[str], parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._waiting = list(modules)
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._load_one)

    @property
    def done(self) -> bool:
        """Whether everything is loaded or being loaded."""
        return not self._waiting

    def start(self) -> None:
        """Begin after the first pause."""
        self._timer.start()

    def _load_one(self) -> None:
        if not self._waiting:
            self._timer.stop()
        elif not self._runner.busy:
            self._runner.run(partial(_load, self._waiting.pop(0)))


def _load(module: str, _progress: Progress) -> None:
    import_module(module)
