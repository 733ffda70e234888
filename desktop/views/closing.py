"""Closing the office to do something with its folder, and showing the entrance again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.views.main_window import MainWindow
from desktop.views.tasks import Done, Work
from desktop.views.workbench import Workbench


class Closing:
    """Carries out what `Navigator.close_office` asks for; `entrance` makes another one for a folder."""

    def __init__(self, bench: Workbench, window: MainWindow, entrance: Callable[[Path], QWidget]) -> None:
        self._bench = bench
        self._window = window
        self._entrance = entrance
        bench.navigator.closing_asked.connect(self.close)

    def close(self, work: Work, done: Done, label: str, folder: Path | None) -> None:
        """Hand in what is being typed, and go on when all that was asked for before is finished."""
        self._window.leave_office(self._entrance(folder or self._bench.office.folder))
        self._bench.runner.run(lambda _progress: None, lambda _none: self._close(work, done, label))

    def _close(self, work: Work, done: Done, label: str) -> None:
        bench, office = self._bench, self._bench.release()

        def close_and_work(progress: Progress) -> Any:
            office.close()
            return work(progress)

        bench.runner.run(
            close_and_work,
            lambda result: self._end(done, result),
            failed=lambda error: self._end(bench.presenter.present, error),
            label=label,
        )

    def _end(self, then: Callable[[Any], object], result: Any) -> None:
        self._window.show_entrance()
        then(result)
