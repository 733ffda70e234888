"""The plan's year on one strip: twelve months, a row an activity, today's line; screen and paper alike."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop.exports.picture import Anchor, Box, Diamond, Picture, Shape, Stroke, Words, width_of

COLOURS = (
    "ink",
    "ink_soft",
    "line",
    "today",
    "on_today",
    "past",
    "running",
    "ahead",
    "outline",
    "strong",
    "mark",
    "band",
)
"""The names that a painter must know."""

_HEAD, _ROW, _BAR = 2.0, 1.75, 1.25
"""Heights in ems: the months, a row, the bar in it."""

_RADIUS = 3
_MARK = "＊"
"""Stands behind dates whose remark is written below the strip."""


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
    due: tuple[Span, ...] = ()
    """Deadlines: days with their words."""


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
        self._footnotes = self._noted_below()

    def picture(self) -> Picture:
        """The months, the bars, today's line over them, and over that whatever is read."""
        height = self._top + (len(self._strip.rows) + 0.4) * _ROW * self._size
        tops = [self._top + (number + 0.2) * _ROW * self._size for number in range(len(self._strip.rows))]
        shapes: list[Shape] = [*self._months(height)]
        for row, top in zip(self._strip.rows, tops, strict=True):
            shapes += self._bars(row, top + (_ROW - _BAR) / 2 * self._size)
        shapes += self._today(height)
        for row, top in zip(self._strip.rows, tops, strict=True):
            shapes += self._words(row, top + (_ROW + 0.66) / 2 * self._size)
        for note in self._footnotes:
            height += _ROW * self._size
            base = height - 0.4 * self._size
            shapes.append(Words(self._left, base, f"{_MARK} {note}", self._size, "ink_soft"))
        return Picture(self._width, height, tuple(shapes))

    def _x(self, day: date, *, end: bool = False) -> float:
        passed = (day - date(self._strip.year, 1, 1)).days + end
        return self._left + (self._width - self._left - 1) * min(max(passed, 0), self._days) / self._days

    @property
    def _now(self) -> float | None:
        """The middle of today, if it lies in the year."""
        today = self._strip.today
        return None if today is None else (self._x(today) + self._x(today, end=True)) / 2

    def _months(self, height: float) -> Iterator[Shape]:
        size, covered = self._size, self._flag()
        for number, name in enumerate(self._strip.months, start=1):
            last = calendar.monthrange(self._strip.year, number)[1]
            left = self._x(date(self._strip.year, number, 1))
            right = self._x(date(self._strip.year, number, last), end=True)
            if number % 2:
                yield Box(left, self._top, right - left, height - self._top, fill="band")
            middle, half = (left + right) / 2, width_of(name, size) / 2
            if covered is None or middle + half < covered[0] or middle - half > covered[1]:
                yield Words(middle, self._top - 0.6 * size, name, size, "ink_soft", "middle")
        yield Stroke(self._left, self._top, self._width, self._top, "line")

    def _bars(self, row: Row, top: float) -> Iterator[Shape]:
        """Every span as a bar, every single day and every session as a mark."""
        size = self._size
        for span in row.spans:
            if span.first == span.last:
                yield Diamond(self._middle(span.first), top + _BAR * size / 2, 0.5 * size, "mark")
                continue
            left, right = self._ends(span)
            state = self._state(span)
            outline = "strong" if state == "running" else "outline"
            yield Box(left, top, right - left, _BAR * size, fill=state, line=outline, radius=_RADIUS)
            if state == "running" and self._now is not None:  # how much of it has gone by
                yield Box(left, top + _BAR * size - 2, self._now - left, 2, fill="strong")
        for tick in row.ticks:
            yield Diamond(self._x(tick.first), top + _BAR * size / 2, 0.45 * size, "mark")
        for due in row.due:
            x = self._middle(due.first)
            yield Stroke(x, top - 0.2 * size, x, top + (_BAR + 0.2) * size, "today", 2)
            yield Box(x, top - 0.2 * size, 0.5 * size, 0.4 * size, fill="today")

    def _words(self, row: Row, base: float) -> Iterator[Shape]:
        size = self._size
        yield Words(self._left - size / 2, base, row.label, size, "ink", "end")
        if row.ticks or not row.spans:
            yield from self._dates(row.ticks or row.due, base)
            return
        starts = [self._x(span.first) for span in row.spans] + [self._width]
        for at, span in enumerate(row.spans):
            words = f"{span.words}{_MARK}" if row.note in self._footnotes else span.words
            if row.note and row.note not in self._footnotes:
                words += f"　{row.note}"
            x, anchor = self._place(span, words, starts[at + 1])
            yield Words(x, base, words, size, "ink", anchor)

    def _noted_below(self) -> list[str]:
        """The remarks that have no room in their bars."""
        found = []
        for row in self._strip.rows:
            if not row.note or not row.spans:
                continue
            words = f"{row.spans[0].words}　{row.note}"
            if self._place(row.spans[0], words, self._width)[1] == "end":
                found.append(row.note)
        return found

    def _place(self, span: Span, words: str, following: float) -> tuple[float, Anchor]:
        """In the bar and clear of today's line if there is room, else behind the bar or before it."""
        left, right = self._ends(span)
        gap, now, needed = self._size / 2, self._now, width_of(words, self._size)
        inside = left + gap
        if now is not None and inside - gap < now < inside + needed + gap:
            inside = now + gap
        if span.first != span.last and inside + needed + gap <= right:
            return inside, "start"
        return (right + gap, "start") if right + gap + needed <= following else (left - gap, "end")

    def _dates(self, ticks: tuple[Span, ...], base: float) -> Iterator[Shape]:
        """The date of every session or deadline, as far as the next mark leaves room."""
        places = [self._x(tick.first) for tick in ticks]
        for x, following, tick in zip(places, [*places, self._width][1:], ticks, strict=True):
            if x + self._size + width_of(tick.words, self._size) <= following:
                yield Words(x + 0.7 * self._size, base, tick.words, self._size, "ink")

    def _ends(self, span: Span) -> tuple[float, float]:
        if span.first == span.last:
            middle = self._middle(span.first)
            return middle - self._size / 2, middle + self._size / 2
        left = self._x(span.first)
        return left, max(self._x(span.last, end=True), left + 2 * _RADIUS)

    def _middle(self, day: date) -> float:
        return (self._x(day) + self._x(day, end=True)) / 2

    def _state(self, span: Span) -> str:
        today = self._strip.today
        if today is None or today < span.first:
            return "ahead"
        return "running" if today <= span.last else "past"

    def _flag(self) -> tuple[float, float] | None:
        """From where to where today's words reach."""
        if self._now is None:
            return None
        half = width_of(self._strip.today_words, self._size) / 2 + self._size / 3
        middle = min(max(self._now, half), self._width - half)
        return middle - half, middle + half

    def _today(self, height: float) -> Iterator[Shape]:
        flag, now = self._flag(), self._now
        if flag is not None and now is not None:
            left, right = flag
            yield Stroke(now, self._top - 0.4 * self._size, now, height, "today", 2)
            yield Box(left, 0, right - left, 1.6 * self._size, fill="today", radius=_RADIUS)
            words = self._strip.today_words
            yield Words(
                (left + right) / 2, 1.17 * self._size, words, self._size, "on_today", "middle", bold=True
            )
