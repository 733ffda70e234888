"""Participation in numbers: who was nominated, selected, there, done; by activity, agency, sex, grade, staff.

To add a family: write a function that gives its `Participation`s, and list it in SOURCES.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.messages import catalogue
from desktop.rules.bilingual import Text
from desktop.rules.camp_seats import FAMILY as CAMP
from desktop.rules.camp_seats import Seat
from desktop.rules.plan import Plan
from desktop.services import (
    camp_members,
    camp_stages,
    events,
    learning_hours,
    nominations,
    outcomes,
    plans,
    showcase,
)
from desktop.services.office import Office

_SELECTED = frozenset({"selected", "attended", "completed", "absent"})


class By(StrEnum):
    """What people are grouped by."""

    ACTIVITY = "activity"
    AGENCY = "agency"
    SEX = "sex"
    RANK = "rank"
    """官等."""
    GRADE = "grade"
    """職等."""
    STAFF = "staff"
    """人員類別."""


@dataclass(frozen=True, slots=True)
class Participation:
    """One person in one activity or event; `person` is None for somebody outside the roster."""

    activity: str
    person: Any
    agency: str
    personnel_type: str
    selected: bool
    attended: bool
    completed: bool
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Group:
    """One line of the statistics; `key` is what it is about as the data has it."""

    key: str
    label: str
    nominated: int
    selected: int
    attended: int
    completed: int
    hours: Decimal

    @property
    def rate(self) -> int | None:
        """Of those selected, how many in a hundred were there; None where nobody was selected."""
        return round(100 * self.attended / self.selected) if self.selected else None


def participations(session: Session, plan: Plan) -> tuple[Participation, ...]:
    """Everybody in every activity that counts people."""
    return tuple(one for source in SOURCES for one in source(session, plan))


def read(office: Office, by: By, language: str, *, activity: str = "") -> tuple[Group, ...]:
    """The groups, the largest first; for one activity, or for all of them."""
    with office.database.reading() as session:
        plan = plans.current(session)
        found = participations(session, plan)
    chosen = [one for one in found if activity in {"", one.activity}]
    return grouped(chosen, by, plan, language)


def grouped(found: Iterable[Participation], by: By, plan: Plan, language: str) -> tuple[Group, ...]:
    """The groups: activities in the plan's order, grades from the highest, others the largest first."""
    groups: defaultdict[str, list[Participation]] = defaultdict(list)
    for one in found:
        groups[_key(one, by)].append(one)
    made = [_group(key, _label(key, by, plan, language), own) for key, own in groups.items()]
    if by is By.ACTIVITY:
        order = list(_titles(plan))
        return tuple(sorted(made, key=lambda one: order.index(one.key)))
    if by is By.GRADE:
        return tuple(sorted(made, key=lambda one: int(one.key or 0), reverse=True))
    return tuple(sorted(made, key=lambda one: (-one.nominated, one.label)))


def total(groups: Sequence[Group], label: str) -> Group:
    """All groups together."""
    return Group(
        "",
        label,
        sum(one.nominated for one in groups),
        sum(one.selected for one in groups),
        sum(one.attended for one in groups),
        sum(one.completed for one in groups),
        sum((one.hours for one in groups), Decimal(0)),
    )


def activities(office: Office, language: str) -> tuple[tuple[str, str], ...]:
    """The activities that somebody takes part in: (id, name)."""
    return tuple((one.key, one.label) for one in read(office, By.ACTIVITY, language))


def _group(key: str, label: str, own: Sequence[Participation]) -> Group:
    return Group(
        key,
        label,
        len(own),
        sum(one.selected for one in own),
        sum(one.attended for one in own),
        sum(one.completed for one in own),
        sum((one.hours for one in own), Decimal(0)),
    )


def _titles(plan: Plan) -> dict[str, Text]:
    """What people take part in: each activity, and after it its events."""
    found: dict[str, Text] = {}
    for activity in plan.activities.values():
        found[activity.id] = activity.short
        found |= {one.id: one.title for one in events.events(plan) if one.activity.id == activity.id}
    return found


def _key(one: Participation, by: By) -> str:
    match by:
        case By.ACTIVITY:
            return one.activity
        case By.AGENCY:
            return one.agency
        case By.SEX:
            return "" if one.person is None else str(one.person.sex)
        case By.RANK:
            return "" if one.person is None else str(one.person.rank)
        case By.GRADE:
            return "" if one.person is None or one.person.grade is None else str(one.person.grade)
        case By.STAFF:
            return one.personnel_type


def _label(key: str, by: By, plan: Plan, language: str) -> str:
    if not key:
        return catalogue(language).text("statistics.unknown")
    match by:
        case By.ACTIVITY:
            return _titles(plan)[key].in_language(language)
        case By.AGENCY:
            return key
        case By.SEX:
            return terms.label("sex", key, language)
        case By.RANK:
            return terms.label("rank", key, language)
        case By.GRADE:
            return catalogue(language).text("statistics.grade", grade=key)
        case By.STAFF:
            return terms.label("personnel_type", key, language)


def _courses(session: Session, _plan: Plan) -> Iterator[Participation]:
    for one in nominations.listing(session):
        yield Participation(
            one.activity,
            one.person,
            one.person.agency,
            one.person.personnel_type,
            one.outcome in _SELECTED,
            one.outcome in outcomes.CAME,
            one.outcome == outcomes.COMPLETED,
            (learning_hours.number(one.hours) or Decimal(0)) if one.outcome in outcomes.CAME else Decimal(0),
        )


def _camp(session: Session, plan: Plan) -> Iterator[Participation]:
    """A seat is a selection; the first stage is being there, the last one the end."""
    own = next((one for one in plan.activities.values() if one.family == CAMP), None)
    if own is None:
        return
    reached = camp_stages.reached(camp_stages.results(session))
    first, last = own.stages[0].id, own.stages[-1].id
    for one in camp_members.listing(session, plan):
        stages = reached.get(one.id, ())
        yield Participation(
            own.id,
            one.person,
            one.person.agency,
            one.person.personnel_type,
            one.seat is Seat.SEAT,
            first in stages,
            last in stages,
            Decimal(0),
        )


def _showcase(session: Session, plan: Plan) -> Iterator[Participation]:
    own = next((one for one in plan.activities.values() if one.family == showcase.FAMILY), None)
    if own is None:
        return
    for one in showcase.lines(session):
        confirmed = one.state == "confirmed"
        yield Participation(
            own.id, one.person, one.agency, one.personnel_type, confirmed, False, False, Decimal(0)
        )


def _events(session: Session, plan: Plan) -> Iterator[Participation]:
    """Registered stands for nominated, a confirmed seat for selected. Each event is a line of its own."""
    known = {one.id for one in events.events(plan)}
    for one in events.lines(session):
        if one.event in known:
            yield Participation(
                one.event,
                one.person,
                one.person.agency,
                one.person.personnel_type,
                one.state in {"confirmed", "attended", "absent"},
                one.state == "attended",
                False,
                Decimal(0),
            )


SOURCES: tuple[Callable[[Session, Plan], Iterator[Participation]], ...] = (
    _courses,
    _camp,
    _showcase,
    _events,
)
