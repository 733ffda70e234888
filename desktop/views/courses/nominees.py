"""The ranked table of one session: rows move by drag or by keys, what there is no room for is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from desktop.services.courses import Line
from desktop.views.courses.nominee_model import Divider, NomineeModel
from desktop.views.rare_fonts import RareFonts
from desktop.views.table_model import ROW_ROLE
from desktop.views.widgets.table import ChipDelegate, Table
from desktop.views.workbench import Workbench

_TITLE_FROM, _UNIT_FROM, _GRADE_FROM = 500, 620, 736
"""Logical pixels of the table, without the column of priorities, from which these columns are shown."""


class NomineeTable(Table):
    """Signals: `moved` as the model's, by drag or by Alt+↑ and Alt+↓."""

    moved = Signal(object, object)

    def __init__(self, bench: Workbench) -> None:
        self.lines = NomineeModel(bench)
        self._of = ("", 0)
        self._fonts = RareFonts.of(bench)
        super().__init__(bench, self.lines, "nominees", "view.courses.nominees")
        self.setItemDelegate(DividerDelegate(bench, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines.moved.connect(self.moved)
        self._fonts.loaded.connect(self.viewport().update)

    def show_lines(self, lines: Sequence[Line], of: tuple[str, int]) -> None:
        """Show the nominees of a course and session; who was selected stays so, or else the next one is."""
        again, self._of = of == self._of, of
        kept, current, row = self.selected_ids(), self.current_id, self.currentIndex().row()
        self.clearSpans()
        self._fonts.show("".join(line.name for line in lines))
        self.lines.show_lines(lines)
        divider = self.lines.divider
        if divider is not None:
            self.setSpan(divider, 0, 1, len(self.lines.columns))
        self._show_columns()
        if again:
            self._reselect(kept, current)
            if kept and not self.selected_ids():
                self._select_near(row)

    @property
    def current_id(self) -> int | None:
        """The nomination of the current row."""
        index = self.currentIndex()
        return self.lines.id_at(index.row()) if index.isValid() else None

    def select_ids(self, ids: Sequence[int]) -> None:
        """Select these nominations, as far as they are shown; the first becomes the current one."""
        self._reselect(ids, ids[0] if ids else None)

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
        """Select the nominee who now stands where one was, or the last one."""
        places = [at for at, one in enumerate(self.lines.rows) if isinstance(one, Line)]
        if places:
            self._reselect([self.lines.id_at(next((at for at in places if at >= row), places[-1]))], None)

    def _show_columns(self) -> None:
        """Leave out what there is no room for; the copy for Excel has it all the same."""
        starred = any(isinstance(row, Line) and row.priority for row in self.lines.rows)
        told = any(isinstance(row, Line) and row.outcome for row in self.lines.rows)
        widths = {column.key: column.width for column in self.lines.columns}
        taken = (widths["priority"] if starred else 0) + (widths["outcome"] if told else 0)
        room = self.width() / self._bench.theme.text_size - taken
        shown = {
            "unit": room >= _UNIT_FROM,
            "title": room >= _TITLE_FROM,
            "grade": room >= _GRADE_FROM,
            "priority": starred,
            "outcome": told,
        }
        for at, column in enumerate(self.lines.columns):
            self.setColumnHidden(at, not shown.get(column.key, True))
        self._size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        self._show_columns()
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↑ and Alt+↓ move the selected rows."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            ids = self.selected_ids()
            target = self.lines.target_by(step, ids)
            if target is not None:
                self.moved.emit(ids, target)
            return
        super().keyPressEvent(event)


class DividerDelegate(ChipDelegate):
    """Draws the line 「備取」 over the whole width."""

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
