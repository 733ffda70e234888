"""A line for a date as Taiwan's offices write it: 104/02/10, 1040210, 民國104年2月10日."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from desktop.core import roc_dates
from desktop.core.clock import roc_short
from desktop.views.workbench import Workbench


class RocDateEdit(QLineEdit):
    """`day` is what was typed, None where that is blank or no date; it is written the usual way when left."""

    def __init__(self, bench: Workbench, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        bench.texts.bind(self, self.setPlaceholderText, "window.date-hint")
        self.editingFinished.connect(self._tidy)

    @property
    def day(self) -> date | None:
        """The date that was typed."""
        return roc_dates.read(self.text()).day

    @property
    def is_wrong(self) -> bool:
        """Whether something was typed that is no date."""
        return bool(self.text().strip()) and self.day is None

    def show_day(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self.setText("" if day is None else roc_short(day))

    def _tidy(self) -> None:
        day = self.day
        if day is not None and self.text() != roc_short(day):
            modified = self.isModified()
            self.setText(roc_short(day))
            self.setModified(modified)
