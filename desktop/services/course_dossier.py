"""The courses on the desk: nominations by session and rank, and the course records of those nominated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, ClassVar, Self

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.messages import LANGUAGES, catalogue
from desktop.exports.packet import ScopeLine, ScopeState, TableData
from desktop.models.courses import Nomination
from desktop.models.people import CourseHistory
from desktop.rules.bilingual import Text
from desktop.rules.plan import Activity, Plan
from desktop.rules.verdict import Answer
from desktop.services import course_checks, facts, nominations, plans
from desktop.services.course_checks import Courses
from desktop.services.desk import Desk, Dossier, Entry, Found, Included, Key, Listed, Tally, not_yet
from desktop.services.nominations import Nominee
from desktop.services.packet_cells import cell, joined, line, person_no
from desktop.services.places import Part, Place


@dataclass(frozen=True)
class CourseDossier(Dossier):
    """The live nominations, with what the rules know of the people."""

    family: ClassVar[str] = plans.FAMILY
    lists: ClassVar[tuple[Listed, ...]] = (
        Listed("course_nominations", ("person_no",), group="session", rank="rank"),
    )
    person_tables: ClassVar[tuple[str, ...]] = ("course_history",)

    plan: Plan
    nominees: tuple[Nominee, ...]
    known: Mapping[int, facts.Known]

    @classmethod
    def read(cls, session: Session, plan: Plan, activity: str | None) -> Self:
        """By activity, session and rank."""
        if activity is not None and plan.activity(activity).family != cls.family:
            return cls(plan, (), {})
        nominees = tuple(nominations.listing(session, activity))
        people = {nominee.person.id: nominee.person for nominee in nominees}
        return cls(plan, nominees, facts.known(session, people))

    @classmethod
    def tally(cls, session: Session, plan: Plan) -> Mapping[str, Tally]:
        """Counted by the database."""
        del plan
        rows = session.execute(
            select(Nomination.activity, Nomination.verdict, func.count())
            .where(Nomination.withdrawn_at.is_(None))
            .group_by(Nomination.activity, Nomination.verdict)
        )
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for activity, verdict, count in rows:
            counts[activity][verdict] = count
        return {
            activity: Tally(found.total(), found[Answer.UNKNOWN], found[Answer.NO])
            for activity, found in counts.items()
        }

    def only(self, activity: str) -> Self:
        """The nominees of one course."""
        return replace(self, nominees=tuple(one for one in self.nominees if one.activity == activity))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The nominees."""
        return tuple(self.entry(one) for one in self.nominees)

    @property
    def activities(self) -> tuple[str, ...]:
        """The courses with nominees."""
        return tuple(dict.fromkeys(one.activity for one in self.nominees))

    def entry(self, nominee: Nominee) -> Entry:
        """A nominee as the shared checks see them."""
        activity = self.plan.activity(nominee.activity)
        return Entry(
            id=nominee.id,
            activity=activity,
            person=nominee.person,
            where=partial(_where, activity, nominee),
            at=f"{nominee.session}-{nominee.rank}",
            place=place(nominee),
        )

    def tables(self, session: Session) -> tuple[TableData, ...]:
        """The nominations, and the course records of those nominated."""
        people = {one.person.id: one.person for one in self.nominees}
        return (
            TableData("course_nominations", tuple(_nomination(one) for one in self.nominees)),
            TableData("course_history", tuple(_history(session, people))),
        )

    def scope(self, activity: Activity) -> tuple[ScopeLine, ...]:
        """A line a session where anybody is nominated for the course, else one for all of it."""
        nominated = {one.session for one in self.nominees if one.activity == activity.id}
        if not nominated & {one.number for one in activity.sessions}:
            return (not_yet(activity),)
        return tuple(
            ScopeLine(
                activity.id,
                str(one.number),
                ScopeState.SUBMITTED if one.number in nominated else ScopeState.NOT_YET,
            )
            for one in activity.sessions
        )

    def included(self, activity: Activity) -> Included:
        """Regular nominees, and the alternates beside them."""
        own = [one for one in self.nominees if one.activity == activity.id]
        alternates = sum(one.alternate for one in own)
        title = {language: activity.title.in_language(language) for language in LANGUAGES}
        waiting = sum(one.center_to_check for one in own)
        return Included(activity.id, title, len(own) - alternates, alternates, waiting)

    def places(self) -> Mapping[Key, tuple[str, Place]]:
        """By course and person: somebody is nominated once for an activity."""
        return {
            (one.activity, person_no(one.person.person_no)): (one.person.name, place(one))
            for one in self.nominees
        }

    def findings(self, desk: Desk) -> Iterator[Found]:
        """What is wrong with the sessions, then with single nominations."""
        return course_checks.run(Courses(desk.plan, self.nominees, self.known, self.entry))


def _where(activity: Activity, nominee: Nominee) -> Text:
    said = {
        language: catalogue(language).what(
            "desk.where_session",
            activity=activity.title.in_language(language),
            session=nominee.session,
            rank=nominee.rank,
        )
        for language in LANGUAGES
    }
    return Text(**said)


def place(nominee: Nominee) -> Place:
    """Where a nomination is in its list."""
    return Place(
        Part.NOMINATIONS,
        nominee.activity,
        nominee.session,
        nomination_id=nominee.id,
        person_id=nominee.person.id,
    )


def _nomination(nominee: Nominee) -> tuple[str, ...]:
    return (
        nominee.activity,
        str(nominee.session),
        str(nominee.rank),
        person_no(nominee.person.person_no),
        cell(nominee.alternate),
        str(nominee.verdict),
        joined(f"{reason.code} {reason.text('zh_TW')}" for reason in nominee.reasons),
        joined(nominee.priority),
        nominee.business_relation,
        line(nominee.business_note),
        cell(bool(nominee.attested_codes)),
        nominee.meal,
        cell(nominee.lodging),
        cell(nominee.access_need),
        joined(_to_check(nominee)),
    )


def _to_check(nominee: Nominee) -> list[str]:
    if nominee.verdict is not Answer.UNKNOWN:
        return []
    return [reason.text("zh_TW") for reason in nominee.reasons[:1]]


def _history(session: Session, people: Mapping[int, Any]) -> list[tuple[str, ...]]:
    """One row a person, course and year; several sessions of one year are joined, attending one is enough."""
    found: defaultdict[tuple[int, str, int], list[CourseHistory]] = defaultdict(list)
    for row in session.scalars(select(CourseHistory).order_by(CourseHistory.session, CourseHistory.id)):
        if row.person_id in people:
            found[row.person_id, row.course, row.roc_year].append(row)
    return [
        (
            person_no(people[person_id].person_no),
            course,
            str(year),
            joined(str(row.session) for row in rows if row.session),
            cell(any(row.attended for row in rows)),
            joined(dict.fromkeys(row.source for row in rows)),
            "",
        )
        for (person_id, course, year), rows in found.items()
    ]
