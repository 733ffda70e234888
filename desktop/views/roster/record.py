"""What a person has done and is nominated for, below the fields."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core import terms
from desktop.services import learning_hours
from desktop.services.learning_hours import YearHours
from desktop.services.person_detail import Attended, Nominated, PersonDetail
from desktop.views.widgets.basic import chip, clear, column, label, row, words
from desktop.views.workbench import Place, Workbench

_TONES = {"yes": "good", "unknown": "doubt", "no": "bad"}
_SHAPES = {"yes": "✓", "unknown": "?", "no": "✕"}


class PersonRecord(QWidget):
    """Nominations, each a way to its course, and the course history."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._person: PersonDetail | None = None
        self._nominations = QVBoxLayout()
        self._history = QVBoxLayout()
        self.setLayout(
            column(
                words(bench, "view.roster.group.record", "section"),
                words(bench, "view.roster.nominations", "soft"),
                self._nominations,
                4,
                words(bench, "view.roster.history", "soft"),
                self._history,
                gap=4,
            )
        )
        bench.texts.language_changed.connect(self._show)

    def show_person(self, person: PersonDetail) -> None:
        """Show somebody's record."""
        self._person = person
        self._show()

    def _show(self) -> None:
        clear(self._nominations)
        clear(self._history)
        if self._person is None:
            return
        for one in self._person.nominations:
            self._nominations.addWidget(self._nomination(one))
        if not self._person.nominations:
            self._nominations.addWidget(label(self._bench.texts.text("view.roster.nominations.none")))
        for year in self._person.hours:
            if year.hours:
                self._history.addWidget(label(self._hours(year), "strong", wrap=True))
        for attended in self._person.history:
            self._history.addWidget(label(self._attended(attended), wrap=True))
        if not self._person.history:
            self._history.addWidget(label(self._bench.texts.text("view.roster.history.none")))

    def _nomination(self, one: Nominated) -> QWidget:
        text = self._bench.texts.text
        code = "view.roster.nomination.alternate" if one.alternate else "view.roster.nomination"
        said = text(code, course=one.titles[self._bench.texts.language], session=one.session, rank=one.rank)
        link = QPushButton(said)
        link.setObjectName(f"nomination-{one.id}")
        link.setProperty("kind", "link")
        link.setAutoDefault(False)
        link.setAccessibleName(said)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        place = Place("courses", activity=one.activity, nomination_id=one.id)
        link.clicked.connect(lambda _on: self._bench.navigator.go(place))
        if one.withdrawn:
            verdict = chip(text("view.roster.nomination.withdrawn"))
        else:
            word = terms.label("verdict", one.verdict, self._bench.texts.language)
            verdict = chip(f"{_SHAPES[one.verdict]} {word}", _TONES[one.verdict])
        became = terms.label("outcome", one.outcome, self._bench.texts.language) if one.outcome else ""
        holder = QWidget()
        below = [label(became, "small")] if became else []
        holder.setLayout(column(row(link, verdict, None), *below, gap=0))
        return holder

    def _attended(self, one: Attended) -> str:
        text = self._bench.texts.text
        session = text("view.roster.attended.session", session=one.session) if one.session else ""
        state = "" if one.attended else text("view.roster.attended.absent")
        if one.attended and one.completed is not None:
            state = text(
                "view.roster.attended.completed" if one.completed else "view.roster.attended.unfinished"
            )
        told = learning_hours.number(one.hours) if one.attended else None
        hours = "" if told is None else text("view.roster.attended.hours", hours=f"{told:f}")
        said = text("view.roster.attended", year=one.roc_year, course=one.course)
        return " ".join(part for part in (said, session, hours, state) if part)

    def _hours(self, year: YearHours) -> str:
        text = self._bench.texts.text
        said = text("view.roster.hours", year=year.roc_year, hours=f"{year.hours:f}", courses=year.courses)
        open_ = text("view.roster.hours.unstated", count=year.unstated) if year.unstated else ""
        return "　".join(part for part in (said, open_) if part)
