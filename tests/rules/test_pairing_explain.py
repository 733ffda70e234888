"""Every explanation is what pairing gives with that one thing changed; nothing that would help is missed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.rules import mentoring, pairing, pairing_weights
from desktop.rules import pairing_explain as explain
from desktop.rules.mentoring import AGENCY, BAN, CAPACITY, EARLIER, LANGUAGE, LINE
from desktop.rules.pairing_explain import Case, Change, Loss
from tests.rules import pairing_cases as cases
from tests.rules.pairing_cases import Drawn


def after(one: Drawn, scores: list[list[int]]) -> dict[int, int]:
    """Mentee → mentor once the case is paired with these scores."""
    ids = [mentee.id for mentee in one.mentees], [mentor.id for mentor in one.mentors]
    return dict(pairing.best(scores, one.seats, *ids, floor=one.rules.floor, locks=one.locks))


def counted(one: Drawn, pairs: dict[int, int]) -> tuple[int, int, int]:
    told = mentoring.counts(one.mentors, one.mentees, one.rules, pairs.items())
    return told["pairs"], told["worst"], told["total"]


def agrees(one: Drawn, case: Case, change: Change, pairs: dict[int, int]) -> None:
    """The change leads from the case's solution to these pairs, and has their figures."""
    moved = dict(case.solution.pairs)
    for move in change.moved:
        assert moved.pop(move.mentee, None) == move.before != move.after
        if move.after is not None:
            moved[move.mentee] = move.after
    assert moved == pairs
    was, now = counted(one, dict(case.solution.pairs)), counted(one, pairs)
    assert (change.placed, change.worst, change.total) == tuple(b - a for a, b in zip(was, now, strict=True))


def test_a_forced_pair_costs_what_trying_everything_says() -> None:
    for number in range(40):
        one = cases.drawn(number, 5)
        case = cases.case(one)
        for pair in itertools.product(range(len(one.mentees)), range(len(one.mentors))):
            locks = [*(lock for lock in one.locks if lock[0] != pair[0]), pair]
            if sum(lock[1] == pair[1] for lock in locks) > one.seats[pair[1]]:
                with pytest.raises(pairing.LockError):
                    explain.forced(case, pair)
                continue
            change = explain.forced(case, pair)
            again = replace(one, locks=tuple(locks))
            agrees(one, case, change, dict(cases.solve(again).pairs))
            placed, _floor, total = cases.tried(one.scores, one.seats, locks, floor=one.rules.floor)
            fixed = sum(
                mentoring.points(one.mentors[mentor], one.mentees[mentee], one.rules).total
                for mentee, mentor in locks
            )
            was = counted(one, dict(case.solution.pairs))
            assert (was[0] + change.placed, was[2] + change.total) == (placed + len(locks), total + fixed)


def bound(one: Drawn, case: Case, pair: tuple[int, int]) -> tuple[int, int]:
    """By trying everything: what holding the pair loses when no other falls below the floor."""
    scores = [[score if score >= case.solution.floor else -1 for score in row] for row in one.scores]
    placed, _floor, total = cases.tried(scores, one.seats, [*one.locks, pair], floor=False)
    free = [got for got in case.solution.pairs if got not in one.locks]
    had = sum(one.scores[mentee][mentor] for mentee, mentor in free)
    return len(free) - placed - 1, had - total - one.scores[pair[0]][pair[1]]


