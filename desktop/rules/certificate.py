"""The proof of a pairing: plain integers that anyone can add up; this file imports no solver.

`check` recomputes every score from the people and finds whatever does not hold: a pair that is not
admissible, a mentor with too many, more pairs that were possible, a higher floor, a higher total, other
pairs as good. It reckons with Python's integers, which have no limit and no rounding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from desktop.rules import mentoring, pairing_weights
from desktop.rules.mentoring import Mentee, Mentor, Settings

FORMAT: Final = "luminary-pairing/1"

Table = list[list[int]]
Row = tuple[Sequence[int], Sequence[int]]
"""The mentors that a mentee may come to at one level, and the weights of these pairs."""


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
        if (told["mentors"], told["mentees"]) != (len(self._mentors), len(self._mentees)):
            yield "certificate.people"
            return
        yield from self._admissible()
        yield from self._coverage()
        yield from self._floor()
        yield from self._levels()
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

    def _levels(self) -> Iterator[str]:
        floor, base = max(0, _whole(self._told["floor"])), pairing_weights.base(self._table)
        every = range(len(self._mentors))
        graph: list[Row] = [
            (every, [score + base if score >= floor else 0 for score in row]) for row in self._table
        ]
        alone = False
        for number, level in enumerate(self._told["levels"]):
            rows, columns = [_whole(one) for one in level["u"]], [_whole(one) for one in level["v"]]
            if alone or not self._is_optimal(graph, rows, columns):
                yield "certificate.potentials"
                return
            tight = [_tight(row, u, columns) for row, u in zip(graph, rows, strict=True)]
            alone = self._is_alone(tight, rows, columns)
            graph = self._tied(tight, rows, columns, number)
        if not alone:
            yield "certificate.unique"

    def _is_optimal(self, graph: Sequence[Row], rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether no pairs can weigh more than these: u and v are nowhere less, and together no more."""
        if len(rows) != len(self._mentees) or len(columns) != len(self._mentors):
            return False
        if min([0, *rows, *columns]) < 0:
            return False
        if any(price and seats < 1 for seats, price in zip(self._seats, columns, strict=True)):
            return False
        for (places, weights), u in zip(graph, rows, strict=True):
            if any(weight > u + columns[to] for to, weight in zip(places, weights, strict=True)):
                return False
        own = [
            weights[places.index(mentor)] if mentor in places else 0
            for mentee, mentor in self._free
            for places, weights in (graph[mentee],)
        ]
        whole = sum(rows) + sum(seats * price for seats, price in zip(self._seats, columns, strict=True))
        return min(own, default=1) > 0 and whole == sum(own)

    def _tied(
        self, tight: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int], number: int
    ) -> list[Row]:
        """The next level: among equals, whoever must be paired first, then the ties."""
        must, seed = pairing_weights.must(len(self._mentees)), f"{self._told['seed']}|{number}"
        ids = [one.id for one in self._mentees], [one.id for one in self._mentors]
        pairs = ((at, to) for at, places in enumerate(tight) for to in places)
        ties = iter(pairing_weights.ties(seed, *ids, pairs))
        return [
            (places, [must * ((u > 0) + (columns[to] > 0)) + next(ties) for to in places])
            for places, u in zip(tight, rows, strict=True)
        ]

    def _is_alone(self, tight: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Whether no other choice of tight pairs is as good: nobody can change places in a circle.

        Whoever comes to a mentor takes a spare seat or somebody's; who has potential 0 may be left free for
        another who has. Steps that lead to no circle are taken away until none is left.
        """
        partner, free = dict(self._free), ("free", 0)
        used = Counter(partner.values())
        steps: dict[tuple[str, int], list[tuple[str, int]]] = {free: []}
        for at, places in enumerate(tight):
            own = partner.get(at)
            steps["mentee", at] = [("mentor", to) for to in places if to != own]
            if rows[at] == 0 and own is not None:
                steps["mentee", at].append(free)
            elif rows[at] == 0:
                steps[free].append(("mentee", at))
        for to, price in enumerate(columns):
            steps["mentor", to], steps["left", to] = [], []
            if price == 0 and used[to] < self._seats[to]:
                steps["mentor", to].append(free)
            if price == 0 and used[to]:
                steps[free].append(("left", to))
        for at, own in partner.items():
            steps["mentor", own].append(("mentee", at))
            steps["left", own].append(("mentee", at))
        return _has_no_circle(steps)

    def _pair(self, mentee: Any, mentor: Any) -> tuple[int, int]:
        return _place(mentee, self._mentees), _place(mentor, self._mentors)


def _tight(row: Row, u: int, columns: Sequence[int]) -> list[int]:
    """The mentors of the pairs that weigh as much as their potentials."""
    return [to for to, weight in zip(*row, strict=True) if weight and weight - columns[to] == u]


def _has_no_circle(steps: Mapping[tuple[str, int], Sequence[tuple[str, int]]]) -> bool:
    """Whether every step can be put in an order (Kahn)."""
    coming = Counter(end for ends in steps.values() for end in ends)
    ready, done = [node for node in steps if not coming[node]], 0
    while ready:
        done += 1
        for end in steps[ready.pop()]:
            coming[end] -= 1
            if not coming[end]:
                ready.append(end)
    return done == len(steps)


def _place(value: Any, people: Sequence[object]) -> int:
    if not 0 <= _whole(value) < len(people):
        raise IndexError(value)
    return int(value)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value
