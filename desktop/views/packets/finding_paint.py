"""How the lines of the preflight are drawn: headings with mark and count, findings wrapped, never cut off."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.packets.finding_lines import LINE_ROLE, Kind, Line
from desktop.views.workbench import Workbench

_PAD = 12
_GAP = 8
_ICON = 18
_INDENT = _PAD + _ICON + _GAP
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ICONS = {"bad": "circle-x", "doubt": "triangle-alert"}


class FindingDelegate(QStyledItemDelegate):
    """Heights are remembered until the width, the words or the text size change: call `forget` then."""

    def __init__(self, bench: Workbench, parent: QListView) -> None:
        super().__init__(parent)
        self._bench = bench
        self._view = parent
        self._heights: dict[int, int] = {}
        self._right: int | None = None

    def forget(self) -> None:
        """Measure everything again."""
        self._heights.clear()
        self._right = None

    def go_rect(self, line: QRect) -> QRect:
        """Where 前往 stands in the rectangle of a line."""
        width = self._metrics("table").horizontalAdvance(self._go()) + 2 * _GAP
        return QRect(line.right() - _PAD - width + _GAP, line.top(), width, line.height())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt."""
        width = self._view.viewport().width()
        row = index.row()
        if row not in self._heights:
            self._heights[row] = self._height(index.data(LINE_ROLE), width)
        return QSize(width, self._heights[row])

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        line: Line = index.data(LINE_ROLE)
        rect: Any = option.rect
        painter.save()
        if line.kind is Kind.GROUP:
            self._paint_group(painter, rect, line, first=index.row() == 0)
        else:
            state: Any = option.state
            self._paint_ground(painter, rect, chosen=bool(state & QStyle.StateFlag.State_Selected))
            if self._line_above(index).kind is not Kind.GROUP:
                painter.setPen(self._bench.theme.colour("line"))
                painter.drawLine(rect.left() + _INDENT, rect.top(), rect.right(), rect.top())
            if line.kind is Kind.MORE:
                painter.setPen(self._bench.theme.colour("primary"))
                painter.drawText(rect.adjusted(_INDENT, 0, -_PAD, 0), _MIDDLE, line.text)
            else:
                self._paint_finding(painter, rect, line)
        painter.restore()

    def _line_above(self, index: QModelIndex | QPersistentModelIndex) -> Line:
        line: Line = index.model().index(index.row() - 1, 0).data(LINE_ROLE)
        return line

    def _height(self, line: Line, width: int) -> int:
        row = self._bench.theme.length("row")
        if line.kind is Kind.MORE:
            return row
        if line.kind is Kind.GROUP:
            room = width - _INDENT - _PAD
            title = self._metrics("body", bold=True).height()
            advice = self._tall("small", line.advice, room)
            return _PAD + title + advice + _GAP
        room = width - _INDENT - self._right_width()
        return max(row, self._tall("table", line.text, room) + 12)

    def _paint_ground(self, painter: QPainter, rect: QRect, *, chosen: bool) -> None:
        theme = self._bench.theme
        if chosen:
            painter.fillRect(rect, theme.colour("primary_soft"))
            if self._view.hasFocus():
                painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("primary"))

    def _paint_group(self, painter: QPainter, rect: QRect, line: Line, *, first: bool) -> None:
        theme = self._bench.theme
        if not first:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.left(), rect.top(), rect.right(), rect.top())
        font = theme.font("body", bold=True)
        metrics = QFontMetrics(font)
        top = rect.top() + _PAD
        icon = QRect(rect.left() + _PAD, top + (metrics.height() - _ICON) // 2, _ICON, _ICON)
        theme.icon(_ICONS[line.tone], line.tone).paint(painter, icon)
        left = rect.left() + _INDENT
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(left, top, rect.width(), metrics.height()), _MIDDLE, line.text)
        after = left + metrics.horizontalAdvance(line.text) + _GAP
        painter.setPen(theme.colour(line.tone))
        painter.drawText(QRect(after, top, rect.width(), metrics.height()), _MIDDLE, f"{line.count:,}")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink_soft"))
        below = top + metrics.height()
        room = QRect(left, below, rect.right() - _PAD - left, rect.bottom() - below)
        painter.drawText(room, _WRAP, line.advice)

    def _paint_finding(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = self._bench.theme
        left, room = rect.left() + _INDENT, rect.width() - _INDENT - self._right_width()
        said = self._tall("table", line.text, room)
        top = rect.top() + (rect.height() - said) // 2
        painter.setFont(theme.font("table"))
        painter.setPen(theme.colour("ink"))
        painter.drawText(QRect(left, top, room, said), _WRAP, line.text)
        go = self.go_rect(rect)
        if line.clause:
            self._paint_clause(
                painter, QRect(left + room, rect.top(), go.left() - left - room, rect.height()), line
            )
        painter.setFont(theme.font("table"))
        painter.setPen(theme.colour("primary"))
        painter.drawText(go, Qt.AlignmentFlag.AlignCenter, self._go())

    def _paint_clause(self, painter: QPainter, room: QRect, line: Line) -> None:
        """A chip at the right of its room."""
        theme = self._bench.theme
        metrics = self._metrics("small")
        width = metrics.horizontalAdvance(line.clause) + 2 * _GAP
        height = metrics.height() + 2
        box = QRect(room.right() - width, room.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hover"))
        radius = theme.length("radius")
        painter.drawRoundedRect(box, radius, radius)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink_soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, line.clause)

    def _right_width(self) -> int:
        """Room for the longest clause and for 前往, the same on every line."""
        if self._right is None:
            rows = [
                self._view.model().index(at, 0).data(LINE_ROLE) for at in range(self._view.model().rowCount())
            ]
            clauses = {line.clause for line in rows if line.clause}
            metrics = self._metrics("small")
            widest = max((metrics.horizontalAdvance(clause) + 3 * _GAP for clause in clauses), default=0)
            self._right = widest + self.go_rect(QRect(0, 0, 0, 0)).width() + _PAD
        return self._right

    def _tall(self, size: str, text: str, width: int) -> int:
        if not text:
            return 0
        return self._metrics(size).boundingRect(QRect(0, 0, max(width, 1), 1 << 20), _WRAP, text).height()

    def _metrics(self, size: str, *, bold: bool = False) -> QFontMetrics:
        font: QFont = self._bench.theme.font(size, bold=bold)
        return QFontMetrics(font)

    def _go(self) -> str:
        return self._bench.texts.text("view.packets.go")
