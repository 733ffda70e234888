"""Dimensions as a radar (0 to 100 %): this year, and whatever it is compared with; screen and paper alike."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports.picture import Anchor, Diamond, Picture, Shape, Stroke, Words, width_of

COLOURS = ("ink", "ink_soft", "outline", "own", "before", "others")
"""The names that a painter must know; the last three are those of the lines."""

_RINGS = (25, 50, 75, 100)
_RADIUS = 7.2
"""Ems of the outermost ring at most."""
_LABEL = 11.0
"""Ems that a line of a label may take."""
_STYLES = {"own": (3.0, 3.5), "before": (1.5, 0.0), "others": (1.5, 2.5)}
"""Line → width, and half the diagonal of its marks: told apart without colours, too."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One line: its style (own, before, others), its name, and percent by axis; None is no figure."""

    style: str
    label: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Radar:
    """The axes from the top, clockwise, and the lines, the own one last."""

    axes: tuple[str, ...]
    rings: tuple[Ring, ...]


def draw(radar: Radar, width: float, size: float) -> Picture:
    """As wide as asked for, words of `size`; the height follows."""
    labels = max((width_of(line, size) for axis in radar.axes for line in _lines(axis, size)), default=0)
    radius = max(min(_RADIUS * size, width / 2 - labels - size), 3 * size)
    middle, top = width / 2, radius + 3 * size
    shapes: list[Shape] = [*_net(radar.axes, middle, top, radius, size)]
    for ring in radar.rings:
        shapes += _line(ring, middle, top, radius)
    legend = top + radius + 4 * size
    shapes += _legend(radar.rings, middle, legend, size)
    return Picture(width, legend + size, tuple(shapes))


def _place(at: int, count: int, middle: float, top: float, distance: float) -> tuple[float, float]:
    angle = 2 * math.pi * at / count
    return middle + distance * math.sin(angle), top - distance * math.cos(angle)


def _net(axes: Sequence[str], middle: float, top: float, radius: float, size: float) -> Iterator[Shape]:
    count = len(axes)
    for percent in _RINGS:
        around = [_place(at, count, middle, top, radius * percent / 100) for at in range(count)]
        for (x1, y1), (x2, y2) in zip(around, [*around[1:], around[0]], strict=True):
            yield Stroke(x1, y1, x2, y2, "outline", 2 if percent == 100 else 1)
        yield Words(middle + 0.3 * size, around[0][1] + 0.9 * size, f"{percent}", 0.75 * size, "ink_soft")
    for at, axis in enumerate(axes):
        x, y = _place(at, count, middle, top, radius)
        yield Stroke(middle, top, x, y, "outline")
        x, y = _place(at, count, middle, top, radius + 1.1 * size)
        anchor: Anchor = "middle" if abs(x - middle) < size else "start" if x > middle else "end"
        lines = _lines(axis, size)
        # Above the net they end at the axis, below it they begin there, beside it they stand in the middle.
        shift = {"middle": len(lines) - 1 if y < top else 0}.get(anchor, (len(lines) - 1) / 2)
        for number, line in enumerate(lines):
            yield Words(x, y + (0.35 + 1.15 * (number - shift)) * size, line, size, "ink", anchor)


def _lines(axis: str, size: float) -> list[str]:
    """A label in lines of at most `_LABEL` ems where it has spaces to be broken at."""
    lines: list[str] = []
    for word in axis.split(" "):
        if lines and width_of(f"{lines[-1]} {word}", size) <= _LABEL * size:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _line(ring: Ring, middle: float, top: float, radius: float) -> Iterator[Shape]:
    """The line; where a dimension has no figure it is open, never drawn to the middle."""
    width, mark = _STYLES[ring.style]
    count = len(ring.values)
    points = [
        None if value is None else _place(at, count, middle, top, radius * value / 100)
        for at, value in enumerate(ring.values)
    ]
    for first, second in zip(points, [*points[1:], points[0]], strict=True):
        if first is not None and second is not None:
            yield Stroke(*first, *second, ring.style, width)
    for point in points:
        if point is not None and mark:
            yield Diamond(*point, mark, ring.style)


def _legend(rings: Sequence[Ring], middle: float, y: float, size: float) -> Iterator[Shape]:
    gap, stroke = 1.5 * size, 2.5 * size
    whole = sum(width_of(ring.label, size) + stroke + 0.5 * size for ring in rings) + gap * (len(rings) - 1)
    x = middle - whole / 2
    for ring in rings:
        width, mark = _STYLES[ring.style]
        yield Stroke(x, y - 0.35 * size, x + stroke, y - 0.35 * size, ring.style, width)
        if mark:
            yield Diamond(x + stroke / 2, y - 0.35 * size, mark, ring.style)
        yield Words(x + stroke + 0.5 * size, y, ring.label, size, "ink")
        x += stroke + 0.5 * size + width_of(ring.label, size) + gap
