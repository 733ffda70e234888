"""The results presentation (柒、六) as lists show it: who asks for a seat, who presents, who exhibits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.services import facts, plans
from desktop.services.office import Office

FAMILY = "showcase"
_PEOPLE = "people"

CENTRAL, GOVERNMENT, COUNCIL = "central", "government", "council"
"""Codes of the vocabulary attendee_kind."""

PRESENT, EXHIBIT = "present", "exhibit"
"""Codes of the vocabulary showcase_role, besides attend."""


@dataclass(frozen=True, slots=True)
class Line:
    """One live request, with the person's data from the roster where they are in it."""

    id: int
    rank: int
    person: Any
    """The person's columns with `agency` and `agency_kind`, None for somebody outside the roster."""
    name: str
    agency: str
    job_title: str
    personnel_type: str
    attendee_kind: str
    role: str
    topic: str
    booth: str
    session: str
    meal: str
    transport: str
    access_need: bool | None
    state: str
    document_no: str
    document_date: date | None
    note: str

    @property
    def person_id(self) -> int | None:
        """The person of the roster."""
        return None if self.person is None else int(self.person.id)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows besides the list."""

    activity: str
    clause: str
    title: Text
    schedule: Text
    who_clause: str
    who: Text
    national: int | None
    """People expected in the whole country."""
    states: Mapping[str, int]
    roles: Mapping[str, int]


def activity(plan: Plan) -> Activity:
    """The plan's presentation; raises `UsageError` for a plan without one."""
    for one in plan.activities.values():
        if one.family == FAMILY:
            return one
    raise UsageError("showcase.not_in_plan", year=plan.year)


def overview(office: Office) -> Overview:
    """The plan's words, and how many ask for what."""
    with office.database.reading() as session:
        own = activity(plans.current(session))
        found = lines(session)
    quota = own.quotas.get(_PEOPLE)
    return Overview(
        activity=own.id,
        clause=own.clause,
        title=own.title,
        schedule=own.schedule.text,
        who_clause=own.who.number,
        who=own.who.text,
        national=quota.maximum if quota else None,
        states=Counter(one.state for one in found),
        roles=Counter(one.role for one in found),
    )


def listing(office: Office) -> tuple[Line, ...]:
    """Live requests by rank."""
    with office.database.reading() as session:
        return lines(session)


def lines(session: Session) -> tuple[Line, ...]:
    """Live requests by rank."""
    live_ = ShowcaseRequest.withdrawn_at.is_(None)
    rows = list(session.scalars(select(ShowcaseRequest).where(live_).order_by(ShowcaseRequest.rank)))
    people = facts.rows(session, {row.person_id for row in rows if row.person_id is not None})
    return tuple(_line(row, people.get(row.person_id or 0)) for row in rows)


def live(session: Session, request_id: int) -> ShowcaseRequest:
    """The row of a request that was not withdrawn; raises `UsageError` when there is none."""
    row = session.get(ShowcaseRequest, request_id)
    if row is None or row.withdrawn_at is not None:
        raise UsageError("showcase.unknown", id=request_id)
    return row


def _line(row: ShowcaseRequest, person: Any) -> Line:
    return Line(
        id=row.id,
        rank=row.rank,
        person=person,
        name=person.name if person is not None else row.name,
        agency=person.agency if person is not None else row.agency,
        job_title=person.title if person is not None else row.job_title,
        personnel_type=person.personnel_type if person is not None else row.personnel_type,
        attendee_kind=row.attendee_kind,
        role=row.role,
        topic=row.topic,
        booth=row.booth,
        session=row.session,
        meal=row.meal,
        transport=row.transport,
        access_need=row.access_need,
        state=row.state,
        document_no=row.document_no,
        document_date=row.document_date,
        note=row.note,
    )
