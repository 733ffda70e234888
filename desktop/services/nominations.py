"""Nominations as the office holds them: listing, ranking, attesting, withdrawing."""

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
from desktop.rules.facts import Facts
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer, Verdict
from desktop.services import facts, plans, ranking, reasons
from desktop.services.office import Office
from desktop.services.reasons import FrozenReason


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


def withdraw(office: Office, nomination_id: int, reason: str) -> None:
    """Withdraw with a reason; those ranked after move up. Raises `DataError` without a reason."""
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("nomination.withdraw", str(nomination_id)) as journal:
        row = _live(journal.session, nomination_id)
        values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
        journal.update(Nomination, row.id, values)
        ranking.close_gaps(journal, row.activity, row.session)


def move(office: Office, nomination_id: int, rank: int, *, alternate: bool | None = None) -> None:
    """Give a nominee another rank, or make them regular or alternate; the others shift."""
    with office.database.writing("nomination.rank", str(nomination_id)) as journal:
        row = _live(journal.session, nomination_id)
        ranking.move(journal, row, rank, row.alternate if alternate is None else alternate)


def attest(office: Office, nomination_id: int, basis: str) -> Verdict:
    """Attest from papers at hand (切結) what is open; `basis` names the paper. Logged with name and time.

    Raises `DataError` when no basis is named or nothing is open that may be attested.
    """
    if not basis.strip():
        raise DataError("nominate.no_basis")
    with office.database.writing("nomination.attest", str(nomination_id)) as journal:
        row = _live(journal.session, nomination_id)
        activity = plans.current(journal.session).activity(row.activity)
        known = facts.of_people(journal.session, {row.person_id})[row.person_id]
        stated = stated_facts(known.facts, row, row.attested_codes)
        verdict = attested(activity, stated)
        if verdict.attested == tuple(row.attested_codes.split()):
            raise DataError("nominate.nothing_to_attest")
        values = attestation(journal.session, office.clock.now(), verdict, basis.strip())
        journal.update(Nomination, row.id, {**judged(verdict), **values})
    return verdict


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


def stated_facts(known: Facts, statement: Statement, attested_codes: str = "") -> Facts:
    """The person's facts with what the nomination states and what was attested for it before."""
    return replace(
        known,
        business_relation=statement.business_relation,
        interest_stated=statement.interest,
        attested=frozenset(attested_codes.split()),
    )


def _live(session: Session, nomination_id: int) -> Nomination:
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
        person=person,
    )
