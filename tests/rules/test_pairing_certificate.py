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

from desktop.rules import certificate, mentoring
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


def test_equals_that_the_ties_did_not_choose_are_refused() -> None:
    """Without its last level a proof says nothing of other pairs that are as good."""
    seen = 0
    for number in range(60):
        one = cases.drawn(number, *BIG)
        told = cases.told(one)
        if len(told["levels"]) > 1:
            seen += 1
            del told["levels"][-1]
            assert cases.faults(told, one) == ("certificate.unique",), number
    assert seen > 10


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
        {"levels": None},
        {"levels": [{"u": [0.5], "v": []}]},
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
    assert certificate.FORMAT == "luminary-pairing/1"
