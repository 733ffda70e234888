"""A dialog whose button does something in the worker; refused, it stays open and says why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.errors import Param
from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.note import Note
from desktop.views.workbench import Workbench


class WorkingDialog(Dialog):
    """Set `fault` into the content; `work` runs something and keeps the buttons from being pressed twice."""

    def __init__(
        self, bench: Workbench, title_code: str, parent: QWidget | None, *, name: str, **params: Param
    ) -> None:
        super().__init__(bench, title_code, parent, **params)
        self.setObjectName(name)
        self.fault = Note(f"{name}-fault")
        self._primary: QPushButton | None = None
        self._busy = False

    def act_with(
        self, code: str, act: Callable[[], object], *, name: str, kind: str = "primary"
    ) -> QPushButton:
        """The button that does what the title asks."""
        self._primary = self.accept_with(code, act, name=name, kind=kind)
        return self._primary

    def work(self, act: Callable[[Progress], Any], done: Callable[[Any], object], *, label: str = "") -> None:
        """Do something in the worker; a refusal is told here, above the buttons."""
        if not self._busy:
            self._set_busy(True)
            self.fault.tell("")
            self.bench.runner.run(
                act, lambda result: self._end(done, result), failed=self._refused, label=label
            )

    def reject(self) -> None:
        """Not while something is going on: it would end unseen."""
        if not self._busy:
            super().reject()

    def _end(self, done: Callable[[Any], object], result: Any) -> None:
        self._set_busy(False)
        done(result)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(False)
        mendable = as_known(error)
        if mendable is None:
            self.bench.presenter.present(error)
        else:
            self.fault.tell(self.bench.texts.catalogue.error(mendable), "bad")
            self.fit()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.cancel.setEnabled(not busy)
        if self._primary is not None:
            self._primary.setEnabled(not busy)
