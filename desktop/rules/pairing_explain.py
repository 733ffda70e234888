"""Why a pairing is as it is: what another pair would cost, why somebody is left out, what a seat would gain.

Every answer but `losses` is what pairing gives with that one thing changed, less what it gives now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from desktop.rules import mentoring, pairing
from desktop.rules.mentoring import BAN, CAPACITY, EARLIER, LANGUAGE, Mentee, Mentor, Settings
from desktop.rules.pairing import Pair, Solution

if TYPE_CHECKING:
    from desktop.rules.pairing_matching import Flags, Ints

LIFTED: Final = (LANGUAGE, BAN, EARLIER)
"""Rules that a person may lift for one pair; never the same agency or the reporting line."""

TRIED: Final = 24
"""Reliefs of a kind that are reckoned for one mentee, the most promising first."""


@dataclass(frozen=True, slots=True)
class Case:
    """What was paired and what came out. `scores` are those of `mentoring.scores`; locks are `solution`'s."""

    mentors: Sequence[Mentor]
    mentees: Sequence[Mentee]
    rules: Settings
    earlier: frozenset[tuple[str, str]]
    scores: Sequence[Sequence[int]]
    solution: Solution
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """At least so much is lost: so many fewer placed, or with just as many fewer so much of the total.

    It holds as long as no other pair falls below the floor. `total` is negative where the pair itself is
    below the floor and may gain points.
    """

    placed: int
    total: int
    below: bool
    """Whether the pair is below the floor, so that the worst pair becomes this one."""


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentor changes; None for nobody."""

    mentee: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Figures afterwards less those of the present solution, in people and real points, and who moves."""

    placed: int
    worst: int
    total: int
    moved: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """The one thing that would place a mentee and leave everybody placed who is."""

    mentor: int
    rule: str
    """`capacity`: one more seat of this mentor; else the rule to lift for this pair."""
    change: Change


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mentee is not placed, and what would help.

    With nobody admissible `rivals` is empty and `forbidden` says why; otherwise `rivals`, this mentee among
    them, may only come to `contested`, who have fewer `seats` left than there are rivals.
    """

    forbidden: Mapping[str, int]
    """Hard rule → mentors that it forbids."""
    admissible: int
    rivals: tuple[int, ...] = ()
    contested: tuple[int, ...] = ()
    seats: int = 0
    relief: Relief | None = None


@dataclass(frozen=True, slots=True)
class SeatPrice:
    """What one more seat of a mentor would gain."""

    mentor: int
    change: Change


def losses(case: Case, mentee: int) -> tuple[Loss | None, ...]:
    """By mentor, what is at least lost if the mentee were with them; None where that cannot be or is locked.

    A solution that holds the pair weighs at most what all do together less u + v − w of the pair. A weight
    is K a person and one a point, and points never differ by K: so much is lost in people first.
    """
    from desktop.rules import pairing_levels  # noqa: PLC0415 - SciPy takes long to load

    seats = [mentor.capacity for mentor in case.mentors]
    table, left = pairing.free(case.scores, seats, len(case.mentees), len(case.mentors), case.solution.locked)
    base, level, floor = pairing_levels.base(table), case.solution.levels[0], case.solution.floor
    found: list[Loss | None] = []
    for mentor, score in enumerate(table[mentee].tolist()):
        if score < 0 or left[mentor] < 1:
            found.append(None)
            continue
        slack = level.mentees[mentee] + level.mentors[mentor] - base - score
        placed, total = divmod(slack, base) if slack >= 0 else (0, slack)
        found.append(Loss(placed, total, score < floor))
    return tuple(found)


def forced(case: Case, pair: Pair) -> Change:
    """What comes of locking one more pair, which may break a hard rule; raises `LockError` without a seat."""
    locks = [one for one in case.solution.locked if one[0] != pair[0]]
    return _Trial(case).change(locks=[*locks, pair])


def unplaced(case: Case) -> dict[int, Reason]:
    """Each mentee who is not placed → why, and the one relief that gives the best total.

    A seat is asked for first. A mentor without any is away and is not asked.
    """
    trial = _Trial(case)
    placed = {mentee for mentee, _mentor in case.solution.pairs}
    return {at: _reason(trial, at) for at in range(len(case.mentees)) if at not in placed}


def seat_prices(case: Case, most: int = TRIED) -> tuple[SeatPrice, ...]:
    """What one more seat would gain at each mentor who has a price, the dearest first; at most `most`."""
    trial = _Trial(case)
    prices = case.solution.levels[0].mentors
    dear = sorted(
        (mentor for mentor, price in enumerate(prices) if price), key=lambda one: (-prices[one], one)
    )
    found = [SeatPrice(mentor, trial.seat(mentor)) for mentor in dear[:most]]
    found.sort(key=lambda one: (-one.change.placed, -one.change.worst, -one.change.total, one.mentor))
    return tuple(found)


class _Trial:
    """The case solved again with one thing changed, each seat once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._seats: dict[int, Change] = {}

    @cached_property
    def graph(self) -> tuple[Flags, Ints]:
        """Who may come to whom beside the locks, and to whom they came: −1 for nobody."""
        import numpy as np  # noqa: PLC0415 - as in `losses`

        mentees, mentors = len(self.case.mentees), len(self.case.mentors)
        allowed: Flags = np.array(self.case.scores).reshape(mentees, mentors) >= 0
        partner: Ints = np.full(mentees, -1)
        for mentee, mentor in self.case.solution.pairs:
            partner[mentee] = mentor
        for mentee, _mentor in self.case.solution.locked:
            allowed[mentee], partner[mentee] = False, -1
        return allowed, partner

    def change(
        self, *, locks: Sequence[Pair] | None = None, seat: int | None = None, score: Pair | None = None
    ) -> Change:
        """The difference with other locks, one more seat, or one pair that is admissible after all."""
        case, table = self.case, self.case.scores
        capacities = [mentor.capacity + (at == seat) for at, mentor in enumerate(case.mentors)]
        if score is not None:
            row = list(table[score[0]])
            row[score[1]] = mentoring.points(case.mentors[score[1]], case.mentees[score[0]], case.rules).total
            table = [*table[: score[0]], row, *table[score[0] + 1 :]]
        after = pairing.best(
            table,
            capacities,
            [mentee.id for mentee in case.mentees],
            [mentor.id for mentor in case.mentors],
            floor=case.rules.floor,
            locks=case.solution.locked if locks is None else locks,
            seed=case.seed,
        )
        return self._against(after)

    def seat(self, mentor: int) -> Change:
        """The difference with one more seat there."""
        if mentor not in self._seats:
            self._seats[mentor] = self.change(seat=mentor)
        return self._seats[mentor]

    def _against(self, after: Sequence[Pair]) -> Change:
        case, before = self.case, self.case.solution.pairs
        was, now = (
            mentoring.counts(case.mentors, case.mentees, case.rules, pairs) for pairs in (before, after)
        )
        old, new = dict(before), dict(after)
        moved = tuple(
            Move(at, old.get(at), new.get(at))
            for at in range(len(case.mentees))
            if old.get(at) != new.get(at)
        )
        return Change(
            placed=now["pairs"] - was["pairs"],
            worst=now["worst"] - was["worst"],
            total=now["total"] - was["total"],
            moved=moved,
        )


