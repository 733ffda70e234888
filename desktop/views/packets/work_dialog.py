"""A dialog that asks, then works with progress and a cancel button, then says what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QProgressBar, QPushButton, QScrollArea, QStackedWidget, QWidget

from desktop.core.errors import Param
from desktop.views.errors import as_known
from desktop.views.packets.banner import Banner
from desktop.views.tasks import Task, Work
from desktop.views.widgets.basic import column, label
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_MARGIN = 48
"""Pixels of the window that stay seen around a tall dialog."""

_DONE_HEIGHT = 340


class WorkDialog(Dialog):
    """Put in the form with `ask`, start with `work`, end with `tell_done`.

    While it works, closing it cancels; it stays open until the work has ended, and then asks again.
    """

    def __init__(self, bench: Workbench, title_code: str, parent: QWidget | None, **params: Param) -> None:
        super().__init__(bench, title_code, parent, **params)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._task: Task | None = None
        self._primary: QPushButton | None = None
        self.fault = Banner(bench, "fault")
        self.stack = QStackedWidget()
        self.label = label(wrap=True)
        self.label.setObjectName("work-label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._working = QWidget()
        self._working.setLayout(column(None, self.label, self.bar, None, gap=8))
        self.set_content(column(self.fault, self.stack, gap=12))
        bench.runner.progressed.connect(self._step)
        bench.runner.finished.connect(self._end)

    @property
    def working(self) -> bool:
        """Whether something is going on."""
        return self._task is not None

    def ask(self, form: QLayout) -> None:
        """What is asked; it scrolls where the window is too low for it."""
        holder = QWidget()
        holder.setLayout(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(area)
        self.stack.addWidget(self._working)

    def primary(self, code: str, accepted: Callable[[], object], *, name: str) -> QPushButton:
        """The button that starts the work."""
        self._primary = self.accept_with(code, accepted, name=name)
        return self._primary

    def work(self, work: Work, done: Callable[[Any], object], label: str) -> Task:
        """Do it in the worker; an error that a person can mend is told above the form."""

        def finished(result: Any) -> None:
            self.fault.tell("", "bad")  # it was over before it could be cancelled
            done(result)

        self.fault.tell("", "bad")
        self.label.setText(self.bench.texts.text(label))
        self.bar.setRange(0, 0)
        self.stack.setCurrentIndex(1)
        self.button_off()
        self._task = self.bench.runner.run(work, finished, failed=self._failed, label=label)
        return self._task

    def button_off(self) -> None:
        """Nothing can be started while something is going on."""
        if self._primary is not None:
            self._primary.setEnabled(False)

    def tell_done(self, content: QLayout) -> None:
        """Replace the form by what was done."""
        page = QWidget()
        page.setLayout(content)
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if self._primary is not None:
            self._primary.hide()
        self.bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self.cancel.setFocus()
        self.resize(self.width(), round(_DONE_HEIGHT * self.bench.theme.text_size))

    def enlarge(self, width: int, height: int) -> None:
        """As large as asked at normal text size, grown with the text, but within the window."""
        scale = self.bench.theme.text_size
        parent = self.parentWidget()
        room = parent.window().size() if parent else None
        wide, high = round(width * scale), round(height * scale)
        if room is not None:
            wide, high = min(wide, room.width() - _MARGIN), min(high, room.height() - _MARGIN)
        self.resize(wide, high)

    def _failed(self, error: BaseException) -> None:
        mendable = as_known(error)
        if mendable is None:
            self.bench.presenter.present(error)
            return
        self.fault.tell(self.bench.texts.catalogue.error(mendable), "bad")

    def _step(self, task: object, done: int, total: int, code: str) -> None:
        if task is self._task:
            self.label.setText(self.bench.texts.text(code))
            self.bar.setRange(0, total)
            self.bar.setValue(done)

    def _end(self, task: object) -> None:
        if self._task is None or task is not self._task:
            return
        cancelled = self._task.cancelled.is_set()
        self._task = None
        self.stack.setCurrentIndex(0)
        self.cancel.setEnabled(True)
        if self._primary is not None:
            self._primary.setEnabled(True)
        if cancelled:
            self.was_cancelled()

    def was_cancelled(self) -> None:
        """The work stopped and left nothing; the form is there again."""
        self.fault.tell(self.bench.texts.text("view.packets.cancelled"), "info")

    def reject(self) -> None:
        """Esc, 取消 and the window's own button: cancel the work first."""
        if self._task is None:
            super().reject()
            return
        self.bench.runner.cancel(self._task)
        self.cancel.setEnabled(False)
        self.label.setText(self.bench.texts.text("view.packets.cancelling"))
