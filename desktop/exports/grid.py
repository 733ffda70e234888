"""Rows of boxes: measured for each person, ruled and labelled once for all who need the same heights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.exports.blocks import LABEL_SIZE, Box, Row, ticked
from desktop.exports.flow import Item, Page, flow
from desktop.exports.frame import Frame, Framer, RowFrame
from desktop.exports.paper import PADDING
from desktop.exports.pen import ARTIFACT, END, Pen, show
from desktop.exports.typesetting import ASCENT, LEADING, MOST_LINES, Fitted, Typesetter

_FRAMES = 200
"""Frames to remember: people differ in few heights, long texts in many."""
_ROWS = 4_000
"""Rows to remember with their values: many people have the same agency, course and answers."""


@dataclass(slots=True, eq=False)
class RowFit:
    """The values of a row in the sizes they fit in; `drawn` remembers their operators by frame and piece."""

    fitted: tuple[Fitted, ...]
    """Box by box; empty for a box without a value."""
    height: float
    """Without padding."""
    missing: str
    drawn: dict[tuple[Frame, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Measured:
    """The values of one person, row by row."""

    rows: tuple[RowFit, ...]
    heights: tuple[float, ...]
    """Of the rows, without padding."""


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
        self._keys = [tuple(box.key for box in row.boxes if box.key) for row in rows]
        self._fits: dict[tuple[int, tuple[str, ...]], RowFit] = {}
        self._framer = Framer(rows, self._labels, side, tables=tables)
        self._frames: dict[tuple[Page, float, float, int], Frame] = {}

    def measure(self, value: Callable[[str], str]) -> Measured:
        """Fit the values that `value` gives for the keys of the boxes."""
        rows = tuple([self._row(at, tuple(map(value, keys))) for at, keys in enumerate(self._keys)])
        return Measured(rows, tuple([row.height for row in rows]))

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
        key = (page, left, top, pen.marks)
        frame = self._frames.get(key)
        pen.write(ARTIFACT)
        if frame is None:
            if len(self._frames) >= _FRAMES:
                self._frames.clear()
            frame = self._frames[key] = self._framer.frame(*key)
            pen.write(frame.rules)
        else:
            pen.figure(frame.rules)
        pen.write(END)
        for at, row in enumerate(frame.rows):
            fit = measured.rows[row.piece.row]
            drawn = fit.drawn.get((frame, at))
            if drawn is None:
                drawn = fit.drawn[frame, at] = self._drawn(row, fit, padding)
            pen.write(drawn)
            pen.missing += fit.missing
        if frame.rows:
            pen.write(END)
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

    def _row(self, at: int, texts: tuple[str, ...]) -> RowFit:
        key = (at, texts)
        fit = self._fits.get(key)
        if fit is None:
            if len(self._fits) >= _ROWS:
                self._fits.clear()
            fit = self._fits[key] = self._fit(at, iter(texts))
        return fit

    def _fit(self, at: int, texts: Iterator[str]) -> RowFit:
        row = self._rows[at]
        fitted = tuple([self._value(row, box, next(texts)) if box.key else _EMPTY for box in row.boxes])
        height = max(self._least[at], *(one.height for one in fitted))
        return RowFit(fitted, height, "".join(line.missing for one in fitted for line in one.lines))

    def _value(self, row: Row, box: Box, text: str) -> Fitted:
        if box.options:
            text = ticked(text, box.options)
        width = box.value_width - 2 * self._side
        if row.role == "text":
            return self._typesetter.wrap(text, width, box.largest)
        return self._typesetter.fit(text, width, _room(box), box.largest, self._most)

    def _item(self, at: int, measured: Measured, padding: float) -> Item:
        row, height = self._rows[at], measured.heights[at] + 2 * padding
        if row.role == "text" and measured.heights[at] > self._least[at]:
            text = measured.rows[at].fitted[0]
            return Item(height, lines=len(text.lines), line_height=text.size * LEADING)
        return Item(height, row.keep, head=self._heads[at])

    def _drawn(self, frame: RowFrame, fit: RowFit, padding: float) -> str:
        """The operators of a row or piece of it: its labels and its values."""
        row = self._rows[frame.piece.row]
        operators: list[str] = []
        for slot in frame.slots:
            operators.append(slot.before)
            fitted = fit.fitted[slot.box]
            if frame.piece.last:
                fitted = Fitted(fitted.size, fitted.lines[frame.piece.first : frame.piece.last])
            above = padding if row.role == "text" else (frame.piece.height - fitted.height) / 2
            y = frame.top - above - fitted.size * ASCENT
            centred = row.boxes[slot.box].centred
            for line in fitted.lines:
                indent = (slot.width - line.advance * fitted.size / 1000) / 2 if centred else self._side
                operators.append(show(slot.left + indent, y, fitted.size, line))
                y -= fitted.size * LEADING
        return "\n".join((*operators, frame.after))


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
