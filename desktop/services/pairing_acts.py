"""What a person decides about pairs: fix two, keep two apart, swap, take it back, and accept the whole."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError, UsageError
from desktop.models.journal import Journal
from desktop.models.mentoring import MentoringMember, Pair, PairChoice, Pairing, PairLine
from desktop.models.office import OfficeRow
from desktop.models.people import Person
from desktop.services import pairing, pairing_pools, pairs
from desktop.services.mentoring import MENTEE, MENTOR, lines
from desktop.services.office import Office
from desktop.services.pairing import Paired
from desktop.services.pairing_pools import Pools
from desktop.services.pairs import ENDED, GRANTED, REFUSED, SUGGESTED

_LONGEST = 200
LOCK, BAN = "lock", "ban"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What accepting changed."""

    pairs: int
    new: int
    gone: int


def lock(office: Office, mentee: int, mentor: int, reason: str = "") -> None:
    """Fix a pair of members. It comes first and uses up a seat.

    Raises `DataError` where a hard rule forbids the pair, or it was refused or ended, and there is no reason;
    where the mentor has no seat left beside other fixed pairs; or where the center granted the mentee to
    somebody else.
    """
    with office.database.writing("pairing.lock") as journal:
        _choose(journal, LOCK, mentee, mentor, reason)
        _refuse_impossible(journal.session, [(mentee, mentor)])


def ban(office: Office, mentee: int, mentor: int, reason: str = "") -> None:
    """Keep a pair of members apart; raises `DataError` for a pair that the center granted."""
    with office.database.writing("pairing.ban") as journal:
        granted = select(Pair.id).filter_by(mentee_id=mentee, mentor_id=mentor, state=GRANTED)
        if journal.session.scalars(granted).first() is not None:
            raise DataError("pairing.granted")
        _choose(journal, BAN, mentee, mentor, reason)


def release(office: Office, mentee: int, mentor: int) -> None:
    """Take back what was decided about a pair; raises `UsageError` where nothing was."""
    with office.database.writing("pairing.release") as journal:
        row = _choice(journal.session, mentee, mentor)
        if row is None:
            raise UsageError("pairing.no_choice")
        journal.delete(PairChoice, [row.id])


def swap(office: Office, one: tuple[int, int], other: tuple[int, int], reason: str = "") -> None:
    """Fix two pairs, (mentee, mentor) each, with their mentors exchanged; raises as `lock`."""
    with office.database.writing("pairing.swap") as journal:
        exchanged = [(one[0], other[1]), (other[0], one[1])]
        for mentee, mentor in exchanged:
            _choose(journal, LOCK, mentee, mentor, reason)
        _refuse_impossible(journal.session, exchanged)


def clear(office: Office) -> int:
    """Take back everything that was decided; returns how much it was."""
    with office.database.writing("pairing.clear") as journal:
        found = list(journal.session.scalars(select(PairChoice.id)))
        journal.delete(PairChoice, found)
    return len(found)


def accept(office: Office) -> Accepted:
    """Keep the best pairs of the pools as they are now, with their certificate.

    A pair that was accepted before and is here again keeps its diary. Raises `DataError` while nobody can be
    paired, for a lock that cannot be kept as it is, or where a pair would go that has an agreement or a
    diary: it must be ended or fixed first.
    """
    with office.database.reading() as session:
        pools, members = pairing_pools.of_session(session), members_of(session)
        _refuse_stale(session, pools, members)
        found = pairing.pair(pools)
    if not found.placed:
        raise DataError("pairing.nobody")
    with office.database.writing("pairing.accept", str(found.placed)) as journal:
        accepted = _keep(journal, found, members)
        _certify(journal, found)
    return accepted


def members_of(session: Session) -> Mapping[tuple[str, str], int]:
    """(role, number of the person) → member, of both pools."""
    return {(one.role, str(one.person.id_no)): one.id for one in lines(session)}


def _choose(journal: Journal, kind: str, mentee: int, mentor: int, reason: str) -> None:
    told = reason.strip()
    if not text.is_line(told, _LONGEST):
        raise DataError("nominate.too_long", length=len(told), limit=_LONGEST)
    for member, role in ((mentee, "mentee"), (mentor, "mentor")):
        row = journal.session.get(MentoringMember, member)
        if row is None or row.withdrawn_at is not None or row.role != role:
            raise UsageError("mentoring.unknown", id=member)
    if kind == LOCK:  # somebody is fixed once
        others = select(PairChoice.id).filter_by(kind=LOCK, mentee_id=mentee)
        journal.delete(PairChoice, list(journal.session.scalars(others)))
    held = _choice(journal.session, mentee, mentor)
    if held is not None:
        journal.delete(PairChoice, [held.id])
    now = journal.clock.now()
    row_values = {"kind": kind, "mentee_id": mentee, "mentor_id": mentor, "reason": told, "created_at": now}
    journal.insert(PairChoice, [row_values])


