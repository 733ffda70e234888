"""From rows to the facts that the rules see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from desktop.models.luminary import LuminaryLine, LuminaryProposal
from desktop.models.people import Agency, CourseHistory, Person
from desktop.rules.facts import Attendance, Facts
from desktop.services import settings

_CHUNK = 500
"""People asked for in one statement; SQLite bounds the number of parameters."""


@dataclass(frozen=True, slots=True)
class Known:
    """One person as the office knows them: the row (person's columns, agency, agency_kind) and the facts."""

    row: Row[Any]
    facts: Facts


def of_people(session: Session, ids: Collection[int]) -> dict[int, Known]:
    """The facts of these people, without anything that belongs to a nomination."""
    return known(session, rows(session, ids))


def known(session: Session, people: Mapping[int, Row[Any]]) -> dict[int, Known]:
    """The same for people whose `rows` were read before."""
    complete = bool(settings.get(session, settings.HISTORY_COMPLETE))
    found: dict[int, Known] = {}
    for chunk in _chunks(people):
        histories = _histories(session, chunk)
        for person_id in chunk:
            row = people[person_id]
            found[person_id] = Known(row, _facts(row, tuple(histories[person_id]), complete=complete))
    return found


def passports(session: Session) -> frozenset[str]:
    """The passport numbers of the roster: in a file without 證件類別 they cannot be told otherwise."""
    return frozenset(session.scalars(select(Person.id_no).filter_by(id_type="passport")))


def rows(session: Session, ids: Collection[int]) -> dict[int, Row[Any]]:
    """The rows of these people: their columns, `agency`, `agency_kind`, and `is_luminary` (熠星參與)."""
    found: dict[int, Row[Any]] = {}
    for chunk in _chunks(ids):
        found.update((row.id, row) for row in session.execute(_people().where(Person.id.in_(chunk))))
    return found


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def in_team() -> Any:
    """Ids of the members of the team of a government that is selected or renewed; of a draft nobody's."""
    own = select(LuminaryProposal.id).where(LuminaryProposal.state.in_(("selected", "renewed")))
    return select(LuminaryLine.person_id).where(
        LuminaryLine.proposal_id.in_(own), LuminaryLine.list == "team", LuminaryLine.person_id.is_not(None)
    )


def _people() -> Any:
    agency = (Agency.name.label("agency"), Agency.kind.label("agency_kind"))
    star = or_(Person.luminary, Person.id.in_(in_team())).label("is_luminary")
    return select(*Person.__table__.columns, *agency, star).join(Agency, Agency.id == Person.agency_id)


def _histories(session: Session, ids: list[int]) -> defaultdict[int, list[Attendance]]:
    histories: defaultdict[int, list[Attendance]] = defaultdict(list)
    rows = session.execute(
        select(CourseHistory.person_id, CourseHistory.course, CourseHistory.roc_year, CourseHistory.attended)
        .where(CourseHistory.person_id.in_(ids))
        .order_by(CourseHistory.roc_year, CourseHistory.id)
    )
    for row in rows:
        histories[row.person_id].append(Attendance(row.course, row.roc_year, row.attended))
    return histories


def _facts(row: Row[Any], history: tuple[Attendance, ...], *, complete: bool) -> Facts:
    return Facts(
        agency_kind=row.agency_kind,
        personnel_type=row.personnel_type,
        it_staff=row.it_staff,
        elearning_role=row.elearning_role,
        luminary=row.is_luminary,
        english_test=row.english_test,
        english_score=row.english_score,
        history=history,
        history_complete=complete,
    )
