"""The dialog of the center's answer on seats, with its letter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core import terms
from desktop.services.showcase import Line
from desktop.views.lists.attest import people
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

_WIDTH = 480
_NONE = "requested"


class AnswerDialog(Dialog):
    """`answered` is given state, document number and day; an answer needs its letter."""

    def __init__(
        self,
        bench: Workbench,
        lines: Sequence[Line],
        answered: Callable[[str, str, date | None], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.showcase.answer.title", parent)
        self._answered = answered
        self.state, self.number = QComboBox(), QLineEdit()
        for code in ("confirmed", "waiting", "declined", _NONE):
            self.state.addItem(terms.label("seat_state", code, bench.texts.language), code)
        self.day = RocDateEdit(bench, "answer-day")
        known = next((line for line in lines if line.document_no), None)
        if known is not None:
            self.number.setText(known.document_no)
            self.day.show_day(known.document_date)
        self.state.setObjectName("answer-state")
        self.number.setObjectName("answer-number")
        for widget, name in ((self.state, "state"), (self.number, "number"), (self.day, "day")):
            bench.texts.bind(widget, widget.setAccessibleName, f"view.showcase.answer.{name}")
        self.set_content(
            column(
                label(people(bench, lines), wrap=True),
                words(bench, "view.showcase.answer.state", "soft"),
                self.state,
                words(bench, "view.showcase.answer.number", "soft"),
                self.number,
                words(bench, "view.showcase.answer.day", "soft"),
                self.day,
            )
        )
        self._accept = self.accept_with("view.showcase.answer.do", self._give, name="answer-do")
        self.state.currentIndexChanged.connect(lambda _at: self._enable())
        self.number.textChanged.connect(lambda _text: self._enable())
        self.day.textChanged.connect(lambda _text: self._enable())
        self._enable()
        self.fit(_WIDTH)
        self.state.setFocus()

    def _enable(self) -> None:
        lettered = bool(self.number.text().strip()) and self.day.day is not None
        self._accept.setEnabled(lettered or self.state.currentData() == _NONE)

    def _give(self) -> None:
        self.accept()
        self._answered(self.state.currentData(), self.number.text(), self.day.day)
