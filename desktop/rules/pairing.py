"""The best pairs: as many as possible, the worst as good as that allows, the highest total, always the same.

Coverage, then floor, then total, then a rule of its own among equals: see `solve`. Every step is an
assignment problem over integers whose potentials prove it (linear programming duality); `rules.certificate`
checks that proof without this file. Rows are mentees and columns mentors in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.rules.pairing_matching import Ints

Pair = tuple[int, int]
"""(mentee, mentor)."""


class LockError(ValueError):
    """A lock goes beyond a mentor's capacity, or names a mentee twice."""


@dataclass(frozen=True, slots=True)
class Level:
    """One assignment problem: its weights follow from the level before, its potentials prove its optimum."""

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Mentees and mentors that together touch every pair: no more can be paired than they hold."""

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The pairs with their proof. `locked` are part of `pairs` and of no proof."""

    pairs: tuple[Pair, ...]
    locked: tuple[Pair, ...]
    floor: int
    """No free pair scores less; 0 where the floor is off or nobody can be paired."""
    levels: tuple[Level, ...]
    """Of the scores, then of the ties: only the first may leave the program, as a tie gives ids away."""
    coverage: Cover
    next_floor: int | None
    """The next higher score that a floor could have; None if there is none."""
    next_cover: Cover


def solve(
    scores: Sequence[Sequence[int]],
    capacities: Sequence[int],
    mentees: Sequence[str],
    mentors: Sequence[str],
    *,
    floor: bool = True,
    locks: Sequence[Pair] = (),
    seed: str = "",
) -> Solution:
    """The pairs for scores by mentee and mentor (−1: not admissible) and seats by mentor.

    `mentees` and `mentors` are ids: ties are broken by SHA-256 of `seed` and both ids, so that neither the
    order of rows nor the PC matters. Raises `LockError` and `pairing_weights.TooManyError`.
    """
    # Imported here and below: SciPy takes long to load and only pairing needs it.
    from desktop.rules import pairing_levels, pairing_matching  # noqa: PLC0415 - see above

    table, seats = free(scores, capacities, len(mentees), len(mentors), locks)
    matching, lowest, higher = pairing_matching.floor(table, seats, wanted=floor)
    weights = pairing_levels.weighed(table, lowest)
    levels, partner = pairing_levels.unique(weights, seats, mentees, mentors, seed)
    above = None if higher is None else pairing_matching.Matching(table >= higher, seats)
    return Solution(
        pairs=_pairs(partner, locks),
        locked=tuple(sorted(locks)),
        floor=lowest,
        levels=tuple(Level(tuple(rows.tolist()), tuple(columns.tolist())) for rows, columns in levels),
        coverage=Cover(tuple(matching.mentees.tolist()), tuple(matching.mentors.tolist())),
        next_floor=higher,
        next_cover=Cover(tuple(above.mentees.tolist()), tuple(above.mentors.tolist()))
        if above
        else Cover((), ()),
    )


def best(
    scores: Sequence[Sequence[int]],
    capacities: Sequence[int],
    mentees: Sequence[str],
    mentors: Sequence[str],
    *,
    floor: bool = True,
    locks: Sequence[Pair] = (),
    seed: str = "",
) -> tuple[Pair, ...]:
    """The pairs of `solve` without their proof: for live what-if questions. Raises as `solve`."""
    from desktop.rules import pairing_levels, pairing_matching  # noqa: PLC0415 - as in `solve`

    table, seats = free(scores, capacities, len(mentees), len(mentors), locks)
    _matching, lowest, _higher = pairing_matching.floor(table, seats, wanted=floor)
    weights = pairing_levels.weighed(table, lowest)
    return _pairs(pairing_levels.unique(weights, seats, mentees, mentors, seed)[1], locks)


def free(
    scores: Sequence[Sequence[int]], capacities: Sequence[int], count: int, width: int, locks: Sequence[Pair]
) -> tuple[Ints, Ints]:
    """The scores and seats that the locks leave; −1 for a pair that cannot be."""
    import numpy as np  # noqa: PLC0415 - as in `solve`

    seats = np.array(capacities, dtype=np.int64)
    placed: set[int] = set()
    for mentee, mentor in locks:
        if mentee in placed or seats[mentor] < 1:
            raise LockError(f"{mentee} {mentor}")
        seats[mentor] -= 1
        placed.add(mentee)
    table = np.array(scores, dtype=np.int64).reshape(count, width)
    table[table < 0] = -1
    table[sorted(placed)] = -1
    table[:, seats < 1] = -1
    # More seats than mentees who may come are never used.
    return table, np.clip(seats, 0, (table >= 0).sum(axis=0))


def _pairs(partner: Ints, locks: Sequence[Pair]) -> tuple[Pair, ...]:
    free = ((mentee, mentor) for mentee, mentor in enumerate(partner.tolist()) if mentor >= 0)
    return tuple(sorted([*free, *locks]))
