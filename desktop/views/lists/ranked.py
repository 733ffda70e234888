"""A table whose rows have ranks: Alt+↑ and Alt+↓ move the selected ones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop.views.table_model import RowModel
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench


class RankedTable(Table):
    """Signals: `moved` with the ids that move and the rank they go to, counted without them."""

    moved = Signal(object, int)

    def __init__(self, bench: Workbench, model: RowModel[Any], name: str, title_code: str) -> None:
        self.rows_model = model
        super().__init__(bench, model, name, title_code)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ move the selected rows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        self.move_selected(step)

    def move_selected(self, step: int) -> None:
        """Ask for the selected rows to go one place up (-1) or down (1); nothing at the end."""
        ids = self.selected_ids()
        target = _target([self.rows_model.id_at(at) for at in range(self.rows_model.rowCount())], ids, step)
        if target is not None:
            self.moved.emit(ids, target)

    def reselect(self, ids: Sequence[int]) -> None:
        """Select these rows as far as they are shown; the first becomes the current one."""
        model = self.selectionModel()
        flags = model.SelectionFlag
        places = [place for one in ids if (place := self.rows_model.place_of(one)) is not None]
        model.clear()
        if not places:
            return
        first = self.rows_model.index(places[0], 0)
        model.setCurrentIndex(first, flags.ClearAndSelect | flags.Rows)
        for place in places[1:]:
            model.select(self.rows_model.index(place, 0), flags.Select | flags.Rows)
        self.scrollTo(first)


def _target(order: Sequence[int], moving: Sequence[int], step: int) -> int | None:
    """The rank, without those that move, of rows that go one place up or down; None at the end."""
    at = [place for place, one in enumerate(order) if one in moving]
    if not at:
        return None
    neighbour = at[0] - 1 if step < 0 else at[-1] + 1
    if not 0 <= neighbour < len(order):
        return None
    before = [one for one in order[:neighbour] if one not in moving]
    return len(before) + (1 if step < 0 else 2)
