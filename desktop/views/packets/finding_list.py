"""The preflight as a list: arrows move from line to line, Enter or the words 前往 open the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from desktop.views.packets.finding_lines import LINE_ROLE, STEP, Kind, Line, LineModel, lines
from desktop.views.packets.finding_paint import FindingDelegate
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.preflight import Found


class FindingList(QListView):
    """Shows findings in groups. Signals: `asked` with the `Found` whose place is to be shown."""

    asked = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._found: Sequence[Found] = ()
        self._opened: Counter[str] = Counter()
        self.lines = LineModel()
        self.setObjectName("findings")
        bench.texts.bind(self, self.setAccessibleName, "view.packets.findings")
        self.setModel(self.lines)
        self._delegate = FindingDelegate(bench, self)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        bench.theme.bind(self, self._measure_again)

    def show_findings(self, found: Sequence[Found]) -> None:
        """Show other findings, staying where one was as far as it is still there."""
        self._found = found
        before, at = self.current(), self.currentIndex().row()
        bar = self.verticalScrollBar()
        scrolled = bar.value()
        self.lines.set_rows(lines(found, self._bench.texts, self._opened))
        self._delegate.forget()
        self._choose_again(before, at)
        bar.setValue(scrolled)

    def current(self) -> Line | None:
        """The line chosen."""
        index = self.currentIndex()
        return index.data(LINE_ROLE) if index.isValid() else None

    def go_rect(self, row: int) -> Any:
        """Where 前往 stands on a line, in the viewport."""
        index = self.lines.index(row, 0)
        return self._delegate.go_rect(self.visualRect(index))

    def run(self, index: QModelIndex) -> None:
        """Do what a line offers."""
        line: Line | None = index.data(LINE_ROLE) if index.isValid() else None
        if line is None:
            return
        if line.kind is Kind.MORE:
            self._opened[line.group] += STEP
            self.show_findings(self._found)
        elif line.found is not None:
            self.asked.emit(line.found)

    def _choose_again(self, before: Line | None, at: int) -> None:
        """The same line, or the one that has moved up to its place."""
        rows = self.lines.rows
        if before is None or not rows:
            self._first()
            return
        same = (row for row, line in enumerate(rows) if line.found is not None and line.found == before.found)
        row = next(same, min(max(at, 0), len(rows) - 1))
        if rows[row].kind is Kind.GROUP:
            self._first()
        else:
            self.setCurrentIndex(self.lines.index(row, 0))

    def _first(self) -> None:
        """The first finding is the one that is chosen while nobody has chosen another."""
        rows = self.lines.rows
        row = next((at for at, line in enumerate(rows) if line.kind is not Kind.GROUP), None)
        if row is not None:
            self.setCurrentIndex(self.lines.index(row, 0))

    def _measure_again(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()

    def _offers(self, index: QModelIndex, at: QPoint) -> bool:
        """Whether a click there does something."""
        line: Line | None = index.data(LINE_ROLE) if index.isValid() else None
        if line is None or line.kind is Kind.GROUP:
            return False
        return line.kind is Kind.MORE or self._delegate.go_rect(self.visualRect(index)).contains(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        self._delegate.forget()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # Qt would wait for a tenth of a second

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be clicked."""
        at = event.position().toPoint()
        offers = self._offers(self.indexAt(at), at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if offers else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the offer that was clicked."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and self._offers(index, at):
            self.run(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Anywhere on a finding."""
        index = self.indexAt(event.position().toPoint())
        line: Line | None = index.data(LINE_ROLE) if index.isValid() else None
        if line is not None and line.kind is Kind.FINDING:
            self.run(index)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Headings are passed over."""
        before, moved = self.currentIndex(), super().moveCursor(action, modifiers)
        step = 1 if moved.row() >= before.row() else -1
        row = moved.row()
        while 0 <= row < len(self.lines.rows) and self.lines.rows[row].kind is Kind.GROUP:
            row += step
        return self.lines.index(row, 0) if 0 <= row < len(self.lines.rows) else before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the place."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run(self.currentIndex())
        else:
            super().keyPressEvent(event)
