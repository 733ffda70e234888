"""The table of a ranked list: rows move by drag or by keys, what there is no room for is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from desktop.views.lists.ranked_model import Divider, Groups, RankedModel
from desktop.views.table_model import ROW_ROLE, Column
from desktop.views.widgets.table import ChipDelegate, Table
from desktop.views.workbench import Workbench

RowT = TypeVar("RowT")


class RankedTable(Table, Generic[RowT]):
    """Shows rows of type `RowT` in order. Whoever was selected stays so when the rows come anew.

    `needs`: column → logical pixels of the table from which it is shown. Signals: `moved` with the ids that
    are moved and their `Target`, by drag or by Alt+↑ and Alt+↓.
    """

    moved = Signal(object, object)

    def __init__(
        self,
        bench: Workbench,
        columns: Sequence[Column[RowT]],
        identify: Callable[[RowT], int],
        *,
        name: str,
        title: str,
        groups: Groups[RowT] | None = None,
        needs: Mapping[str, int] | None = None,
    ) -> None:
        self.lines: RankedModel[RowT] = RankedModel(bench, columns, identify, groups or Groups())
        self._of: object = None
        self._needs = needs or {}
        super().__init__(bench, self.lines, name, title)
        self.setItemDelegate(DividerDelegate(bench, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines.moved.connect(self.moved)

    def show_rows(self, rows: Iterable[RowT], of: object = None) -> None:
        """Show the rows of the list that `of` names; in the same list the selection stays, or goes on."""
        again, self._of = of == self._of, of
        kept, current, row = self.selected_ids(), self.current_id, self.currentIndex().row()
        self.clearSpans()
        self.lines.show_rows(rows)
        for place in self.lines.dividers:
            self.setSpan(place, 0, 1, len(self.lines.columns))
        self._show_columns()
        if again:
            self._reselect(kept, current)
            if kept and not self.selected_ids():
                self._select_near(row)

    @property
    def current_id(self) -> int | None:
        """The id of the current row."""
        index = self.currentIndex()
        return self.lines.id_at(index.row()) if index.isValid() else None

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these rows, as far as they are shown; the first becomes the current one."""
        self._reselect(ids, ids[0] if ids else None)

    def is_shown(self, column: Column[Any], room: float) -> bool:
        """Whether a column is shown in so many logical pixels. Overridden where it depends on more."""
        return room >= self._needs.get(column.key, 0)

    def move_selected(self, step: int) -> None:
        """Ask for the selected rows to go one place up (-1) or down (1); nothing at the end."""
        ids = self.selected_ids()
        target = self.lines.target_by(step, ids)
        if target is not None:
            self.moved.emit(ids, target)

    def _reselect(self, ids: Sequence[int], current: int | None) -> None:
        model = self.selectionModel()
        flags = model.SelectionFlag
        places = [place for one in ids if (place := self.lines.place_of(one)) is not None]
        model.clear()
        if not places:
            return
        kept = self.lines.place_of(current) if current is not None else None
        first = kept if kept in places else places[0]
        model.setCurrentIndex(self.lines.index(first, 1), flags.ClearAndSelect | flags.Rows)
        for place in places:
            model.select(self.lines.index(place, 0), flags.Select | flags.Rows)
        self.scrollTo(self.lines.index(first, 1))

    def _select_near(self, row: int) -> None:
        """Select the one who now stands where one was, or the last one."""
        places = [at for at, one in enumerate(self.lines.rows) if not isinstance(one, Divider)]
        if places:
            near = next((at for at in places if at >= row), places[-1])
            self._reselect([self.lines.id_at(near)], None)

    def _show_columns(self) -> None:
        """Leave out what there is no room for; the copy for Excel has it all the same."""
        room = self.width() / self._bench.theme.text_size
        for at, column in enumerate(self.lines.columns):
            self.setColumnHidden(at, not self.is_shown(column, room))
        self._size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        self._show_columns()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ move the selected rows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_selected(step)
            return
        super().keyPressEvent(event)


class DividerDelegate(ChipDelegate):
    """Draws the line before a group over the whole width."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Divider):
            super().paint(painter, option, index)
            return
        theme = self._bench.theme
        rect: Any = option.rect
        painter.save()
        painter.fillRect(rect, theme.colour("canvas"))
        painter.setFont(theme.font("small", bold=True))
        painter.setPen(theme.colour("ink_soft"))
        text = rect.adjusted(12, 0, -12, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, index.data())
        painter.setPen(theme.colour("line_strong"))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.restore()
