"""What expat tells about content.xml of an ODS document: names of its sheets, and the rows of one of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from desktop.imports.cells import Cell, cell_of
from desktop.imports.rows import OpenSpans, Rows, Span

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

MOST_COLUMNS = 1_024
MOST_ROWS = 1_048_576

Attributes = dict[str, str]

_TABLE, _ROW, _PARAGRAPH = "table:table", "table:table-row", "text:p"
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SKIPPED = ("office:annotation", "draw:frame", "table:shapes", "text:note", _TABLE)
"""Elements inside a sheet whose text is not the cell's own; a table inside a cell is no sheet."""


class TooFarError(Exception):
    """The sheet has a filled cell beyond what is read."""


class SheetOverview:
    """Names and heights of the sheets. A hidden sheet has the name None."""

    def __init__(self, parser: XMLParserType) -> None:
        self.names: list[str | None] = []
        self.heights: list[int] = []
        self._depth = 0
        self._hidden: set[str] = set()
        self._style = ""
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == _ROW:
            self.heights[-1:] = [height + 1 for height in self.heights[-1:]]
        elif tag == _TABLE:
            self._depth += 1
            if self._depth == 1:
                hidden = attributes.get("table:style-name", "") in self._hidden
                self.names.append(None if hidden else attributes.get("table:name", ""))
                self.heights.append(0)
        elif tag == "style:style":
            self._style = attributes.get("style:name", "")
        elif tag == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden.add(self._style)

    def _end(self, tag: str) -> None:
        if tag == _TABLE:
            self._depth -= 1


class RowReader:
    """The rows of one sheet. Handlers are exchanged as the reader enters and leaves what is to be read."""

    def __init__(self, parser: XMLParserType, wanted: int) -> None:
        self.finished = False
        self._parser = parser
        self._wanted = wanted
        self._tables = self._depth = 0
        self._done: list[tuple[list[Cell], int]] = []  # a row, and how often it is repeated
        self._row_number = self._blank_rows = 0
        self._row = _Row()
        self._spans = OpenSpans()
        self._starts: dict[str, Callable[[Attributes], None]] = {
            _ROW: self._start_row,
            _PARAGRAPH: self._start_paragraph,
            "text:s": self._space,
            "text:tab": lambda _: self._row.pieces.append("\t"),
            "text:line-break": lambda _: self._row.pieces.append("\n"),
            **dict.fromkeys(_CELLS, self._start_cell),
            **dict.fromkeys(_SKIPPED, self._start_skipping),
        }
        self._ends: dict[str, Callable[[], None]] = {
            _ROW: self._end_row,
            _TABLE: self._end_table,
            _PARAGRAPH: self._end_paragraph,
            **dict.fromkeys(_CELLS, self._end_cell),
        }
        self._look_for_table()

    def taken(self) -> Rows:
        """The rows finished since the last call."""
        done, self._done = self._done, []
        for row, repeats in done:
            for _ in range(repeats):
                yield list(row)

    # --- Outside the wanted sheet ---

    def _look_for_table(self) -> None:
        self._parser.StartElementHandler = self._start_outside
        self._parser.EndElementHandler = self._end_outside
        self._parser.CharacterDataHandler = None

    def _start_outside(self, tag: str, _attributes: Attributes) -> None:
        if tag != _TABLE or self.finished:
            return
        self._depth += 1
        if self._depth == 1:
            self._tables += 1
            if self._tables - 1 == self._wanted:
                self._read_on()

    def _end_outside(self, tag: str) -> None:
        if tag == _TABLE:
            self._depth -= 1

    # --- Inside it ---

    def _read_on(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: Attributes) -> None:
        handler = self._starts.get(tag)
        if handler is not None:
            handler(attributes)

    def _end(self, tag: str) -> None:
        handler = self._ends.get(tag)
        if handler is not None:
            handler()

    def _text(self, data: str) -> None:
        self._row.pieces.append(data)

    def _end_table(self) -> None:
        self.finished = True
        self._look_for_table()

    def _start_row(self, attributes: Attributes) -> None:
        self._row = _Row(_count(attributes, "table:number-rows-repeated"))

    def _start_cell(self, attributes: Attributes) -> None:
        column = self._row.start_cell(attributes)
        rows = _count(attributes, "table:number-rows-spanned")
        if rows > 1:
            self._row.spans.append(Span(self._row_number, self._row_number + rows - 1, column))

    def _start_paragraph(self, _attributes: Attributes) -> None:
        self._row.pieces.clear()

    def _end_paragraph(self) -> None:
        self._row.end_paragraph()

    def _end_cell(self) -> None:
        self._row.end_cell()

    def _space(self, attributes: Attributes) -> None:
        self._row.pieces.append(" " * min(_count(attributes, "text:c"), MOST_COLUMNS))

    def _end_row(self) -> None:
        row, cells = self._row, self._row.cells
        self._spans.fill(self._row_number, cells)
        for span in row.spans:
            if span.column < len(cells):
                self._spans.begin(span, cells[span.column])
        self._row_number += row.repeats
        if not cells:
            # LibreOffice fills a sheet up to its last row with one blank row, repeated a million times.
            self._blank_rows += row.repeats
            return
        if self._row_number > MOST_ROWS:
            raise TooFarError
        if self._blank_rows:
            self._done.append(([], self._blank_rows))
        self._done.append((cells, row.repeats))
        self._blank_rows = 0

    # --- Inside something that is none of its text ---

    def _start_skipping(self, _attributes: Attributes) -> None:
        self._depth = 1
        self._parser.StartElementHandler = self._start_skipped
        self._parser.EndElementHandler = self._end_skipped
        self._parser.CharacterDataHandler = None

    def _start_skipped(self, _tag: str, _attributes: Attributes) -> None:
        self._depth += 1

    def _end_skipped(self, _tag: str) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._read_on()


