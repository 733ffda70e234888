"""A page of a grid without its values: rules, labels, tags, made once for all who need the same heights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports.blocks import Row
from desktop.exports.flow import Page, Piece
from desktop.exports.pen import ARTIFACT, END, Segment, Tag, begin, rules, show
from desktop.exports.typesetting import ASCENT, LEADING, Fitted

_TABLE = frozenset({"head", "group", "body"})
"""The roles of a table's rows."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value is drawn, after the operators that stand before it."""

    before: str
    row: int
    box: int
    left: float
    width: float
    top: float
    height: float
    first: int
    last: int
    """The lines of a divided text; `last` is 0 for a value that is drawn whole."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A page without its values."""

    slots: tuple[Slot, ...]
    after: str
    tags: tuple[Tag, ...]


class Framer:
    """Makes the frames of a grid. `space` is drawn behind each text, see `Typesetter.space`."""

    def __init__(
        self,
        rows: Sequence[Row],
        labels: Sequence[Sequence[Fitted]],
        side: float,
        space: str,
        *,
        tables: bool,
    ) -> None:
        self._rows = rows
        self._labels = labels
        self._side = side
        self._space = space
        self._tables = tables

    def frame(self, page: Page, left: float, top: float, marks: int) -> Frame:
        """The page from (left, top) down; `marks` marked contents stand before it."""
        slots: list[Slot] = []
        tags: list[Tag] = []
        before = [ARTIFACT, rules(self._segments(page, left, top))]
        in_paragraph = False
        for piece in page:
            row = self._rows[piece.row]
            in_table = self._tables and row.role in _TABLE
            if in_table or not in_paragraph:
                before += [END, begin(_tag(tags, row, marks, in_table=in_table), marks)]
                marks += 1
            in_paragraph = not in_table
            for at, box in enumerate(row.boxes):
                before += self._label(piece, at, left, top)
                if box.key:
                    slots.append(self._slot("\n".join(before), piece, at, left, top))
                    before = []
        before.append(END)
        return Frame(tuple(slots), "\n".join(before), tuple(tags))

    def _slot(self, before: str, piece: Piece, at: int, left: float, top: float) -> Slot:
        box = self._rows[piece.row].boxes[at]
        return Slot(
            before,
            piece.row,
            at,
            left + box.value_left,
            box.value_width,
            top - piece.top,
            piece.height,
            piece.first,
            piece.last,
        )

    def _label(self, piece: Piece, at: int, left: float, top: float) -> Iterator[str]:
        """The label in the middle of its box; a heading across the form begins at the left."""
        row, fitted = self._rows[piece.row], self._labels[piece.row][at]
        box = row.boxes[at]
        y = top - piece.top - (piece.height - fitted.height) / 2 - fitted.size * ASCENT
        for line in fitted.lines:
            free = box.label_width - line.advance * fitted.size / 1000
            indent = self._side if row.role in {"band", "group"} else free / 2
            yield show(left + box.left + indent, y, fitted.size, line, self._space)
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
