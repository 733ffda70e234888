"""A chart drawn once: a list of primitives that one painter writes as SVG and another draws on paper.

Why not a `reportlab.graphics` drawing: paper is set by our own typesetter, with its chain of fonts and its
repairs for PDF/A, which such a drawing does not know; and the first page of the window would load ReportLab.
Lengths are points on paper and logical pixels on the screen, from the upper left corner.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]

_WIDE, _NARROW = 1.0, 0.58
"""Ems of a Han character, and of a Latin one on the average; no face is measured."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. Colours are names that the painter knows; a blank one is not painted."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    line: str = ""
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    line: str
    width: float = 1


@dataclass(frozen=True, slots=True)
class Diamond:
    """A mark around a point."""

    x: float
    y: float
    size: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    anchor: Anchor = "start"
    bold: bool = False


Shape = Box | Stroke | Diamond | Words


@dataclass(frozen=True, slots=True)
class Picture:
    """Shapes in the order they are painted."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def width_of(text: str, size: float) -> float:
    """About how wide a text is; never much less, so that what is kept apart stays apart."""
    wide = sum(unicodedata.east_asian_width(letter) in {"W", "F", "A"} for letter in text)
    return size * (wide * _WIDE + (len(text) - wide) * _NARROW)