class _Row:
    """One table:table-row: its cells as far as the last filled one."""

    __slots__ = ("_blank_cells", "_paragraphs", "_repeats", "_value", "cells", "pieces", "repeats", "spans")

    def __init__(self, repeats: int = 1) -> None:
        self.repeats = repeats
        self.cells: list[Cell] = []
        self.spans: list[Span] = []
        self.pieces: list[str] = []  # of the present paragraph
        self._blank_cells = 0
        self._repeats = 1  # of the present cell
        self._value: Cell | None = None  # stated by an attribute; None: the text counts
        self._paragraphs: list[str] = []

    def start_cell(self, attributes: Attributes) -> int:
        """Begin a cell; returns its column."""
        self._repeats = _count(attributes, "table:number-columns-repeated")
        self._value = _stated(attributes)
        self._paragraphs.clear()
        return len(self.cells) + self._blank_cells

    def end_paragraph(self) -> None:
        """A paragraph is a line of the cell."""
        self._paragraphs.append("".join(self.pieces))

    def end_cell(self) -> None:
        """Take the cell; blanks are only counted until a filled one follows."""
        cell = self._value if self._value is not None else "\n".join(self._paragraphs)
        if cell == "":
            self._blank_cells += self._repeats
            return
        if len(self.cells) + self._blank_cells + self._repeats > MOST_COLUMNS:
            raise TooFarError
        if self._blank_cells:
            self.cells.extend([""] * self._blank_cells)
            self._blank_cells = 0
        self.cells.extend([cell] * self._repeats)


def _count(attributes: Attributes, name: str) -> int:
    text = attributes.get(name)
    if text is None:
        return 1
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _stated(attributes: Attributes) -> Cell | None:
    kind = attributes.get("office:value-type")
    if kind is None or kind == "string":
        return attributes.get("office:string-value")
    stated = _STATED.get(kind)
    if stated is None:
        return None
    name, convert = stated
    return convert(attributes[name]) if name in attributes else None


def _number(text: str) -> Cell:
    return cell_of(float(text))


def _day(text: str) -> Cell:
    return date.fromisoformat(text[:10])


_STATED: dict[str, tuple[str, Callable[[str], Cell]]] = {
    "float": ("office:value", _number),
    "percentage": ("office:value", _number),
    "currency": ("office:value", _number),
    "boolean": ("office:boolean-value", str.upper),
    "date": ("office:date-value", _day),
}
