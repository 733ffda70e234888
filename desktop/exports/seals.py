"""The approval seals (核章欄): boxes side by side, each with its label above room for a stamp."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exports.paper import PADDING
from desktop.exports.pen import Pen, Segment, rules
from desktop.exports.seal_rows import rows
from desktop.exports.typesetting import ASCENT, Typesetter

_LABEL_SIZE = 12.0
_LABEL_HEIGHT = _LABEL_SIZE + PADDING


def height(seals: Sequence[str], width: float, box: float) -> float:
    """Points that the seals need; more rows where a row would make the boxes narrower than 3.5 cm."""
    return len(rows(seals, width)) * (_LABEL_HEIGHT + box)


def draw(
    pen: Pen,
    typesetter: Typesetter,
    seals: Sequence[str],
    left: float,
    top: float,
    width: float,
    box: float,
) -> None:
    """Draw the seals from (left, top) down, `box` points of room for each stamp."""
    for number, row in enumerate(rows(seals, width)):
        upper = top - number * (_LABEL_HEIGHT + box)
        own = width / len(row)
        with pen.artifact():
            pen.write(rules(_segments(left, upper, own, len(row), box)))
        with pen.tagged("P"):
            for at, seal in enumerate(row):
                fitted = typesetter.fit(seal, own - 2 * PADDING, _LABEL_SIZE, _LABEL_SIZE, 1)
                pen.centred(
                    left + (at + 0.5) * own,
                    upper - (_LABEL_HEIGHT - fitted.size) / 2 - fitted.size * ASCENT,
                    fitted.size,
                    fitted.lines[0],
                )


def _segments(left: float, top: float, own: float, count: int, box: float) -> list[Segment]:
    right, middle, bottom = left + own * count, top - _LABEL_HEIGHT, top - _LABEL_HEIGHT - box
    lines = [(left, y, right, y) for y in (top, middle, bottom)]
    return lines + [(left + own * at, top, left + own * at, bottom) for at in range(count + 1)]
