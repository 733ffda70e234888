"""The board of pairs as the window shows it: both sides, lines between them, and what a change would cost.

Everything is reckoned from the pools as they are, so that a board is never older than its people.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.mentoring import Pair, PairChoice, Pairing
from desktop.rules import mentoring, pairing
from desktop.rules.mentoring import Points
from desktop.services import pairing as best
from desktop.services import pairing_acts, pairing_pools, plans
from desktop.services.mentoring import MENTEE, MENTOR, Line, lines
from desktop.services.office import Office
from desktop.services.pairing import Paired, Totals
from desktop.services.pairs import GRANTED, SUGGESTED

PARTS: Final = Points._fields
"""Names of the components of a pair's points."""

_ALTERNATIVES = 40
"""Other mentors that a mentee's detail lists."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person on the board; `id` is the member."""

    id: int
    name: str
    agency: str
    job_title: str
    grade: int | None
    terms: str
    """Needs in their order, or expertise."""


@dataclass(frozen=True, slots=True)
class MenteeLine(MemberLine):
    """One mentee. `mentor` is a member, 0 for nobody."""

    mentor: int
    points: Points | None
    place: int
    admissible: int
    locked: bool
    granted: bool
    """Whether the center's letter fixes it, which `reason` names where nobody gave another."""
    reason: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentorLine(MemberLine):
    """One mentor with the seats."""

    seats: int
    used: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One mentee who would change: member, and mentor before and after (0: nobody)."""

    mentee: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What fixing two people would change: figures afterwards less those now, and who moves."""

    possible: bool
    """False where the mentor has no seat left beside fixed pairs."""
    rules: tuple[str, ...]
    """Hard rules that the pair breaks: fixing it needs a reason."""
    placed: int = 0
    worst: int = 0
    total: int = 0
    moves: tuple[Difference, ...] = ()
    """Others who move."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another mentor for a mentee."""

    mentor: int
    points: Points
    rules: tuple[str, ...]
    """Hard rules against it."""
    banned: bool
    """Whether the office decided so, which can be taken back."""


@dataclass(frozen=True)
class Board:
    """The board, and what it was reckoned from."""

    mentees: tuple[MenteeLine, ...]
    mentors: tuple[MentorLine, ...]
    now: Totals
    accepted: Totals | None
    """What was accepted last; None before."""
    stands: bool
    """Whether the certificate that was accepted is of the pools as they are; else accept again."""
    changed: tuple[Difference, ...]
    """Mentees whose mentor differs from what was accepted."""
    choices: Mapping[tuple[int, int], str]
    """(mentee, mentor) → lock or ban, as the office decided."""
    paired: Paired
    places: Mapping[tuple[str, int], int]
    """(role, member) → place in the pools."""

    @property
    def most(self) -> int:
        """The most points that a pair can have."""
        return mentoring.settings().most

    def mentee(self, member: int) -> MenteeLine:
        """The mentee who is this member."""
        return self.mentees[self.places[MENTEE, member]]

    def mentor(self, member: int) -> MentorLine:
        """The mentor who is this member."""
        return self.mentors[self.places[MENTOR, member]]

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Member → name."""
        people: tuple[MemberLine, ...] = (*self.mentees, *self.mentors)
        return {one.id: one.name for one in people}


def read(office: Office) -> Board:
    """The board as the office's pools and decisions make it; raises `DataError` as `pairing.pair`."""
    with office.database.reading() as session:
        found = lines(session)
        paired = best.pair(pairing_pools.of_session(session), reasons=False)
        members = pairing_acts.members_of(session)
        choices = {(row.mentee_id, row.mentor_id): row.kind for row in session.scalars(select(PairChoice))}
        accepted, stands = _accepted(session), _stands(session, paired)
        granted = set(session.execute(select(Pair.mentee_id, Pair.mentor_id).filter_by(state=GRANTED)))
    by_id = {one.id: one for one in found}
    partner = {members[MENTEE, one.mentee]: members.get((MENTOR, one.mentor), 0) for one in paired.lines}
    used = Counter(partner.values())
    mentees = tuple(
        _mentee(by_id[member], partner[member], line, granted=(member, partner[member]) in granted)
        for line in paired.lines
        for member in (members[MENTEE, line.mentee],)
    )
    mentors = tuple(
        _mentor(by_id[member], used[member])
        for one in paired.pools.mentors
        for member in (members[MENTOR, one.id],)
    )
    places = {(MENTEE, one.id): at for at, one in enumerate(mentees)}
    places |= {(MENTOR, one.id): at for at, one in enumerate(mentors)}
    before = {mentee: mentor for mentee, mentor, _points in accepted}
    changed = tuple(
        Difference(one.id, before.get(one.id, 0), one.mentor)
        for one in mentees
        if accepted and before.get(one.id, 0) != one.mentor
    )
    return Board(
        mentees=mentees,
        mentors=mentors,
        now=Totals(paired.placed, paired.worst, paired.total),
        accepted=_totals([points for _mentee, _mentor, points in accepted]) if accepted else None,
        stands=stands,
        changed=changed,
        choices=choices,
        paired=paired,
        places=places,
    )


