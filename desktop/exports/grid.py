"""Rows of boxes: measured for each person, ruled and labelled once for all who need the same heights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.exports.blocks import LABEL_SIZE, Box, Row, ticked
from desktop.exports.flow import Item, Page, flow
from desktop.exports.frame import Frame, Framer, Slot
from desktop.exports.paper import PADDING
from desktop.exports.pen import Pen
from desktop.exports.typesetting import ASCENT, LEADING, MOST_LINES, Fitted, Typesetter

_FRAMES = 200
"""Frames to remember: people differ in few heights, long texts in many."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one person in the sizes they fit in, and the heights of their rows without padding."""

    fitted: tuple[tuple[Fitted, ...], ...]
    """Row by row, box by box; empty for a box without a value."""
    heights: tuple[float, ...]


_EMPTY = Fitted(0, ())


class Grid:
    """The rows of a form for one document; `side` is the padding left and right of each text.

    The padding above and below is given when the rows are laid on pages, so that it can be tried smaller.
    A value with more than `most` lines is cut (a long text is not: it goes over pages).
    Rows are read aloud as one paragraph in their order; with `tables`, those of a table as its rows.
    (A tag for each box of a form was measured: 80 objects a page, twice the time, 2.7 times the size.)
    """

    def __init__(
        self,
        rows: Sequence[Row],
        typesetter: Typesetter,
        side: float = PADDING,
        *,
        tables: bool = False,
        most: int = MOST_LINES,
    ) -> None:
        self._rows = rows
        self._typesetter = typesetter
        self._side = side
        self._most = most
        self._labels = [[self._label(box) for box in row.boxes] for row in rows]
        self._least = [self._least_height(at) for at in range(len(rows))]
        self._heads = _heads(rows)
        self._framer = Framer(rows, self._labels, side, typesetter.space, tables=tables)
        self._frames: dict[tuple[Page, float, float, int], Frame] = {}

    def measure(self, value: Callable[[str], str]) -> Measured:
        """Fit the values that `value` gives for the keys of the boxes."""
        fitted = tuple(tuple(self._fit(row, box, value) for box in row.boxes) for row in self._rows)
        return Measured(fitted, tuple(map(self._height, range(len(self._rows)), fitted)))

    def pages(
        self, measured: Measured, padding: float, first_room: float, room: float, tail: float
    ) -> tuple[Page, ...]:
        """The rows on pages; see `flow`."""
        items = [self._item(at, measured, padding) for at in range(len(self._rows))]
        return flow(items, first_room, room, tail)

    def draw(
        self, pen: Pen, page: Page, measured: Measured, padding: float, left: float, top: float
    ) -> float:
        """Draw a page's rows from (left, top) down; gives the lower edge."""
        frame = self._frame(page, left, top, pen.marks)
        for slot in frame.slots:
            pen.write(slot.before)
            self._draw_value(pen, slot, measured.fitted[slot.row][slot.box], padding)
        pen.write(frame.after)
        pen.add(frame.tags)
        return top - (page[-1].top + page[-1].height if page else 0)

    def _label(self, box: Box) -> Fitted:
        if not box.label:
            return _EMPTY
        size = min(LABEL_SIZE, box.largest)
        return self._typesetter.fit(box.label, box.label_width - 2 * self._side, size, size)

    def _least_height(self, at: int) -> float:
        """The height of a row whose values need no more than the lines they were given."""
        boxes = zip(self._rows[at].boxes, self._labels[at], strict=True)
        return max(max(_room(box), label.height) for box, label in boxes)

    def _fit(self, row: Row, box: Box, value: Callable[[str], str]) -> Fitted:
        if not box.key:
            return _EMPTY
        text = value(box.key)
        if box.options:
            text = ticked(text, box.options)
        if row.role == "text":
            return self._typesetter.wrap(text, box.value_width - 2 * self._side, box.largest)
        width = box.value_width - 2 * self._side
        return self._typesetter.fit(text, width, _room(box), box.largest, self._most)

    def _height(self, at: int, fitted: tuple[Fitted, ...]) -> float:
        return max(self._least[at], *(one.height for one in fitted))

    def _item(self, at: int, measured: Measured, padding: float) -> Item:
        row, height = self._rows[at], measured.heights[at] + 2 * padding
        if row.role == "text" and measured.heights[at] > self._least[at]:
            text = measured.fitted[at][0]
            return Item(height, lines=len(text.lines), line_height=text.size * LEADING)
        return Item(height, row.keep, head=self._heads[at])

    def _frame(self, page: Page, left: float, top: float, marks: int) -> Frame:
        key = (page, left, top, marks)
        frame = self._frames.get(key)
        if frame is None:
            if len(self._frames) >= _FRAMES:
                self._frames.clear()
            frame = self._frames[key] = self._framer.frame(page, left, top, marks)
        return frame

    def _draw_value(self, pen: Pen, slot: Slot, fitted: Fitted, padding: float) -> None:
        row = self._rows[slot.row]
        if slot.last:
            fitted = Fitted(fitted.size, fitted.lines[slot.first : slot.last])
        above = padding if row.role == "text" else (slot.height - fitted.height) / 2
        y = slot.top - above - fitted.size * ASCENT
        centred = row.boxes[slot.box].centred
        for line in fitted.lines:
            indent = (slot.width - line.advance * fitted.size / 1000) / 2 if centred else self._side
            pen.text(slot.left + indent, y, fitted.size, line)
            y -= fitted.size * LEADING


def _room(box: Box) -> float:
    """The height of the lines that a box has room for."""
    return box.largest * (1 + LEADING * (box.lines - 1))


def _heads(rows: Sequence[Row]) -> list[int | None]:
    """For each row of a table the row that names its columns."""
    heads: list[int | None] = []
    for at, row in enumerate(rows):
        if row.role == "head":
            heads.append(at)
        else:
            heads.append(heads[-1] if row.role in {"group", "body"} else None)
    return heads
