"""The assignment problems of pairing, one after the other until one answer is left; imported when it runs.

The first is over all pairs, those of the ties only over the pairs that an optimum of the one before may use.
Scores are integers, and SciPy reckons with floating point: `_LIMIT` keeps it exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, min_weight_full_bipartite_matching

from desktop.rules import pairing_weights
from desktop.rules.pairing_matching import Ints

_LEVELS: Final = 1 + pairing_weights.TIES
"""Levels at most: the scores, then the ties."""

_LIMIT: Final = 2**53
"""Integers below it are exact in floating point."""

_ROWS: Final = 256
"""Mentees looked at together: what is in between stays within the processor's cache."""


_Edges = tuple[Ints | int, Ints | int]


def base(table: Ints) -> int:
    """What a pair weighs besides its score; as `pairing_weights.base`."""
    return 1 + int(np.maximum(table.max(axis=1, initial=0), 0).sum())


def weighed(table: Ints, floor: int) -> Ints:
    """What each pair weighs: coverage before score; 0 for one that is not to be. Raises `TooManyError`."""
    more = base(table)
    # No sum along a chain of changes is more than the weights of all mentees.
    most = max(more + int(table.max(initial=0)), 2 * pairing_weights.must(len(table)) + 2**24)
    if most * len(table) >= _LIMIT:
        raise pairing_weights.TooManyError(len(table))
    return np.where(table >= floor, table + more, 0)


def unique(
    weights: Ints, seats: Ints, mentees: Sequence[str], mentors: Sequence[str], seed: str
) -> tuple[list[tuple[Ints, Ints]], Ints]:
    """The potentials of each level, and the mentor of each mentee (−1: none) in the one answer left."""
    partner = _assigned(weights, seats)
    rows, columns = _potentials(weights, partner)
    levels = [(rows, columns)]
    pairs = _tight(weights, rows, columns)
    while len(levels) < _LEVELS and not _is_alone(pairs, rows, columns, seats, partner):
        level = f"{seed}|{len(levels) - 1}"
        ties = _tied(pairs, rows, columns, mentees, mentors, level)
        partner = _assigned_of(pairs, ties, seats, len(mentees))
        rows, columns = _potentials_of(pairs, ties, partner, len(mentors))
        levels.append((rows, columns))
        left = rows[pairs[0]] + columns[pairs[1]] == ties
        pairs = pairs[0][left], pairs[1][left]
    return levels, partner


def _assigned(weights: Ints, seats: Ints) -> Ints:
    """The mentor of each mentee at the greatest total weight."""
    owner = np.repeat(np.arange(len(seats)), seats)
    partner = np.full(len(weights), -1)
    if weights.size and len(owner):
        costs = np.empty((len(weights), len(owner)))  # as SciPy wants it, so that it needs no copy
        for at in range(0, len(weights), _ROWS):
            np.negative(np.take(weights[at : at + _ROWS], owner, axis=1), out=costs[at : at + _ROWS])
        rows, found = linear_sum_assignment(costs)
        used = weights[rows, owner[found]] > 0
        partner[rows[used]] = owner[found[used]]
    return partner


def _potentials(weights: Ints, partner: Ints) -> tuple[Ints, Ints]:
    """u of mentees and v of mentors: u + v ≥ w everywhere, and their sum is that of the chosen pairs.

    The least v there are, so that they do not depend on which of several optima was found.
    """
    paired = partner >= 0
    rows, columns = np.zeros(len(weights), dtype=np.int64), np.zeros(weights.shape[1], dtype=np.int64)
    own = weights[np.flatnonzero(paired), partner[paired]]
    rows[paired] = own
    fresh = np.arange(len(weights))
    while len(fresh):
        needed = columns.copy()
        for at in range(0, len(fresh), _ROWS):
            some = fresh[at : at + _ROWS]
            np.maximum(needed, (weights[some] - rows[some, None]).max(axis=0, initial=0), out=needed)
        moved = needed > columns
        columns = needed
        rows[paired] = own - columns[partner[paired]]
        fresh = np.flatnonzero(paired & moved[partner]) if moved.any() else fresh[:0]
    return rows, columns


