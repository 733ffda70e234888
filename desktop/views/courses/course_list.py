"""The column of courses: name, people, what is open, and a bar of the seats where a letter allots them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.services.courses import CourseSummary
from desktop.views.table_model import ROW_ROLE, Column, RowModel
from desktop.views.workbench import Workbench

_PADDING = 12
_GAP = 4
_BAR = 4


class CourseList(QListView):
    """Signals: `chosen` with the id of a course."""

    chosen = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("courses")
        bench.texts.bind(self, self.setAccessibleName, "view.courses.list")
        column: Column[CourseSummary] = Column("course", "view.courses.list", self._spoken, 0)
        self._model: RowModel[CourseSummary] = RowModel([column], bench.texts.text, lambda _row: 0)
        self.setModel(self._model)
        self.setItemDelegate(CourseDelegate(bench, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        bench.theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_courses(self, courses: Sequence[CourseSummary], current: str) -> None:
        """Show other counts, with one course as the current one."""
        self.blockSignals(True)
        self._model.set_rows(courses)
        self.select(current)
        self.blockSignals(False)

    def select(self, course: str) -> None:
        """Make a course the current one."""
        for at, one in enumerate(self._model.rows):
            if one.id == course:
                self.setCurrentIndex(self._model.index(at, 0))

    def _tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._model.rows[current.row()].id)

    def _spoken(self, course: CourseSummary) -> str:
        name = course.short.in_language(self._bench.texts.language)
        return f"{name} {counts(self._bench, course)}"


def counts(bench: Workbench, course: CourseSummary) -> str:
    """16 人 · 待確認 3 · 不合格 1, or that there is nobody."""
    texts = bench.texts
    if not course.people:
        return texts.text("view.courses.nobody")
    told = [texts.count("view.courses.people", course.people)]
    if course.unknown:
        told.append(texts.text("view.courses.unknown", count=course.unknown))
    if course.refused:
        told.append(texts.text("view.courses.refused", count=course.refused))
    return " · ".join(told)


class CourseDelegate(QStyledItemDelegate):
    """Two lines, and a third with the bar where there are seats."""

    def __init__(self, bench: Workbench, parent: QListView) -> None:
        super().__init__(parent)
        self._bench = bench

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        course: CourseSummary = index.data(ROW_ROLE)
        theme, view = self._bench.theme, self.parent()
        assert isinstance(view, QListView)
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, view)
        rect: Any = option.rect
        painter.save()
        selected = bool(plain.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.colour("primary"))
        box = rect.adjusted(_PADDING, 8, -_PADDING, -8)
        name = course.short.in_language(self._bench.texts.language)
        top = self._line(painter, box, box.y(), name, "body", "ink", bold=selected)
        open_ = bool(course.unknown or course.refused)
        colour = "bad" if course.refused else "doubt" if open_ else "ink_soft"
        top = self._line(painter, box, top, counts(self._bench, course), "small", colour)
        if course.allotted is not None:
            self._bar(painter, box, top, *course.allotted)
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        box: QRect,
        top: int,
        text: str,
        size: str,
        colour: str,
        *,
        bold: bool = False,
    ) -> int:
        """Draw a line and return where the next one begins."""
        font = self._bench.theme.font(size, bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(self._bench.theme.colour(colour))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRect(box.x(), top, box.width(), metrics.height()), 0, shown)
        return top + metrics.height() + _GAP

    def _bar(self, painter: QPainter, box: QRect, top: int, taken: int, seats: int) -> None:
        theme = self._bench.theme
        font = theme.font("small")
        metrics = QFontMetrics(font)
        text = self._bench.texts.text("view.courses.seats", taken=taken, seats=seats)
        room = box.width() - metrics.horizontalAdvance(text) - 8
        middle = top + metrics.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(box.x(), middle - _BAR / 2, room, _BAR), 2, 2)
        painter.setBrush(theme.colour("bad" if taken > seats else "primary"))
        filled = room * min(taken / seats, 1) if seats else 0
        painter.drawRoundedRect(QRectF(box.x(), middle - _BAR / 2, filled, _BAR), 2, 2)
        painter.setPen(theme.colour("bad" if taken > seats else "ink_soft"))
        painter.setFont(font)
        painter.drawText(
            QRectF(box.x(), top, box.width(), metrics.height()), Qt.AlignmentFlag.AlignRight, text
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt."""
        theme = self._bench.theme
        small = QFontMetrics(theme.font("small")).height() + _GAP
        height = 16 + QFontMetrics(theme.font("body", bold=True)).height() + _GAP + small
        course: CourseSummary = index.data(ROW_ROLE)
        return QSize(0, height + (small if course.allotted is not None else 0))
