"""The best pairs: as many as possible, the worst as good as that allows, the highest total, always the same.

Coverage, then floor, then total, then a rule of its own among equals: see `solve`. Every step is an
assignment problem over integers whose potentials prove it (linear programming duality); `rules.certificate`
checks that proof without this file. Rows are mentees and columns mentors in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.rules import pairing_weights

_LEVELS = 4
"""Levels of tie-breaking at most: two random weights of 24 bits are hardly ever equal twice."""

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
    order of rows nor the PC matters. Raises `LockError`.
    """
    # Imported here: SciPy takes long to load and only pairing needs it.
    import numpy as np  # noqa: PLC0415 - see above

    table = np.array(scores, dtype=np.int64).reshape(len(mentees), len(mentors))
    seats = np.array(capacities, dtype=np.int64)
    for mentee, mentor in locks:
        if not (table[mentee] > -2).all() or seats[mentor] < 1:
            raise LockError(f"{mentee} {mentor}")
        seats[mentor] -= 1
        table[mentee] = -2  # placed: it takes part in nothing further
    table = np.where((table >= 0) & (seats > 0)[None, :], table, -1)
    matching = _Matching(table >= 0, seats)
    allowed, lowest, higher = table >= 0, 0, None
    if floor and matching.size:
        lowest, higher = _floor(table, seats, matching.size)
        allowed = table >= lowest
    weights = np.where(allowed, table + pairing_weights.base(table.tolist()), 0)
    levels, chosen = _unique(weights, seats, mentees, mentors, seed)
    above = _Matching(table >= higher, seats) if higher is not None else None
    return Solution(
        pairs=tuple(sorted([*chosen, *locks])),
        locked=tuple(sorted(locks)),
        floor=lowest,
        levels=tuple(levels),
        coverage=matching.cover(),
        next_floor=higher,
        next_cover=above.cover() if above else Cover((), ()),
    )


def _floor(table: Any, seats: Any, size: int) -> tuple[int, int | None]:
    """The highest score below which no pair is needed, and the next one."""
    found = sorted({int(one) for one in table[table >= 0]})
    low, high = 0, len(found)
    while high - low > 1:
        middle = (low + high) // 2
        if _Matching(table >= found[middle], seats).size == size:
            low = middle
        else:
            high = middle
    return found[low], found[low + 1] if low + 1 < len(found) else None


class _Matching:
    """A largest matching of mentees with seats, and the cover that shows there is no larger one (Kőnig)."""

    def __init__(self, allowed: Any, seats: Any) -> None:
        import numpy as np  # noqa: PLC0415 - as in `solve`
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - as in `solve`
        from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415 - as in `solve`

        self._owner = np.repeat(np.arange(len(seats)), seats)
        self._allowed = allowed[:, self._owner]
        self._seat: Any = np.full(allowed.shape[0], -1)
        if self._allowed.size:
            graph = csr_matrix(self._allowed.astype(np.int8))
            self._seat = maximum_bipartite_matching(graph, perm_type="column")
        self.size = int((self._seat >= 0).sum())

    def cover(self) -> Cover:
        """Mentees and mentors touched by every admissible pair; as many places as there are pairs."""
        holder = {int(seat): row for row, seat in enumerate(self._seat) if seat >= 0}
        waiting = [row for row, seat in enumerate(self._seat) if seat < 0]
        rows, seats = set(waiting), set()
        while waiting:
            row = waiting.pop()
            for seat in self._allowed[row].nonzero()[0]:
                if int(seat) not in seats:
                    seats.add(int(seat))
                    following = holder[int(seat)]  # else the matching were not the largest
                    if following not in rows:
                        rows.add(following)
                        waiting.append(following)
        touched = {row for row in range(len(self._seat)) if self._seat[row] >= 0 and row not in rows}
        return Cover(tuple(sorted(touched)), tuple(sorted({int(self._owner[seat]) for seat in seats})))


def _unique(
    weights: Any, seats: Any, mentees: Sequence[str], mentors: Sequence[str], seed: str
) -> tuple[list[Level], list[Pair]]:
    """The optimum of the weights, and among several the one that the ties choose."""
    levels: list[Level] = []
    chosen: list[Pair] = []
    for number in range(_LEVELS):
        chosen = _assigned(weights, seats)
        rows, columns = _potentials(weights, seats, chosen)
        levels.append(Level(tuple(map(int, rows)), tuple(map(int, columns))))
        tight = (weights > 0) & (rows[:, None] + columns[None, :] == weights)
        if _is_alone(tight, rows, columns, seats, chosen):
            break
        weights = _tied(tight, rows, columns, mentees, mentors, f"{seed}|{number}")
    return levels, chosen


