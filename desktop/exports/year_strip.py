"""The plan's year on one strip: twelve months, a row an activity, today's line; screen and paper alike."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.exports.picture import Box, Diamond, Picture, Shape, Stroke, Words, width_of

COLOURS = (
    "ink",
    "ink_soft",
    "line",
    "today",
    "past",
    "running",
    "ahead",
    "on_running",
    "mark",
    "outline",
    "band",
)
"""The names that a painter must know."""

_HEAD, _ROW, _BAR = 2.0, 1.75, 1.25
"""Heights in ems: the months, a row, the bar in it."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included, and how they are written."""

    first: date
    last: date
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One activity: its periods, days that sessions begin, and a remark on the plan's wording."""

    label: str
    spans: tuple[Span, ...]
    ticks: tuple[Span, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class YearStrip:
    """What is drawn: a year, its twelve months' names, its rows, and today if it lies in the year."""

    year: int
    """Western."""
    months: tuple[str, ...]
    rows: tuple[Row, ...]
    today: date | None
    today_words: str


def draw(strip: YearStrip, width: float, size: float) -> Picture:
    """The strip as wide as asked for, its words of `size`; the height follows from the rows."""
    return _Drawing(strip, width, size).picture()


class _Drawing:
    """Where everything stands for one width and size."""

    def __init__(self, strip: YearStrip, width: float, size: float) -> None:
        self._strip = strip
        self._width = width
        self._size = size
        self._left = max((width_of(row.label, size) for row in strip.rows), default=0) + size
        self._top = _HEAD * size
        self._days = 366 if calendar.isleap(strip.year) else 365

    def picture(self) -> Picture:
        """The months, the rows, and today's line over both."""
        height = self._top + (len(self._strip.rows) + 0.4) * _ROW * self._size
        shapes = [*self._months(height), *self._rows(), *self._today(height)]
        return Picture(self._width, height, tuple(shapes))

    def _x(self, day: date, *, end: bool = False) -> float:
        passed = (day - date(self._strip.year, 1, 1)).days + end
        return self._left + (self._width - self._left - 1) * min(max(passed, 0), self._days) / self._days

    def _months(self, height: float) -> Iterator[Shape]:
        size = self._size
        for number, name in enumerate(self._strip.months, start=1):
            left = self._x(date(self._strip.year, number, 1))
            right = self._x(
                date(self._strip.year, number, calendar.monthrange(self._strip.year, number)[1]), end=True
            )
            if number % 2:
                yield Box(left, self._top, right - left, height - self._top, fill="band")
            yield Words((left + right) / 2, self._top - 0.6 * size, name, size, "ink_soft", "middle")
        yield Stroke(self._left, self._top, self._width, self._top, "line")

    def _rows(self) -> Iterator[Shape]:
        size = self._size
        for number, row in enumerate(self._strip.rows):
            top = self._top + (number + 0.2) * _ROW * size
            base = top + (_ROW + 0.72) / 2 * size
            yield Words(self._left - size / 2, base, row.label, size, "ink", "end")
            yield from self._bars(row, top + (_ROW - _BAR) / 2 * size, base)

    def _bars(self, row: Row, top: float, base: float) -> Iterator[Shape]:
        """Every span as a bar; its words stand in it where there is room, else behind or before it."""
        size = self._size
        starts = [self._x(span.first) for span in row.spans] + [self._width]
        for at, span in enumerate(row.spans):
            left, right = self._x(span.first), max(self._x(span.last, end=True), self._x(span.first) + 4)
            state = self._state(span)
            if span.first == span.last:
                middle = (self._x(span.first) + self._x(span.last, end=True)) / 2
                yield Diamond(middle, top + _BAR * size / 2, 0.5 * size, "mark")
                right = middle + size / 2
            else:
                yield Box(left, top, right - left, _BAR * size, fill=state, line="outline", radius=3)
            if row.ticks:
                continue
            ink = "on_running" if state == "running" else "ink"
            words = f"{span.words}　{row.note}" if row.note else span.words
            if width_of(words, size) + size <= right - left:
                yield Words(left + size / 2, base, words, size, ink)
            elif right + size / 2 + width_of(words, size) <= starts[at + 1]:
                yield Words(right + size / 2, base, words, size, "ink")
            else:
                yield Words(left - size / 2, base, words, size, "ink", "end")
        yield from self._ticks(row, top + _BAR * size / 2, base)

    def _ticks(self, row: Row, middle: float, base: float) -> Iterator[Shape]:
        """Every session as a mark with its date, as far as the next mark leaves room."""
        places = [self._x(tick.first) for tick in row.ticks]
        for x, following, tick in zip(places, [*places, self._width][1:], row.ticks, strict=True):
            yield Diamond(x, middle, 0.45 * self._size, "mark")
            if x + self._size + width_of(tick.words, self._size) <= following:
                yield Words(x + 0.7 * self._size, base, tick.words, self._size, "ink")

    def _state(self, span: Span) -> str:
        today = self._strip.today
        if today is None or today < span.first:
            return "ahead"
        return "running" if today <= span.last else "past"

    def _today(self, height: float) -> Iterator[Shape]:
        if self._strip.today is not None:
            size, x = self._size, self._x(self._strip.today) + (self._width - self._left) / self._days / 2
            half = width_of(self._strip.today_words, size) / 2 + size / 3
            middle = min(max(x, half), self._width - half)
            yield Stroke(x, self._top - 0.2 * size, x, height, "today", 2)
            yield Box(middle - half, 0, 2 * half, 1.5 * size, fill="today", radius=3)
            words = self._strip.today_words
            yield Words(middle, 1.1 * size, words, size, "on_running", "middle", bold=True)
