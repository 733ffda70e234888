"""A list of columns to tick and to put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem

from desktop.views.settings.ordered_list import OrderedList
from desktop.views.workbench import Workbench

_ROWS = 8
_FIELD = Qt.ItemDataRole.UserRole


class ColumnList(OrderedList):
    """The ticked ones first, in their order. Signals: `changed` when a tick or the order was changed."""

    changed = Signal()

    def __init__(self, bench: Workbench, columns: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("profile-columns")
        self._columns = columns
        self.itemChanged.connect(lambda _item: self.changed.emit())
        bench.theme.bind(self, lambda: self.setMinimumHeight(_ROWS * bench.theme.length("row")))
        self.move_asked.connect(self.move_column)

    def chosen(self) -> tuple[str, ...]:
        """The ticked fields in their order."""
        items = (self.item(at) for at in range(self.count()))
        return tuple(item.data(_FIELD) for item in items if item.checkState() is Qt.CheckState.Checked)

    def show_columns(self, chosen: Sequence[str]) -> None:
        """Tick these; nothing happens if they are ticked already, so that the list does not jump."""
        if tuple(chosen) == self.chosen() and self.count():
            return
        self.blockSignals(True)
        self.clear()
        for field in (*chosen, *(field for field in self._columns if field not in chosen)):
            if field in self._columns:
                self.addItem(self._item(field, field in chosen))
        self.setCurrentRow(0)
        self.blockSignals(False)

    def move_column(self, step: int) -> None:
        """Move the chosen column up (−1) or down."""
        at = self.currentRow()
        if at < 0 or not 0 <= at + step < self.count():
            return
        self.blockSignals(True)
        self.insertItem(at + step, self.takeItem(at))
        self.setCurrentRow(at + step)
        self.blockSignals(False)
        self.changed.emit()

    def _item(self, field: str, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(self._columns[field])
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setData(_FIELD, field)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item
