"""Items by maturity and need as a matrix of four quadrants; screen and paper alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports.picture import Box, Picture, Shape, Stroke, Words, width_of

COLOURS = ("ink", "ink_soft", "outline", "urgent", "plain")
"""The names that a painter must know."""

_ROW = 4.3
"""Ems that a degree of need is high."""

_CODE = 1.8
"""Ems that a code takes."""

_LINES = 3
"""Lines of codes in a cell at full size; more of them are smaller."""


@dataclass(frozen=True, slots=True)
class Point:
    """One item: its code, level (column, from 1) and need (row, from 0)."""

    code: str
    level: int
    need: int


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The items, and the words at the margins. `corners`: upper left and right, lower left and right."""

    points: tuple[Point, ...]
    across: str
    upward: str
    levels: tuple[str, ...]
    needs: tuple[str, ...]
    corners: tuple[str, str, str, str]
    weak: int
    """The highest level that is weak."""
    much: int
    """The lowest need that is high."""


def draw(matrix: Quadrants, width: float, size: float) -> Picture:
    """As wide as asked for, words of `size`; the height follows from the degrees of need."""
    left = max(width_of(need, size) for need in matrix.needs) + size
    top, rows, columns = 2.2 * size, len(matrix.needs), len(matrix.levels)
    cell, row = (width - left) / columns, _ROW * size
    middle = left + matrix.weak * cell
    split = top + (rows - matrix.much) * row
    bottom = top + rows * row
    shapes: list[Shape] = [
        Words(0, size, matrix.upward, size, "ink_soft"),
        Box(left, top, middle - left, split - top, fill="urgent"),
        Box(middle, top, width - middle, split - top, fill="plain"),
        Box(left, split, middle - left, bottom - split, fill="plain"),
        Box(left, top, width - left, bottom - top, line="outline"),
        Stroke(middle, top, middle, bottom, "outline", 2),
        Stroke(left, split, width, split, "outline", 2),
    ]
    shapes += _margins(matrix, (left, top, cell, row), size)
    shapes += _corners(matrix.corners, ((left, top), (middle, top), (left, split), (middle, split)), size)
    shapes += _points(matrix.points, (left, top, cell, row), rows, size)
    shapes.append(Words(width, bottom + 2.7 * size, matrix.across, size, "ink_soft", "end"))
    return Picture(width, bottom + 3.2 * size, tuple(shapes))


_Cells = tuple[float, float, float, float]
"""(left, top, width of a cell, height of a cell)."""


def _margins(matrix: Quadrants, cells: _Cells, size: float) -> Iterator[Shape]:
    left, top, cell, row = cells
    rows = len(matrix.needs)
    for at, need in enumerate(matrix.needs):
        yield Words(left - 0.5 * size, top + (rows - at - 0.5) * row + 0.35 * size, need, size, "ink", "end")
    for at, level in enumerate(matrix.levels):
        x = left + (at + 0.5) * cell
        yield Words(x, top + rows * row + 1.3 * size, level, size, "ink", "middle")


def _corners(words: Sequence[str], places: Sequence[tuple[float, float]], size: float) -> Iterator[Shape]:
    for text, (x, y) in zip(words, places, strict=True):
        yield Words(x + 0.4 * size, y + 1.1 * size, text, 0.85 * size, "ink_soft")


def _points(points: Sequence[Point], cells: _Cells, rows: int, size: float) -> Iterator[Shape]:
    """The codes of a cell in lines as wide as the cell, under the words of its corner."""
    left, top, cell, row = cells
    held: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for point in points:
        held[point.level, point.need].append(point.code)
    a_line = max(int((cell - 0.5 * size) / (_CODE * size)), 1)
    for (level, need), codes in held.items():
        lines = [codes[at : at + a_line] for at in range(0, len(codes), a_line)]
        middle, y = left + (level - 0.5) * cell, top + (rows - need - 1) * row
        small = size if len(lines) <= _LINES else _LINES * size / len(lines)
        for at, line in enumerate(lines, start=1):
            first = middle - (len(line) - 1) / 2 * _CODE * small
            for place, code in enumerate(line):
                x, base = first + place * _CODE * small, y + 0.9 * size + at * 1.05 * small
                yield Words(x, base, code, small, "ink", "middle", bold=True)


def hit(matrix: Quadrants, picture: Picture, x: float, y: float) -> str:
    """The code of the item at a place of the picture; blank where there is none."""
    codes = {point.code for point in matrix.points}
    for shape in picture.shapes:
        if isinstance(shape, Words) and shape.text in codes:
            half = _CODE * shape.size / 2
            if abs(x - shape.x) <= half and -0.3 * shape.size <= shape.y - y <= shape.size:
                return shape.text
    return ""
