"""Pools by chance, what is best for them by trying everything, and the proof as it is written."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from desktop.rules import certificate, mentoring, pairing
from desktop.rules.mentoring import Mentee, Mentor, Settings
from desktop.rules.pairing import Pair, Solution
from desktop.rules.pairing_explain import Case

SUBJECTS = ("人事", "主計", "資訊", "工程", "社福")
SPOKEN = (("國語",), ("國語",), ("國語", "台語"), ("台語",))
SEATS = (0, 1, 1, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A case before it is solved."""

    mentors: tuple[Mentor, ...]
    mentees: tuple[Mentee, ...]
    rules: Settings
    earlier: frozenset[tuple[str, str]]
    locks: tuple[Pair, ...]

    @property
    def scores(self) -> list[list[int]]:
        return mentoring.scores(self.mentors, self.mentees, self.rules, self.earlier)

    @property
    def seats(self) -> list[int]:
        return [one.capacity for one in self.mentors]


def drawn(number: int, most: int = 6, least: int = 0) -> Drawn:
    """The case of a number: up to so many people on either side, some of them locked."""
    chance = random.Random(number)
    count, width = chance.randint(least, most), chance.randint(least, most)
    agencies = [f"機關{at}" for at in range(chance.choice((2, 4, 9)))]
    mentors = tuple(_mentor(chance, at, count, agencies) for at in range(width))
    mentees = tuple(_mentee(chance, at, width, agencies) for at in range(count))
    earlier = frozenset(
        (mentor.id, mentee.id) for mentor in mentors for mentee in mentees if chance.random() < 0.1
    )
    rules = replace(mentoring.settings(), floor=chance.random() < 0.7)
    left = Counter({at: one.capacity for at, one in enumerate(mentors)})
    locks = []
    for mentee in chance.sample(range(count), count // 3 if width and chance.random() < 0.4 else 0):
        mentor = chance.randrange(width)
        if left[mentor] > 0:
            left[mentor] -= 1
            locks.append((mentee, mentor))
    return Drawn(mentors, mentees, rules, earlier, tuple(locks))


def _mentor(chance: random.Random, at: int, count: int, agencies: Sequence[str]) -> Mentor:
    return Mentor(
        id=f"O{at:03d}",
        agency=chance.choice(agencies),
        grade=chance.choice((None, 6, 7, 8, 9)),
        expertise=frozenset(chance.sample(SUBJECTS, chance.randint(0, 3))),
        capacity=chance.choice(SEATS),
        languages=frozenset(chance.choice(SPOKEN)),
        wishes=frozenset({f"E{chance.randrange(count):03d}"} if count and chance.random() < 0.3 else ()),
        avoid=frozenset({f"E{chance.randrange(count):03d}"} if count and chance.random() < 0.3 else ()),
        supervisor=f"E{chance.randrange(count):03d}" if count and chance.random() < 0.1 else "",
    )


def _mentee(chance: random.Random, at: int, width: int, agencies: Sequence[str]) -> Mentee:
    return Mentee(
        id=f"E{at:03d}",
        agency=chance.choice(agencies),
        grade=chance.choice((None, 3, 4, 5, 6)),
        needs=tuple(chance.sample(SUBJECTS, chance.randint(0, 3))),
        languages=frozenset(chance.choice(SPOKEN)),
        wishes=frozenset({f"O{chance.randrange(width):03d}"} if width and chance.random() < 0.3 else ()),
        avoid=frozenset({f"O{chance.randrange(width):03d}"} if width and chance.random() < 0.3 else ()),
        supervisor=f"O{chance.randrange(width):03d}" if width and chance.random() < 0.1 else "",
    )


def solve(one: Drawn, seed: str = "") -> Solution:
    """The pairs of a case."""
    return pairing.solve(
        one.scores,
        one.seats,
        [mentee.id for mentee in one.mentees],
        [mentor.id for mentor in one.mentors],
        floor=one.rules.floor,
        locks=one.locks,
        seed=seed,
    )


def case(one: Drawn) -> Case:
    """The case as it is explained."""
    return Case(one.mentors, one.mentees, one.rules, one.earlier, one.scores, solve(one))


def tried(
    scores: Sequence[Sequence[int]], seats: Sequence[int], locks: Sequence[Pair], *, floor: bool
) -> tuple[int, int, int]:
    """Pairs besides the locks, the floor and their total, by trying every choice of everybody."""
    left = Counter(dict(enumerate(seats)))
    left.subtract(mentor for _mentee, mentor in locks)
    placed = {mentee for mentee, _mentor in locks}
    rows = [tuple(row) for at, row in enumerate(scores) if at not in placed]

    def most(least: int) -> tuple[int, int]:
        @cache
        def onwards(at: int, free: tuple[int, ...]) -> tuple[int, int]:
            if at == len(rows):
                return 0, 0
            found = onwards(at + 1, free)
            for to, score in enumerate(rows[at]):
                if score >= least and free[to] > 0:
                    count, total = onwards(at + 1, (*free[:to], free[to] - 1, *free[to + 1 :]))
                    found = max(found, (count + 1, total + score))
            return found

        return onwards(0, tuple(left[at] for at in range(len(seats))))

    whole = most(0)
    if not floor or not whole[0]:
        return whole[0], 0, whole[1]
    at_floor = {one: most(one) for one in {score for row in rows for score in row if score >= 0}}
    best = max(one for one, found in at_floor.items() if found[0] == whole[0])
    return whole[0], best, at_floor[best][1]


def told(one: Drawn, seed: str = "") -> dict[str, Any]:
    """The proof of a case."""
    found = solve(one, seed)
    return {
        "format": certificate.FORMAT,
        "version": one.rules.version,
        "seed": seed,
        "mentors": len(one.mentors),
        "mentees": len(one.mentees),
        "pairs": [list(pair) for pair in found.pairs],
        "locks": [list(pair) for pair in found.locked],
        "floor": found.floor,
        "next_floor": found.next_floor,
        "u": list(found.levels[0].mentees),
        "v": list(found.levels[0].mentors),
        "coverage": _cover(found.coverage),
        "next_cover": _cover(found.next_cover),
        "counts": mentoring.counts(one.mentors, one.mentees, one.rules, found.pairs),
    }


def faults(proof: dict[str, Any], one: Drawn) -> tuple[str, ...]:
    """What does not hold of a proof for a case."""
    return certificate.check(proof, one.mentors, one.mentees, one.rules, one.earlier)


def _cover(one: pairing.Cover) -> dict[str, list[int]]:
    return {"mentees": list(one.mentees), "mentors": list(one.mentors)}
