"""The worker waits until the window was painted once: two threads that load modules hinder each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.views.tasks import TaskRunner

_LATEST_MS = 1_000
"""A window that starts minimised is not painted, and must be unlocked all the same."""


class FirstPaint(QObject):
    """Holds back what `runner` was asked for until `window` was painted, a second at most."""

    def __init__(self, window: QWidget, runner: TaskRunner) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        runner.hold()
        window.installEventFilter(self)
        QTimer.singleShot(_LATEST_MS, self, runner.go_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt. What is being painted reaches the screen when this round of events ends."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, self._runner.go_on)
        return super().eventFilter(watched, event)
