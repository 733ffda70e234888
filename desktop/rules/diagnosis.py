"""The self-diagnosis in numbers: spread of the answers, dimensions, gaps; no total, no rank between counties.

After SELFIE and eMM, which do not rank either; the formulas are ours (forms of the programme, 熠星方案).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, median_low
from typing import Final

LOWEST, HIGHEST = 1, 5
"""Levels of maturity."""

MOST_NEED = 3
FEWEST_ANSWERED = 4
"""Of the six items of a dimension: below that it has no figure."""

APART = 2
"""Levels away from the median at which somebody disagrees."""

FEWEST_SHOWN = 5
"""A group of fewer respondents, or counties, is not broken down."""

HIGH_NEED = 2
_MIDDLE = 3

QUADRANTS: Final = ("urgent", "keep", "wait", "share")
"""Weak and needed, strong and needed, weak and not needed, strong and not needed."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The levels that the respondents give one item. `apart`: numbers of those who disagree."""

    answered: int
    middle: float | None
    lowest: int | None
    highest: int | None
    apart: tuple[int, ...]

    @property
    def width(self) -> int:
        """Levels between the lowest and the highest answer."""
        return 0 if self.lowest is None or self.highest is None else self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the project team fixed for one item; None where it is open."""

    level: int | None = None
    not_applicable: bool = False
    need: int | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is open."""
        return self.not_applicable or (self.level is not None and self.need is not None)

    @property
    def gap(self) -> int | None:
        """(5 − M) × N, 0 to 12."""
        if self.level is None or self.need is None or self.not_applicable:
            return None
        return (HIGHEST - self.level) * self.need

    @property
    def quadrant(self) -> str | None:
        """One of `QUADRANTS`."""
        if self.gap is None or self.level is None or self.need is None:
            return None
        return QUADRANTS[(self.need < HIGH_NEED) * 2 + (self.level > _MIDDLE)]


def spread(levels: Mapping[int, int]) -> Spread:
    """The levels of those who answered, by the respondent's number."""
    if not levels:
        return Spread(0, None, None, None, ())
    middle = median(levels.values())
    apart = tuple(sorted(number for number, level in levels.items() if abs(level - middle) >= APART))
    return Spread(len(levels), float(middle), min(levels.values()), max(levels.values()), apart)


def proposal(levels: Sequence[int], needs: Sequence[int], not_applicable: int) -> Agreed | None:
    """What the team can agree to without talking: nobody is two levels from another.

    The lower middle answer, that nothing looks better than somebody said; None where they must talk.
    """
    if not_applicable and not levels:
        return Agreed(not_applicable=True)
    if not_applicable or not levels or not needs:
        return None
    if max(levels) - min(levels) >= APART or max(needs) - min(needs) >= APART:
        return None
    return Agreed(level=median_low(levels), need=median_low(needs))


def dimension(levels: Sequence[int]) -> float | None:
    """Percent of a dimension: (mean − 1) ÷ 4 × 100 of the items with a level; None for too few of them."""
    if len(levels) < FEWEST_ANSWERED:
        return None
    return (sum(levels) / len(levels) - LOWEST) / (HIGHEST - LOWEST) * 100


def priorities(agreed: Mapping[str, Agreed]) -> tuple[str, ...]:
    """Items with a gap, the widest first; then by need, by the lower level, and in the order of the form."""
    order = {code: at for at, code in enumerate(agreed)}

    def key(code: str) -> tuple[int, int, int, int]:
        one = agreed[code]
        return (-(one.gap or 0), -(one.need or 0), one.level or 0, order[code])

    return tuple(sorted((code for code, one in agreed.items() if one.gap), key=key))
