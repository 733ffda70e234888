"""A proof stands for its people, and notices every change of a number, a pair or an input."""

from __future__ import annotations

import copy
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from desktop.rules import certificate, mentoring, pairing_weights
from tests.rules import pairing_cases as cases
from tests.rules.pairing_cases import Drawn

BIG = (10, 7)
"""People at most and at least of the cases that are altered."""


def numbers(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the numbers of a certificate are."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from numbers(value, (*path, key))
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from numbers(value, (*path, at))
    elif type(told) is int:
        yield path


def test_every_change_of_a_number_is_noticed() -> None:
    for number in range(10):
        one = cases.drawn(number, *BIG)
        told = cases.told(one)
        assert cases.faults(told, one) == ()
        places = list(numbers(told))
        assert len(places) > 20
        for path in places:
            for more in (1, -1, 1000):
                changed = copy.deepcopy(told)
                part = changed
                for key in path[:-1]:
                    part = part[key]
                part[path[-1]] += more
                assert cases.faults(changed, one) != (), (number, path, more)


def test_every_other_pair_is_noticed() -> None:
    for number in range(30):
        one = cases.drawn(number, *BIG)
        told = cases.told(one)
        for at, pair in enumerate(told["pairs"]):
            for mentor in range(len(one.mentors)):
                if mentor != pair[1]:
                    changed = copy.deepcopy(told)
                    changed["pairs"][at][1] = mentor
                    recount(changed, one)
                    assert cases.faults(changed, one) != (), (number, pair, mentor)
            changed = copy.deepcopy(told)
            del changed["pairs"][at]
            recount(changed, one)
            assert cases.faults(changed, one) != (), (number, pair)
        for two in range(1, len(told["pairs"])):
            changed = copy.deepcopy(told)
            first, second = changed["pairs"][0], changed["pairs"][two]
            first[1], second[1] = second[1], first[1]
            recount(changed, one)
            assert changed["pairs"] == told["pairs"] or cases.faults(changed, one) != (), number


def recount(told: dict[str, Any], one: Drawn) -> None:
    """The counts as they are for the pairs that are told: only the proof can notice."""
    pairs = [(mentee, mentor) for mentee, mentor in told["pairs"]]
    told["counts"] = mentoring.counts(one.mentors, one.mentees, one.rules, pairs)


def test_a_proof_that_stands_for_other_people_tells_their_pairs() -> None:
    """A change that alters nothing of the result may stand; nothing else may."""
    refused = 0
    for number in range(120):
        one, chance = cases.drawn(number, *BIG), random.Random(number)
        told = cases.told(one)
        at = chance.randrange(len(one.mentees))
        mentees = list(one.mentees)
        mentees[at] = replace(
            mentees[at], needs=tuple(chance.sample(cases.SUBJECTS, 2)), grade=chance.choice((None, 5, 9))
        )
        other = replace(one, mentees=tuple(mentees))
        if cases.faults(told, other):
            refused += 1
        else:
            assert [list(pair) for pair in cases.solve(other).pairs] == told["pairs"], number
    assert refused > 60


def test_points_of_a_pair_that_differ_are_noticed() -> None:
    for number in range(60):
        one = cases.drawn(number, *BIG)
        told = cases.told(one)
        for mentee, mentor in told["pairs"][:3]:
            mentors = list(one.mentors)
            mentors[mentor] = replace(
                mentors[mentor], wishes=mentors[mentor].wishes ^ {one.mentees[mentee].id}
            )
            other = replace(one, mentors=tuple(mentors))
            before = mentoring.points(one.mentors[mentor], one.mentees[mentee], one.rules)
            after = mentoring.points(mentors[mentor], one.mentees[mentee], one.rules)
            assert before == after or cases.faults(told, other) != (), number


def as_good(one: Drawn, told: dict[str, Any]) -> Iterator[list[list[int]]]:
    """Every choice of pairs that is as good as the one that is told, and this one, by trying all."""
    locks = [list(lock) for lock in one.locks]
    placed = {mentee for mentee, _mentor in locks}
    scores, best = one.scores, told["counts"]["pairs"]

    def onwards(at: int, pairs: list[list[int]], left: list[int], total: int) -> Iterator[list[list[int]]]:
        if len(pairs) + len(one.mentees) - at < best:
            return
        if at == len(one.mentees):
            if total == sum(scores[mentee][mentor] for mentee, mentor in free):
                yield sorted(pairs)
        elif at in placed:
            yield from onwards(at + 1, pairs, left, total)
        else:
            yield from onwards(at + 1, pairs, left, total)
            for to, score in enumerate(scores[at]):
                if score >= told["floor"] and left[to] > 0:
                    rest = [*left[:to], left[to] - 1, *left[to + 1 :]]
                    yield from onwards(at + 1, [*pairs, [at, to]], rest, total + score)

    free = [pair for pair in told["pairs"] if pair not in locks]
    left = [seats - sum(lock[1] == to for lock in locks) for to, seats in enumerate(one.seats)]
    found = onwards(0, locks, left, 0)
    yield from (pairs for pairs in found if len(pairs) == best)


def order(one: Drawn, pairs: list[list[int]], seed: str) -> tuple[int, ...]:
    """By what the equally good choices are ordered: the sum of their ties, level by level."""
    ids = [mentee.id for mentee in one.mentees], [mentor.id for mentor in one.mentors]
    free = [(mentee, mentor) for mentee, mentor in pairs if (mentee, mentor) not in one.locks]
    return tuple(sum(pairing_weights.ties(f"{seed}|{level}", *ids, free)) for level in range(3))


def test_of_equally_good_choices_only_the_first_by_the_ties_stands() -> None:
    seen = 0
    for number in range(400):
        one = cases.drawn(number, 6, 3)
        told = cases.told(one, "104")
        every = list(as_good(one, told))
        assert told["pairs"] == max(every, key=lambda pairs: order(one, pairs, "104")), number
        for pairs in every:
            changed = {**told, "pairs": pairs}
            recount(changed, one)
            expected = () if pairs == told["pairs"] else ("certificate.unique",)
            assert cases.faults(changed, one) == expected, (number, pairs)
            seen += pairs != told["pairs"]
    assert seen > 60


def test_ties_that_are_equal_are_told_apart_by_the_next_and_else_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two pairs of equal people have two choices; here their ties are equal at some levels."""
    one = cases.drawn(5, 6, 5)
    mentors = tuple(
        mentoring.Mentor(f"O{at}", "甲", 8, frozenset(), 1, frozenset({"國語"})) for at in range(2)
    )
    mentees = tuple(mentoring.Mentee(f"E{at}", "乙", 5, (), frozenset({"國語"})) for at in range(2))
    one = replace(one, mentors=mentors, mentees=mentees, earlier=frozenset(), locks=())
    real = pairing_weights.ties
    for equal, expected in (("0", ()), ("01", ()), ("012", ("certificate.unique",))):
        monkeypatch.setattr(
            pairing_weights,
            "ties",
            lambda seed, rows, columns, pairs, equal=equal: (
                [7 for _pair in pairs] if seed[-1] in equal else real(seed, rows, columns, pairs)
            ),
        )
        told = cases.told(one)
        assert cases.faults(told, one) == expected, equal
        others = [[at, 1 - mentor] for at, mentor in told["pairs"]]
        assert cases.faults({**told, "pairs": others}, one) == ("certificate.unique",), equal


def renamed(one: Drawn, chance: random.Random) -> Drawn:
    """Other ids in the same order."""
    rows = sorted(f"E{chance.random():.12f}" for _mentee in one.mentees)
    columns = sorted(f"O{chance.random():.12f}" for _mentor in one.mentors)
    own = [mentee.id for mentee in one.mentees], [mentor.id for mentor in one.mentors]
    new = dict(zip([*own[0], *own[1]], [*rows, *columns], strict=True))

    def named(person: Any) -> Any:
        return replace(
            person,
            id=new[person.id],
            supervisor=new.get(person.supervisor, ""),
            wishes=frozenset(new[other] for other in person.wishes),
            avoid=frozenset(new[other] for other in person.avoid),
        )

    return replace(
        one,
        mentors=tuple(named(mentor) for mentor in one.mentors),
        mentees=tuple(named(mentee) for mentee in one.mentees),
        earlier=frozenset((new[mentor], new[mentee]) for mentor, mentee in one.earlier),
    )


def test_no_number_of_a_proof_comes_from_an_id() -> None:
    """With other ids in the same order at most other pairs are chosen among equals."""
    chosen = 0
    for number in range(100):
        one = cases.drawn(number, 20, 10)
        told = cases.told(one)
        other = cases.told(renamed(one, random.Random(number)))
        chosen += told.pop("pairs") != other.pop("pairs")
        if not one.rules.floor:  # without a floor the worst of equally good pairs may differ
            del told["counts"]["worst"], other["counts"]["worst"]
        assert told == other, number
        assert max([0, *told["u"], *told["v"]]) <= pairing_weights.base(one.scores) + 100, number
    assert chosen > 20


def test_a_proof_belongs_to_its_people() -> None:
    one = cases.drawn(1, *BIG)
    told = cases.told(one)
    fewer = replace(one, mentors=one.mentors[:-1], locks=())
    assert cases.faults(told, fewer) in {("certificate.people",), ("certificate.malformed",)}


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"pairs": [[0]]},
        {"pairs": [[-1, 0]]},
        {"pairs": [[True, 0]]},
        {"u": None},
        {"v": [0.5]},
        {"coverage": {"mentees": [99], "mentors": []}},
    ],
)
def test_what_is_no_proof_is_malformed(broken: dict[str, Any]) -> None:
    one = replace(cases.drawn(2, *BIG), locks=())
    told = {**cases.told(one), **broken} if broken else {}
    assert "certificate.malformed" in cases.faults(told, one)


def test_the_check_imports_no_solver() -> None:
    code = "import sys; from desktop.rules import certificate; "
    code += "assert not {'scipy', 'numpy', 'desktop.rules.pairing'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert certificate.FORMAT == "luminary-pairing/2"


def test_a_proof_of_the_first_format_is_refused() -> None:
    one = cases.drawn(2, *BIG)
    told = cases.told(one)
    levels = [{"u": told.pop("u"), "v": told.pop("v")}]
    first = {**told, "format": "luminary-pairing/1", "levels": levels}
    assert cases.faults(first, one) == ("certificate.format",)
