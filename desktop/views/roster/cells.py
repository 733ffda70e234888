"""The cells of a long list, drawn without the style sheet: a keystroke repaints a hundred of them.

The style sheet's own way asks the model for eight roles a cell and takes ten times as long.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QStaticText
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.views.widgets.table import ChipDelegate, Table, draw_chip
from desktop.views.workbench import Workbench

_PADDING = 11
_CHIP_PADDING = 8
_KEPT = 4_000
"""Texts kept laid out: some screens."""


class CellDelegate(ChipDelegate):
    """Draws what `Table` draws, for columns that give text and tone and nothing else."""

    def __init__(self, bench: Workbench, parent: Table) -> None:
        super().__init__(bench, parent)
        self._table = parent
        bench.theme.bind(self, self._look)

    def _look(self) -> None:
        theme = self._bench.theme
        self._ink: QColor = theme.colour("ink")
        self._line: QColor = theme.colour("line")
        self._selected: QColor = theme.colour("primary_soft")
        self._font: QFont = theme.font("table")
        self._metrics = QFontMetrics(self._font)
        self._shown: dict[tuple[str, int], QStaticText] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground, line below, then a chip or the text shortened to the cell."""
        cell: Any = option
        rect = cell.rect
        if cell.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._selected)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, self._line)
        model = self._table.table_model
        column, row = model.columns[index.column()], model.row_at(index.row())
        text = column.text(row)
        tone = column.tone(row) if column.tone and text else None
        if tone is not None:
            inner = rect.adjusted(_CHIP_PADDING, 0, -_CHIP_PADDING, 0)
            draw_chip(self._bench.theme, painter, inner, text, tone)
        elif text:
            room = rect.width() - 2 * _PADDING
            shown = self._shown.get((text, room)) or self._prepare(text, room)
            size = shown.size()
            left = rect.right() + 1 - _PADDING - size.width() if column.numeric else rect.x() + _PADDING
            painter.setPen(self._ink)
            painter.setFont(self._font)
            painter.drawStaticText(QPointF(left, rect.y() + (rect.height() - size.height()) / 2), shown)

    def _prepare(self, text: str, room: int) -> QStaticText:
        """A text shortened to its room and laid out once: the same agencies are drawn at every key."""
        if len(self._shown) >= _KEPT:
            self._shown.clear()
        one_line = text.replace("\n", " ")
        shown = QStaticText(self._metrics.elidedText(one_line, Qt.TextElideMode.ElideRight, room))
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.prepare(font=self._font)
        self._shown[text, room] = shown
        return shown