def _reason(trial: _Trial, at: int) -> Reason:
    """Why one mentee is not placed."""
    case, mentee = trial.case, trial.case.mentees[at]
    broken = [mentoring.broken(mentor, mentee, _before(case)) for mentor in case.mentors]
    forbidden = Counter(rule for rules in broken for rule in rules)
    admissible = sum(not rules for rules in broken)
    rivals, contested = _contest(trial, at) if admissible else ((), ())
    left = Counter(mentor for _mentee, mentor in case.solution.locked)
    seats = sum(case.mentors[one].capacity - left[one] for one in contested)
    relief = _seat_relief(trial, at, contested) or _rule_relief(trial, at, broken)
    return Reason(dict(forbidden), admissible, rivals, contested, seats, relief)


def _before(case: Case) -> frozenset[tuple[str, str]]:
    return case.earlier if case.rules.earlier else frozenset()


def _contest(trial: _Trial, at: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who may come only to mentors that changes starting with one mentee reach, and those mentors (Hall)."""
    import numpy as np  # noqa: PLC0415 - as in `losses`

    from desktop.rules import pairing_matching  # noqa: PLC0415 - as in `losses`

    allowed, partner = trial.graph
    mentors = pairing_matching.reach(allowed, partner, np.arange(len(partner)) == at)[1]
    only = allowed.any(axis=1) & ~allowed[:, ~mentors].any(axis=1)
    return tuple(np.flatnonzero(only).tolist()), tuple(np.flatnonzero(mentors).tolist())


def _seat_relief(trial: _Trial, at: int, contested: Sequence[int]) -> Relief | None:
    """One more seat where it is contested, of the mentor that gives the best total."""
    prices = trial.case.solution.levels[0].mentors
    likely = sorted(contested, key=lambda one: (-prices[one], one))[:TRIED]
    return _better(at, [Relief(mentor, CAPACITY, trial.seat(mentor)) for mentor in likely])


def _rule_relief(trial: _Trial, at: int, broken: Sequence[tuple[str, ...]]) -> Relief | None:
    """A rule lifted that alone stands between the mentee and one mentor."""
    case = trial.case
    alone = [
        (mentor, rules[0]) for mentor, rules in enumerate(broken) if len(rules) == 1 and rules[0] in LIFTED
    ]
    points = {
        mentor: mentoring.points(case.mentors[mentor], case.mentees[at], case.rules).total
        for mentor, _rule in alone
    }
    alone.sort(key=lambda one: (-points[one[0]], one))
    found = [Relief(mentor, rule, trial.change(score=(at, mentor))) for mentor, rule in alone[:TRIED]]
    return _better(at, found)


def _better(at: int, found: Sequence[Relief]) -> Relief | None:
    """Of those that place the mentee and unplace nobody, the one with the best total."""
    helping = [
        one
        for one in found
        if any(move.mentee == at for move in one.change.moved)
        and all(move.after is not None for move in one.change.moved)
    ]
    return max(helping, key=lambda one: (one.change.total, one.change.worst, -one.mentor), default=None)
