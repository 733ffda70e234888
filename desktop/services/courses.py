"""The courses as a page shows them: counts per session, and the nominees of one course in rank order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.text import mask_id
from desktop.models.courses import Nomination
from desktop.models.people import Person
from desktop.rules.bilingual import Text
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Change, Plan
from desktop.rules.plan import Session as PlanSession
from desktop.rules.verdict import Answer, Verdict
from desktop.services import facts, nominations, plans, settings
from desktop.services.nominations import Nominee
from desktop.services.office import Office
from desktop.services.plans import FAMILY
from desktop.services.reasons import FrozenReason, freeze


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter that a value rests on."""

    number: str
    day: date


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session with its counts. Days, seats and venue are empty until a letter announces them."""

    number: int
    planned: bool
    """False where people are nominated for a session that a letter has taken back."""
    days: int
    periods: tuple[tuple[date, date], ...]
    seats: int | None
    venue: str
    letters: Mapping[str, Letter]
    """periods, seats, venue → the letter that gave it."""
    regular: int
    alternates: int
    verdicts: Mapping[Answer, int]

    @property
    def people(self) -> int:
        """Regular nominees and alternates."""
        return self.regular + self.alternates


@dataclass(frozen=True, slots=True)
class CourseSummary:
    """One of the courses, as the plan names it, with its sessions."""

    id: str
    clause: str
    title: Text
    short: Text
    schedule: Text
    who_clause: str
    who: Text
    """Whom it is for, in the words of that clause."""
    notes: tuple[Text, ...]
    """Our remarks on the plan's wording."""
    sessions: tuple[SessionSummary, ...]

    @property
    def people(self) -> int:
        """Everybody nominated for it."""
        return sum(one.people for one in self.sessions)

    @property
    def unknown(self) -> int:
        """How many are to be confirmed."""
        return sum(one.verdicts.get(Answer.UNKNOWN, 0) for one in self.sessions)

    @property
    def refused(self) -> int:
        """How many are not eligible any more."""
        return sum(one.verdicts.get(Answer.NO, 0) for one in self.sessions)

    @property
    def allotted(self) -> tuple[int, int] | None:
        """Regular nominees and seats of the sessions whose seats a letter allots; None without a letter."""
        seats = [(one.regular, one.seats) for one in self.sessions if one.seats is not None]
        return (sum(taken for taken, _ in seats), sum(given for _, given in seats)) if seats else None

    def session(self, number: int) -> SessionSummary | None:
        """The session of a number."""
        return next((one for one in self.sessions if one.number == number), None)


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page of courses begins with."""

    courses: tuple[CourseSummary, ...]
    people: int
    """How many people the roster has: without any, nobody can be nominated."""
    history_complete: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One nominee as a list shows them."""

    id: int
    person_id: int
    session: int
    alternate: bool
    place: int
    """Counted within the session's regular nominees, or within its alternates."""
    name: str
    masked_id: str
    agency: str
    unit: str
    title: str
    rank: str
    """官等, a code of `core.terms`."""
    grade: int | None
    verdict: Answer
    reasons: tuple[FrozenReason, ...]
    priority: tuple[str, ...]
    today: Answer
    """What the rules would say now: the verdict is of the day it was frozen."""
    attestable: tuple[FrozenReason, ...]
    """What is open today and may be attested."""
    attested_at: datetime | None
    attested_by: str
    attested_basis: str
    outcome: str = ""
    """A code of the vocabulary outcome; blank until the center has answered."""
    outcome_reason: str = ""
    hours: str = ""
    outcome_document_no: str = ""

    @property
    def changed(self) -> bool:
        """Whether newer data changes the verdict."""
        return self.today is not self.verdict


def overview(office: Office) -> Overview:
    """The courses with their counts, in the plan's order."""
    with office.database.reading() as session:
        plan = plans.current(session)
        counts = _counts(session)
        return Overview(
            tuple(
                _course(plan, activity, counts)
                for activity in plan.activities.values()
                if activity.family == FAMILY
            ),
            people=session.scalar(select(func.count(Person.id))) or 0,
            history_complete=bool(settings.get(session, settings.HISTORY_COMPLETE)),
        )


