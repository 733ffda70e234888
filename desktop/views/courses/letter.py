"""The dialog 「公文調整」: what a letter says of a session, with its number and date."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from desktop.core.clock import roc_short
from desktop.services.courses import CourseSummary, SessionSummary
from desktop.views.courses import words as told
from desktop.views.widgets.basic import column, label, rule, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_PARTS = ("seats", "periods", "venue")
_WIDTH = 620


class Change(NamedTuple):
    """What was typed, as texts."""

    session: int
    seats: str
    dates: str
    venue: str
    number: str
    day: str


Asked = Callable[[Change, "LetterDialog"], object]
"""Writes a change and closes the dialog once it is written."""


class LetterDialog(Dialog):
    """Shows beside each value the letter that it rests on now; blank takes a value back."""

    def __init__(
        self, bench: Workbench, course: CourseSummary, session: int, asked: Asked, parent: QWidget
    ) -> None:
        name = course.short.in_language(bench.texts.language)
        super().__init__(bench, "view.courses.letter.title", parent, course=name)
        self._course, self._asked = course, asked
        self.session = QComboBox()
        self.session.setObjectName("letter-session")
        self._fields = {part: QLineEdit() for part in (*_PARTS, "number", "day")}
        self._rests: dict[str, QLabel] = {part: label(role="small", wrap=True) for part in _PARTS}
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("letter-fault")
        self.fault.hide()
        self.set_content(column(self._grid(), self.fault))
        self.accept_with("view.courses.letter.do", self._give, name="letter-do")
        self._fill_sessions(session)
        self._fields["day"].setText(roc_short(bench.clock.now().date()))
        self.fit(_WIDTH)
        self._fields["number"].setFocus()

    def _grid(self) -> QGridLayout:
        bench = self.bench
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, part in enumerate(("number", "day")):
            self._add(grid, at, part)
        grid.addWidget(rule(), 2, 0, 1, 2)
        grid.addWidget(words(bench, "view.courses.letter.session"), 3, 0)
        grid.addWidget(self.session, 3, 1)
        bench.texts.bind(self.session, self.session.setAccessibleName, "view.courses.letter.session")
        for at, part in enumerate(_PARTS):
            self._add(grid, 4 + 2 * at, part)
            grid.addWidget(self._rests[part], 5 + 2 * at, 1)
        self.session.currentIndexChanged.connect(self._show_session)
        return grid

    def _add(self, grid: QGridLayout, at: int, part: str) -> None:
        field = self._fields[part]
        field.setObjectName(f"letter-{part}")
        code = f"view.courses.letter.{part}"
        self.bench.texts.bind(field, field.setAccessibleName, code)
        self.bench.texts.bind(field, field.setPlaceholderText, f"{code}-example")
        grid.addWidget(words(self.bench, code), at, 0)
        grid.addWidget(field, at, 1)

    def _fill_sessions(self, current: int) -> None:
        self.session.blockSignals(True)
        for one in self._course.sessions:
            if one.planned:
                self.session.addItem(told.session_name(self.bench.texts, one.number), one.number)
        self.session.setCurrentIndex(max(self.session.findData(current), 0))
        self.session.blockSignals(False)
        self._show_session()

    def _show_session(self) -> None:
        session = self._course.session(self.session.currentData())
        assert session is not None, "only the course's sessions are listed"
        self._fields["seats"].setText("" if session.seats is None else str(session.seats))
        self._fields["periods"].setText(told.days(session.periods))
        self._fields["venue"].setText(session.venue)
        for part, shown in self._rests.items():
            shown.setText(self._rest(session, part))

    def _rest(self, session: SessionSummary, part: str) -> str:
        letter = session.letters.get(part)
        if letter is None:
            code = "view.courses.letter.plan" if self._fields[part].text() else "view.courses.letter.none"
            return self.bench.texts.text(code)
        return self.bench.texts.text(
            "view.courses.letter.rests", number=letter.number, day=roc_short(letter.day)
        )

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; the dialog stays open."""
        self.fault.setText(sentence)
        self.fault.show()

    def _give(self) -> None:
        self.fault.hide()
        typed = {part: field.text() for part, field in self._fields.items()}
        change = Change(
            self.session.currentData(),
            seats=typed["seats"],
            dates=typed["periods"],
            venue=typed["venue"],
            number=typed["number"],
            day=typed["day"],
        )
        self._asked(change, self)
