"""The dialog of the center's answer, with its letter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

_WIDTH = 480


class LetterAnswerDialog(Dialog):
    """`answered` is given state, document number and day; an answer needs its letter.

    `states` are codes with their words, `without` those that need no letter, `letter` what is known already.
    """

    def __init__(
        self,
        bench: Workbench,
        title_code: str,
        who: str,
        states: Sequence[tuple[str, str]],
        without: Collection[str],
        letter: tuple[str, date | None],
        answered: Callable[[str, str, date | None], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, title_code, parent)
        self._answered, self._without = answered, frozenset(without)
        self.state, self.number = QComboBox(), QLineEdit()
        for code, told in states:
            self.state.addItem(told, code)
        self.day = RocDateEdit(bench, "answer-day")
        self.number.setText(letter[0])
        self.day.show_day(letter[1])
        self.state.setObjectName("answer-state")
        self.number.setObjectName("answer-number")
        for widget, name in ((self.state, "state"), (self.number, "number"), (self.day, "day")):
            bench.texts.bind(widget, widget.setAccessibleName, f"view.showcase.answer.{name}")
        self.set_content(
            column(
                label(who, wrap=True),
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
        self._accept.setEnabled(lettered or self.state.currentData() in self._without)

    def _give(self) -> None:
        self.accept()
        self._answered(self.state.currentData(), self.number.text(), self.day.day)
