"""The English camp as a page shows it: seats, circles, stages, and the members in rank order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.text import mask_id
from desktop.rules import camp_seats
from desktop.rules.bilingual import Text
from desktop.rules.camp_seats import Breach, Seat, Seats
from desktop.rules.english_level import Basis, Level
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer, Verdict
from desktop.services import camp_members, camp_stages, facts, plans, reasons
from desktop.services import camp_seats as stated_seats
from desktop.services.camp_members import Member
from desktop.services.camp_seats import SeatLetter
from desktop.services.camp_stages import StageResult
from desktop.services.office import Office
from desktop.services.reasons import FrozenReason

__all__ = ["Basis", "Circle", "Line", "Overview", "Seat", "Stage", "circles", "overview", "stages"]


@dataclass(frozen=True, slots=True)
class Circle:
    """One e英語圈."""

    name: str
    leaders: tuple[int, ...]
    """Members, by rank."""
    members: tuple[int, ...]
    """Everybody else, by rank."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the pyramid with its numbers."""

    id: str
    label: Text
    heads: int
    """Who came to it, drop-outs included."""
    passed: int
    left: int
    skipped: tuple[int, ...]
    """Members who came to it without the stage before."""


@dataclass(frozen=True, slots=True)
class Line:
    """One member as a list shows them."""

    id: int
    person_id: int
    rank: int
    seat: Seat
    name: str
    name_en: str
    masked_id: str
    agency: str
    unit: str
    title: str
    council: bool
    circle: str
    leader: bool
    leader_experience: str
    english_test: str
    english_score: str
    test_date: date | None
    test: str
    """What counts: stated here, else in the roster."""
    score: str
    level: Level
    verdict: Answer
    reasons: tuple[FrozenReason, ...]
    today: Answer
    attestable: tuple[FrozenReason, ...]
    commitment: bool | None
    motivation: str
    note: str
    attested_at: datetime | None
    attested_by: str
    attested_basis: str
    stages: Mapping[str, StageResult]
    """Stage → its result."""

    @property
    def changed(self) -> bool:
        """Whether newer data changes the verdict."""
        return self.today is not self.verdict


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the page shows."""

    activity: str
    clause: str
    title: Text
    schedule: Text
    who_clause: str
    who: Text
    seats: Seats
    letter: SeatLetter
    taken: Mapping[Seat, int]
    """Seat → members."""
    circles: tuple[Circle, ...]
    breaches: tuple[Breach, ...]
    """What is wrong with circles and seats."""
    stages: tuple[Stage, ...]
    lines: tuple[Line, ...]


def overview(office: Office) -> Overview:
    """The camp of this year's plan; raises `UsageError` for a plan without one."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = stated_seats.activity(plan)
        members = camp_members.listing(session, plan)
        known = facts.of_people(session, {one.person.id for one in members})
        results = camp_stages.results(session)
        letter, have = stated_seats.stated(session), stated_seats.seats(session, plan)
    by_member: defaultdict[int, dict[str, StageResult]] = defaultdict(dict)
    for one in results:
        by_member[one.member_id][one.stage] = one
    ruled = [camp_members.as_ruled(one) for one in members]
    eligible = sum(one.eligible for one in ruled)
    return Overview(
        activity=activity.id,
        clause=activity.clause,
        title=activity.title,
        schedule=activity.schedule.text,
        who_clause=activity.who.number,
        who=activity.who.text,
        seats=have,
        letter=letter,
        taken=Counter(one.seat for one in members),
        circles=circles(members),
        breaches=(*camp_seats.circle_breaches(ruled, activity), *camp_seats.seat_breaches(have, eligible)),
        stages=stages(activity, results),
        lines=tuple(
            _line(one, _today(activity, known[one.person.id], one), by_member[one.id]) for one in members
        ),
    )


def circles(members: Sequence[Member]) -> tuple[Circle, ...]:
    """The circles in the order of their first members; leaders apart."""
    names = dict.fromkeys(one.circle for one in members if one.circle)
    return tuple(
        Circle(
            name,
            tuple(one.id for one in members if one.circle == name and one.leader),
            tuple(one.id for one in members if one.circle == name and not one.leader),
        )
        for name in names
    )


def stages(activity: Activity, results: Sequence[StageResult]) -> tuple[Stage, ...]:
    """The pyramid: every stage of the plan with its heads."""
    names = [one.id for one in activity.stages]
    reached = camp_stages.reached(results)
    heads = camp_seats.heads(names, reached)
    skipped = camp_seats.skipped(names, reached)
    counts = Counter((one.stage, one.result) for one in results)
    return tuple(
        Stage(
            id=one.id,
            label=one.label,
            heads=number,
            passed=counts[one.id, "passed"],
            left=counts[one.id, camp_stages.LEFT],
            skipped=skipped.get(one.id, ()),
        )
        for one, number in zip(activity.stages, heads, strict=True)
    )


def _today(activity: Activity, known: facts.Known, member: Member) -> Verdict:
    return judge(activity, camp_members.stated_facts(known.facts, member, member.attested_codes))


def _line(member: Member, today: Verdict, own: Mapping[str, StageResult]) -> Line:
    person = member.person
    return Line(
        id=member.id,
        person_id=person.id,
        rank=member.rank,
        seat=member.seat,
        name=person.name,
        name_en=person.name_en,
        masked_id=mask_id(person.id_no),
        agency=person.agency,
        unit=person.unit,
        title=person.title,
        council=member.council,
        circle=member.circle,
        leader=member.leader,
        leader_experience=member.leader_experience,
        english_test=member.english_test,
        english_score=member.english_score,
        test_date=member.test_date,
        test=member.test,
        score=member.score,
        level=member.level,
        verdict=member.verdict,
        reasons=member.reasons,
        today=today.answer,
        attestable=tuple(one for one in reasons.freeze(today) if one.code in today.attestable),
        commitment=member.commitment,
        motivation=member.motivation,
        note=member.note,
        attested_at=member.attested_at,
        attested_by=member.attested_by,
        attested_basis=member.attested_basis,
        stages=own,
    )
