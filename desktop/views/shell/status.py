"""The bottom line: what was saved, backed up and not yet sent; the work that is going on; warnings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.views.tasks import Task
from desktop.views.widgets.basic import label, restyle, tool, words
from desktop.views.workbench import Workbench

_BAR_WIDTH = 160
_LEFT, _RIGHT, _GAP = 16, 12, 16


class StatusBar(QFrame):
    """Facts at the left; progress with a cancel button at the right while something long is going on."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("status")
        self._bench = bench
        self.read_only = self._fact("read-only")
        self.saved = self._fact("saved")
        self.backup = self._fact("backup")
        self.unsent = self._fact("unsent")
        self.warning = self._fact("warning")
        self.tasks = TaskBar(bench)
        self.keys = words(bench, "window.keys")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        layout.setSpacing(_GAP)
        for fact in (self.read_only, self.saved, self.backup, self.unsent, self.warning):
            layout.addWidget(fact)
        layout.addStretch(1)
        layout.addWidget(self.tasks)
        layout.addWidget(self.keys)
        self.tasks.seen.connect(self.fit)
        bench.theme.bind(self, lambda: self.setFixedHeight(bench.theme.length("status")))
        bench.theme.changed.connect(self.fit)

    def show_fact(self, fact: QLabel, text: str, tone: str = "") -> None:
        """Show a fact, or hide it when there is none."""
        fact.setText(text)
        restyle(fact, tone=tone)
        self.fit()

    def fit(self) -> None:
        """Show what there is room for, the most important first: nothing is ever cut off."""
        room = self.width() - _LEFT - _RIGHT
        facts = (self.read_only, self.warning, self.unsent, self.backup, self.saved, self.keys)
        room -= self.tasks.sizeHint().width() + _GAP if self.tasks.busy else 0
        for fact in facts:
            needed = fact.sizeHint().width() + _GAP
            fits = bool(fact.text()) and needed <= room
            fact.setVisible(fits)
            room -= needed if fits else 0

    @staticmethod
    def _fact(name: str) -> QLabel:
        made = label()
        made.setObjectName(f"fact-{name}")
        made.hide()
        return made

    def minimumSizeHint(self) -> QSize:
        """The window may be narrower than all that could be said."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See what there is room for now."""
        super().resizeEvent(event)
        self.fit()


class TaskBar(QWidget):
    """What the worker is doing now; seen only while it does something with a label.

    Signals: `seen` when it appears, changes its words or goes.
    """

    seen = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._task: Task | None = None
        self._label = label()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._cancel = tool(bench, "window.cancel", self._stop, icon="x", name="cancel-task")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._label, self._bar, self._cancel):
            layout.addWidget(widget)
        self.setVisible(False)
        bench.runner.started.connect(self._start)
        bench.runner.progressed.connect(self._step)
        bench.runner.finished.connect(self._finish)

    @property
    def busy(self) -> bool:
        """Whether it is seen."""
        return self._task is not None

    def _start(self, task: Task) -> None:
        if self._task is None:
            self._step(task, 0, 0, task.label)

    def _step(self, task: Task, done: int, total: int, code: str) -> None:
        if not task.label:
            return
        self._task = task
        self._label.setText(self._bench.texts.text(code))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._cancel.setEnabled(not task.cancelled.is_set())
        self.setVisible(True)
        self.seen.emit()

    def _finish(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.setVisible(False)
            self.seen.emit()

    def _stop(self) -> None:
        if self._task is not None:
            self._bench.runner.cancel(self._task)
            self._cancel.setEnabled(False)