def _tight(weights: Ints, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """The pairs that an optimum may use, mentee by mentee."""
    found = []
    for at in range(0, len(weights), _ROWS):
        some = weights[at : at + _ROWS]
        row, column = ((some > 0) & (rows[at : at + _ROWS, None] + columns == some)).nonzero()
        found.append((row + at, column))
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate([row for row, _ in found]), np.concatenate([column for _, column in found])


def _tied(
    pairs: tuple[Ints, Ints],
    rows: Ints,
    columns: Ints,
    mentees: Sequence[str],
    mentors: Sequence[str],
    seed: str,
) -> Ints:
    """Weights of the pairs that an optimum may use: whoever must be paired first, then the ties."""
    needed = (rows[pairs[0]] > 0).astype(np.int64) + (columns[pairs[1]] > 0)
    both = zip(pairs[0].tolist(), pairs[1].tolist(), strict=True)
    ties = pairing_weights.ties(seed, mentees, mentors, both)
    return needed * pairing_weights.must(len(mentees)) + np.array(ties, dtype=np.int64)


def _assigned_of(pairs: tuple[Ints, Ints], weights: Ints, seats: Ints, count: int) -> Ints:
    """As `_assigned`, over some pairs only. Each mentee has a place of her own for being left free."""
    owner = np.repeat(np.arange(len(seats)), seats)
    times = seats[pairs[1]]
    first = (np.cumsum(seats) - seats)[pairs[1]]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    starts = np.concatenate([np.repeat(pairs[0], times), np.arange(count)])
    ends = np.concatenate([np.repeat(first, times) + within, len(owner) + np.arange(count)])
    values = np.concatenate([np.repeat(weights, times) + 1, np.ones(count, dtype=np.int64)])  # 0 were no pair
    graph = csr_matrix((values.astype(np.float64), (starts, ends)), shape=(count, len(owner) + count))
    rows, found = min_weight_full_bipartite_matching(graph, maximize=True)
    partner = np.full(count, -1)
    used = found < len(owner)
    partner[rows[used]] = owner[found[used]]
    return partner


def _potentials_of(pairs: tuple[Ints, Ints], weights: Ints, partner: Ints, width: int) -> tuple[Ints, Ints]:
    """As `_potentials`, over some pairs only."""
    paired = partner >= 0
    rows, columns = np.zeros(len(partner), dtype=np.int64), np.zeros(width, dtype=np.int64)
    chosen = partner[pairs[0]] == pairs[1]
    own = np.zeros(len(partner), dtype=np.int64)
    own[pairs[0][chosen]] = weights[chosen]
    while True:
        rows[paired] = own[paired] - columns[partner[paired]]
        needed = columns.copy()
        np.maximum.at(needed, pairs[1], weights - rows[pairs[0]])
        if (needed == columns).all():
            return rows, columns
        columns = needed


def _is_alone(pairs: tuple[Ints, Ints], rows: Ints, columns: Ints, seats: Ints, partner: Ints) -> bool:
    """Whether no other choice of these pairs is as good: no cycle that changes pairs, of free places too.

    One more node stands for being left free: whoever has potential 0 may change with it. A mentor has two
    nodes: a mentee who comes takes a spare seat or somebody's, a seat that becomes free is somebody's.
    """
    count, width = len(partner), len(seats)
    free, left = count + width, count + width + 1
    paired, unpaired = np.flatnonzero(partner >= 0), np.flatnonzero(partner < 0)
    used = np.bincount(partner[paired], minlength=width)
    other = partner[pairs[0]] != pairs[1]
    loose = paired[rows[paired] == 0]
    emptied: Ints = np.flatnonzero((columns == 0) & (used > 0))
    spare: Ints = np.flatnonzero((columns == 0) & (used < seats))
    swaps: list[_Edges] = [(pairs[0][other], count + pairs[1][other]), (loose, free), (free, left + emptied)]
    edges: list[_Edges] = [
        (count + partner[paired], paired),
        (left + partner[paired], paired),
        (free, unpaired[rows[unpaired] == 0]),
        (count + spare, free),
    ]
    starts, ends = _ends([*swaps, *edges])
    graph = csr_matrix(
        (np.ones(len(starts), dtype=np.int8), (starts, ends)), shape=(left + width, left + width)
    )
    parts, _part = connected_components(graph, directed=True, connection="strong")
    return int(parts) == left + width


def _ends(edges: Sequence[_Edges]) -> tuple[Ints, Ints]:
    both = [np.broadcast_arrays(start, end) for start, end in edges]
    return np.concatenate([one for one, _ in both]), np.concatenate([one for _, one in both])