def _choice(session: Session, mentee: int, mentor: int) -> PairChoice | None:
    return session.scalars(select(PairChoice).filter_by(mentee_id=mentee, mentor_id=mentor)).one_or_none()


def _refuse_impossible(session: Session, locked: Sequence[tuple[int, int]]) -> None:
    """New locks must be kept beside all others, and those against a rule or an answer need a reason."""
    pools = pairing_pools.of_session(session)
    numbers = {member: number for (_role, number), member in members_of(session).items()}
    kept = {(one.mentee, one.mentor) for one in pools.locks}
    without = {(one.mentee, one.mentor) for one in pairing.unreasoned(pools)}
    for mentee, mentor in locked:
        both = numbers[mentee], numbers[mentor]
        rows = list(session.scalars(select(Pair).filter_by(mentee_id=mentee)))
        if both not in kept:
            granted = any(row.state == pairs.GRANTED for row in rows)
            raise DataError("pairing.granted" if granted else "pairing.lock_capacity")
        over = any(row.mentor_id == mentor and row.state not in pairs.STANDING for row in rows)
        reason = next(one.reason for one in pools.locks if (one.mentee, one.mentor) == both)
        if both in without or (over and not reason):
            raise DataError("pairing.lock_reason")


def _refuse_stale(session: Session, pools: Pools, members: Mapping[tuple[str, str], int]) -> None:
    """A lock that lost its seat, or that a rule forbids which came later, is mended before accepting."""
    kept = {(members[MENTEE, one.mentee], members[MENTOR, one.mentor]) for one in pools.locks}
    without = pairing.unreasoned(pools)
    kept -= {(members[MENTEE, one.mentee], members[MENTOR, one.mentor]) for one in without}
    live = set(members.values())
    for row in session.scalars(select(PairChoice).filter_by(kind=LOCK).order_by(PairChoice.id)):
        if {row.mentee_id, row.mentor_id} <= live and (row.mentee_id, row.mentor_id) not in kept:
            raise DataError("pairing.lock_stale", **_names(session, row))


def _names(session: Session, row: PairChoice | Pair) -> dict[str, str]:
    """Both people, who may have left their pools."""
    own = select(Person.name).join(MentoringMember, MentoringMember.person_id == Person.id)
    members = {"mentee": row.mentee_id, "mentor": row.mentor_id}
    return {
        role: session.scalars(own.where(MentoringMember.id == one)).one() for role, one in members.items()
    }


def _keep(journal: Journal, found: Paired, members: Mapping[tuple[str, str], int]) -> Accepted:
    session, now = journal.session, journal.clock.now()
    held = {(row.mentee_id, row.mentor_id): row for row in session.scalars(select(Pair))}
    wanted = {
        (members["mentee", one.mentee], members["mentor", one.mentor]): one
        for one in found.lines
        if one.points is not None
    }
    going = [row for key, row in held.items() if key not in wanted and row.state == SUGGESTED]
    written = set(session.scalars(select(PairLine.pair_id)))
    for row in going:
        if row.id in written or json.loads(row.cells):
            raise DataError("pairing.in_progress", **_names(session, row))
    journal.delete(Pair, [row.id for row in going])
    new = []
    for key, one in wanted.items():
        assert one.points is not None, "only pairs are wanted"
        values: dict[str, Any] = {
            "points": one.points.total,
            "locked": one.locked,
            "reason": one.reason,
            "rules": " ".join(one.rules),
        }
        if key in held and held[key].state == GRANTED:  # it stands by the letter, not by hand
            del values["locked"], values["reason"]
        if key in held and held[key].state in {REFUSED, ENDED}:  # somebody fixed it by hand again
            values |= {"state": pairs.SUGGESTED, "document_no": "", "document_date": None}
        if key in held:
            journal.update(Pair, held[key].id, values)
        else:
            own = {"mentee_id": key[0], "mentor_id": key[1], "document_date": None, "created_at": now}
            new.append(own | values)
    journal.insert(Pair, new)
    return Accepted(len(wanted), len(new), len(going))


def _certify(journal: Journal, found: Paired) -> None:
    year = int(journal.session.scalars(select(OfficeRow.plan)).one())
    values = {
        "certificate": pairing.dumps(found.certificate).decode(),
        "accepted_at": journal.clock.now(),
    }
    held = journal.session.scalars(select(Pairing).filter_by(roc_year=year)).one_or_none()
    if held is None:
        journal.insert(Pairing, [{"roc_year": year, **values}])
    else:
        journal.update(Pairing, held.id, values)
