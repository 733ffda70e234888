"""A page of a grid without its values: rules, labels, tags, made once for all who need the same heights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports.blocks import Row
from desktop.exports.flow import Page, Piece
from desktop.exports.pen import END, Segment, Tag, begin, rules, show
from desktop.exports.typesetting import ASCENT, LEADING, Fitted

_TABLE = frozenset({"head", "group", "body"})
"""The roles of a table's rows."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value is drawn, after the operators that stand before it."""

    before: str
    box: int
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class RowFrame:
    """A row, or some lines of it, without its values."""

    piece: Piece
    top: float
    """Of the row on the page."""
    slots: tuple[Slot, ...]
    after: str


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A page without its values."""

    rules: str
    rows: tuple[RowFrame, ...]
    tags: tuple[Tag, ...]


class Framer:
    """Makes the frames of a grid."""

    def __init__(
        self,
        rows: Sequence[Row],
        labels: Sequence[Sequence[Fitted]],
        side: float,
        *,
        tables: bool,
    ) -> None:
        self._rows = rows
        self._labels = labels
        self._side = side
        self._tables = tables

    def frame(self, page: Page, left: float, top: float, marks: int) -> Frame:
        """The page from (left, top) down; `marks` marked contents stand before it."""
        rows: list[RowFrame] = []
        tags: list[Tag] = []
        in_paragraph = False
        for number, piece in enumerate(page):
            row = self._rows[piece.row]
            in_table = self._tables and row.role in _TABLE
            before = []
            if in_table or not in_paragraph:
                before = [*([END] if number else []), begin(_tag(tags, row, marks, in_table=in_table), marks)]
                marks += 1
            in_paragraph = not in_table
            rows.append(self._row(piece, before, left, top))
        return Frame(rules(self._segments(page, left, top)), tuple(rows), tuple(tags))

    def _row(self, piece: Piece, before: list[str], left: float, top: float) -> RowFrame:
        slots = []
        for at, box in enumerate(self._rows[piece.row].boxes):
            if box.label:
                before += self._label(piece, at, left, top)
            if box.key:
                slots.append(Slot("\n".join(before), at, left + box.value_left, box.value_width))
                before = []
        return RowFrame(piece, top - piece.top, tuple(slots), "\n".join(before))

    def _label(self, piece: Piece, at: int, left: float, top: float) -> Iterator[str]:
        """The label in the middle of its box; a heading across the form begins at the left."""
        row, fitted = self._rows[piece.row], self._labels[piece.row][at]
        box = row.boxes[at]
        y = top - piece.top - (piece.height - fitted.height) / 2 - fitted.size * ASCENT
        for line in fitted.lines:
            free = box.label_width - line.advance * fitted.size / 1000
            indent = self._side if row.role in {"band", "group"} else free / 2
            yield show(left + box.left + indent, y, fitted.size, line)
            y -= fitted.size * LEADING

    def _segments(self, page: Page, left: float, top: float) -> Iterator[Segment]:
        """Each rule once: the rows' upper edges, the last lower edge, and between the boxes."""
        for piece in page:
            boxes = self._rows[piece.row].boxes
            right = left + boxes[-1].left + boxes[-1].width
            upper, lower = top - piece.top, top - piece.top - piece.height
            yield left, upper, right, upper
            if piece is page[-1]:
                yield left, lower, right, lower
            for box in boxes:
                yield left + box.left, upper, left + box.left, lower
                if box.label_width and box.key:
                    yield left + box.value_left, upper, left + box.value_left, lower
            yield right, upper, right, lower


def _tag(tags: list[Tag], row: Row, mark: int, *, in_table: bool) -> str:
    """Tag what is drawn next; a row of a table joins the table before it. Gives the type of the tag."""
    if not in_table:
        tags.append(Tag("P", mark))
        return "P"
    role = "TH" if row.role == "head" else "TD"
    line = Tag("TR", parts=(Tag(role, mark),))
    if tags and tags[-1].role == "Table":
        tags[-1] = Tag("Table", parts=(*tags[-1].parts, line))
    else:
        tags.append(Tag("Table", parts=(line,)))
    return role
