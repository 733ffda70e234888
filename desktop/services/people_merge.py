"""Two records of one person become one: whatever names the person moves to the record that stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.core.errors import DataError, UsageError
from desktop.models.camp import CampMember
from desktop.models.courses import Nomination
from desktop.models.events import EventRegistration
from desktop.models.journal import Journal
from desktop.models.luminary import LuminaryLine
from desktop.models.mentoring import MentoringMember, Pair
from desktop.models.people import CourseHistory, Person
from desktop.models.reflections import Reflection
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.bilingual import Text
from desktop.rules.plan import Plan
from desktop.services import (
    camp_seats,
    events,
    facts,
    mentoring,
    mentoring_names,
    outcomes,
    plans,
    showcase,
)
from desktop.services.office import Office

_MOVED = (
    Nomination,
    CampMember,
    ShowcaseRequest,
    EventRegistration,
    Reflection,
    LuminaryLine,
    MentoringMember,
)
"""Whatever names a person besides the history; a test asks the database whether one is missing."""

_COLUMNS_OF = {
    "agency": ("agency_id",),
    "id_no": ("id_no", "id_type"),
    "luminary": ("luminary", "luminary_reason"),
}
"""Fields whose column has another name, or that make no sense without another column."""


def merge(office: Office, kept_id: int, dropped_id: int, *, take: Collection[str] = ()) -> None:
    """Make two records of one person one: history, nominations, seats, registrations and reflections move.

    `take` names the fields to take over, those of `PersonDraft`; a number brings its 證件類別 with it.

    Raises `DataError` when both stand on one list: one of them must be withdrawn there first.
    """
    if kept_id == dropped_id:
        raise DataError("people.merge_same")
    with office.database.writing("person.merge") as journal:
        people = facts.rows(journal.session, [kept_id, dropped_id])
        for one in (kept_id, dropped_id):
            if one not in people:
                raise UsageError("people.unknown", id=one)
        kept, dropped = people[kept_id], people[dropped_id]
        _refuse_both(journal.session, kept_id, dropped_id)
        _refuse_pair(journal.session, {kept_id, dropped_id})
        _move_history(journal, kept_id, dropped_id)
        for model in _MOVED:
            rows = select(model.id).filter_by(person_id=dropped_id)
            for row_id in list(journal.session.scalars(rows)):
                journal.update(model, row_id, {"person_id": kept_id})
        gone, stays = (kept.id_no, dropped.id_no) if "id_no" in take else (dropped.id_no, kept.id_no)
        mentoring_names.renumber(journal, str(gone), str(stays))
        journal.delete(Person, [dropped_id])
        columns = [column for name in take for column in _COLUMNS_OF.get(name, (name,))]
        taken = {
            name: getattr(dropped, name) for name in columns if getattr(dropped, name) != getattr(kept, name)
        }
        if taken:
            journal.update(Person, kept_id, taken)


def _refuse_both(session: Session, kept_id: int, dropped_id: int) -> None:
    plan = plans.current(session)
    held = dict(_lists(session, plan, kept_id))
    names = [title for key, title in _lists(session, plan, dropped_id) if key in held]
    if names:
        chinese, english = "、".join(one.zh_TW for one in names), ", ".join(one.en for one in names)
        raise DataError("people.merge_both_nominated", activity=chinese, activity_en=english)


def _refuse_pair(session: Session, people: set[int]) -> None:
    """Nobody is the mentor of themselves."""
    mentor, mentee = aliased(MentoringMember), aliased(MentoringMember)
    both = (
        select(Pair.id)
        .join(mentor, mentor.id == Pair.mentor_id)
        .join(mentee, mentee.id == Pair.mentee_id)
        .where(mentor.person_id.in_(people), mentee.person_id.in_(people))
    )
    if session.scalars(both).first() is not None:
        raise DataError("people.merge_pair")


def _lists(session: Session, plan: Plan, person_id: int) -> Iterator[tuple[str, Text]]:
    """The lists on which somebody may stand once and does: what it is, and how it is called."""

    def live(model: Any) -> Any:
        return session.scalars(select(model).filter_by(person_id=person_id, withdrawn_at=None))

    for nomination in live(Nomination):
        activity = plan.activity(nomination.activity)
        yield activity.id, activity.title
    for _member in live(CampMember):
        yield "camp", camp_seats.activity(plan).title
    for _request in live(ShowcaseRequest):
        yield "showcase", showcase.activity(plan).title
    for member in live(MentoringMember):
        yield f"mentoring {member.role}", mentoring.activity(plan).title
    for registration in live(EventRegistration):
        yield f"event {registration.event}", events.event(plan, registration.event).title


def _move_history(journal: Journal, kept_id: int, dropped_id: int) -> None:
    """Move the records that the kept person does not have; the doubles go."""

    def of(person_id: int) -> dict[tuple[str, int, int], CourseHistory]:
        rows = journal.session.scalars(select(CourseHistory).filter_by(person_id=person_id))
        return {(row.course, row.roc_year, row.session): row for row in rows}

    held = of(kept_id)
    moving = {key: (row.id, row.attended, row.source) for key, row in of(dropped_id).items()}
    absent = {key: (row.id, row.source) for key, row in held.items() if not row.attended}
    for key, (row_id, was_there, source) in moving.items():
        if key not in held:
            journal.update(CourseHistory, row_id, {"person_id": kept_id})
            continue
        if was_there and key in absent:  # one of the two records says that the person was there
            kept_row, kept_source = absent[key]
            ours = outcomes.is_own(source)
            told = outcomes.overruled(kept_source) if ours else kept_source
            journal.update(CourseHistory, kept_row, {"attended": True, "source": told})
        journal.delete(CourseHistory, [row_id])
