"""A picture on paper, in grey: the second painter of `exports.picture`."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.exports.pen import Pen
from desktop.exports.picture import Box, Diamond, Picture, Shape, Stroke, Words
from desktop.exports.typesetting import Typesetter


def draw(
    pen: Pen, typesetter: Typesetter, picture: Picture, greys: Mapping[str, float], left: float, top: float
) -> None:
    """Draw the picture with its upper left corner at (left, top); `greys` gives 0 black … 1 white by name.

    Its words are read aloud in their order, everything else is not.
    """
    for shape in picture.shapes:
        if isinstance(shape, Words):
            _words(pen, typesetter, shape, greys, left, top)
        else:
            with pen.artifact():
                pen.write(f"q {_operators(shape, greys, left, top)} Q")


def _words(
    pen: Pen, typesetter: Typesetter, words: Words, greys: Mapping[str, float], left: float, top: float
) -> None:
    line = typesetter.line(words.text)
    x, y = left + words.x, top - words.y
    with pen.tagged("P"):
        pen.write(f"{greys[words.colour]:g} g")
        if words.anchor == "middle":
            pen.centred(x, y, words.size, line)
        elif words.anchor == "end":
            pen.ending(x, y, words.size, line)
        else:
            pen.text(x, y, words.size, line)
        pen.write("0 g")


def _operators(shape: Shape, greys: Mapping[str, float], left: float, top: float) -> str:
    match shape:
        case Box(x, y, width, height, fill, line, _):
            place = f"{left + x:.2f} {top - y - height:.2f} {width:.2f} {height:.2f} re"
            colours = [f"{greys[fill]:g} g"] if fill else []
            colours += [f"{greys[line]:g} G 0.5 w"] if line else []
            return " ".join([*colours, place, _painting(fill, line)])
        case Stroke(x1, y1, x2, y2, line, width):
            path = f"{left + x1:.2f} {top - y1:.2f} m {left + x2:.2f} {top - y2:.2f} l"
            return f"{greys[line]:g} G {width / 2:g} w {path} S"
        case Diamond(x, y, half, fill):
            corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
            path = " l ".join(f"{left + px:.2f} {top - py:.2f}" for px, py in corners)
            return f"{greys[fill]:g} g {path.replace(' l ', ' m ', 1)} l h f"
        case Words():
            raise AssertionError("words are no artifact")


def _painting(fill: str, line: str) -> str:
    return {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(fill), bool(line)), "n")