def test_losses_never_exceed_what_is_lost_and_are_none_for_the_pairs_chosen() -> None:
    seen = exact = below = 0
    for number in range(150):
        one = cases.drawn(number, 6, 3)
        case = cases.case(one)
        locked = {mentee for mentee, _mentor in one.locks}
        for mentee, mentor in itertools.product(range(len(one.mentees)), range(len(one.mentors))):
            loss = explain.losses(case, mentee)[mentor]
            taken = sum(lock[1] == mentor for lock in one.locks)
            if mentee in locked or one.scores[mentee][mentor] < 0 or one.seats[mentor] <= taken:
                assert loss is None
                continue
            assert loss is not None
            lost = bound(one, case, (mentee, mentor))
            assert (loss.placed, loss.total) <= lost
            assert loss.below == (one.scores[mentee][mentor] < case.solution.floor)
            if (mentee, mentor) in case.solution.pairs:
                assert loss == Loss(0, 0, False)
            else:
                seen, exact, below = seen + 1, exact + ((loss.placed, loss.total) == lost), below + loss.below
    assert seen > 200
    assert exact > seen // 4
    assert below > 10


def rivals(one: Drawn, reason: explain.Reason, at: int) -> None:
    """The rivals have nobody else, and are more than the seats left."""
    assert at in reason.rivals
    assert len(reason.rivals) > reason.seats
    left = {to: seats - sum(lock[1] == to for lock in one.locks) for to, seats in enumerate(one.seats)}
    assert reason.seats == sum(left[to] for to in reason.contested)
    for mentee in reason.rivals:
        own = {to for to, score in enumerate(one.scores[mentee]) if score >= 0}
        assert own <= set(reason.contested)
        assert own
        assert mentee not in {lock[0] for lock in one.locks}


def seats(one: Drawn) -> Iterator[tuple[int, dict[int, int]]]:
    """Each mentor who has a seat, and the pairs with one more there."""
    for to, mentor in enumerate(one.mentors):
        if mentor.capacity:
            mentors = (
                *one.mentors[:to],
                replace(mentor, capacity=mentor.capacity + 1),
                *one.mentors[to + 1 :],
            )
            again = replace(one, mentors=mentors)
            yield to, after(again, again.scores)


def lifted(one: Drawn, at: int) -> Iterator[tuple[tuple[int, str], dict[int, int]]]:
    """Each mentor whom one rule alone forbids to a mentee, and the pairs without it."""
    before = one.earlier if one.rules.earlier else frozenset()
    for to, mentor in enumerate(one.mentors):
        rules = mentoring.broken(mentor, one.mentees[at], before)
        if len(rules) == 1 and rules[0] in {LANGUAGE, BAN, EARLIER}:
            scores = [list(row) for row in one.scores]
            scores[at][to] = mentoring.points(mentor, one.mentees[at], one.rules).total
            yield (to, rules[0]), after(one, scores)


def test_who_is_left_out_knows_why_and_what_would_help() -> None:
    kinds: list[str] = []
    for number in range(150):
        one = cases.drawn(number)
        case = cases.case(one)
        placed = {mentee for mentee, _mentor in case.solution.pairs}
        reasons = explain.unplaced(case)
        assert set(reasons) == set(range(len(one.mentees))) - placed
        for at, reason in reasons.items():
            assert reason.admissible == sum(score >= 0 for score in one.scores[at])
            if reason.admissible:
                rivals(one, reason, at)
            else:
                assert not reason.rivals
            wanted = placed | {at}
            by_seat = {to: pairs for to, pairs in seats(one) if wanted <= set(pairs)}
            by_rule = {which: pairs for which, pairs in lifted(one, at) if wanted <= set(pairs)}
            relief = reason.relief
            kinds.append(relief.rule if relief else "")
            if relief is None:
                assert not by_seat
                assert not by_rule
            elif relief.rule == CAPACITY:
                agrees(one, case, relief.change, by_seat[relief.mentor])
                best = max(counted(one, pairs)[2] for pairs in by_seat.values())
                assert counted(one, by_seat[relief.mentor])[2] == best
            else:
                assert not by_seat
                agrees(one, case, relief.change, by_rule[relief.mentor, relief.rule])
                best = max(counted(one, pairs)[2] for pairs in by_rule.values())
                assert counted(one, by_rule[relief.mentor, relief.rule])[2] == best
    assert set(kinds) == {"", CAPACITY, LANGUAGE, BAN, EARLIER}


