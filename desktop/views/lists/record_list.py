"""A list of rows that are data, with the form of the selected one below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.services.form_columns import ListForm
from desktop.views.lists import form_fields
from desktop.views.lists.form_fields import Code, Row
from desktop.views.lists.record_form import RecordForm
from desktop.views.table_model import RowModel
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench


@dataclass(frozen=True, slots=True)
class RowActs:
    """What a list does to its rows; each tells whether it was done."""

    add: Callable[[], bool]
    restate: Callable[[int, Mapping[str, Any]], bool]
    remove: Callable[[int], bool]


class RecordList(QWidget):
    """`title` is the code of the list's name, `code` gives those of its columns, of which `most` are seen."""

    def __init__(
        self, bench: Workbench, form: ListForm, title: str, code: Code, acts: RowActs, *, most: int = 5
    ) -> None:
        super().__init__()
        self._bench, self.form, self._code, self._acts, self._most = bench, form, code, acts, most
        self._listing = False
        name = form.name
        self.model: RowModel[Row] = RowModel(
            form_fields.columns(bench.texts, form, code, most), bench.texts.text, lambda line: line.id
        )
        self.table = Table(bench, self.model, f"list-{name}", title)
        self.record = RecordForm(bench, [form_fields.field(code(one.name), one) for one in form.columns])
        self.record.stated.connect(self._restate)
        self.add = button(bench, "view.lists.row.add", self._add, icon="plus", name=f"add-{name}")
        remove = button(bench, "view.lists.row.remove", self._remove, icon="trash-2", name=f"remove-{name}")
        head = row(words(bench, title, "section"), None, self.add, remove)
        content = column(head, self.table, scrolled(self.record), gap=10)
        content.setStretch(1, 1)
        content.setStretch(2, 1)
        self.setLayout(content)
        self.table.selectionModel().selectionChanged.connect(lambda _on, _off: self._load())
        self.table.remove_asked.connect(self._remove)

    def show_rows(self, lines: Sequence[Row]) -> None:
        """Show other rows; the selected one stays so."""
        kept = self.table.selected_ids()
        self._listing = True
        self.model.set_columns(form_fields.columns(self._bench.texts, self.form, self._code, self._most))
        self.model.set_rows(list(lines))
        place = next((at for one in kept if (at := self.model.place_of(one)) is not None), None)
        if lines:
            self.table.select(len(lines) - 1 if place is None else place)
        self._listing = False
        self._load()

    def flush(self) -> None:
        """Hand in what is being typed."""
        self.record.flush()

    def _load(self) -> None:
        ids = self.table.selected_ids()
        place = self.model.place_of(ids[0]) if ids else None
        self.record.setEnabled(place is not None)
        if self._listing or place is None:
            return
        line = self.model.row_at(place)
        self.record.load(line.id, form_fields.values(self.form.columns, line.cells))

    def _restate(self, line: int, values: Mapping[str, Any]) -> None:
        self._acts.restate(line, values)

    def _add(self) -> None:
        self.flush()
        if self._acts.add():
            self.table.select(len(self.model.rows) - 1)
            self.record.focus(self.form.columns[0].name)

    def _remove(self) -> None:
        ids = self.table.selected_ids()
        if ids:
            self.record.forget()
            self._acts.remove(ids[0])


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget with a scroll bar where it is higher than its room."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(widget)
    return scroll
