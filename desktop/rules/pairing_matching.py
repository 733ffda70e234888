"""How many can be paired at all, and how good the worst pair can be; imported when pairing runs.

Covers depend on who can be reached, not on the matching that was found (Dulmage and Mendelsohn): the same
pools have the same cover on every PC.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_TRIED: Final = 48
_ENOUGH: Final = 5
"""Of so many mentors drawn for a mentee, so many admissible ones stand for all of hers."""


class Matching:
    """A largest matching of mentees with seats, and the cover that shows there is no larger one (Kőnig)."""

    def __init__(self, allowed: Flags, seats: Ints) -> None:
        """For flags by mentee and mentor, and seats by mentor, which are 0 or more."""
        self.partner = _matched(allowed, seats, _sparse(allowed, seats))
        reached = reach(allowed, self.partner, self.partner < 0)
        used = np.bincount(self.partner[self.partner >= 0], minlength=len(seats))
        if (reached[1] & (used < seats)).any():  # a way to a free seat: some pairs were not enough
            self.partner = _matched(allowed, seats, _whole(allowed, seats))
            reached = reach(allowed, self.partner, self.partner < 0)
        self.size = int((self.partner >= 0).sum())
        self.mentees: Ints = np.flatnonzero(~reached[0])
        """With `mentors`: they touch every pair, and hold as many places as there are pairs."""
        self.mentors: Ints = np.flatnonzero(reached[1])


def floor(table: Ints, seats: Ints, *, wanted: bool) -> tuple[Matching, int, int | None]:
    """A largest matching, the highest score below which no pair is needed, and the next score above it.

    Without a floor, or with nobody to pair, these are 0 and None.
    """
    matching = Matching(table >= 0, seats)
    if not wanted or not matching.size:
        return matching, 0, None
    low, high = 0, _bound(table, seats, matching.size) + 1
    middle = high - 1
    while high - low > 1:
        if Matching(table >= middle, seats).size == matching.size:
            low = middle
        else:
            high = middle
        middle = (low + high) // 2
    low = int(table.min(where=table >= low, initial=int(table.max())))
    higher = int(table.min(where=table > low, initial=int(table.max())))
    return matching, low, higher if higher > low else None


def _bound(table: Ints, seats: Ints, size: int) -> int:
    """A score that no floor exceeds: where everybody is placed, the best score of who has the least."""
    best = table.max(axis=1)
    able = best[best >= 0]
    if size == len(able):
        return int(able.min())
    by_mentor = table.max(axis=0)[seats > 0]
    return int(by_mentor.min()) if size == int(seats.sum()) else int(best.max())


def _sparse(allowed: Flags, seats: Ints) -> tuple[Ints, Ints]:
    """Some admissible pairs of mentee and seat, which nearly always hold a largest matching."""
    count, width = allowed.shape
    if width <= _TRIED or not count:
        return _whole(allowed, seats)
    chance = np.random.default_rng(0)  # any draw does: what is kept of the matching does not depend on it
    drawn = chance.integers(width, size=(count, _TRIED))
    hits = np.take_along_axis(allowed, drawn, axis=1)
    few = hits.sum(axis=1) < _ENOUGH
    hits[few] = False
    rows, places = hits.nonzero()
    further, columns = allowed[few].nonzero()
    rows = np.concatenate([rows, np.flatnonzero(few)[further]])
    columns = np.concatenate([drawn[rows[: len(places)], places], columns])
    first = np.cumsum(seats) - seats
    return rows, first[columns] + chance.integers(np.maximum(seats[columns], 1))


def _whole(allowed: Flags, seats: Ints) -> tuple[Ints, Ints]:
    """Every admissible pair of mentee and seat."""
    rows, columns = allowed[:, np.repeat(np.arange(len(seats)), seats)].nonzero()
    return rows, columns


def _matched(allowed: Flags, seats: Ints, pairs: tuple[Ints, Ints]) -> Ints:
    """The mentor of each mentee in a largest matching over the pairs, −1 without one."""
    owner = np.repeat(np.arange(len(seats)), seats)
    if not len(pairs[0]):
        return np.full(len(allowed), -1)
    ones = np.ones(len(pairs[0]), dtype=np.int8)
    graph = csr_matrix((ones, pairs), shape=(len(allowed), len(owner)))
    seat = maximum_bipartite_matching(graph, perm_type="column")
    return np.where(seat >= 0, owner[seat], -1)


def reach(allowed: Flags, partner: Ints, start: Flags) -> tuple[Flags, Flags]:
    """The mentees, with those of `start`, and the mentors that changes along admissible pairs can reach.

    `partner` is the mentor of each mentee, −1 without one.
    """
    mentees, mentors = start.copy(), np.zeros(allowed.shape[1], dtype=bool)
    fresh = np.flatnonzero(mentees)
    while len(fresh):
        found = allowed[fresh].any(axis=0) & ~mentors
        mentors |= found
        fresh = np.flatnonzero((partner >= 0) & found[partner] & ~mentees) if found.any() else fresh[:0]
        mentees[fresh] = True
    return mentees, mentors
