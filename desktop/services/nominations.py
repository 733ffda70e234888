"""Nominations as the office holds them, and the columns that freeze a verdict into one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.models.courses import Nomination
from desktop.models.office import OfficeRow
from desktop.rules.evaluate import judge
from desktop.rules.facts import Attendance, Facts
from desktop.rules.plan import Activity, course_key
from desktop.rules.verdict import Answer, Verdict
from desktop.services import facts, reasons
from desktop.services.reasons import FrozenReason

STATED = ("business_relation", "business_note", "interest", "meal", "lodging", "access_need", "note")
"""What a nomination itself states about its person: columns that a draft has under the same name."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """One live nomination with its person, as lists, forms and packets show it."""

    id: int
    activity: str
    session: int
    rank: int
    alternate: bool
    verdict: Answer
    reasons: tuple[FrozenReason, ...]
    priority: tuple[str, ...]
    business_relation: str
    business_note: str
    interest: bool
    meal: str
    lodging: bool | None
    access_need: bool | None
    note: str
    attested_at: datetime | None
    attested_by: str
    attested_codes: str
    attested_basis: str
    outcome: str
    """A code of the vocabulary outcome: what became of it after the center's answer."""
    outcome_reason: str
    hours: str
    outcome_document_no: str
    person: Row[Any]
    """The person's columns, with `agency` and `agency_kind`."""

    @property
    def center_to_check(self) -> bool:
        """Whether the center must look into its records (請中心查核參訓紀錄)."""
        return self.verdict is Answer.UNKNOWN


def listing(session: Session, activity: str | None = None) -> list[Nominee]:
    """Live nominations by activity, session and rank, the alternates last."""
    query = (
        select(Nomination)
        .where(Nomination.withdrawn_at.is_(None))
        .order_by(Nomination.activity, Nomination.session, Nomination.rank)
    )
    if activity is not None:
        query = query.where(Nomination.activity == activity)
    rows = list(session.scalars(query))
    people = facts.rows(session, {row.person_id for row in rows})
    return [_nominee(row, people[row.person_id]) for row in rows]


def attested(activity: Activity, stated: Facts) -> Verdict:
    """The verdict after attesting whatever is open and may be attested; a no stays a no."""
    verdict = judge(activity, stated)
    return judge(activity, stated.attesting(verdict.attestable)) if verdict.attestable else verdict


def attestation(session: Session, moment: datetime, verdict: Verdict, basis: str) -> dict[str, Any]:
    """Columns that record who attested (the coordinator of the office), when, and from what."""
    row = session.scalars(select(OfficeRow)).one()
    return {
        "attested_at": moment,
        "attested_by": row.coordinator or row.agency,
        "attested_codes": " ".join(verdict.attested),
        "attested_basis": basis,
    }


def judged(verdict: Verdict) -> dict[str, Any]:
    """Columns that freeze a verdict into its nomination."""
    return {
        "verdict": str(verdict.answer),
        "reasons": reasons.dumps(reasons.freeze(verdict)),
        "priority": " ".join(basis.code for basis in verdict.priority),
    }


UNATTESTED: dict[str, Any] = {
    "attested_at": None,
    "attested_by": "",
    "attested_codes": "",
    "attested_basis": "",
}
"""The same columns of whatever nobody attested."""


class Statement(Protocol):
    """What a nomination itself states about its person: a row, or a draft of a file."""

    @property
    def business_relation(self) -> str:
        """officer, related, it or blank."""
        ...

    @property
    def interest(self) -> bool:
        """Interest in the subject was stated."""
        ...


def stated_facts(
    known: Facts, statement: Statement, attested_codes: str = "", *, held: tuple[Activity, int] | None = None
) -> Facts:
    """The person's facts with what the nomination states and what was attested for it before.

    `held` is the activity and ROC year of a nomination that there is already: having attended that course
    that year came of it, and is no reason against it.
    """
    return replace(
        known,
        history=known.history if held is None else _before(known, *held),
        business_relation=statement.business_relation,
        interest_stated=statement.interest,
        attested=frozenset(attested_codes.split()),
    )


def _before(known: Facts, activity: Activity, year: int) -> tuple[Attendance, ...]:
    own = {course_key(name) for name in (activity.id, activity.title.zh_TW, activity.short.zh_TW)}
    return tuple(one for one in known.history if one.roc_year != year or course_key(one.course) not in own)


def refuse_no(activity: Activity, verdict: Verdict) -> None:
    """Raise `DataError` with the reason when the rules say no."""
    if verdict.answer is Answer.NO:
        reason = verdict.primary
        raise DataError(
            "nominate.refused",
            activity=activity.short.zh_TW,
            activity_en=activity.short.en,
            reason=reason.text.zh_TW,
            reason_en=reason.text.en,
            clause=reason.clause,
        )


def live(session: Session, nomination_id: int) -> Nomination:
    """The row of a nomination that was not withdrawn; raises `UsageError` when there is none."""
    row = session.get(Nomination, nomination_id)
    if row is None or row.withdrawn_at is not None:
        raise UsageError("nominate.unknown", id=nomination_id)
    return row


def _nominee(row: Nomination, person: Row[Any]) -> Nominee:
    return Nominee(
        id=row.id,
        activity=row.activity,
        session=row.session,
        rank=row.rank,
        alternate=row.alternate,
        verdict=Answer(row.verdict),
        reasons=reasons.loads(row.reasons),
        priority=tuple(row.priority.split()),
        business_relation=row.business_relation,
        business_note=row.business_note,
        interest=row.interest,
        meal=row.meal,
        lodging=row.lodging,
        access_need=row.access_need,
        note=row.note,
        attested_at=row.attested_at,
        attested_by=row.attested_by,
        attested_codes=row.attested_codes,
        attested_basis=row.attested_basis,
        outcome=row.outcome,
        outcome_reason=row.outcome_reason,
        hours=row.hours,
        outcome_document_no=row.outcome_document_no,
        person=person,
    )
