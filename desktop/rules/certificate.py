"""The proof of a pairing: plain integers that anyone can add up; this file imports no solver.

`check` recomputes every score from the people and finds whatever does not hold: a pair that is not
admissible, a mentor with too many, more pairs that were possible, a higher floor, a higher total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.rules import mentoring, pairing_weights
from desktop.rules.mentoring import Mentee, Mentor, Settings

FORMAT: Final = "luminary-pairing/1"

Table = list[list[int]]


def check(
    told: Mapping[str, Any],
    mentors: Sequence[Mentor],
    mentees: Sequence[Mentee],
    rules: Settings,
    earlier: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[str, ...]:
    """What does not hold, in codes of the messages certificate.*; empty for a proof that stands.

    `mentors` and `mentees` are in the order of their ids, which the certificate numbers them by.
    """
    try:
        return tuple(dict.fromkeys(_Check(told, mentors, mentees, rules, earlier).run()))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return ("certificate.malformed",)


class _Check:
    def __init__(
        self,
        told: Mapping[str, Any],
        mentors: Sequence[Mentor],
        mentees: Sequence[Mentee],
        rules: Settings,
        earlier: frozenset[tuple[str, str]],
    ) -> None:
        self._told, self._rules = told, rules
        self._mentors, self._mentees = mentors, mentees
        self._scores = mentoring.scores(mentors, mentees, rules, earlier)
        self._pairs = [(_whole(one), _whole(two)) for one, two in told["pairs"]]
        self._locks = [(_whole(one), _whole(two)) for one, two in told["locks"]]
        self._free = [pair for pair in self._pairs if pair not in set(self._locks)]
        used = Counter(mentor for _mentee, mentor in self._locks)
        self._seats = [one.capacity - used[at] for at, one in enumerate(mentors)]
        placed = {mentee for mentee, _mentor in self._locks}
        self._table: Table = [
            [-1 if at in placed or self._seats[to] < 1 else score for to, score in enumerate(row)]
            for at, row in enumerate(self._scores)
        ]

    def run(self) -> Iterator[str]:
        """Every fault."""
        told = self._told
        if told["format"] != FORMAT or told["version"] != self._rules.version:
            yield "certificate.format"
        if (told["mentors"], told["mentees"]) != (len(self._mentors), len(self._mentees)):
            yield "certificate.people"
            return
        yield from self._admissible()
        yield from self._coverage()
        yield from self._floor()
        yield from self._levels()
        own = [self._scores[mentee][mentor] for mentee, mentor in self._pairs]
        if told["counts"] != {"pairs": len(own), "worst": min(own, default=0), "total": sum(own)}:
            yield "certificate.counts"

    def _admissible(self) -> Iterator[str]:
        if len({mentee for mentee, _mentor in self._pairs}) != len(self._pairs):
            yield "certificate.twice"
        if not set(self._locks) <= set(self._pairs):
            yield "certificate.locked"
        used = Counter(mentor for _mentee, mentor in self._pairs)
        if any(used[at] > one.capacity for at, one in enumerate(self._mentors)):
            yield "certificate.capacity"
        if any(self._table[mentee][mentor] < 0 for mentee, mentor in self._free):
            yield "certificate.forbidden"

    def _coverage(self) -> Iterator[str]:
        touched, size = self._cover("coverage", 0)
        if not touched or size != len(self._free):
            yield "certificate.coverage"

    def _floor(self) -> Iterator[str]:
        floor, following = _whole(self._told["floor"]), self._told["next_floor"]
        if not self._rules.floor or not self._free:
            if floor != 0 or following is not None:
                yield "certificate.floor"
            return
        higher = sorted({one for row in self._table for one in row if one > floor})
        if any(self._table[mentee][mentor] < floor for mentee, mentor in self._free):
            yield "certificate.floor"
        if (higher[0] if higher else None) != following:
            yield "certificate.floor"
        elif higher:
            touched, size = self._cover("next_cover", higher[0])
            if not touched or size >= len(self._free):
                yield "certificate.floor"

    def _cover(self, name: str, least: int) -> tuple[bool, int]:
        """Whether mentees and mentors touch every pair of at least so many points, and their places."""
        mentees = {_whole(one) for one in self._told[name]["mentees"]}
        mentors = {_whole(one) for one in self._told[name]["mentors"]}
        touched = all(
            at in mentees or to in mentors
            for at, row in enumerate(self._table)
            for to, score in enumerate(row)
            if score >= least
        )
        return touched, len(mentees) + sum(self._seats[one] for one in mentors)

    def _levels(self) -> Iterator[str]:
        floor, base = _whole(self._told["floor"]), pairing_weights.base(self._table)
        weights = [
            [score + base if score >= floor and score >= 0 else 0 for score in row] for row in self._table
        ]
        levels = self._told["levels"]
        if not levels:
            yield "certificate.potentials"
        for number, level in enumerate(levels):
            rows, columns = [_whole(one) for one in level["u"]], [_whole(one) for one in level["v"]]
            if not self._is_optimal(weights, rows, columns):
                yield "certificate.potentials"
                return
            weights = self._tied(weights, rows, columns, number)

    def _is_optimal(self, weights: Table, rows: Sequence[int], columns: Sequence[int]) -> bool:
        if len(rows) != len(self._mentees) or len(columns) != len(self._mentors):
            return False
        if min([0, *rows, *columns]) < 0:
            return False
        if any(weights[mentee][mentor] == 0 for mentee, mentor in self._free):
            return False
        for at, row in enumerate(weights):
            if any(weight and rows[at] + columns[to] < weight for to, weight in enumerate(row)):
                return False
        whole = sum(rows) + sum(seats * price for seats, price in zip(self._seats, columns, strict=True))
        return whole == sum(weights[mentee][mentor] for mentee, mentor in self._free)

    def _tied(self, weights: Table, rows: Sequence[int], columns: Sequence[int], number: int) -> Table:
        must, seed = pairing_weights.must(len(self._mentees)), f"{self._told['seed']}|{number}"
        found = [[0] * len(self._mentors) for _one in self._mentees]
        for at, row in enumerate(weights):
            for to, weight in enumerate(row):
                if weight and rows[at] + columns[to] == weight:
                    needed = must * ((rows[at] > 0) + (columns[to] > 0))
                    tie = pairing_weights.tie(seed, 0, self._mentees[at].id, self._mentors[to].id)
                    found[at][to] = needed + tie
        return found


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
