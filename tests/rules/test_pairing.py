"""Pairs are the best there are, and the same whatever the order of rows and whatever the PC."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.rules import mentoring, pairing, pairing_weights
from desktop.rules.mentoring import Mentee
from tests.rules import pairing_cases as cases

CASES, LONG_CASES = 250, 20_000
SHUFFLED, SHUFFLES = 100, 200
"""Cases of the published run, and shuffles of each."""


def tried(number: int) -> None:
    """A case is as good as trying everything, proven, and found without a proof too."""
    one = cases.drawn(number)
    scores, found = one.scores, cases.solve(one)
    free = [pair for pair in found.pairs if pair not in one.locks]
    own = [scores[mentee][mentor] for mentee, mentor in free]
    assert set(one.locks) <= set(found.pairs), number
    worst = min(own, default=0) if one.rules.floor else 0
    best = cases.tried(scores, one.seats, one.locks, floor=one.rules.floor)
    assert (len(own), worst, sum(own)) == best, number
    assert cases.faults(cases.told(one), one) == (), number
    ids = [mentee.id for mentee in one.mentees], [mentor.id for mentor in one.mentors]
    assert pairing.best(scores, one.seats, *ids, floor=one.rules.floor, locks=one.locks) == found.pairs


def shuffled(number: int, times: int) -> None:
    """The same people in other orders have the same pairs."""
    one = cases.drawn(number, 12)
    pairs = {(one.mentees[mentee].id, one.mentors[mentor].id) for mentee, mentor in cases.solve(one).pairs}
    locks = [(one.mentees[mentee].id, one.mentors[mentor].id) for mentee, mentor in one.locks]
    chance = random.Random(-number)
    for _time in range(times):
        mentees = chance.sample(one.mentees, len(one.mentees))
        mentors = chance.sample(one.mentors, len(one.mentors))
        rows, columns = [mentee.id for mentee in mentees], [mentor.id for mentor in mentors]
        again = pairing.best(
            mentoring.scores(mentors, mentees, one.rules, one.earlier),
            [mentor.capacity for mentor in mentors],
            rows,
            columns,
            floor=one.rules.floor,
            locks=[(rows.index(mentee), columns.index(mentor)) for mentee, mentor in locks],
        )
        assert {(rows[mentee], columns[mentor]) for mentee, mentor in again} == pairs, number


def test_it_is_as_good_as_trying_everything() -> None:
    for number in range(CASES):
        tried(number)


def test_the_order_of_rows_does_not_matter() -> None:
    for number in range(60):
        shuffled(number, 3)


@pytest.mark.long
def test_it_is_as_good_as_trying_everything_many_times() -> None:
    for number in range(LONG_CASES):
        tried(number)


@pytest.mark.long
def test_no_order_of_rows_matters() -> None:
    for number in range(SHUFFLED):
        shuffled(number, SHUFFLES)


def test_pools_beyond_what_is_drawn_of_each_mentee_are_as_good() -> None:
    """With this many mentors a matching is first looked for among some pairs only."""
    chance = random.Random(1)
    for tight in (False, True):
        count = 130
        scores = [
            [chance.randint(0, 60) if chance.random() < 0.5 else -1 for _ in range(count)]
            for _ in range(count)
        ]
        if tight:  # nobody but the first sixty mentors may come to the last seventy mentees
            scores = [row if at < 60 else [*row[:60], *[-1] * 70] for at, row in enumerate(scores)]
        ids = [f"E{at}" for at in range(count)], [f"O{at}" for at in range(count)]
        found = pairing.solve(scores, [1] * count, *ids)
        placed = len(found.pairs)
        assert placed == len(found.coverage.mentees) + len(found.coverage.mentors) == (120 if tight else 130)
        assert min(scores[mentee][mentor] for mentee, mentor in found.pairs) == found.floor
        assert len(found.next_cover.mentees) + len(found.next_cover.mentors) < placed


@pytest.mark.slow
def test_every_hash_seed_gives_the_same_bytes() -> None:
    code = "import json; from tests.rules import pairing_cases as cases; "
    code += "print(json.dumps([cases.told(cases.drawn(number, 20, 10)) for number in range(5)]))"
    written = [
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "20261127")
    ]
    assert written[0] == written[1]
    assert len(written[0]) > 1000


def test_another_seed_chooses_among_equals() -> None:
    found = {
        pairing.best([[5, 5], [5, 5]], [1, 1], ["E1", "E2"], ["O1", "O2"], seed=str(n)) for n in range(9)
    }
    assert found == {((0, 0), (1, 1)), ((0, 1), (1, 0))}


def test_locks_come_first_and_use_up_seats() -> None:
    scores, ids = [[50, 10], [50, 40]], (["E1", "E2"], ["O1", "O2"])
    found = pairing.solve(scores, [1, 1], *ids, locks=[(1, 0)])
    assert (found.pairs, found.locked) == (((0, 1), (1, 0)), ((1, 0),))
    for locks in ([(1, 0), (0, 0)], [(1, 0), (1, 1)]):
        with pytest.raises(pairing.LockError):
            pairing.solve(scores, [1, 1], *ids, locks=locks)


def test_a_lock_that_a_rule_forbids_stands_and_has_its_points() -> None:
    one = cases.drawn(3, 6, 6)
    mentors = tuple(replace(mentor, agency="甲", capacity=1) for mentor in one.mentors)
    mentees = tuple(replace(mentee, agency="甲") for mentee in one.mentees)
    one = replace(one, mentors=mentors, mentees=mentees, locks=((2, 4),))
    assert one.scores[2][4] == -1
    assert cases.solve(one).pairs == ((2, 4),)
    points = mentoring.points(mentors[4], mentees[2], one.rules).total
    proof = cases.told(one)
    assert proof["counts"] == {"pairs": 1, "worst": points, "total": points}
    assert cases.faults(proof, one) == ()


def test_more_people_than_exact_numbers_reach_are_refused() -> None:
    with pytest.raises(pairing_weights.TooManyError):
        pairing.solve([[2**52]], [1], ["E"], ["O"])


@pytest.mark.parametrize(
    ("scores", "seats"),
    [([], []), ([], [2]), ([[], []], []), ([[-1, -1]], [1, 1]), ([[10]], [0]), ([[10]], [1])],
)
def test_nobody_and_nothing_is_a_clear_result(scores: Sequence[Sequence[int]], seats: Sequence[int]) -> None:
    ids = [f"E{at}" for at in range(len(scores))], [f"O{at}" for at in range(len(seats))]
    found = pairing.solve(scores, seats, *ids)
    assert found.pairs == pairing.best(scores, seats, *ids)
    assert len(found.pairs) == (scores == [[10]] and seats == [1])


def test_pools_score_as_pairs_do() -> None:
    for number in range(40):
        one = cases.drawn(number, 12)
        before = one.earlier if one.rules.earlier else frozenset()
        assert one.scores == [
            [
                -1
                if mentoring.broken(mentor, mentee, before)
                else mentoring.points(mentor, mentee, one.rules).total
                for mentor in one.mentors
            ]
            for mentee in one.mentees
        ]


def test_the_worked_example_of_the_score() -> None:
    mentor = mentoring.Mentor("O", "甲", 8, frozenset({"農業", "採購"}), 1, frozenset({"國語"}))
    mentee = Mentee("E", "乙", 5, ("法制", "農業"), frozenset({"國語"}))
    assert mentoring.points(mentor, mentee, mentoring.settings()) == (13, 0, 15, 0)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"agency": "甲"}, "agency"),
        ({"supervisor": "O"}, "line"),
        ({"avoid": frozenset({"O"})}, "ban"),
        ({"languages": frozenset({"客語"})}, "language"),
    ],
)
def test_hard_rules_are_named(changes: dict[str, str | frozenset[str]], rule: str) -> None:
    mentor = mentoring.Mentor("O", "甲", 8, frozenset({"人事"}), 1, frozenset({"國語"}))
    mentee = replace(Mentee("E", "乙", 5, ("人事",), frozenset({"國語"})), **changes)  # type: ignore[arg-type]
    assert mentoring.broken(mentor, mentee, frozenset()) == (rule,)
    assert mentoring.broken(mentor, mentee, frozenset({("O", "E")}))[-1] == "earlier"
