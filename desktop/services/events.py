"""Events to which people travel (大會師, 啟航共識營, 成果分享營), and who is registered for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.models.events import EventRegistration
from desktop.rules import camp_seats
from desktop.rules.bilingual import Text
from desktop.rules.camp_seats import Seat
from desktop.rules.plan import Activity, Plan
from desktop.services import camp_members, camp_stages, facts, plans
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Event:
    """A stage of an activity that has `event` in the plan; `id` is the stage's."""

    id: str
    activity: Activity
    title: Text
    clause: str


@dataclass(frozen=True, slots=True)
class Line:
    """One live registration with its person."""

    id: int
    event: str
    person: Any
    """The person's columns, with `agency` and `agency_kind`."""
    meal: str
    lodging: bool | None
    transport: str
    access_need: bool | None
    state: str
    """Of the vocabulary event_state."""
    note: str

    @property
    def person_id(self) -> int:
        """The person of the roster."""
        return int(self.person.id)

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.person.name)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows beside the list of one event."""

    event: Event
    states: Mapping[str, int]
    suggested: tuple[int, ...]
    """People who might go and are not registered."""


def events(plan: Plan) -> tuple[Event, ...]:
    """The events in the plan's order."""
    return tuple(
        Event(stage.id, activity, stage.label, stage.clause)
        for activity in plan.activities.values()
        for stage in activity.stages
        if stage.event
    )


def event(plan: Plan, event_id: str) -> Event:
    """One event; raises `UsageError` for one that the plan does not have."""
    for one in events(plan):
        if one.id == event_id:
            return one
    raise UsageError("events.unknown_event", event=event_id)


def choices(office: Office) -> tuple[Event, ...]:
    """The events of the current plan."""
    with office.database.reading() as session:
        return events(plans.current(session))


def overview(office: Office, event_id: str) -> Overview:
    """One event: how many are in which state, and who might go besides."""
    with office.database.reading() as session:
        plan = plans.current(session)
        own = event(plan, event_id)
        found = lines(session, event_id)
        return Overview(own, Counter(line.state for line in found), suggested(session, plan, own))


def listing(office: Office, event_id: str) -> tuple[Line, ...]:
    """Live registrations for an event, in the order of registering."""
    with office.database.reading() as session:
        return lines(session, event_id)


def lines(session: Session, event_id: str | None = None) -> tuple[Line, ...]:
    """The same, or those for all events."""
    query = select(EventRegistration).where(EventRegistration.withdrawn_at.is_(None))
    if event_id is not None:
        query = query.filter_by(event=event_id)
    rows = list(session.scalars(query.order_by(EventRegistration.id)))
    people = facts.rows(session, {row.person_id for row in rows})
    return tuple(_line(row, people[row.person_id]) for row in rows)


def live(session: Session, registration_id: int) -> EventRegistration:
    """The row of a registration that was not withdrawn; raises `UsageError` when there is none."""
    row = session.get(EventRegistration, registration_id)
    if row is None or row.withdrawn_at is not None:
        raise UsageError("events.unknown", id=registration_id)
    return row


def suggested(session: Session, plan: Plan, own: Event) -> tuple[int, ...]:
    """Members of the camp with a seat who reached the stage before; while no results are known, all who did
    not leave. Of other activities nobody. Without those who are registered.
    """
    if own.activity.family != camp_seats.FAMILY:
        return ()
    results = camp_stages.results(session)
    left = {one.member_id for one in results if one.result == camp_stages.LEFT}
    stages = [stage.id for stage in own.activity.stages]
    before = stages[max(stages.index(own.id) - 1, 0)]
    reached = {member for member, held in camp_stages.reached(results).items() if before in held}
    registered = {line.person_id for line in lines(session, own.id)}
    return tuple(
        one.person.id
        for one in camp_members.listing(session, plan)
        if one.seat is Seat.SEAT
        and one.id not in left
        and (one.id in reached or not reached)
        and one.person.id not in registered
    )


def _line(row: EventRegistration, person: Any) -> Line:
    return Line(
        row.id,
        row.event,
        person,
        row.meal,
        row.lodging,
        row.transport,
        row.access_need,
        row.state,
        row.note,
    )
