"""The proof of a pairing: plain integers that anyone can add up; this file imports no solver.

`check` recomputes every score from the people and finds whatever does not hold: a pair that is not
admissible, a mentor with too many, more pairs that were possible, a higher floor, a higher total, other
pairs as good. It reckons with Python's integers, which have no limit and no rounding.

A certificate holds no person's data: its numbers follow from the scores, and the ties, which follow from the
ids, are recomputed (`rules.pairing_ties`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.rules import mentoring, pairing_ties, pairing_weights
from desktop.rules.mentoring import Mentee, Mentor, Settings

FORMAT: Final = "luminary-pairing/2"

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
        self._pairs = [self._pair(*one) for one in told["pairs"]]
        self._locks = [self._pair(*one) for one in told["locks"]]
        locks = set(self._locks)
        self._free = [pair for pair in self._pairs if pair not in locks]
        used = Counter(mentor for _mentee, mentor in self._locks)
        self._seats = [one.capacity - used[at] for at, one in enumerate(mentors)]
        placed = {mentee for mentee, _mentor in self._locks}
        self._table: Table = [
            [-1 if at in placed or self._seats[to] < 1 else score for to, score in enumerate(row)]
            for at, row in enumerate(mentoring.scores(mentors, mentees, rules, earlier))
        ]

    def run(self) -> Iterator[str]:
        """Every fault."""
        told = self._told
        if told["format"] != FORMAT or told["version"] != self._rules.version:
            yield "certificate.format"
            return
        if (told["mentors"], told["mentees"]) != (len(self._mentors), len(self._mentees)):
            yield "certificate.people"
            return
        yield from self._admissible()
        yield from self._coverage()
        yield from self._floor()
        yield from self._potentials()
        if told["counts"] != mentoring.counts(self._mentors, self._mentees, self._rules, self._pairs):
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
        higher = min((one for one in set().union(*self._table) if one > floor), default=None)
        if any(self._table[mentee][mentor] < floor for mentee, mentor in self._free):
            yield "certificate.floor"
        if higher != following:
            yield "certificate.floor"
        elif higher is not None:
            touched, size = self._cover("next_cover", higher)
            if not touched or size >= len(self._free):
                yield "certificate.floor"

    def _cover(self, name: str, least: int) -> tuple[bool, int]:
        """Whether mentees and mentors touch every pair of at least so many points, and their places."""
        mentees = {_place(one, self._mentees) for one in self._told[name]["mentees"]}
        mentors = {_place(one, self._mentors) for one in self._told[name]["mentors"]}
        others = [to for to in range(len(self._mentors)) if to not in mentors]
        touched = all(
            at in mentees or max((row[to] for to in others), default=-1) < least
            for at, row in enumerate(self._table)
        )
        return touched, len(mentees) + sum(self._seats[one] for one in mentors)

    def _potentials(self) -> Iterator[str]:
        floor, base = max(0, _whole(self._told["floor"])), pairing_weights.base(self._table)
        weights = [[score + base if score >= floor else 0 for score in row] for row in self._table]
        rows, columns = [_whole(one) for one in self._told["u"]], [_whole(one) for one in self._told["v"]]
        if not self._is_optimal(weights, rows, columns):
            yield "certificate.potentials"
            return
        equals = pairing_ties.Equals(
            mentees=[one.id for one in self._mentees],
            mentors=[one.id for one in self._mentors],
            seats=self._seats,
            tight=[_tight(row, u, columns) for row, u in zip(weights, rows, strict=True)],
            rows=rows,
            columns=columns,
        )
        if not pairing_ties.are_best(equals, dict(self._free), self._told["seed"]):
            yield "certificate.unique"

    def _is_optimal(self, weights: Table, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether no pairs can weigh more than these: u and v are nowhere less, and together no more."""
        if len(rows) != len(self._mentees) or len(columns) != len(self._mentors):
            return False
        if min([0, *rows, *columns]) < 0:
            return False
        if any(price and seats < 1 for seats, price in zip(self._seats, columns, strict=True)):
            return False
        for row, u in zip(weights, rows, strict=True):
            if any(weight > u + price for weight, price in zip(row, columns, strict=True)):
                return False
        own = [weights[mentee][mentor] for mentee, mentor in self._free]
        whole = sum(rows) + sum(seats * price for seats, price in zip(self._seats, columns, strict=True))
        return min(own, default=1) > 0 and whole == sum(own)

    def _pair(self, mentee: Any, mentor: Any) -> tuple[int, int]:
        return _place(mentee, self._mentees), _place(mentor, self._mentors)


def _tight(row: Sequence[int], u: int, columns: Sequence[int]) -> list[int]:
    """The mentors of the pairs that weigh as much as their potentials."""
    both = zip(row, columns, strict=True)
    return [to for to, (weight, price) in enumerate(both) if weight and weight - price == u]


def _place(value: Any, people: Sequence[object]) -> int:
    if not 0 <= _whole(value) < len(people):
        raise IndexError(value)
    return int(value)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