def cost(board: Board, pairs: Sequence[tuple[int, int]]) -> Cost:
    """What fixing these (mentee, mentor) would change; nothing is written."""
    paired, wanted = board.paired, [_at(board, *one) for one in pairs]
    found = (rule for mentee, mentor in wanted for rule in best.broken(paired.pools, mentee, mentor))
    rules = tuple(dict.fromkeys(rule for rule in found if rule != mentoring.CAPACITY))
    fixed = {mentee for mentee, _mentor in wanted}
    locks = [one for one in paired.solution.locked if one[0] not in fixed] + wanted
    try:
        after = _best(paired, locks, paired.table)
    except pairing.LockError:
        return Cost(possible=False, rules=rules)
    return _against(board, after, rules, {mentee for mentee, _mentor in pairs})


def costs(board: Board, mentee: int) -> Mapping[int, Cost]:
    """What each other mentor of a mentee would cost whom no rule forbids; pairs anew for each of them."""
    others = (one.mentor for one in alternatives(board, mentee) if not one.rules)
    return {mentor: cost(board, [(mentee, mentor)]) for mentor in others}


def ban_cost(board: Board, mentee: int, mentor: int) -> Cost:
    """What keeping two people apart would change; the mentee itself is not told as moved."""
    paired, (row, column) = board.paired, _at(board, mentee, mentor)
    table = [list(points) for points in paired.table]
    table[row][column] = -1
    locks = [one for one in paired.solution.locked if one != (row, column)]
    return _against(board, _best(paired, locks, table), (), {mentee})


def alternatives(board: Board, mentee: int) -> tuple[Alternative, ...]:
    """The other mentors of a mentee: the admissible ones by points, then those that a rule forbids."""
    line, pools = board.mentee(mentee), board.paired.pools
    at = board.places[MENTEE, mentee]
    found = []
    for to, mentor in enumerate(board.mentors):
        if mentor.id != line.mentor:
            points = mentoring.points(pools.mentors[to], pools.mentees[at], mentoring.settings())
            banned = board.choices.get((mentee, mentor.id)) == pairing_acts.BAN
            found.append(Alternative(mentor.id, points, best.broken(pools, at, to), banned))
    found.sort(key=lambda one: (bool(one.rules), -one.points.total, one.mentor))
    return tuple(found[:_ALTERNATIVES])


def _against(
    board: Board, after: Sequence[tuple[int, int]], rules: tuple[str, ...], but: Collection[int]
) -> Cost:
    """Other pairs less those of the board; `but` are mentees who are not told as moved."""
    pools, partner = board.paired.pools, dict(after)
    counts = mentoring.counts(pools.mentors, pools.mentees, mentoring.settings(), after)
    moves = tuple(
        Difference(one.id, one.mentor, other)
        for at, one in enumerate(board.mentees)
        for other in (board.mentors[partner[at]].id if at in partner else 0,)
        if one.id not in but and other != one.mentor
    )
    return Cost(
        possible=True,
        rules=rules,
        placed=counts["pairs"] - board.now.placed,
        worst=counts["worst"] - board.now.worst,
        total=counts["total"] - board.now.total,
        moves=moves,
    )


def _best(paired: Paired, locks: Sequence[tuple[int, int]], table: best.Table) -> Sequence[tuple[int, int]]:
    pools = paired.pools
    return pairing.best(
        table,
        [one.capacity for one in pools.mentors],
        [one.id for one in pools.mentees],
        [one.id for one in pools.mentors],
        floor=mentoring.settings().floor,
        locks=locks,
    )


def _at(board: Board, mentee: int, mentor: int) -> tuple[int, int]:
    return board.places[MENTEE, mentee], board.places[MENTOR, mentor]


def _accepted(session: Session) -> list[tuple[int, int, int]]:
    """(mentee, mentor, points) of the pairs that were accepted and stand."""
    rows = session.scalars(select(Pair).where(Pair.state.in_((SUGGESTED, GRANTED))))
    return [(row.mentee_id, row.mentor_id, row.points) for row in rows]


def _stands(session: Session, paired: Paired) -> bool:
    """By the SHA-256 of the pools alone: what accepting stored was checked then."""
    year = plans.current(session).year
    told = session.scalars(select(Pairing.certificate).filter_by(roc_year=year)).one_or_none()
    if told is None:
        return False
    try:
        return bool(json.loads(told)["inputs"] == dict(paired.pools.inputs))
    except (ValueError, KeyError, TypeError):  # of an office that was tampered with: accepting mends it
        return False


def _totals(points: Sequence[int]) -> Totals:
    return Totals(len(points), min(points, default=0), sum(points))


def _mentee(one: Line, mentor: int, line: best.PairLine, *, granted: bool) -> MenteeLine:
    return MenteeLine(
        **_person(one),
        mentor=mentor,
        points=line.points,
        place=line.place,
        admissible=line.admissible,
        locked=line.locked,
        granted=granted,
        reason=line.reason,
        rules=line.rules,
    )


def _mentor(one: Line, used: int) -> MentorLine:
    return MentorLine(**_person(one), seats=one.seats, used=used)


def _person(one: Line) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.person.name,
        "agency": one.person.agency,
        "job_title": one.person.title,
        "grade": one.person.grade,
        "terms": one.terms,
    }
