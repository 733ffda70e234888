"""Pairs are the best there are, the same whatever the order, and their proof notices any change."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Sequence
from typing import Any

import pytest

from desktop.rules import certificate, mentoring, pairing
from desktop.rules.mentoring import Mentee, Mentor

RULES = mentoring.settings()
SCORES = (-1, -1, 0, 10, 10, 20, 35, 100)
CASES = 600
"""Of random small cases; the published number is in docs/benchmarks.md."""


def case(number: int) -> tuple[list[list[int]], list[int], bool]:
    """A small case: scores, seats, whether there is a floor."""
    chance = random.Random(number)
    count, width = chance.randint(0, 5), chance.randint(0, 4)
    scores = [[chance.choice(SCORES) for _mentor in range(width)] for _mentee in range(count)]
    return scores, [chance.choice((0, 1, 1, 2, 3)) for _mentor in range(width)], chance.random() < 0.7


def best(scores: Sequence[Sequence[int]], seats: Sequence[int], *, floor: bool) -> tuple[int, int, int]:
    """Coverage, floor and total by trying everything."""
    options = [
        [-1, *(mentor for mentor, score in enumerate(row) if score >= 0 and seats[mentor] > 0)]
        for row in scores
    ]
    found = []
    for choice in itertools.product(*options):
        if all(choice.count(mentor) <= free for mentor, free in enumerate(seats)):
            own = [scores[mentee][mentor] for mentee, mentor in enumerate(choice) if mentor >= 0]
            found.append((len(own), min(own, default=0) if floor else 0, sum(own)))
    return max(found)


def names(letter: str, count: int) -> list[str]:
    return [f"{letter}{number}" for number in range(count)]


def solved(scores: Sequence[Sequence[int]], seats: Sequence[int], *, floor: bool) -> pairing.Solution:
    return pairing.solve(scores, seats, names("E", len(scores)), names("O", len(seats)), floor=floor)


def test_it_is_as_good_as_trying_everything_and_the_same_in_any_order() -> None:
    for number in range(CASES):
        scores, seats, floor = case(number)
        found = solved(scores, seats, floor=floor)
        counts = pairing.totals(scores, found.pairs)
        told = (counts["pairs"], counts["worst"] if floor else 0, counts["total"])
        assert told == best(scores, seats, floor=floor), number
        chance = random.Random(-number)
        rows = chance.sample(range(len(scores)), len(scores))
        columns = chance.sample(range(len(seats)), len(seats))
        again = pairing.solve(
            [[scores[row][column] for column in columns] for row in rows],
            [seats[column] for column in columns],
            [f"E{row}" for row in rows],
            [f"O{column}" for column in columns],
            floor=floor,
        )
        assert {(rows[row], columns[column]) for row, column in again.pairs} == set(found.pairs), number


def test_locks_come_first_and_use_up_seats() -> None:
    scores = [[50, 10], [50, 40]]
    found = pairing.solve(scores, [1, 1], names("E", 2), names("O", 2), locks=[(1, 0)])
    assert (found.pairs, found.locked) == (((0, 1), (1, 0)), ((1, 0),))
    with pytest.raises(pairing.LockError):
        pairing.solve(scores, [1, 1], names("E", 2), names("O", 2), locks=[(1, 0), (0, 0)])
    with pytest.raises(pairing.LockError):
        pairing.solve(scores, [1, 1], names("E", 2), names("O", 2), locks=[(1, 0), (1, 1)])


@pytest.mark.parametrize(
    ("scores", "seats"),
    [([], []), ([], [2]), ([[], []], []), ([[-1, -1]], [1, 1]), ([[10]], [0]), ([[10]], [1])],
)
def test_nobody_and_nothing_is_a_clear_result(scores: list[list[int]], seats: list[int]) -> None:
    found = solved(scores, seats, floor=True)
    assert len(found.pairs) == (scores == [[10]] and seats == [1])


def people(count: int = 9) -> tuple[list[Mentor], list[Mentee]]:
    chance = random.Random(7)
    subjects = ("人事", "主計", "資訊", "工程", "社福")
    spoken = frozenset({"國語"})
    mentors = [
        Mentor(
            f"O{at}",
            f"機關{at % 4}",
            chance.randint(6, 11),
            frozenset(chance.sample(subjects, 2)),
            chance.randint(1, 2),
            spoken,
            avoid=frozenset({"E1"} if at == 2 else ()),
        )
        for at in range(count)
    ]
    mentees = [
        Mentee(
            f"E{at}",
            f"機關{(at + 1) % 4}",
            chance.randint(2, 8),
            tuple(chance.sample(subjects, chance.randint(1, 3))),
            spoken,
            supervisor="O1" if at == 4 else "",
        )
        for at in range(count)
    ]
    return mentors, mentees


def proof(mentors: Sequence[Mentor], mentees: Sequence[Mentee]) -> dict[str, Any]:
    """The certificate as the service writes it."""
    table = mentoring.scores(mentors, mentees, RULES)
    seats, ids = [one.capacity for one in mentors], [one.id for one in mentees]
    found = pairing.solve(table, seats, ids, [one.id for one in mentors])
    return {
        "format": certificate.FORMAT,
        "version": RULES.version,
        "seed": "",
        "mentors": len(mentors),
        "mentees": len(mentees),
        "pairs": [list(one) for one in found.pairs],
        "locks": [],
        "floor": found.floor,
        "next_floor": found.next_floor,
        "levels": [{"u": list(one.mentees), "v": list(one.mentors)} for one in found.levels],
        "coverage": {"mentees": list(found.coverage.mentees), "mentors": list(found.coverage.mentors)},
        "next_cover": {"mentees": list(found.next_cover.mentees), "mentors": list(found.next_cover.mentors)},
        "counts": dict(pairing.totals(table, found.pairs)),
    }


def test_a_proof_stands_and_notices_every_change_of_a_number() -> None:
    mentors, mentees = people()
    told = proof(mentors, mentees)
    assert certificate.check(told, mentors, mentees, RULES) == ()
    places = list(_numbers(told))
    assert len(places) > 40
    for path in places:
        changed = copy.deepcopy(told)
        _add(changed, path, 1)
        assert certificate.check(changed, mentors, mentees, RULES) != (), path


def test_a_proof_belongs_to_its_people() -> None:
    mentors, mentees = people()
    told = proof(mentors, mentees)
    other = [*mentees[:-1], Mentee("E8", mentees[-1].agency, 9, ("法制",), frozenset({"英語"}))]
    assert certificate.check(told, mentors, other, RULES) != ()
    assert certificate.check(told, mentors[:-1], mentees, RULES) == ("certificate.people",)
    assert certificate.check({}, mentors, mentees, RULES) == ("certificate.malformed",)


def test_fewer_pairs_than_possible_are_refused() -> None:
    mentors, mentees = people()
    told = proof(mentors, mentees)
    table = mentoring.scores(mentors, mentees, RULES)
    told["pairs"] = told["pairs"][1:]
    told["counts"] = dict(pairing.totals(table, [tuple(one) for one in told["pairs"]]))
    assert "certificate.coverage" in certificate.check(told, mentors, mentees, RULES)


def test_proofs_of_random_cases_stand() -> None:
    for number in range(60):
        chance = random.Random(number)
        mentors, mentees = people(chance.randint(0, 9))
        told = proof(mentors, mentees)
        assert certificate.check(told, mentors, mentees, RULES) == (), number


def test_the_worked_example_of_the_score() -> None:
    mentor = Mentor("O", "甲", 8, frozenset({"農業", "採購"}), 1, frozenset({"國語"}))
    mentee = Mentee("E", "乙", 5, ("法制", "農業"), frozenset({"國語"}))
    assert mentoring.points(mentor, mentee, RULES) == (13, 0, 15, 0)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"agency": "甲"}, "agency"),
        ({"supervisor": "O"}, "line"),
        ({"avoid": frozenset({"O"})}, "ban"),
        ({"languages": frozenset({"客語"})}, "language"),
    ],
)
def test_hard_rules_are_named(changes: dict[str, Any], rule: str) -> None:
    mentor = Mentor("O", "甲", 8, frozenset({"人事"}), 1, frozenset({"國語"}))
    given: dict[str, Any] = {"id": "E", "agency": "乙", "grade": 5, "needs": ("人事",)}
    mentee = Mentee(**{**given, "languages": frozenset({"國語"}), **changes})
    assert mentoring.broken(mentor, mentee, frozenset()) == (rule,)
    assert mentoring.broken(mentor, mentee, frozenset({("O", "E")}))[-1] == "earlier"


def _numbers(told: Any, path: tuple[Any, ...] = ()) -> Any:
    """Where the numbers of a certificate are."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from _numbers(value, (*path, key))
    elif isinstance(told, list):
        for at, value in enumerate(told):
            yield from _numbers(value, (*path, at))
    elif type(told) is int:
        yield path


def _add(told: Any, path: tuple[Any, ...], more: int) -> None:
    for key in path[:-1]:
        told = told[key]
    told[path[-1]] += more
