"""The cells of a long list, drawn without the style sheet: a keystroke repaints a hundred of them.

The style sheet's own way asks the model for eight roles a cell and takes ten times as long.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.views.widgets.table import ChipDelegate, Table, draw_chip
from desktop.views.workbench import Workbench

_PADDING = 11
_CHIP_PADDING = 8
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


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
            inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.setPen(self._ink)
            painter.setFont(self._font)
            painter.drawText(inner, _RIGHT if column.numeric else _LEFT, shown)
