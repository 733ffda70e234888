"""The right column: what the center would send back, what has not been sent, what was done lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.clock import TAIWAN
from desktop.views.places import window_place
from desktop.views.widgets.basic import button, card, clear, column, label, row, tool, words
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.changes_since import Change, Changes
    from desktop.services.deadlines import Line
    from desktop.services.overview import Card, Overview, Recent
    from desktop.services.places import Place as Mended
    from desktop.services.standing import Counts

_MOST = 5
_MARKS = {"added": "＋", "withdrawn": "－", "changed": "～", "person": "～", "order": "↕"}
"""Shapes before the words, so that nothing depends on colour."""


class Side(QWidget):
    """Three cards, one below the other."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._returned, returned = self._card("view.home.returned")
        self._changes, changes = self._card("view.home.changes")
        self._recent, recent = self._card("view.home.recent")
        self._due, self._due_card = self._card("view.home.due")
        self.setLayout(column(self._due_card, returned, changes, recent, None, gap=12))

    def show_overview(self, overview: Overview) -> None:
        """Show what was read."""
        self._show_due(overview.due)
        self._show_returned(overview.counts)
        cards = {one.activity: one for one in overview.cards}
        self._show_changes(overview.changes, cards)
        self._show_recent(overview.recent, cards)

    def _card(self, code: str) -> tuple[QVBoxLayout, QFrame]:
        body = column(gap=4)
        return body, card(column(words(self._bench, code, "section", wrap=True), body))

    def _show_due(self, due: Sequence[Line]) -> None:
        """What is late or near, each with the day and a way to it; no card where nothing is."""
        clear(self._due)
        texts = self._bench.texts
        for one in due[:_MOST]:
            code = "view.calendar.overdue" if one.days < 0 else "view.calendar.left"
            said = texts.count(code, abs(one.days)) if one.days else texts.text("view.calendar.today")
            tone = "bad" if one.days < 0 else "doubt"
            link = button(
                self._bench,
                "view.home.go",
                partial(self._bench.navigator.go, Place("calendar", nomination_id=one.id)),
                kind="link",
                name=f"due-{one.id}",
            )
            subject = label(f"{one.day.month}/{one.day.day}　{one.subject}", wrap=True)
            line = row(column(subject, label(said, "small", tone=tone), gap=0), link)
            line.setStretch(0, 1)
            self._due.addLayout(line)
        if len(due) > _MOST:
            more = texts.text("view.home.due-more", count=len(due) - _MOST)
            self._due.addWidget(label(more, "small", wrap=True))
        self._due_card.setVisible(bool(due))

    def _show_returned(self, counts: Counts) -> None:
        clear(self._returned)
        texts = self._bench.texts
        number = label(f"{counts.errors:,}", "big", tone="bad" if counts.errors else "")
        number.setObjectName("returned-count")
        if not counts.nominated:
            self._returned.addWidget(label(texts.text("view.home.nothing-yet"), "soft", wrap=True))
            return
        said = texts.text("view.home.returned-none") if not counts.errors else ""
        line = row(number, label(said, "soft", wrap=True), gap=12)
        line.setStretch(1, 1)
        self._returned.addLayout(line)
        if counts.warnings:
            asked = texts.count("view.home.asked", counts.warnings)
            self._returned.addWidget(label(asked, "soft", wrap=True))
        if counts.errors or counts.warnings:
            go = button(
                self._bench,
                "view.home.see-all",
                self._go_packets,
                kind="link",
                icon="list-checks",
                name="see-all",
            )
            self._returned.addLayout(row(go, None))

    def _show_changes(self, changes: Changes, cards: dict[str, Card]) -> None:
        clear(self._changes)
        texts = self._bench.texts
        if not changes.comparable:
            self._changes.addWidget(label(texts.text("view.home.not-comparable"), "soft", wrap=True))
            return
        if not changes.items and not changes.sequence:
            self._changes.addWidget(label(texts.text("view.home.nothing-yet"), "soft", wrap=True))
            return
        number = label(f"{len(changes.items):,}", "big")
        number.setObjectName("changes-count")
        line = row(number, label(self._since(changes), "soft", wrap=True), gap=12)
        line.setStretch(1, 1)
        self._changes.addLayout(line)
        for change in changes.items[:_MOST]:
            self._changes.addLayout(self._change(change, cards))
        if len(changes.items) > _MOST:
            more = texts.count("view.home.more", len(changes.items) - _MOST)
            self._changes.addWidget(label(more, "small", wrap=True))

    def _since(self, changes: Changes) -> str:
        texts = self._bench.texts
        if not changes.items:
            return texts.text("view.home.all-sent")
        kinds = Counter(str(change.kind) for change in changes.items)
        parts = [texts.text(f"view.home.kind-{kind}", count=count) for kind, count in kinds.items()]
        return " · ".join(parts)

    def _change(self, change: Change, cards: dict[str, Card]) -> QVBoxLayout:
        where = self._where(change, cards)
        line = row(
            label(f"{_MARKS[change.kind]} {change.name or where}", wrap=True),
            label(where if change.name else "", "small"),
        )
        line.setStretch(0, 1)
        if change.place is not None:
            line.addWidget(self._go(change, change.place))
        return column(line)

    def _where(self, change: Change, cards: dict[str, Card]) -> str:
        texts = self._bench.texts
        if not change.activity:
            return texts.text("view.home.person-changed")
        name = cards[change.activity].short if change.activity in cards else change.activity
        if not change.session:
            return name
        return texts.text("view.home.where", activity=name, session=change.session)

    def _go(self, change: Change, place: Mended) -> QWidget:
        made = tool(
            self._bench,
            "view.home.go",
            lambda: self._bench.navigator.go(window_place(place)),
            icon="chevron-right",
            name="go-change",
        )
        made.setAccessibleName(f"{made.accessibleName()} {change.name}")
        return made

    def _show_recent(self, recent: tuple[Recent, ...], cards: dict[str, Card]) -> None:
        clear(self._recent)
        for one in recent:
            time = self._time(one.at)
            line = row(time, label(self._what(one, cards), wrap=True), gap=10)
            line.setStretch(1, 1)
            line.setAlignment(time, Qt.AlignmentFlag.AlignTop)
            self._recent.addLayout(line)

    def _time(self, moment: datetime) -> QLabel:
        local = moment.astimezone(TAIWAN)
        same_day = local.date() == self._bench.clock.now().date()
        return label(f"{local:%H:%M}" if same_day else f"{local.month}/{local.day}", "small")

    def _what(self, one: Recent, cards: dict[str, Card]) -> str:
        texts = self._bench.texts
        subject = cards[one.subject].short if one.subject in cards else one.subject
        what = texts.text(f"action.{one.action}", subject=subject)
        return what if one.kind == "do" else texts.text(f"view.home.{one.kind}", what=what)

    def _go_packets(self) -> None:
        self._bench.navigator.go(Place("packets"))
