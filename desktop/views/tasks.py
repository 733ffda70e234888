"""Long work: one worker thread, one task after another, with progress and a cancel button."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import Cancelled
from desktop.core.progress import Progress

Work = Callable[[Progress], Any]
Done = Callable[[Any], object]
Failed = Callable[[BaseException], object]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Task:
    """One piece of work and what to do with its result; both callbacks run in the window's thread."""

    work: Work
    done: Done | None
    failed: Failed | None
    label: str
    """The code of what is going on, shown until the work says so itself; blank for work of a moment."""
    cancelled: threading.Event = field(default_factory=threading.Event)


class _Reporting:
    """Progress as the worker tells it to the window; raises `Cancelled` when the person cancelled."""

    def __init__(self, task: Task, told: Callable[[Task, int, int, str], None]) -> None:
        self._task = task
        self._told = told
        self._percent = -1

    def step(self, done: int, total: int, label: str) -> None:
        """Passed on when another percent is finished: the window need not hear of every record."""
        if self._task.cancelled.is_set():
            raise Cancelled
        percent = 100 * done // total if total else 0
        if percent != self._percent:
            self._percent = percent
            self._told(self._task, done, total, label)


class TaskRunner(QObject):
    """Carries out tasks in the order they came. Nothing else in the window has a thread.

    Signals, all in the window's thread: `started` and `finished` of a task with a label, `progressed` with
    done, total and label.
    """

    started = Signal(object)
    progressed = Signal(object, int, int, str)
    finished = Signal(object)
    _ended = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._waiting = 0
        self._closed = False
        self._may_work = threading.Event()
        self._may_work.set()
        self._ended.connect(self._end)
        self.unexpected: Failed = _reraise
        """What happens with an error that a task has no `failed` for."""
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._thread.start()

    @property
    def busy(self) -> bool:
        """Whether anything is waited for."""
        return self._waiting > 0

    def run(
        self, work: Work, done: Done | None = None, *, failed: Failed | None = None, label: str = ""
    ) -> Task:
        """Do `work` after what was asked for before; give its result to `done` or its error to `failed`."""
        task = Task(work, done, failed, label)
        self._waiting += 1
        if label:
            self.started.emit(task)
        self._queue.put(task)
        return task

    def cancel(self, task: Task) -> None:
        """Ask a task to stop at its next step; nothing of it stays."""
        task.cancelled.set()

    def hold(self) -> None:
        """Begin nothing until `go_on`; what is under way is finished."""
        self._may_work.clear()

    def go_on(self) -> None:
        """Carry out what has been asked for meanwhile."""
        self._may_work.set()

    def close(self) -> None:
        """Finish what was asked for, then end the thread."""
        if not self._closed:
            self._closed = True
            self.go_on()
            self._queue.put(None)
            self._thread.join()

    def _work(self) -> None:
        while (task := self._queue.get()) is not None:
            self._may_work.wait()
            result, error = None, None
            try:
                reporting = _Reporting(task, self.progressed.emit)
                reporting.step(0, 0, task.label)
                result = task.work(reporting)
            except BaseException as fault:  # noqa: BLE001 - the window must hear of every end
                error = fault
            self._ended.emit(task, result, error)

    def _end(self, task: Task, result: Any, error: BaseException | None) -> None:
        self._waiting -= 1
        if self._closed:  # the window is gone, and so is whoever wanted to hear
            return
        if task.label:
            self.finished.emit(task)
        if error is None:
            if task.done is not None:
                task.done(result)
        elif isinstance(error, Cancelled):
            _log.info("cancelled: %s", task.label)
        else:
            (task.failed or self.unexpected)(error)


def _reraise(error: BaseException) -> None:
    raise error
