"""Groups as horizontal bars: the outline is everybody, the filling who was there; screen and paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.exports.picture import Box, Picture, Shape, Words, width_of

COLOURS = ("ink", "ink_soft", "bar", "outline")
"""The names that a painter must know."""

_ROW, _BAR, _GAP = 1.9, 1.1, 0.8
"""Heights and gaps in ems."""

_LONGEST_LABEL = 16
"""Ems that a label may take; a longer one is cut with an ellipsis, the table beside has it whole."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: how many, how many of them are filled, and the words at the right."""

    label: str
    whole: int
    filled: int
    words: str


@dataclass(frozen=True, slots=True)
class Bars:
    """The groups in their order."""

    bars: tuple[Bar, ...]


def draw(bars: Bars, width: float, size: float) -> Picture:
    """As wide as asked for, words of `size`; the height follows from the groups."""
    labels = [_cut(bar.label, size) for bar in bars.bars]
    left = max((width_of(label, size) for label in labels), default=0) + _GAP * size
    right = max((width_of(bar.words, size) for bar in bars.bars), default=0) + _GAP * size
    room = max(width - left - right, 4 * size)
    most = max((bar.whole for bar in bars.bars), default=0)
    shapes: list[Shape] = []
    for at, (bar, label) in enumerate(zip(bars.bars, labels, strict=True)):
        shapes += _bar(bar, label, (left, at * _ROW * size, room / most if most else 0), size)
    return Picture(width, max(len(bars.bars), 1) * _ROW * size, tuple(shapes))


def _bar(bar: Bar, label: str, place: tuple[float, float, float], size: float) -> Iterator[Shape]:
    left, top, unit = place
    base, y, height = top + (_ROW + 0.7) / 2 * size, top + (_ROW - _BAR) / 2 * size, _BAR * size
    yield Words(left - _GAP * size / 2, base, label, size, "ink", "end")
    if bar.filled:
        yield Box(left, y, bar.filled * unit, height, fill="bar")
    if bar.whole:
        yield Box(left, y, bar.whole * unit, height, line="outline")
    yield Words(left + bar.whole * unit + _GAP * size / 2, base, bar.words, size, "ink_soft")


def _cut(label: str, size: float) -> str:
    if width_of(label, size) <= _LONGEST_LABEL * size:
        return label
    while width_of(f"{label}…", size) > _LONGEST_LABEL * size:
        label = label[:-1]
    return f"{label}…"
