"""Pairing mentors with mentees in the best way, with the proof, and checking a proof that somebody brings."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import DataError
from desktop.exports import strict_json
from desktop.exports.bounded_read import read_at_most
from desktop.rules import certificate, mentoring, pairing, pairing_weights
from desktop.rules import pairing_explain as explain
from desktop.rules.mentoring import Points
from desktop.services.pairing_pools import LARGEST, Lock, Pools

Table = list[list[int]]
"""Points by mentee and mentor; −1 where a hard rule forbids the pair."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """One mentee with the mentor and the points, or without one and why."""

    mentee: str
    mentor: str
    points: Points | None
    place: int
    """Of the mentor in the mentee's own list of admissible ones, by points; 0 without one."""
    admissible: int
    locked: bool
    reason: str
    """Why it was fixed by hand."""
    rules: tuple[str, ...]
    """Hard rules that a pair fixed by hand breaks."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Mentees placed, the points of the worst pair, and of all pairs."""

    placed: int
    worst: int
    total: int


@dataclass(frozen=True, slots=True)
class Paired:
    """The suggestion with its certificate, which is checked already."""

    pools: Pools
    table: Table
    solution: pairing.Solution
    lines: tuple[PairLine, ...]
    placed: int
    worst: int
    total: int
    certificate: Mapping[str, Any]

    @property
    def unplaced(self) -> int:
        """Mentees without a mentor."""
        return len(self.lines) - self.placed

    @property
    def unique(self) -> bool:
        """Whether no other pairs are as good by every rule, the last being SHA-256 of the ids.

        Always so: `pair` refuses pairs that the check does not show to be the only ones.
        """
        return True


def table_of(pools: Pools) -> Table:
    """The points of every pair."""
    return mentoring.scores(pools.mentors, pools.mentees, mentoring.settings(), pools.earlier)


def unreasoned(pools: Pools) -> tuple[Lock, ...]:
    """The locks that break a rule and say no reason."""
    both = zip(pools.locked, pools.locks, strict=True)
    return tuple(lock for place, lock in both if not lock.reason and broken(pools, *place))


def broken(pools: Pools, mentee: int, mentor: int) -> tuple[str, ...]:
    """The hard rules that forbid a pair."""
    earlier = pools.earlier if mentoring.settings().earlier else frozenset()
    return mentoring.broken(pools.mentors[mentor], pools.mentees[mentee], earlier)


def pair(pools: Pools, *, seed: str = "", reasons: bool = True) -> Paired:
    """The best pairs; raises `DataError` for locks that cannot all be kept, or if others are just as good.

    With `reasons` also for a lock that breaks a rule and says none: a rule may have come after the lock, and
    such pairs are shown, never accepted.
    """
    rules, table, locks = mentoring.settings(), table_of(pools), pools.locked
    if len(dict(locks)) < len(locks):
        raise DataError("pairing.lock_twice")
    if reasons and unreasoned(pools):
        raise DataError("pairing.lock_reason")
    mentees, mentors = [one.id for one in pools.mentees], [one.id for one in pools.mentors]
    seats = [one.capacity for one in pools.mentors]
    try:
        solved = pairing.solve(table, seats, mentees, mentors, floor=rules.floor, locks=locks, seed=seed)
    except pairing.LockError as error:
        raise DataError("pairing.lock_capacity") from error
    except pairing_weights.TooManyError as error:
        raise DataError("pairing.too_many", mentees=len(mentees)) from error
    counts = mentoring.counts(pools.mentors, pools.mentees, rules, solved.pairs)
    told = {
        "format": certificate.FORMAT,
        "version": rules.version,
        "inputs": dict(pools.inputs),
        "seed": seed,
        "mentors": len(mentors),
        "mentees": len(mentees),
        "pairs": [list(one) for one in solved.pairs],
        "locks": [list(one) for one in solved.locked],
        "floor": solved.floor,
        "next_floor": solved.next_floor,
        "u": list(solved.levels[0].mentees),
        "v": list(solved.levels[0].mentors),
        "coverage": _cover(solved.coverage),
        "next_cover": _cover(solved.next_cover),
        "counts": dict(counts),
    }
    faults = certificate.check(told, pools.mentors, pools.mentees, rules, pools.earlier)
    if faults == ("certificate.unique",):
        raise DataError("pairing.equals")
    assert not faults, f"the solver's own proof is checked: {faults}"
    partner = dict(solved.pairs)
    why = {lock.mentee: lock.reason for lock in pools.locks}
    return Paired(
        pools=pools,
        table=table,
        solution=solved,
        lines=tuple(_line(pools, table, at, partner.get(at), why) for at in range(len(mentees))),
        placed=counts["pairs"],
        worst=counts["worst"],
        total=counts["total"],
        certificate=told,
    )


def case(paired: Paired) -> explain.Case:
    """The pairing as `rules.pairing_explain` asks about it."""
    pools = paired.pools
    return explain.Case(
        mentors=pools.mentors,
        mentees=pools.mentees,
        rules=mentoring.settings(),
        earlier=pools.earlier,
        scores=paired.table,
        solution=paired.solution,
        seed=paired.certificate["seed"],
    )


def reasons(paired: Paired) -> Mapping[int, explain.Reason]:
    """Place of each mentee without a mentor → why, and what would place them; solves again many times."""
    return explain.unplaced(case(paired))


def prices(paired: Paired) -> tuple[explain.SeatPrice, ...]:
    """What one more seat would gain, of the mentors who have a price, the dearest first."""
    return explain.seat_prices(case(paired))


def check(pools: Pools, path: Path) -> tuple[str, ...]:
    """What of a certificate's file does not hold for these pools, in codes of certificate.*.

    Pairs fixed by hand are part of no proof: they must be those of the pools, or any pairs could be claimed.
    """
    content = read_at_most(path, LARGEST) or b""
    faults = check_content(pools, content, path.name)
    fixed = sorted(list(one) for one in pools.locked)
    return faults if json.loads(content).get("locks") == fixed else (*faults, "certificate.locks")


def check_content(pools: Pools, content: bytes, name: str) -> tuple[str, ...]:
    """The same for its bytes; raises `DataError` where they are no certificate."""
    try:
        told = json.loads(content)
        inputs = told["inputs"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataError("certificate.unreadable", file=name) from error
    faults = certificate.check(told, pools.mentors, pools.mentees, mentoring.settings(), pools.earlier)
    return faults if inputs == dict(pools.inputs) else ("certificate.inputs", *faults)


def dumps(told: Mapping[str, Any]) -> bytes:
    """The certificate as its file and the packet hold it."""
    return strict_json.write(told)


def _line(
    pools: Pools, table: Sequence[Sequence[int]], at: int, mentor: int | None, reasons: Mapping[str, str]
) -> PairLine:
    mentee = pools.mentees[at]
    admissible = [score for score in table[at] if score >= 0]
    if mentor is None:
        return PairLine(mentee.id, "", None, 0, len(admissible), locked=False, reason="", rules=())
    own = pools.mentors[mentor]
    points = mentoring.points(own, mentee, mentoring.settings())
    place = 1 + sum(score > points.total for score in admissible)
    locked = mentee.id in reasons
    rules = broken(pools, at, mentor) if locked else ()
    return PairLine(
        mentee.id,
        own.id,
        points,
        place,
        len(admissible),
        locked=locked,
        reason=reasons.get(mentee.id, ""),
        rules=rules,
    )


def _cover(one: pairing.Cover) -> dict[str, list[int]]:
    return {"mentees": list(one.mentees), "mentors": list(one.mentors)}
