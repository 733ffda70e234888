"""The rows of a ranked list in groups with lines between them, and where rows go that are moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from desktop.views.table_model import Column, Index, RowModel
from desktop.views.workbench import Workbench

RowT = TypeVar("RowT")

_MIME = "application/x-luminary-ranked-rows"
LAST = 1_000_000
"""A rank behind everybody."""


@dataclass(frozen=True, slots=True)
class Divider:
    """The line before a group, with how many rows stand below it."""

    group: int
    count: int

    @property
    def id(self) -> int:
        """No row has a negative one."""
        return -1 - self.group


@dataclass(frozen=True, slots=True)
class Target:
    """Where moved rows go. `rank` counts in the group, `place` in the whole list, both from 1 and without
    the rows that move.
    """

    rank: int
    group: int
    place: int


@dataclass(frozen=True, slots=True)
class Groups(Generic[RowT]):
    """How rows are grouped: the group's number (they come in order), and the words of the line before it."""

    of: Callable[[RowT], int] = lambda _row: 0
    words: Callable[[Divider], str] = lambda _divider: ""


class RankedModel(RowModel[Any], Generic[RowT]):
    """Rows of type `RowT` between lines. A line stands before every group but 0, in the first column.

    Signals: `moved` with the ids that were dropped and their `Target`.
    """

    moved = Signal(object, object)

    def __init__(
        self,
        bench: Workbench,
        columns: Sequence[Column[RowT]],
        identify: Callable[[RowT], int],
        groups: Groups[RowT],
    ) -> None:
        self._groups, self._row_id = groups, identify
        shown = [self._around_lines(column, at) for at, column in enumerate(columns)]
        super().__init__(shown, bench.texts.text, self._identify)
        self._bench = bench

    def show_rows(self, rows: Iterable[RowT]) -> None:
        """Show rows that stand in order, group after group."""
        shown: list[RowT | Divider] = []
        for group, members in groupby(rows, self._groups.of):
            own = list(members)
            shown += [*([Divider(group, len(own))] if group else []), *own]
        self.set_rows(shown)

    @property
    def members(self) -> list[RowT]:
        """The rows without the lines."""
        return [row for row in self.rows if not isinstance(row, Divider)]

    @property
    def dividers(self) -> list[int]:
        """Where the lines are."""
        return [at for at, row in enumerate(self.rows) if isinstance(row, Divider)]

    def target_at(self, row: int, moving: Sequence[int]) -> Target:
        """Where rows go that are dropped before a row of the table."""
        above = [one.group for one in self.rows[:row] if isinstance(one, Divider)]
        group = above[-1] if above else 0
        before = [one for one in self.rows[:row] if self._stays(one, moving)]
        return Target(self._count(before, group) + 1, group, len(before) + 1)

    def target_by(self, step: int, moving: Sequence[int]) -> Target | None:
        """Where rows go that are moved one place up (-1) or down (1), over a line too; None at the end."""
        rows = self.members
        at = [number for number, row in enumerate(rows) if self._row_id(row) in moving]
        if not at:
            return None
        neighbour = at[0] - 1 if step < 0 else at[-1] + 1
        if not 0 <= neighbour < len(rows):
            return None
        group = self._groups.of(rows[at[0] if step < 0 else at[-1]])
        other = self._groups.of(rows[neighbour])
        before = [row for row in rows[:neighbour] if self._stays(row, moving)]
        after = 1 if step < 0 else 2
        place = len(before) + after
        if group != other:
            return Target(LAST if step < 0 else 1, other, place)
        return Target(self._count(before, group) + after, group, place)

    def _stays(self, row: Any, moving: Sequence[int]) -> bool:
        return not isinstance(row, Divider) and self._row_id(row) not in moving

    def _count(self, rows: Sequence[RowT], group: int) -> int:
        return sum(self._groups.of(row) == group for row in rows)

    def _identify(self, row: Any) -> int:
        return row.id if isinstance(row, Divider) else self._row_id(row)

    def _around_lines(self, column: Column[RowT], at: int) -> Column[Any]:
        """The column, with nothing in it for a line but its words in the first one."""

        def text(row: Any) -> str:
            if isinstance(row, Divider):
                return self._groups.words(row) if at == 0 else ""
            return column.text(row)

        def tone(row: Any) -> str | None:
            return None if isinstance(row, Divider) or column.tone is None else column.tone(row)

        def tip(row: Any) -> str:
            return "" if isinstance(row, Divider) or column.tip is None else column.tip(row)

        return replace(column, text=text, tone=column.tone and tone, tip=column.tip and tip)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A line cannot be selected; rows are dragged, and dropped between others."""
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