def test_rules_that_forbid_everybody_are_counted() -> None:
    one = cases.drawn(1, 6, 6)
    same = tuple(replace(mentor, agency="甲", supervisor="E000") for mentor in one.mentors)
    one = replace(one, mentors=same, locks=(), mentees=(replace(one.mentees[0], agency="甲"),))
    reason = explain.unplaced(cases.case(one))[0]
    assert (reason.admissible, reason.rivals, reason.relief) == (0, (), None)
    assert (reason.forbidden[AGENCY], reason.forbidden[LINE]) == (6, 6)


def free(one: Drawn) -> list[list[int]]:
    """The scores beside the locks."""
    locked = {mentee for mentee, _mentor in one.locks}
    left = [seats - sum(lock[1] == to for lock in one.locks) for to, seats in enumerate(one.seats)]
    return [
        [score if left[to] > 0 else -1 for to, score in enumerate(row)]
        for at, row in enumerate(one.scores)
        if at not in locked
    ]


def test_a_seat_gains_what_pairing_gains_from_it() -> None:
    known = 0
    for number in range(200):
        one = cases.drawn(number, 6, 3)
        case = cases.case(one)
        prices = case.solution.levels[0].mentors
        found = explain.seat_prices(case)
        assert {price.mentor for price in found} == {to for to, price in enumerate(prices) if price}
        gains = [(one.change.placed, one.change.worst, one.change.total) for one in found]
        assert gains == sorted(gains, reverse=True)
        expected = dict(seats(one))
        for price in found:
            agrees(one, case, price.change, expected[price.mentor])
            if not one.rules.floor:  # the potential itself is then the gain, weighed as pairs are
                table = free(one)
                base = pairing_weights.base(table)
                assert price.change.placed * base + price.change.total == prices[price.mentor]
                known += 1
        assert explain.seat_prices(case, 1) == found[:1] or len(found) > 1
    assert known > 10


def edges() -> Iterator[tuple[str, Drawn]]:
    one = replace(cases.drawn(5, 6, 5), locks=())
    yield "nobody", replace(one, mentors=(), mentees=())
    yield "no mentors", replace(one, mentors=())
    yield "no mentees", replace(one, mentees=())
    yield "one of each", replace(one, mentors=one.mentors[:1], mentees=one.mentees[:1])
    same = tuple(replace(mentor, agency="甲") for mentor in one.mentors)
    own = tuple(replace(mentee, agency="甲") for mentee in one.mentees)
    yield "one agency", replace(one, mentors=same, mentees=own)
    yield "no seats", replace(one, mentors=tuple(replace(mentor, capacity=0) for mentor in one.mentors))
    full = tuple(replace(mentor, capacity=2) for mentor in one.mentors)
    locks = tuple((at, at // 2) for at in range(len(one.mentees)))
    yield "everyone locked", replace(one, mentors=full, locks=locks)
    everybody = frozenset(mentee.id for mentee in one.mentees)
    yield "everyone banned", replace(one, mentors=tuple(replace(mentor, avoid=everybody) for mentor in full))


@pytest.mark.parametrize(("name", "one"), list(edges()), ids=[name for name, _one in edges()])
def test_the_least_pools_have_clear_results(name: str, one: Drawn) -> None:
    case = cases.case(one)
    assert cases.faults(cases.told(one), one) == ()
    reasons = explain.unplaced(case)
    placed = {"everyone locked": len(one.mentees)}.get(name, 0)
    if name != "one of each":
        assert (len(case.solution.pairs), len(reasons)) == (placed, len(one.mentees) - placed)
        assert explain.seat_prices(case) == ()
    assert all(len(explain.losses(case, at)) == len(one.mentors) for at in range(len(one.mentees)))
    if name == "everyone banned":
        assert all(reason.forbidden[BAN] == len(one.mentors) for reason in reasons.values())
