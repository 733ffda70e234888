"""How the lines of the preflight are drawn: headings with mark and count, findings wrapped, never cut off."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.views.packets.finding_lines import LINE_ROLE, Kind, Line
from desktop.views.packets.wrapping import Wrapped
from desktop.views.workbench import Workbench

_PAD = 12
_GAP = 8
_ICON = 18
_INDENT = _PAD + _ICON + _GAP
_FRAME = 8
"""Room for the border of the list, which is wider when it has the focus."""

_LEAST = 200
"""Pixels at normal text size that the words of a finding need beside clause and 前往."""

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
        """Where 前往 stands in the rectangle of a line: at its right, or below where there is no room."""
        width = self._metrics("table").horizontalAdvance(self._go()) + 2 * _GAP
        below = self._below()
        top = line.bottom() - below if below else line.top()
        return QRect(line.right() - _PAD - width + _GAP, top, width, below or line.height())

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt."""
        row = index.row()
        if row not in self._heights:
            self._heights[row] = self._height(index.data(LINE_ROLE))
        return QSize(self._view.viewport().width(), self._heights[row])

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

    def _height(self, line: Line) -> int:
        row = self._bench.theme.length("row")
        if line.kind is Kind.MORE:
            return row
        if line.kind is Kind.GROUP:
            room = self._width() - _INDENT - _PAD
            title = self._metrics("body", bold=True).height()
            advice = self._wrapped("small", line.advice, room).height
            return _PAD + title + advice + _GAP
        said = self._wrapped("table", line.text, self._room()).height
        return max(row, said + 12 + self._below())

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
        painter.setPen(theme.colour("ink_soft"))
        advice = self._wrapped("small", line.advice, self._width() - _INDENT - _PAD)
        advice.draw(painter, QPoint(left, top + metrics.height()))

    def _paint_finding(self, painter: QPainter, rect: QRect, line: Line) -> None:
        theme = self._bench.theme
        left = rect.left() + _INDENT
        said = self._wrapped("table", line.text, self._room())
        painter.setPen(theme.colour("ink"))
        said.draw(painter, QPoint(left, rect.top() + (rect.height() - self._below() - said.height) // 2))
        go = self.go_rect(rect)
        if line.clause:
            self._paint_clause(painter, QRect(left, go.top(), go.left() - left, go.height()), line)
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

    def _width(self) -> int:
        """Of the lines when there is a scroll bar, so that words do not wrap anew when one comes."""
        return self._view.width() - self._view.verticalScrollBar().sizeHint().width() - _FRAME

    def _room(self) -> int:
        """For the words of a finding."""
        beside = self._width() - _INDENT - self._right_width()
        return self._width() - _INDENT - _PAD if self._below() else beside

    def _below(self) -> int:
        """The height of a line of its own for clause and 前往, 0 where they stand beside the words."""
        beside = self._width() - _INDENT - self._right_width()
        narrow = beside < _LEAST * self._bench.theme.text_size
        return self._metrics("table").height() + _GAP if narrow else 0

    def _right_width(self) -> int:
        """Room for the longest clause and for 前往, the same on every line."""
        if self._right is None:
            rows = [
                self._view.model().index(at, 0).data(LINE_ROLE) for at in range(self._view.model().rowCount())
            ]
            clauses = {line.clause for line in rows if line.clause}
            metrics = self._metrics("small")
            widest = max((metrics.horizontalAdvance(clause) + 3 * _GAP for clause in clauses), default=0)
            go = self._metrics("table").horizontalAdvance(self._go()) + 2 * _GAP
            self._right = widest + go + _PAD
        return self._right

    def _wrapped(self, size: str, text: str, width: int) -> Wrapped:
        return Wrapped(text, self._bench.theme.font(size), width, self._view)

    def _metrics(self, size: str, *, bold: bool = False) -> QFontMetrics:
        font: QFont = self._bench.theme.font(size, bold=bold)
        return QFontMetrics(font)

    def _go(self) -> str:
        return self._bench.texts.text("view.packets.go")
