"""The list of people itself: pages of rows, sorted by a click on a header, the chosen one kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.services import people_list
from desktop.services.people_list import Filter, PersonRow
from desktop.services.search_index import Found, FoundIds
from desktop.views.roster import columns
from desktop.views.roster.cells import CellDelegate
from desktop.views.roster.store import PeopleStore
from desktop.views.table_model import PagedModel
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_PAGE = 64
"""Rows fetched at once: two screens."""

_KEPT = 2_000
"""Rows remembered while one types: most of those that fit next were seen before."""


class PeopleTable(Table):
    """Shows who was found.

    Signals: `picked` with the ids that are selected, from top to bottom; `looked_at` with the id of the first
    when Enter ends the search.
    """

    picked = Signal(list)
    looked_at = Signal(int)

    def __init__(self, bench: Workbench, store: PeopleStore) -> None:
        self._store = store
        self._rows: dict[int, PersonRow] = {}
        self._shown_id: int | None = None
        model = PagedModel(columns.chosen(bench), bench.texts.text, self._fetch, page=_PAGE)
        super().__init__(bench, model, "people", "view.roster.list")
        self.people = model
        self.setItemDelegate(CellDelegate(bench, self))
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.sectionClicked.connect(self._sort_by)
        self.selectionModel().selectionChanged.connect(lambda *_: self._tell_picked())
        bench.bus.changed.connect(self._on_changed)
        self._mark_order()

    def show_found(self, found: Found) -> None:
        """Show who was found, and keep the person who is looked at selected if there."""
        self.people.set_ids(found.ids)
        if self._shown_id is not None and self._shown_id in found.index.place_of:
            self.select_id(self._shown_id)

    def forget_rows(self) -> None:
        """Read again what is seen: people have changed."""
        self._rows.clear()
        self.people.forget_rows()

    def select_id(self, person_id: int) -> bool:
        """Select somebody; whether they are in the list."""
        self._shown_id = person_id
        ids = self.people.ids
        place = ids.where(person_id) if isinstance(ids, FoundIds) else None
        if place is None:
            return False
        self.select(place)
        return True

    def select_first(self) -> None:
        """Select the uppermost, if there is one."""
        if self.people.ids:
            self.select(0)

    def show_columns(self) -> None:
        """Show the columns that are chosen now."""
        self.people.set_columns(columns.chosen(self._bench))
        self._mark_order()
        if self._shown_id is not None:
            self.select_id(self._shown_id)

    def _on_changed(self, tables: frozenset[str]) -> None:
        """Whether numbers are masked is a setting."""
        if "setting" in tables:
            self.show_columns()

    def _fetch(self, ids: Sequence[int]) -> list[PersonRow]:
        missing = [person_id for person_id in ids if person_id not in self._rows]
        if missing:
            if len(self._rows) > _KEPT:
                self._rows.clear()
                missing = list(ids)
            found = people_list.rows(self._bench.office, missing)
            self._rows.update((row.id, row) for row in found)
        return [self._rows.get(person_id) or _gone(person_id) for person_id in ids]

    def _sort_by(self, section: int) -> None:
        key = self.people.columns[section].key
        if key in people_list.ORDERS:
            turned = key == self._store.order and not self._store.descending
            self._store.sort(key, descending=turned)
        self._mark_order()

    def _mark_order(self) -> None:
        keys = [column.key for column in self.people.columns]
        at = keys.index(self._store.order) if self._store.order in keys else -1
        order = Qt.SortOrder.DescendingOrder if self._store.descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(at, order)

    def _tell_picked(self) -> None:
        ids = self.selected_ids()
        if ids:
            self._shown_id = ids[0] if len(ids) == 1 else self._shown_id
            self.picked.emit(ids)


class SearchKeys(QObject):
    """Keys in the search field that belong to the list: down and Enter go there, Esc clears."""

    def __init__(self, table: PeopleTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Down:
            self._table.select_first()
            self._table.setFocus()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._table.people.ids:
            self._table.select_first()
            self._table.setFocus()
            self._table.looked_at.emit(self._table.people.ids[0])
            return True
        return False


def _gone(person_id: int) -> PersonRow:
    """Somebody who was deleted a moment ago; the list is read again at once."""
    return PersonRow(person_id, 0, "", "", "", "", "", "", None, "", "", "", "", "", "", Filter(0))
