"""The sheet: A4, its margins, and what stands in them; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass

CM = 72 / 2.54
MM = CM / 10

MARGIN = 2 * CM
"""Nothing but the page number and the note stands nearer to an edge."""

PADDING = 2 * MM
"""From a rule to what is written beside it."""

FOOT_LINE = 1.25 * CM
"""Height of the base line of page number and note above the lower edge."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's size and the area inside its margins."""

    width: float
    height: float

    @property
    def left(self) -> float:
        """The left edge of what is printed."""
        return MARGIN

    @property
    def right(self) -> float:
        """The right edge of what is printed."""
        return self.width - MARGIN

    @property
    def top(self) -> float:
        """The upper edge of what is printed."""
        return self.height - MARGIN

    @property
    def bottom(self) -> float:
        """The lower edge of what is printed, above the page number."""
        return MARGIN

    @property
    def inner_width(self) -> float:
        """Between the left and the right edge."""
        return self.right - self.left


PORTRAIT = Sheet(21 * CM, 29.7 * CM)
LANDSCAPE = Sheet(29.7 * CM, 21 * CM)
