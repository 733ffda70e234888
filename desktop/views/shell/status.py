"""The bottom line: what was saved, backed up and not yet sent; the work that is going on; warnings."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from desktop.views.tasks import Task
from desktop.views.widgets.basic import label, restyle, tool, words
from desktop.views.workbench import Workbench

_BAR_WIDTH = 160


class StatusBar(QFrame):
    """Facts at the left; progress with a cancel button at the right while something long is going on."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("status")
        self._bench = bench
        self.saved = label()
        self.backup = label()
        self.unsent = label()
        self.warning = label(tone="doubt")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 12, 0)
        layout.setSpacing(16)
        for fact in (self.saved, self.backup, self.unsent, self.warning):
            layout.addWidget(fact)
        layout.addStretch(1)
        layout.addWidget(TaskBar(bench))
        layout.addWidget(words(bench, "window.keys"))
        bench.theme.bind(self, lambda: self.setFixedHeight(bench.theme.length("status")))

    @staticmethod
    def show_fact(fact: QLabel, text: str, tone: str = "") -> None:
        """Show a fact, or hide it when there is none."""
        fact.setText(text)
        fact.setVisible(bool(text))
        restyle(fact, tone=tone)


class TaskBar(QWidget):
    """What the worker is doing now; seen only while it does something with a label."""

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

    def _finish(self, task: Task) -> None:
        if task is self._task:
            self._task = None
            self.setVisible(False)

    def _stop(self) -> None:
        if self._task is not None:
            self._bench.runner.cancel(self._task)
            self._cancel.setEnabled(False)
