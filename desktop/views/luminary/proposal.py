"""The proposal: its parts at the left, the fields or the list of one part at the right."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.core import terms
from desktop.services import luminary, luminary_form, luminary_view
from desktop.services.form_columns import ListForm
from desktop.services.luminary import Proposal
from desktop.services.luminary_view import PartLine
from desktop.views.lists import form_fields
from desktop.views.lists.acting import act
from desktop.views.lists.answer import LetterAnswerDialog
from desktop.views.lists.record_form import Field, Kind, RecordForm, of_vocabulary
from desktop.views.lists.record_list import RecordList, RowActs, scrolled
from desktop.views.luminary.columns import part_columns
from desktop.views.page import Page
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.widgets.table import Table

_SIDE = 260
FIELDS = "fields"
"""The part that is no list."""

_WITHOUT = ("draft", "submitted")
_STATES = ("draft", "submitted", "selected", "not_selected", "renewed")


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
        self.fields = RecordForm(
            bench, [*own, *(form_fields.field(f"proposal.field.{one.name}", one) for one in form.fields)]
        )
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
        for name, own in self.lists.items():
            own.show_rows(self._proposal.lines(name))
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
            one.flush()

    def _build(self) -> None:
        bench = self._bench
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self.fields))
        for one in self.lists.values():
            self._stack.addWidget(one)
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

    def _list(self, form: ListForm) -> RecordList:
        page, name = self._page, form.name
        acts = RowActs(
            add=lambda: act(page, luminary.add_line, name, {}),
            restate=lambda line, values: act(page, luminary.restate_line, line, values),
            remove=lambda line: act(page, luminary.remove_line, line),
        )

        def code(column: str) -> str:
            return f"proposal.{name}.{column}"

        return RecordList(self._bench, form, f"proposal.list.{name}", code, acts)

    def _show_part(self) -> None:
        if not self._listing:
            names = [FIELDS, *self.lists]
            self._stack.setCurrentIndex(names.index(self.part))

    def _show_fields(self) -> None:
        values = form_fields.values(luminary_form.form().fields, self._proposal.cells)
        self.fields.load(1, {"kind": self._proposal.kind, **values})
