"""The tab 歷程: the pairs of the year, their agreement, diary and practice, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QTabWidget, QWidget

from desktop.core import terms
from desktop.services import mentoring_form, pairs
from desktop.services.form_columns import ListForm
from desktop.services.pairs import ENDED, GRANTED, REFUSED, SUGGESTED, PairOf
from desktop.views.lists import form_fields
from desktop.views.lists.acting import act
from desktop.views.lists.answer import LetterAnswerDialog
from desktop.views.lists.reason import ReasonDialog
from desktop.views.lists.record_form import RecordForm
from desktop.views.lists.record_list import RecordList, RowActs, scrolled
from desktop.views.lists.side import ListWithDetail
from desktop.views.mentoring import words
from desktop.views.mentoring.columns import pair_columns
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, label, row, tool
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.table import Table
from desktop.views.widgets.tabs import tabs

_NAMED = 6
"""Pairs that a dialog names."""

_STATES = (SUGGESTED, GRANTED, REFUSED)


class PairsTab(QWidget):
    """The list at the left, the selected pair at the right."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._bench = page, page.bench
        bench = page.bench
        self._listing = False
        self.counts = label(role="soft", wrap=True)
        self.counts.setObjectName("pair-counts")
        self.model: RowModel[PairOf] = RowModel(
            pair_columns(bench.texts), bench.texts.text, lambda one: one.id
        )
        self.table = Table(bench, self.model, "pairs", "view.mentoring.pairs")
        self.answer = button(bench, "view.showcase.answer", self._ask_state, icon="mail", name="pair-state")
        self.end = button(
            bench, "view.mentoring.end", self._ask_end, kind="danger", icon="x", name="end-pair"
        )
        self.title = label(role="section", wrap=True)
        self.title.setObjectName("pair-title")
        self.told, self.camps = label(role="soft", wrap=True), label(role="small", wrap=True)
        self.warning = label(role="soft", wrap=True, tone="doubt")
        self.closer = tool(bench, "view.courses.detail.close", _nothing, icon="x", name="close-diary")
        form = mentoring_form.form()
        self.agreement = RecordForm(
            bench, [form_fields.field(f"pairs.pair.{one.name}", one) for one in form.pair]
        )
        self.agreement.stated.connect(lambda pair, values: act(page, pairs.put, pair, values))
        self.lists = {one.name: self._list(one) for one in form.lists}
        self._build()

    @property
    def selected(self) -> list[PairOf]:
        """The pairs that are selected."""
        ids = set(self.table.selected_ids())
        return [one for one in self.model.rows if one.id in ids]

    def show_all(self, found: tuple[PairOf, ...]) -> None:
        """Show the pairs; whichever was selected stays so."""
        kept = self.table.selected_ids()
        self._listing = True
        self.model.set_columns(pair_columns(self._bench.texts))
        self.model.set_rows(list(found))
        place = next((at for one in kept if (at := self.model.place_of(one)) is not None), 0)
        if found:
            self.table.select(place)
        self._listing = False
        self._stack.setCurrentIndex(1 if found else 0)
        self._show_counts(found)
        self._show_selection()

    def select_mentee(self, member: int) -> None:
        """Show the pair of a mentee that goes on, or the last one."""
        own = [one for one in self.model.rows if one.mentee_member == member]
        for one in sorted(own, key=lambda one: one.state in pairs.STANDING)[-1:]:
            self.select(one.id)

    def select(self, pair: int) -> None:
        """Show a pair."""
        place = self.model.place_of(pair)
        if place is not None:
            self.table.select(place)
            self._side.open_detail()

    def flush(self) -> None:
        """Hand in what is being typed."""
        self.agreement.flush()
        for one in self.lists.values():
            one.flush()

    def _build(self) -> None:
        bench = self._bench
        self._stack = QStackedWidget()
        opener = button(bench, "view.camp.detail", _nothing, name="open-diary")
        left = QWidget()
        above = row(self.counts, self.answer, self.end, opener)
        above.setStretchFactor(self.counts, 1)
        listing = column(above, self.table)
        listing.setStretchFactor(self.table, 1)
        left.setLayout(listing)
        self._side = ListWithDetail(bench, left, self._detail(), opener=opener, closer=self.closer)
        self._stack.addWidget(
            Empty(bench, "handshake", "view.mentoring.no-pairs", "view.mentoring.no-pairs-text")
        )
        self._stack.addWidget(self._side)
        self.setLayout(column(self._stack, margins=(0, 12, 0, 0)))
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_selection())
        self.table.activated_id.connect(lambda _id: self._side.open_detail())

    def _detail(self) -> QFrame:
        bench = self._bench
        detail = QFrame()
        detail.setProperty("card", "true")
        agreed = QWidget()
        agreed.setLayout(column(self.agreement, None))
        pages: list[tuple[QWidget, str]] = [(scrolled(agreed), "view.mentoring.agreement")]
        pages += [(one, f"pairs.list.{name}") for name, one in self.lists.items()]
        self.parts: QTabWidget = tabs(bench, *pages)
        head = column(row(self.title, self.closer), self.told, self.camps, self.warning, gap=4)
        body = column(head, self.parts, gap=10, margins=(16, 12, 16, 12))
        body.setStretchFactor(self.parts, 1)
        detail.setLayout(body)
        return detail

    def _list(self, form: ListForm) -> RecordList:
        page, name = self._page, form.name

        def restate(line: int, values: Mapping[str, Any]) -> bool:
            return act(page, pairs.restate_line, line, values)

        def remove(line: int) -> bool:
            return act(page, pairs.remove_line, line)

        def code(column: str) -> str:
            return f"pairs.{name}.{column}"

        acts = RowActs(partial(self._add, name), restate, remove)
        return RecordList(self._bench, form, f"pairs.list.{name}", code, acts, most=4)

    def _add(self, name: str) -> bool:
        chosen = self.selected
        return len(chosen) == 1 and act(self._page, pairs.add_line, chosen[0].id, name, {})

    def _show_counts(self, found: tuple[PairOf, ...]) -> None:
        texts = self._bench.texts
        told = [texts.count("view.mentoring.pair-count", len(found))]
        for code in terms.vocabulary("pair_state").codes:
            count = sum(one.state == code for one in found)
            if count:
                told.append(f"{terms.label('pair_state', code, texts.language)} {count}")
        silent = sum(one.is_silent for one in found)
        if silent:
            told.append(texts.text("view.mentoring.silent-count", count=silent))
        self.counts.setText("　".join(told))

    def _show_selection(self) -> None:
        if self._listing:
            return
        chosen, texts = self.selected, self._bench.texts
        one = chosen[0] if len(chosen) == 1 else None
        for widget in (self.parts, self.told, self.camps):
            widget.setVisible(one is not None)
        self.warning.setVisible(one is not None and one.is_silent)
        self.answer.setEnabled(bool(chosen))
        self.end.setEnabled(any(pair.state in pairs.STANDING for pair in chosen))
        if one is None:
            self.title.setText(texts.count("view.mentoring.pair-count", len(chosen)))
            return
        self._show_one(one)

    def _show_one(self, one: PairOf) -> None:
        texts = self._bench.texts
        self.title.setText(f"{one.mentor.name} – {one.mentee.name}")
        self.told.setText(words.pair(texts, one))
        self.camps.setText(words.camps(texts, one))
        self.warning.setText(texts.text("view.mentoring.silent-long", days=one.silent or 0))
        form = mentoring_form.form()
        self.agreement.load(one.id, form_fields.values(form.pair, one.cells))
        for name, own in self.lists.items():
            own.show_rows(one.lines(name))

    def _ask_state(self) -> None:
        chosen, texts = self.selected, self._bench.texts
        states = [(code, terms.label("pair_state", code, texts.language)) for code in _STATES]
        known = next((one for one in chosen if one.document_no), chosen[0])
        letter = (known.document_no, known.document_date)
        given = partial(self._state, [one.id for one in chosen])
        who = self._who(chosen)
        LetterAnswerDialog(
            self._bench, "view.mentoring.answer.title", who, states, (SUGGESTED,), letter, given, self._page
        ).open()

    def _state(self, ids: list[int], state: str, number: str, day: date | None) -> None:
        act(self._page, pairs.state, ids, state, number=number, day=day)

    def _ask_end(self) -> None:
        ids = [one.id for one in self.selected if one.state in pairs.STANDING]
        who = self._who(self.selected)
        codes = ("view.mentoring.end.title", "view.mentoring.end.do")
        ReasonDialog(self._bench, codes, who, partial(self._end, ids), self._page).open()

    def _who(self, chosen: list[PairOf]) -> str:
        """Which pairs it is about: the first ones, and how many there are."""
        told = "、".join(f"{one.mentor.name}–{one.mentee.name}" for one in chosen[:_NAMED])
        if len(chosen) <= _NAMED:
            return told
        return self._bench.texts.text("view.courses.people-and-more", names=told, count=len(chosen))

    def _end(self, ids: list[int], reason: str) -> None:
        act(self._page, pairs.state, ids, ENDED, reason=reason)


def _nothing() -> None:
    """The list with its detail connects the opener itself."""
