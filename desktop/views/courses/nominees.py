"""The ranked table of one session: nominees, a line, the alternates; rows move by drag or by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from desktop.services.courses import Line
from desktop.views.courses import words
from desktop.views.table_model import ROW_ROLE, Column, Index, RowModel
from desktop.views.widgets.table import ChipDelegate, Table
from desktop.views.workbench import Workbench

_MIME = "application/x-luminary-nominations"
_LAST = 1_000_000
"""A rank behind everybody."""
_TITLE_FROM, _UNIT_FROM, _GRADE_FROM = 500, 620, 720
"""Logical pixels of the table, without the column of priorities, from which these columns are shown."""


@dataclass(frozen=True, slots=True)
class Divider:
    """The line 「備取」 between regular nominees and alternates."""

    alternates: int
    id: int = -1


Row = Line | Divider


@dataclass(frozen=True, slots=True)
class Target:
    """Where moved rows go: a rank among the regular nominees or the alternates, without those that move."""

    rank: int
    alternate: bool


def columns(bench: Workbench) -> tuple[Column[Row], ...]:
    """The columns; the divider has words in the first one only."""
    texts = bench.texts

    def of(text: Callable[[Line], str]) -> Callable[[Row], str]:
        return lambda row: text(row) if isinstance(row, Line) else ""

    def first(row: Row) -> str:
        if isinstance(row, Divider):
            return texts.count("view.courses.divider", row.alternates)
        return words.place(texts, row)

    def tone(row: Row) -> str | None:
        return words.TONES[row.verdict] if isinstance(row, Line) else None

    def star(row: Row) -> str | None:
        return "star" if isinstance(row, Line) and row.priority else None

    def why(line: Line) -> str:
        return "\n".join(reason.text(texts.language) for reason in line.reasons)

    agency = of(lambda line: line.agency)
    return (
        Column("rank", "view.courses.column.rank", first, 68),
        Column("name", "view.courses.column.name", of(lambda line: line.name), 92),
        Column(
            "agency",
            "view.courses.column.agency",
            agency,
            0,
            tip=of(lambda line: f"{line.agency} {line.unit}"),
        ),
        Column("unit", "view.courses.column.unit", of(lambda line: line.unit), 104),
        Column("title", "view.courses.column.title", of(lambda line: line.title), 84),
        Column("grade", "view.courses.column.grade", of(lambda line: words.rank_grade(texts, line)), 92),
        Column(
            "verdict",
            "view.courses.column.verdict",
            of(lambda line: words.verdict_of(texts, line)),
            124,
            tone=tone,
            tip=of(why),
        ),
        Column(
            "priority",
            "view.courses.column.priority",
            of(lambda line: words.priority(texts, line.priority)),
            112,
            tone=star,
        ),
    )


class NomineeModel(RowModel[Row]):
    """Signals: `moved` with the ids that were dropped and their `Target`."""

    moved = Signal(object, object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(columns(bench), bench.texts.text, lambda row: row.id)
        self._bench = bench

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show a session's nominees in order, with the line before the first alternate."""
        regular = [line for line in lines if not line.alternate]
        alternates = [line for line in lines if line.alternate]
        self.set_rows([*regular, *([Divider(len(alternates))] if alternates else []), *alternates])

    @property
    def divider(self) -> int | None:
        """Where the line is, if there are alternates."""
        return self.place_of(Divider(0).id)

    def target_at(self, row: int, moving: Sequence[int]) -> Target:
        """Where rows go that are dropped before a row of the table."""
        line = self.divider
        alternate = line is not None and row > line
        group = [
            at
            for at, one in enumerate(self.rows)
            if isinstance(one, Line) and one.alternate == alternate and one.id not in moving
        ]
        return Target(sum(at < row for at in group) + 1, alternate)

    def target_by(self, step: int, moving: Sequence[int]) -> Target | None:
        """Where rows go that are moved one place up (-1) or down (1), over the line too; None at the end."""
        rows = [row for row in self.rows if isinstance(row, Line)]
        at = [number for number, row in enumerate(rows) if row.id in moving]
        if not at:
            return None
        neighbour = at[0] - 1 if step < 0 else at[-1] + 1
        if not 0 <= neighbour < len(rows):
            return None
        own, other = rows[at[0] if step < 0 else at[-1]], rows[neighbour]
        if own.alternate != other.alternate:
            return Target(_LAST if step < 0 else 1, other.alternate)
        before = [row for row in rows[:neighbour] if row.alternate == own.alternate and row.id not in moving]
        return Target(len(before) + (1 if step < 0 else 2), own.alternate)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The line cannot be selected; nominees are dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if isinstance(self.rows[index.row()], Divider):
            return Qt.ItemFlag.ItemIsEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The handle stands before the rank."""
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return None if isinstance(self.rows[index.row()], Divider) else self._handle
        return super().data(index, role)

    @property
    def _handle(self) -> Any:
        return self._bench.theme.icon("grip-vertical", "line_strong")

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Qt."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the rows, from top to bottom."""
        rows = sorted({index.row() for index in indexes})
        data = QMimeData()
        data.setData(_MIME, " ".join(str(self.id_at(row)) for row in rows).encode("ascii"))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the rows come anew once it is written."""
        if not data.hasFormat(_MIME):
            return False
        ids = [int(one) for one in bytes(data.data(_MIME).data()).split()]
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self.rows)
        self.moved.emit(ids, self.target_at(at, ids))
        return True


class NomineeTable(Table):
    """Signals: `moved` as the model's, by drag or by Alt+↑ and Alt+↓."""

    moved = Signal(object, object)

    def __init__(self, bench: Workbench) -> None:
        self.lines = NomineeModel(bench)
        self._of = ("", 0)
        super().__init__(bench, self.lines, "nominees", "view.courses.nominees")
        self.setItemDelegate(DividerDelegate(bench, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.lines.moved.connect(self.moved)

    def show_lines(self, lines: Sequence[Line], of: tuple[str, int]) -> None:
        """Show the nominees of a course and session; who was selected stays so, or else the next one is."""
        again, self._of = of == self._of, of
        kept, current, row = self.selected_ids(), self.current_id, self.currentIndex().row()
        self.clearSpans()
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
        star = next(column.width for column in self.lines.columns if column.key == "priority")
        room = self.width() / self._bench.theme.text_size - (star if starred else 0)
        shown = {
            "unit": room >= _UNIT_FROM,
            "title": room >= _TITLE_FROM,
            "grade": room >= _GRADE_FROM,
            "priority": starred,
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
