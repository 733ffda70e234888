"""A card an activity: how many people, when, and the one next act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QWidget

from desktop.views.pages import page_of
from desktop.views.widgets.basic import Item, button, card, chip, clear, column, label, row
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.overview import Card

_COLUMN = 250
"""Logical pixels that a card needs at normal text size."""

_SOON = 14
"""Days before a beginning or an end that are worth a warning."""

_ACTS = {
    "nominate": ("view.home.act-nominate", "user-plus"),
    "mend": ("view.home.act-mend", "circle-x"),
    "confirm": ("view.home.act-confirm", "circle-help"),
    "send": ("view.home.act-send", "package-check"),
    "look": ("view.home.act-look", "arrow-right"),
}
"""What to do next → the code of the button's words, and its icon."""


class CardGrid(QWidget):
    """Cards in as many columns as there is room for."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._cards: Sequence[Card] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bench.theme.bind(self, self._arrange)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; those that nominate come first."""
        self._cards = cards
        self._fill()

    def _arrange(self) -> None:
        if self._columns != self._fitting():
            self._fill()

    def _fitting(self) -> int:
        return max(1, min(3, self.width() // round(_COLUMN * self._bench.theme.text_size)))

    def _fill(self) -> None:
        clear(self._grid)
        self._columns = self._fitting()
        ordered = sorted(self._cards, key=lambda one: not one.nominates)
        for number, one in enumerate(ordered):
            self._grid.addWidget(_card(self._bench, one), number // self._columns, number % self._columns)
        for column_number in range(3):
            self._grid.setColumnStretch(column_number, int(column_number < self._columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another number of columns may fit."""
        super().resizeEvent(event)
        self._arrange()


def _card(bench: Workbench, one: Card) -> QFrame:
    title = label(one.short, "section", wrap=True)
    title.setToolTip(one.title)
    head = row(title, _when(bench, one))
    head.setStretch(0, 1)
    lines: list[Item] = [head, label(f"{one.clause}　{one.period}", "small", wrap=True)]
    if one.note:
        lines.append(label(one.note, "small", wrap=True, tone="doubt"))
    lines.append(None)
    if one.nominates:
        lines += _people(bench, one)
    frame = card(column(*lines, gap=6))
    frame.setObjectName(f"card-{one.activity}")
    return frame


def _when(bench: Workbench, one: Card) -> QWidget:
    """How long until it begins or ends."""
    days = one.when.days
    if one.when.moment == "over":
        return chip(bench.texts.text("view.home.over"))
    tone = "doubt" if days <= _SOON else ""
    code = {"ahead": "view.home.starts-in", "running": "view.home.ends-in"}[one.when.moment]
    if not days:
        code = {"ahead": "view.home.starts-in", "running": "view.home.ends-today"}[one.when.moment]
    return chip(bench.texts.count(code, days), tone or ("good" if one.when.moment == "running" else ""))


def _people(bench: Workbench, one: Card) -> Iterator[Item]:
    """Who needs a look, and below how many there are and the next act."""
    chips = []
    if one.refused:
        chips.append(chip(bench.texts.text("view.home.refused", count=one.refused), "bad"))
    if one.to_confirm:
        chips.append(chip(bench.texts.text("view.home.to-confirm", count=one.to_confirm), "doubt"))
    if chips:
        yield row(*chips, None)
    number = bench.texts.count(f"view.home.{one.unit}", one.people) if one.people else ""
    yield row(label(number, "strong"), None, _act(bench, one))


def _act(bench: Workbench, one: Card) -> QWidget:
    code, icon = _ACTS[one.act]
    place = Place("packets") if one.act == "send" else Place(page_of(one.family), activity=one.activity)
    made = button(
        bench, code, lambda: bench.navigator.go(place), kind="link", icon=icon, name=f"act-{one.activity}"
    )
    made.setAccessibleName(f"{one.short}: {made.text()}")
    return made
