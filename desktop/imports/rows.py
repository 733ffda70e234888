"""Rows as a reader gives them, and cells that span several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from desktop.imports.cells import Cell

Rows = Iterator[list[Cell]]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet of a workbook, or a text file as a whole. The first row is row 1 of the sheet."""

    name: str  # "" for a text file
    rows: Callable[[], Rows]  # from the start, each time it is called
    expected: Callable[[], int]  # about how many rows there are, for showing progress


class Span(NamedTuple):
    """A merged cell of more than one row; rows and columns count from 0 as in `Sheet.rows`."""

    first: int
    last: int
    column: int


class OpenSpans:
    """The merged cells that reach into the next rows, with their values."""

    def __init__(self) -> None:
        self._open: list[tuple[Span, Cell]] = []

    def begin(self, span: Span, value: Cell) -> None:
        """A merged cell begins in a row that was already given to `fill`."""
        self._open.append((span, value))

    def fill(self, number: int, row: list[Cell]) -> None:
        """Repeat the values in a row, where its own cells are empty; a blank row stays blank."""
        if not self._open:
            return
        self._open = [(span, value) for span, value in self._open if span.last >= number]
        for span, value in self._open if any(row) else ():
            row.extend([""] * (span.column + 1 - len(row)))
            if row[span.column] == "":
                row[span.column] = value


def filled_down(rows: Rows, spans: Iterable[Span]) -> Rows:
    """The rows with the value of a merged cell repeated in every row it spans."""
    waiting = sorted(spans, reverse=True)
    open_spans = OpenSpans()
    for number, row in enumerate(rows):
        open_spans.fill(number, row)
        while waiting and waiting[-1].first <= number:
            span = waiting.pop()
            if span.column < len(row):
                open_spans.begin(span, row[span.column])
        yield row