def lines(office: Office, activity_id: str) -> tuple[Line, ...]:
    """Who is nominated for a course: by session, regular nominees in rank order, then the alternates."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity, year = plan.activity(activity_id), plan.year
        nominees = nominations.listing(session, activity_id)
        known = facts.of_people(session, {one.person.id for one in nominees})
    places: Counter[tuple[int, bool]] = Counter()
    found = []
    for nominee in nominees:
        places[nominee.session, nominee.alternate] += 1
        stated = nominations.stated_facts(
            known[nominee.person.id].facts, nominee, nominee.attested_codes, held=(activity, year)
        )
        place = places[nominee.session, nominee.alternate]
        found.append(_line(nominee, place, judge(activity, stated)))
    return tuple(found)


_Counts = Mapping[str, Mapping[int, Counter[tuple[bool, str]]]]
"""Activity → session → (alternate, verdict) → people."""


def _counts(session: Session) -> _Counts:
    found: defaultdict[str, defaultdict[int, Counter[tuple[bool, str]]]] = defaultdict(
        lambda: defaultdict(Counter)
    )
    grouped = (Nomination.activity, Nomination.session, Nomination.alternate, Nomination.verdict)
    query = select(*grouped, func.count()).where(Nomination.withdrawn_at.is_(None)).group_by(*grouped)
    for activity, number, alternate, verdict, count in session.execute(query):
        found[activity][number][alternate, verdict] += count
    return found


def _course(plan: Plan, activity: Activity, counts: _Counts) -> CourseSummary:
    own = counts.get(activity.id, {})
    planned = {one.number: one for one in activity.sessions}
    numbers = sorted({*planned, *own})
    return CourseSummary(
        id=activity.id,
        clause=activity.clause,
        title=activity.title,
        short=activity.short,
        schedule=activity.schedule.text,
        who_clause=activity.who.number,
        who=activity.who.text,
        notes=tuple(note.text for note in activity.notes),
        sessions=tuple(
            _session(plan, activity.id, number, planned.get(number), own.get(number, Counter()))
            for number in numbers
        ),
    )


def _session(
    plan: Plan, activity: str, number: int, planned: PlanSession | None, counts: Counter[tuple[bool, str]]
) -> SessionSummary:
    verdicts: Counter[Answer] = Counter()
    for (_alternate, verdict), count in counts.items():
        verdicts[Answer(verdict)] += count
    return SessionSummary(
        number=number,
        planned=planned is not None,
        days=planned.days if planned else 0,
        periods=tuple((one.first, one.last) for one in planned.periods) if planned else (),
        seats=planned.seats if planned else None,
        venue=planned.venue if planned else "",
        letters=_letters(plan, activity, number),
        regular=sum(count for (alternate, _), count in counts.items() if not alternate),
        alternates=sum(count for (alternate, _), count in counts.items() if alternate),
        verdicts=verdicts,
    )


LETTER_PARTS = ("periods", "seats", "venue")
"""What a letter may say of a session."""


def _letters(plan: Plan, activity: str, number: int) -> dict[str, Letter]:
    changes: Iterable[tuple[str, Change | None]] = (
        (part, plan.change_of(activity, f"session.{number}.{part}")) for part in LETTER_PARTS
    )
    return {part: Letter(one.document, one.day) for part, one in changes if one is not None}


def _line(nominee: Nominee, place: int, today: Verdict) -> Line:
    person = nominee.person
    return Line(
        id=nominee.id,
        person_id=person.id,
        session=nominee.session,
        alternate=nominee.alternate,
        place=place,
        name=person.name,
        masked_id=mask_id(person.id_no),
        agency=person.agency,
        unit=person.unit,
        title=person.title,
        rank=person.rank,
        grade=person.grade,
        verdict=nominee.verdict,
        reasons=nominee.reasons,
        priority=nominee.priority,
        today=today.answer,
        attestable=tuple(one for one in freeze(today) if one.code in today.attestable),
        attested_at=nominee.attested_at,
        attested_by=nominee.attested_by,
        attested_basis=nominee.attested_basis,
        outcome=nominee.outcome,
        outcome_reason=nominee.outcome_reason,
        hours=nominee.hours,
        outcome_document_no=nominee.outcome_document_no,
    )
