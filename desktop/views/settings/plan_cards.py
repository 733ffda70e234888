"""The cards that show the plan: days, sessions, bounds, decisions, clauses, changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QWidget

from desktop.core.clock import roc_short
from desktop.services.plan_overview import (
    ActivityPage,
    ChangeLine,
    ClauseText,
    Decision,
    PlanOverview,
    QuotaLine,
    SessionLine,
)
from desktop.views.settings.plan_words import choice_words, field_words
from desktop.views.widgets.basic import Item, card, column, label, words
from desktop.views.workbench import Workbench

Decide = Callable[[str, Decision, str], object]
"""Activity, decision, the code chosen."""

_TOP = Qt.AlignmentFlag.AlignTop


class PlanCards:
    """Makes cards; `decide` is called when the office chooses something else."""

    def __init__(self, bench: Workbench, decide: Decide) -> None:
        self._bench = bench
        self._decide = decide

    def of_plan(self, plan: PlanOverview) -> Iterator[QFrame]:
        """The whole plan: what was changed, and the clauses that belong to no activity."""
        yield self._changes(plan.changes)
        yield self._clauses(plan.clauses)

    def of_activity(self, activity: ActivityPage) -> Iterator[QFrame]:
        """One activity."""
        yield self._schedule(activity)
        if activity.sessions:
            yield self._sessions(activity.sessions)
        if activity.quotas:
            yield self._quotas(activity.quotas)
        if activity.decisions:
            yield self._decisions(activity)
        if activity.changes:
            yield self._changes(activity.changes)
        yield self._clauses(activity.clauses)

    def _card(self, code: str, *items: Item) -> QFrame:
        return card(column(words(self._bench, f"view.settings.plan.{code}", "section"), *items, gap=8))

    def _schedule(self, activity: ActivityPage) -> QFrame:
        text = self._bench.texts.text
        facts = [("when", activity.when), ("periods", activity.periods)]
        facts += [(name, getattr(activity, name)) for name in ("places", "venue") if getattr(activity, name)]
        rows = [(text(f"view.settings.plan.{name}"), value) for name, value in facts]
        notes = [ClauseText("", activity.schedule_note)] if activity.schedule_note else []
        remarks = [
            label(f"⚠ {note.number}{'：' if note.number else ''}{note.text}", wrap=True, tone="doubt")
            for note in (*notes, *activity.notes)
        ]
        return self._card("schedule", _pairs(rows), *remarks)

    def _sessions(self, sessions: Sequence[SessionLine]) -> QFrame:
        text, texts = self._bench.texts.text, self._bench.texts
        waits = text("view.settings.plan.not-announced")
        head = [
            text(f"view.settings.plan.session-{name}")
            for name in ("number", "days", "dates", "seats", "venue")
        ]
        lines = [
            [
                texts.text("view.settings.plan.session", number=one.number),
                texts.count("view.settings.plan.days", one.days),
                one.periods or waits,
                waits if one.seats is None else str(one.seats),
                one.venue or waits,
            ]
            for one in sessions
        ]
        return self._card("sessions", _grid(head, lines, (2, 2, 4, 3, 3)))

    def _quotas(self, quotas: Sequence[QuotaLine]) -> QFrame:
        text = self._bench.texts.text
        head = [text(f"view.settings.plan.{name}") for name in ("bound", "clause", "least", "most")]
        lines = [
            [
                text("view.settings.plan.ours", label=one.label) if one.ours else one.label,
                one.clause,
                "—" if one.minimum is None else str(one.minimum),
                "—" if one.maximum is None else str(one.maximum),
            ]
            for one in quotas
        ]
        return self._card("quotas", _grid(head, lines, (5, 3, 1, 1)))

    def _decisions(self, activity: ActivityPage) -> QFrame:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for at, decision in enumerate(activity.decisions):
            grid.addWidget(label(decision.label, wrap=False), at, 0)
            grid.addWidget(label(decision.clause, "small"), at, 1)
            grid.addWidget(self._choice(activity.id, decision), at, 2)
        grid.setColumnStretch(3, 1)
        note = words(self._bench, "view.settings.plan.decisions-note", "soft", wrap=True)
        return self._card("decisions", note, holder)

    def _choice(self, activity: str, decision: Decision) -> QWidget:
        if not (decision.editable and decision.choices):
            return label(choice_words(self._bench.texts, decision.value))
        made = QComboBox()
        made.setObjectName(f"decision-{decision.name}")
        made.setAccessibleName(decision.label)
        for code in decision.choices:
            made.addItem(choice_words(self._bench.texts, code), code)
        made.setCurrentIndex(made.findData(decision.value))
        made.setEnabled(not self._bench.office.read_only)
        made.activated.connect(lambda _at: self._decide(activity, decision, made.currentData()))
        return made

    def _changes(self, changes: Sequence[ChangeLine]) -> QFrame:
        text = self._bench.texts.text
        if not changes:
            return self._card(
                "changes", words(self._bench, "view.settings.plan.no-changes", "soft", wrap=True)
            )
        head = [text(f"view.settings.plan.change-{name}") for name in ("what", "value", "letter", "day")]
        lines = [
            [
                "　".join(part for part in (one.activity, field_words(self._bench.texts, one.field)) if part),
                self._value(one),
                text("view.settings.plan.own") if one.own else one.document,
                roc_short(one.day),
            ]
            for one in changes
        ]
        return self._card("changes", _grid(head, lines, (4, 4, 4, 2)))

    def _value(self, change: ChangeLine) -> str:
        return (
            choice_words(self._bench.texts, change.value)
            if change.field.startswith("setting.")
            else change.value
        )

    def _clauses(self, clauses: Sequence[ClauseText]) -> QFrame:
        return self._card("clauses", _pairs([(one.number, one.text) for one in clauses]))


def _pairs(rows: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    for at, (name, value) in enumerate(rows):
        grid.addWidget(label(name, "soft"), at, 0, _TOP)
        grid.addWidget(label(value, wrap=True), at, 1)
    grid.setColumnStretch(1, 1)
    return holder


def _grid(head: Sequence[str], lines: Sequence[Sequence[str]], shares: Sequence[int]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    for at, name in enumerate(head):
        grid.addWidget(label(name, "small"), 0, at)
        grid.setColumnStretch(at, shares[at])
    for line, cells in enumerate(lines, start=1):
        for at, cell in enumerate(cells):
            grid.addWidget(label(cell, wrap=True), line, at, _TOP)
    return holder
