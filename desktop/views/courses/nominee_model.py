"""The rows of one session: nominees, a line, the alternates; and where rows go that are moved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from desktop.services.courses import Line
from desktop.views.courses import words
from desktop.views.lists import words as listed
from desktop.views.table_model import Column, Index, RowModel
from desktop.views.workbench import Workbench

_MIME = "application/x-luminary-nominations"
_LAST = 1_000_000
"""A rank behind everybody."""


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
        return listed.TONES[row.verdict] if isinstance(row, Line) else None

    def star(row: Row) -> str | None:
        return "star" if isinstance(row, Line) and row.priority else None

    def outcome_tone(row: Row) -> str | None:
        return words.OUTCOME_TONES.get(row.outcome) if isinstance(row, Line) else None

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
        Column("grade", "view.courses.column.grade", of(lambda line: words.rank_grade(texts, line)), 120),
        Column(
            "verdict",
            "view.courses.column.verdict",
            of(lambda line: words.verdict_of(texts, line)),
            124,
            tone=tone,
            tip=of(why),
        ),
        Column(
            "outcome",
            "view.courses.column.outcome",
            of(lambda line: words.outcome(texts, line)),
            124,
            tone=outcome_tone,
            tip=of(lambda line: line.outcome_reason or line.outcome_document_no),
        ),
        Column(
            "priority",
            "view.courses.column.priority",
            of(lambda line: listed.priority(texts, line.priority)),
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
