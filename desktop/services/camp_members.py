"""The camp's members as the office holds them, each with seat and level, in rank order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.models.camp import CampMember
from desktop.rules import camp_seats
from desktop.rules.camp_seats import Seat
from desktop.rules.english_level import Level, level
from desktop.rules.facts import Facts
from desktop.rules.plan import Plan
from desktop.rules.verdict import Answer
from desktop.services import camp_seats as stated_seats
from desktop.services import facts, reasons
from desktop.services.reasons import FrozenReason

STATED = (
    "english_test",
    "english_score",
    "test_date",
    "circle",
    "leader",
    "leader_experience",
    "commitment",
    "motivation",
    "note",
)
"""What a recommendation itself states: columns that a draft has under the same name."""

COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Member:
    """One live member with their person, as lists, forms and packets show them."""

    id: int
    rank: int
    seat: Seat
    level: Level
    """What the stated result proves, else the roster's."""
    circle: str
    leader: bool
    leader_experience: str
    english_test: str
    english_score: str
    test_date: date | None
    verdict: Answer
    reasons: tuple[FrozenReason, ...]
    commitment: bool | None
    motivation: str
    note: str
    attested_at: datetime | None
    attested_by: str
    attested_codes: str
    attested_basis: str
    person: Row[Any]
    """The person's columns, with `agency` and `agency_kind`."""

    @property
    def center_to_check(self) -> bool:
        """Whether the center must confirm something."""
        return self.verdict is Answer.UNKNOWN

    @property
    def council(self) -> bool:
        """Whether the person is of the council."""
        return bool(self.person.agency_kind == COUNCIL)

    @property
    def test(self) -> str:
        """The test that counts: stated here, else in the roster."""
        return self.english_test or str(self.person.english_test)

    @property
    def score(self) -> str:
        """Its result."""
        return self.english_score if self.english_test else str(self.person.english_score)


class Statement(Protocol):
    """What a recommendation states about the person's English: a row, or a draft of a file."""

    @property
    def english_test(self) -> str:
        """As written; blank: the roster's."""
        ...

    @property
    def english_score(self) -> str:
        """As written."""
        ...


def listing(session: Session, plan: Plan) -> list[Member]:
    """Live members by rank, each with the seat that the rank comes to."""
    rows = list(
        session.scalars(select(CampMember).where(CampMember.withdrawn_at.is_(None)).order_by(CampMember.rank))
    )
    people = facts.rows(session, {row.person_id for row in rows})
    members = [_member(row, people[row.person_id]) for row in rows]
    return seated(session, plan, members)


def seated(session: Session, plan: Plan, members: Sequence[Member]) -> list[Member]:
    """The same members with their seats."""
    allotted = camp_seats.allot(
        map(as_ruled, members),
        stated_seats.seats(session, plan),
        council_within=camp_seats.council_within(stated_seats.activity(plan)),
    )
    return [replace(one, seat=allotted[one.id]) for one in members]


def as_ruled(member: Member) -> camp_seats.Member:
    """A member as the rules of seats and circles see them; who is to be confirmed keeps a place."""
    return camp_seats.Member(
        member.id,
        member.rank,
        member.verdict is not Answer.NO,
        member.council,
        member.circle,
        member.leader,
    )


def stated_facts(known: Facts, statement: Statement, attested_codes: str = "") -> Facts:
    """The person's facts with what the recommendation states and what was attested for it before."""
    told = replace(known, attested=frozenset(attested_codes.split()))
    if not statement.english_test:
        return told
    return replace(told, english_test=statement.english_test, english_score=statement.english_score)


def live(session: Session, member_id: int) -> CampMember:
    """The row of a member who was not withdrawn; raises `UsageError` when there is none."""
    row = session.get(CampMember, member_id)
    if row is None or row.withdrawn_at is not None:
        raise UsageError("camp.unknown", id=member_id)
    return row


def circles(session: Session) -> set[str]:
    """The names of the circles that have somebody."""
    query = select(CampMember.circle).where(CampMember.withdrawn_at.is_(None), CampMember.circle != "")
    return set(session.scalars(query))


def of_people(session: Session, person_ids: Iterable[int]) -> dict[int, int]:
    """Person → member, of those who are members already."""
    query = select(CampMember.person_id, CampMember.id).where(
        CampMember.withdrawn_at.is_(None), CampMember.person_id.in_(list(person_ids))
    )
    return {row.person_id: row.id for row in session.execute(query)}


def _member(row: CampMember, person: Row[Any]) -> Member:
    test = row.english_test or person.english_test
    score = row.english_score if row.english_test else person.english_score
    return Member(
        id=row.id,
        rank=row.rank,
        seat=Seat.NONE,
        level=level(test, score),
        circle=row.circle,
        leader=row.leader,
        leader_experience=row.leader_experience,
        english_test=row.english_test,
        english_score=row.english_score,
        test_date=row.test_date,
        verdict=Answer(row.verdict),
        reasons=reasons.loads(row.reasons),
        commitment=row.commitment,
        motivation=row.motivation,
        note=row.note,
        attested_at=row.attested_at,
        attested_by=row.attested_by,
        attested_codes=row.attested_codes,
        attested_basis=row.attested_basis,
        person=person,
    )
