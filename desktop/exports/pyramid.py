"""The stages of a camp as a pyramid: a bar a stage as wide as its people, for screen and paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.exports.picture import Box, Picture, Shape, Words, width_of

COLOURS = ("ink", "ink_soft", "bar", "left", "outline", "on_bar")
"""The names that a painter must know."""

_ROW, _BAR, _GAP = 2.6, 1.7, 1.0
"""Heights and gaps in ems."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage: who came to it, of whom who left, and the remark at its right."""

    label: str
    heads: int
    left: int
    words: str
    """The number as it is written in the bar."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pyramid:
    """The stages, the first and widest one at the bottom."""

    steps: tuple[Step, ...]
    most: int
    """The people that the whole width stands for."""


def draw(pyramid: Pyramid, width: float, size: float) -> Picture:
    """As wide as asked for, words of `size`; the height follows from the stages."""
    shapes: list[Shape] = []
    names = max((width_of(step.label, size) for step in pyramid.steps), default=0) + _GAP * size
    notes = max((width_of(step.note, size) for step in pyramid.steps), default=0) + _GAP * size
    room = max(width - names - notes, 4 * size)
    for at, step in enumerate(reversed(pyramid.steps)):
        shapes += _step(step, pyramid.most, (names, at * _ROW * size, room), size)
    return Picture(width, len(pyramid.steps) * _ROW * size, tuple(shapes))


def _step(step: Step, most: int, place: tuple[float, float, float], size: float) -> Iterator[Shape]:
    left, top, room = place
    middle, base = left + room / 2, top + (_ROW + 0.7) / 2 * size
    height = _BAR * size
    own = room * min(step.heads / most, 1) if most else 0
    gone = own * step.left / step.heads if step.heads else 0
    y = top + (_ROW - _BAR) / 2 * size
    yield Words(left - _GAP * size / 2, base, step.label, size, "ink", "end")
    yield Box(middle - room / 2, y, room, height, line="outline", radius=2)
    if own:
        yield Box(middle - own / 2, y, own, height, fill="bar", radius=2)
    if gone:
        yield Box(middle + own / 2 - gone, y, gone, height, fill="left", line="outline", radius=2)
    inside = own - gone > width_of(step.words, size) + size
    colour, x = ("on_bar", middle - gone / 2) if inside else ("ink", middle)
    yield Words(x, base, step.words, size, colour, "middle")
    if step.note:
        yield Words(left + room + _GAP * size / 2, base, step.note, size, "ink_soft")
