"""Finding the header among title rows, by the names a layout knows and those the user has mapped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.imports.cells import Cell, text_of
from desktop.imports.layouts import Column, Layout, bare_header_key, header_key

SEARCHED = 50
"""How many rows from the top are searched for the header."""


class HeaderNames:
    """The headers that mean something: those of the layout, and `overrides` (header of the file -> field).

    An override to "" says that the column is to be left unread.
    """

    def __init__(self, layout: Layout, overrides: Mapping[str, str] | None = None) -> None:
        self.layout = layout
        self._by_key = {
            header_key(name): column for column in layout.columns for name in (column.name, *column.aliases)
        }
        self._fallback = {header_key(name): column for column in layout.columns for name in column.fallback}
        self._chosen = {header_key(name): field for name, field in (overrides or {}).items()}
        self._fields = {column.field: column for column in layout.columns}

    def known(self, header: str) -> bool:
        """Whether a header is any of these, left-unread ones included."""
        return any(
            found is not None for found in (self.chosen(header), self.column(header), self.fallback(header))
        )

    def chosen(self, header: str) -> str | None:
        """The field the user gave this header; "" for left unread, None when nothing was said."""
        return self._chosen.get(header_key(header))

    def column(self, header: str) -> Column | None:
        """The column that a header names, the user's choice first."""
        field = self.chosen(header)
        if field is not None:
            return self._fields.get(field)
        return self._by_key.get(header_key(header)) or self._by_key.get(bare_header_key(header))

    def fallback(self, header: str) -> Column | None:
        """The column that a header may stand for if nothing better is there."""
        return self._fallback.get(header_key(header))

    def score(self, row: Sequence[Cell]) -> int:
        """How many different known headers a row holds; 0 for a row that cannot be the header.

        One known header is enough only in a row of one cell: titles and data hold single known words.
        """
        texts = {text_of(cell) for cell in row} - {""}
        names = {header_key(text) for text in texts if self.known(text)}
        return len(names) if len(names) > 1 or len(texts) == len(names) else 0


def find(rows: Sequence[Sequence[Cell]], names: HeaderNames) -> tuple[int, int]:
    """Index and score of the header among the first rows; score 0 means there is none."""
    scores = [names.score(row) for row in rows[:SEARCHED]]
    best = max(scores, default=0)
    return (scores.index(best), best) if best else (0, 0)


def second_line(row: Sequence[Cell], names: HeaderNames) -> bool:
    """Whether a row under the header is its second line (審定官職等 above 官等 and 職等)."""
    texts = [text for text in map(text_of, row) if text]
    return bool(texts) and all(names.known(text) for text in texts)


def joined(first: Sequence[Cell], second: Sequence[Cell]) -> list[str]:
    """A header of two lines as one: the lower name where there is one."""
    width = max(len(first), len(second))
    above, below = ([*map(text_of, row), *[""] * (width - len(row))] for row in (first, second))
    return [low or high for high, low in zip(above, below, strict=True)]
