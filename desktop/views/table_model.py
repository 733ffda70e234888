"""A list of rows as a table: named columns, a sort role, an id role; testable without a window.

`RowModel` holds its rows, `PagedModel` only their ids and the rows near what is seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The tone of a cell that is drawn as a chip: good, doubt, bad, star; None for plain text."""

PAGE = 200
_PAGES_KEPT = 12


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """One column. `text` gives what is shown, copied and exported; `tone` makes a chip of it."""

    key: str
    title: str
    """The code of its header."""
    text: Callable[[RowT], str]
    width: int = 120
    """Logical pixels at normal text size; 0 for the one that takes what is left."""
    numeric: bool = False
    """Aligned right."""
    tone: Callable[[RowT], str | None] | None = None
    tip: Callable[[RowT], str] | None = None


class TableModel(QAbstractTableModel, Generic[RowT]):
    """What the two kinds have in common; `say` gives the words of a header's code."""

    def __init__(self, columns: Sequence[Column[RowT]], say: Callable[[str], str]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._say = say

    def row_at(self, number: int) -> RowT:
        """The row at a place of the list."""
        raise NotImplementedError

    def id_at(self, number: int) -> int:
        """The id of the row at a place."""
        raise NotImplementedError

    def texts(self, number: int) -> list[str]:
        """The cells of a row as they are shown."""
        row = self.row_at(number)
        return [column.text(row) for column in self.columns]

    def set_columns(self, columns: Sequence[Column[RowT]]) -> None:
        """Show other columns of the same rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """Qt."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(self.columns[section].title)
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt."""
        if not index.isValid():
            return None
        if role == ID_ROLE:
            return self.id_at(index.row())
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in _ROW_ROLES:
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if role == TONE_ROLE:
            return column.tone(row) if column.tone else None
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(row)
        return column.text(row)


_ROW_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        ROW_ROLE,
        TONE_ROLE,
    }
)


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowModel(TableModel[RowT]):
    """Rows that are all in memory, given with `set_rows`; `identify` tells a row's id."""

    def __init__(
        self, columns: Sequence[Column[RowT]], say: Callable[[str], str], identify: Callable[[RowT], int]
    ) -> None:
        super().__init__(columns, say)
        self._identify = identify
        self._rows: list[RowT] = []

    @property
    def rows(self) -> Sequence[RowT]:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row_at(self, number: int) -> RowT:
        """The row at a place of the list."""
        return self._rows[number]

    def id_at(self, number: int) -> int:
        """The id of the row at a place."""
        return self._identify(self._rows[number])

    def place_of(self, row_id: int) -> int | None:
        """Where the row of an id stands."""
        return next((at for at, row in enumerate(self._rows) if self._identify(row) == row_id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """Qt."""
        return 0 if parent.isValid() else len(self._rows)


class PagedModel(TableModel[RowT]):
    """Ids of any number of rows; rows are fetched a page at a time when they are seen.

    `fetch` gives the rows of some ids in their order; it is called in the window's thread.
    """

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        say: Callable[[str], str],
        fetch: Callable[[Sequence[int]], Sequence[RowT]],
        *,
        page: int = PAGE,
    ) -> None:
        super().__init__(columns, say)
        self._fetch = fetch
        self._page = page
        self._ids: Sequence[int] = ()
        self._pages: dict[int, Sequence[RowT]] = {}

    @property
    def ids(self) -> Sequence[int]:
        """The ids shown, in order."""
        return self._ids

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show the rows of other ids."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self.endResetModel()

    def forget_rows(self) -> None:
        """Fetch again what is seen: the rows have changed, not which they are."""
        self._pages.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_at(self, number: int) -> RowT:
        """The row at a place of the list."""
        page, within = divmod(number, self._page)
        rows = self._pages.get(page)
        if rows is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            rows = self._pages[page] = self._fetch(self._ids[page * self._page : (page + 1) * self._page])
        return rows[within]

    def id_at(self, number: int) -> int:
        """The id of the row at a place."""
        return self._ids[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """Qt."""
        return 0 if parent.isValid() else len(self._ids)