def _tied(
    tight: Any, rows: Any, columns: Any, mentees: Sequence[str], mentors: Sequence[str], seed: str
) -> Any:
    """Weights on the pairs that an optimum may use: whoever must be paired first, then the ties."""
    import numpy as np  # noqa: PLC0415 - as in `solve`

    must = pairing_weights.must(len(mentees))
    found = np.zeros(tight.shape, dtype=np.int64)
    for row, column in zip(*tight.nonzero(), strict=True):
        needed = must * (int(rows[row] > 0) + int(columns[column] > 0))
        found[row, column] = needed + pairing_weights.tie(seed, 0, mentees[row], mentors[column])
    return found


def _assigned(weights: Any, seats: Any) -> list[Pair]:
    """The pairs of the greatest total weight."""
    import numpy as np  # noqa: PLC0415 - as in `solve`
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - as in `solve`

    owner = np.repeat(np.arange(len(seats)), seats)
    if not weights.size or not len(owner):
        return []
    rows, columns = linear_sum_assignment(weights[:, owner], maximize=True)
    pairs = ((int(row), int(owner[column])) for row, column in zip(rows, columns, strict=True))
    return sorted(pair for pair in pairs if weights[pair] > 0)


def _potentials(weights: Any, seats: Any, chosen: Sequence[Pair]) -> tuple[Any, Any]:
    """u of mentees and v of mentors: u + v ≥ w everywhere, and their sum is that of the chosen pairs."""
    import numpy as np  # noqa: PLC0415 - as in `solve`

    count, width = weights.shape
    columns = np.zeros(width, dtype=np.int64)
    rows = np.zeros(count, dtype=np.int64)
    paired, partners = np.array([one for one, _ in chosen], dtype=int), [one for _, one in chosen]
    while True:
        rows[paired] = weights[paired, partners] - columns[partners]
        needed = (weights - rows[:, None]).max(axis=0, initial=0)
        needed = np.where(seats > 0, np.maximum(needed, 0), 0)
        if (needed == columns).all():
            return rows, columns
        columns = needed


def _is_alone(tight: Any, rows: Any, columns: Any, seats: Any, chosen: Sequence[Pair]) -> bool:
    """Whether no other choice of tight pairs is as good: no cycle that swaps pairs, none over free places.

    One more node stands for being left free: whoever has potential 0 may change with it. A mentor has two
    nodes: a mentee who comes takes a spare seat or somebody's, a seat that becomes free is somebody's.
    """
    import numpy as np  # noqa: PLC0415 - as in `solve`
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - as in `solve`
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as in `solve`

    count, width = tight.shape
    free, left = count + width, count + width + 1
    partner = dict(chosen)
    used = np.bincount([mentor for _, mentor in chosen], minlength=width) if width else np.zeros(0, int)
    edges = [(count + mentor, mentee) for mentee, mentor in chosen]
    edges += [(left + mentor, mentee) for mentee, mentor in chosen]
    edges += [(free, row) for row in range(count) if rows[row] == 0 and row not in partner]
    swaps = [(row, free) for row in partner if rows[row] == 0]
    swaps += [
        (int(row), count + int(column))
        for row, column in zip(*tight.nonzero(), strict=True)
        if partner.get(int(row)) != column
    ]
    for column in range(width):
        if columns[column] == 0 and used[column] < seats[column]:
            edges.append((count + column, free))
        if columns[column] == 0 and used[column]:
            swaps.append((free, left + column))
    every = [*edges, *swaps]
    if not swaps:
        return True
    starts, ends = zip(*every, strict=True)
    graph = csr_matrix((np.ones(len(every), np.int8), (starts, ends)), shape=(left + width, left + width))
    _count, part = connected_components(graph, directed=True, connection="strong")
    return not any(part[start] == part[end] for start, end in swaps)


def totals(scores: Sequence[Sequence[int]], pairs: Sequence[Pair]) -> Mapping[str, int]:
    """Pairs, the worst and the total of them."""
    own = [scores[mentee][mentor] for mentee, mentor in pairs]
    return {"pairs": len(own), "worst": min(own, default=0), "total": sum(own)}
