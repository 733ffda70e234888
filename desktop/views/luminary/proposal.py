"""The proposal: its parts at the left, the fields or the list of one part at the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from desktop.core import terms
from desktop.services import luminary, luminary_form, luminary_view
from desktop.services.luminary import Line, Proposal
from desktop.services.luminary_form import Column as FormColumn
from desktop.services.luminary_form import ListForm
from desktop.services.luminary_view import PartLine
from desktop.views.lists.acting import act
from desktop.views.lists.answer import LetterAnswerDialog
from desktop.views.lists.record_form import Field, Kind, RecordForm, of_vocabulary
from desktop.views.luminary.columns import line_columns, part_columns
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.widgets.table import Table

_SIDE = 260
_KINDS = {"date": Kind.DATE, "choice": Kind.CHOICE, "text": Kind.TEXT}
_TEXT_LINES = 4
FIELDS = "fields"
"""The part that is no list."""

_WITHOUT = ("draft", "submitted")
_STATES = ("draft", "submitted", "selected", "not_selected", "renewed")


@dataclass(slots=True)
class _ListPart:
    """The widgets of one list."""

    form: ListForm
    model: RowModel[Line]
    table: Table
    record: RecordForm


class ProposalTab(QWidget):
    """The tab 提案 of its page."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        bench = page.bench
        self._page, self._bench = page, bench
        self._proposal = Proposal()
        self._listing = False
        self.parts: RowModel[PartLine] = RowModel(
            part_columns(bench.texts), bench.texts.text, lambda one: one.place
        )
        self.table = Table(bench, self.parts, "parts", "view.luminary.parts")
        self.state = label(role="strong", wrap=True)
        self.state.setObjectName("proposal-state")
        self.lacks = label(role="soft", wrap=True, tone="doubt")
        self.lacks.setObjectName("lacks")
        form = luminary_form.form()
        own = [
            Field(
                "kind",
                "view.luminary.kind",
                Kind.CHOICE,
                choices=of_vocabulary("luminary_kind"),
                required=True,
            )
        ]
        self.fields = RecordForm(bench, [*own, *(_field("field", one) for one in form.fields)])
        self.fields.stated.connect(lambda _id, values: act(page, luminary.put, values))
        self.lists = {one.name: self._list(one) for one in form.lists}
        self._build()

    @property
    def part(self) -> str:
        """The part that is shown."""
        ids = self.table.selected_ids()
        place = self.parts.place_of(ids[0]) if ids else None
        return FIELDS if place is None else self.parts.row_at(place).name

    def show_all(self) -> None:
        """Read the proposal; part and row stay."""
        office, texts = self._bench.office, self._bench.texts
        found = luminary_view.read(office, texts.language)
        self._proposal = found.proposal
        kept = self.table.selected_ids()
        self._listing = True
        self.parts.set_columns(part_columns(texts))
        self.parts.set_rows(list(found.parts))
        self.table.select(kept[0] if kept else 0)
        self._listing = False
        state = terms.label("luminary_state", found.proposal.state, texts.language)
        letter = found.proposal.document_no
        self.state.setText("　".join(part for part in (state, letter) if part))
        self.lacks.setText("\n".join(texts.catalogue.sentence(one) for one in found.lacks[:3]))
        self.lacks.setVisible(bool(found.lacks))
        self._show_fields()
        for name in self.lists:
            self._show_list(name)
        self._show_part()

    def show_part(self, name: str) -> None:
        """Show a part: fields, or a list by its name."""
        place = next((one.place for one in self.parts.rows if one.name == name), None)
        if place is not None:
            self.table.select(place)

    def flush(self) -> None:
        """Hand in what is being typed."""
        self.fields.flush()
        for one in self.lists.values():
            one.record.flush()

    def _build(self) -> None:
        bench = self._bench
        self._stack = QStackedWidget()
        self._stack.addWidget(_scrolled(self.fields))
        for one in self.lists.values():
            self._stack.addWidget(self._list_card(one))
        change = button(bench, "view.luminary.state", self.ask_state, icon="mail", name="state")
        side = column(
            words(bench, "view.luminary.parts", "section"), self.table, self.state, self.lacks, change
        )
        side.setStretchFactor(self.table, 1)
        left = card(side)
        bench.theme.bind(left, lambda: left.setFixedWidth(round(_SIDE * bench.theme.text_size)))
        right = card(column(self._stack))
        body = row(left, right, gap=12, margins=(0, 12, 0, 0))
        body.setStretchFactor(right, 1)
        self.setLayout(body)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._show_part())

    def ask_state(self) -> None:
        """Ask where the proposal stands, and by which letter."""
        texts, one = self._bench.texts, self._proposal
        states = [(code, terms.label("luminary_state", code, texts.language)) for code in _STATES]
        letter = (one.document_no, one.document_date)
        who = one.cells.get("title", "")
        given = partial(self._state)
        LetterAnswerDialog(
            self._bench, "view.luminary.state.title", who, states, _WITHOUT, letter, given, self._page
        ).open()

    def _state(self, state: str, number: str, day: date | None) -> None:
        act(self._page, luminary.state, state, number=number, day=day)

    def _list(self, form: ListForm) -> _ListPart:
        bench = self._bench
        model: RowModel[Line] = RowModel(
            line_columns(bench.texts, form), bench.texts.text, lambda line: line.id
        )
        table = Table(bench, model, f"list-{form.name}", f"proposal.list.{form.name}")
        record = RecordForm(bench, [_field(form.name, one) for one in form.columns])
        record.stated.connect(lambda one, values: act(self._page, luminary.restate_line, one, values))
        return _ListPart(form, model, table, record)

    def _list_card(self, one: _ListPart) -> QWidget:
        bench, name = self._bench, one.form.name
        add = button(
            bench, "view.luminary.row.add", partial(self._add, name), icon="plus", name=f"add-{name}"
        )
        remove = button(
            bench,
            "view.luminary.row.remove",
            partial(self._remove, name),
            icon="trash-2",
            name=f"remove-{name}",
        )
        title = row(words(bench, f"proposal.list.{name}", "section"), None, add, remove)
        content = column(title, one.table, _scrolled(one.record), gap=10)
        content.setStretch(1, 1)
        content.setStretch(2, 1)
        holder = QWidget()
        holder.setLayout(content)
        one.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._load(name))
        one.table.remove_asked.connect(partial(self._remove, name))
        return holder

    def _show_part(self) -> None:
        if not self._listing:
            names = [FIELDS, *self.lists]
            self._stack.setCurrentIndex(names.index(self.part))

    def _show_fields(self) -> None:
        cells = self._proposal.cells
        values = {one.name: _value(one, cells) for one in luminary_form.form().fields}
        self.fields.load(1, {"kind": self._proposal.kind, **values})

    def _show_list(self, name: str) -> None:
        own = self.lists[name]
        kept = own.table.selected_ids()
        lines = list(self._proposal.lines(name))
        self._listing = True
        own.model.set_columns(line_columns(self._bench.texts, own.form))
        own.model.set_rows(lines)
        place = next((at for one in kept if (at := own.model.place_of(one)) is not None), None)
        if lines:
            own.table.select(len(lines) - 1 if place is None else place)
        self._listing = False
        self._load(name)

    def _load(self, name: str) -> None:
        own = self.lists[name]
        ids = own.table.selected_ids()
        place = own.model.place_of(ids[0]) if ids else None
        own.record.setEnabled(place is not None)
        if self._listing or place is None:
            return
        line = own.model.row_at(place)
        own.record.load(line.id, {one.name: _value(one, line.cells) for one in own.form.columns})

    def _add(self, name: str) -> None:
        self.flush()
        if act(self._page, luminary.add_line, name, {}):
            own = self.lists[name]
            own.table.select(len(own.model.rows) - 1)
            own.record.focus(own.form.columns[0].name)

    def _remove(self, name: str) -> None:
        ids = self.lists[name].table.selected_ids()
        if ids:
            self.lists[name].record.forget()
            act(self._page, luminary.remove_line, ids[0])


def _field(part: str, one: FormColumn) -> Field:
    kind = _KINDS.get(one.kind, Kind.LINE)
    choices = of_vocabulary(one.choices) if one.choices else None
    wide = kind is Kind.TEXT
    return Field(one.name, f"proposal.{part}.{one.name}", kind, one.longest, _TEXT_LINES, choices, wide=wide)


def _value(one: FormColumn, cells: Any) -> Any:
    told = cells.get(one.name, "")
    if one.kind == "date":
        return date.fromisoformat(told) if told else None
    return told


def _scrolled(widget: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(widget)
    return scroll
