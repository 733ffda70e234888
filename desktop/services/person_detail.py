"""Everything about one person: fields as they are typed, history, nominations, and who else has the name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.models.courses import Nomination
from desktop.models.people import Agency, AgencyUnit, CourseHistory, Person
from desktop.services import facts, learning_hours, people, people_list, plans, rare_names
from desktop.services.learning_hours import YearHours
from desktop.services.office import Office
from desktop.services.people_list import PersonRow
from desktop.services.rare_names import NameCheck

NAMESAKES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Attended:
    """One course of the center that the person was registered for. `session` 0: the record does not say."""

    course: str
    roc_year: int
    session: int
    attended: bool
    completed: bool | None
    hours: str


@dataclass(frozen=True, slots=True)
class Nominated:
    """One nomination, live or withdrawn; the titles are the plan's, in Chinese and English."""

    id: int
    activity: str
    titles: Mapping[str, str]
    session: int
    rank: int
    alternate: bool
    verdict: str
    """A code of the vocabulary `verdict`."""
    withdrawn: bool
    outcome: str
    """A code of the vocabulary `outcome`; blank until the center has answered."""


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """One person. `texts`: field of a roster → the text that a file would have, codes for vocabularies."""

    id: int
    person_no: int
    texts: Mapping[str, str]
    name: NameCheck
    agency_confirmed: bool
    history: tuple[Attended, ...]
    hours: tuple[YearHours, ...]
    """Learning hours by year, the latest first."""
    nominations: tuple[Nominated, ...]
    namesakes: tuple[PersonRow, ...]
    """Others of the same name: perhaps the same person twice."""


@dataclass(frozen=True, slots=True)
class Places:
    """What the fields of agency and unit offer: every agency with its units."""

    units: Mapping[str, tuple[str, ...]]


def detail(office: Office, person_id: int) -> PersonDetail:
    """Everything about a person; raises `UsageError` when there is nobody of this id."""
    with office.database.reading() as session:
        row = facts.rows(session, [person_id]).get(person_id)
        if row is None:
            raise UsageError("people.unknown", id=person_id)
        same_name = select(Person.id).where(Person.name == row.name, Person.id != person_id)
        others = list(session.scalars(same_name.order_by(Person.id).limit(NAMESAKES_SHOWN)))
        return PersonDetail(
            id=person_id,
            person_no=row.person_no,
            texts=people.texts(row),
            name=rare_names.check(row.name),
            agency_confirmed=session.get_one(Agency, row.agency_id).confirmed,
            history=_history(session, person_id),
            hours=learning_hours.of_person(session, person_id),
            nominations=_nominations(session, person_id),
            namesakes=people_list.rows_in(session, others),
        )


def places(office: Office) -> Places:
    """The agencies in their order, each with the units it is known to have."""
    with office.database.reading() as session:
        units: dict[int, list[str]] = {}
        for agency_id, unit in session.execute(
            select(AgencyUnit.agency_id, AgencyUnit.name).order_by(AgencyUnit.id)
        ):
            units.setdefault(agency_id, []).append(unit)
        agencies = session.execute(select(Agency.id, Agency.name).order_by(Agency.id))
        return Places({name: tuple(units.get(agency_id, ())) for agency_id, name in agencies})


def _history(session: Session, person_id: int) -> tuple[Attended, ...]:
    rows = session.scalars(
        select(CourseHistory)
        .filter_by(person_id=person_id)
        .order_by(CourseHistory.roc_year.desc(), CourseHistory.course, CourseHistory.session)
    )
    return tuple(
        Attended(row.course, row.roc_year, row.session, row.attended, row.completed, row.hours)
        for row in rows
    )


def _nominations(session: Session, person_id: int) -> tuple[Nominated, ...]:
    plan = plans.current(session)
    rows = session.scalars(
        select(Nomination).filter_by(person_id=person_id).order_by(Nomination.created_at.desc())
    )
    return tuple(
        Nominated(
            id=row.id,
            activity=row.activity,
            titles={
                "zh_TW": plan.activity(row.activity).short.zh_TW,
                "en": plan.activity(row.activity).short.en,
            },
            session=row.session,
            rank=row.rank,
            alternate=row.alternate,
            verdict=row.verdict,
            withdrawn=row.withdrawn_at is not None,
            outcome=row.outcome,
        )
        for row in rows
    )
