"""The dialog of the seats: asked for, given back, granted by which letter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from desktop.services.camp import Overview
from desktop.services.camp_seats import SeatLetter
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

_WIDTH = 520


class SeatsDialog(Dialog):
    """`stated` is given the letter; what is wrong is said below by the service."""

    def __init__(
        self,
        bench: Workbench,
        found: Overview,
        stated: Callable[[SeatLetter, SeatsDialog], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.camp.seats.title", parent)
        self._stated = stated
        letter = found.letter
        self.requested = self._number("requested", found.seats.most_extra, letter.requested or 0)
        self.released = self._number("released", found.seats.base, letter.released)
        self.granted = self._number("granted", found.seats.most_extra, letter.granted)
        self.reason, self.number = QLineEdit(letter.reason), QLineEdit(letter.document_no)
        self.reason.setObjectName("reason")
        self.number.setObjectName("document-no")
        self.day = RocDateEdit(bench, "document-date")
        self.day.show_day(letter.document_date)
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("seats-fault")
        self.fault.hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        fields = {
            "requested": self.requested,
            "reason": self.reason,
            "released": self.released,
            "granted": self.granted,
            "document": self.number,
            "date": self.day,
        }
        for at, (name, widget) in enumerate(fields.items()):
            bench.texts.bind(widget, widget.setAccessibleName, f"view.camp.seats.{name}")
            grid.addWidget(words(bench, f"view.camp.seats.{name}", "soft"), at, 0)
            grid.addWidget(widget, at, 1)
        self.set_content(
            column(words(bench, "view.camp.seats.note", "small", wrap=True), grid, self.fault, gap=12)
        )
        self.accept_with("view.camp.seats.do", self._give, name="seats-do")
        self.fit(_WIDTH)
        self.requested.setFocus()

    def _number(self, name: str, most: int, value: int) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(name)
        box.setRange(0, most)
        box.setValue(value)
        return box

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; nothing was written."""
        self.fault.setText(sentence)
        self.fault.show()

    def _give(self) -> None:
        letter = SeatLetter(
            requested=self.requested.value(),
            reason=self.reason.text(),
            released=self.released.value(),
            granted=self.granted.value(),
            document_no=self.number.text(),
            document_date=self.day.day,
        )
        self._stated(letter, self)
