"""Which rows stand on which page: what belongs together stays together, long texts go over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_WIDOW = 2
"""Lines of a long text that go with what follows it, so that seals never stand on a page by themselves."""

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Item:
    """The height of a row. A row with `lines` may be divided between them."""

    height: float
    keep: bool = False
    lines: int = 0
    line_height: float = 0
    head: int | None = None
    """The row to repeat at the top of a page that this row begins."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A row, or its lines `first` to `last`, on a page; `last` is 0 for a row that is not divided.

    `top` is measured down from the upper edge of the page's first row.
    """

    row: int
    top: float
    height: float
    first: int = 0
    last: int = 0


Page = tuple[Piece, ...]


def flow(items: Sequence[Item], first_room: float, room: float, tail: float = 0) -> tuple[Page, ...]:
    """The rows on pages `first_room` and then `room` high; on the last page `tail` stays free below them.

    A row higher than a page stands on a page of its own. There is always a last row above the tail.
    """
    filler = _Filler(items, first_room, room)
    at = 0
    while at < len(items):
        end = _group(items, at)
        below = tail if end == len(items) else 0
        filler.place(range(at, end), below)
        at = end
    return filler.pages()


def _group(items: Sequence[Item], at: int) -> int:
    """The end of the rows from `at` that must stand together."""
    end = at + 1
    while end < len(items) and items[end - 1].keep:
        end += 1
    return end


class _Filler:
    def __init__(self, items: Sequence[Item], first_room: float, room: float) -> None:
        self._items = items
        self._room = room
        self._left = first_room
        self._top = 0.0
        self._page: list[Piece] = []
        self._done: list[Page] = []

    def pages(self) -> tuple[Page, ...]:
        return (*self._done, tuple(self._page))

    def place(self, rows: range, below: float) -> None:
        """Rows that stand together, with `below` points after them on the same page."""
        last = self._items[rows[-1]]
        whole = sum(self._items[row].height for row in rows)
        if whole + below <= self._left:
            for row in rows:
                self._put(row)
        elif last.lines:
            self._place_divided(rows, below)
        else:
            self._turn(rows[0])
            for row in rows:
                self._put(row)

    def _place_divided(self, rows: range, below: float) -> None:
        """A long text, with its heading: as many lines as each page takes."""
        heading = sum(self._items[row].height for row in rows[:-1])
        item = self._items[rows[-1]]
        frame = item.height - item.lines * item.line_height
        if heading + frame + min(_WIDOW, item.lines) * item.line_height > self._left:
            self._turn(rows[0])
        for row in rows[:-1]:
            self._put(row)
        first = 0
        while first < item.lines:
            count = self._lines_here(item.lines - first, frame, item.line_height, below)
            if count:
                self._put(rows[-1], first, first + count, frame + count * item.line_height)
                first += count
            if first < item.lines:
                self._turn(rows[-1])

    def _lines_here(self, rest: int, frame: float, line_height: float, below: float) -> int:
        """How many of the lines that are left stand on this page; none only if the page has begun."""
        fitting = int((self._left - frame + _ROUNDING) / line_height)
        if fitting >= rest and frame + rest * line_height + below > self._left + _ROUNDING:
            fitting = max(0, rest - _WIDOW)  # the last lines go over the page with what follows them
        return min(rest, fitting) if self._page else min(rest, max(1, fitting))

    def _put(self, row: int, first: int = 0, last: int = 0, height: float | None = None) -> None:
        own = self._items[row].height if height is None else height
        self._page.append(Piece(row, self._top, own, first, last))
        self._top += own
        self._left -= own

    def _turn(self, next_row: int) -> None:
        """A new page, the table's head first where the next row belongs to a table."""
        if self._page:
            self._done.append(tuple(self._page))
        self._page, self._top, self._left = [], 0.0, self._room
        head = self._items[next_row].head
        if head is not None and head != next_row:
            self._put(head)
