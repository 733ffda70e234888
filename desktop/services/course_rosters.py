"""簽到表, 出席名冊 and 結訓名冊 of the sessions of a course: who is to sign, who came, who finished."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from enum import StrEnum
from itertools import product
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import paths, terms
from desktop.core.clock import roc_long, roc_short
from desktop.core.errors import DataError, UsageError
from desktop.core.storage import require_writable
from desktop.exports.document import Values
from desktop.models.people import CourseHistory
from desktop.rules.plan import Activity
from desktop.rules.plan import Session as PlanSession
from desktop.services import facts, nominations, outcomes, person_lists, preflight, settings
from desktop.services.booklet_parts import header
from desktop.services.desk import Desk
from desktop.services.office import Office

_WEEK = "一二三四五六日"
_BLANK_DAY = "日期：　　　年　　月　　日"
_MOST_DAYS = 15
"""A longer session is announced as a whole period: one sheet, its day to be written."""

_SIGNING = frozenset({"", "selected", "attended", "completed"})
"""Outcomes of those who are expected; before the center's answer, all but the alternates."""


class Kind(StrEnum):
    """What is listed; each names its layout in `resources/papers`."""

    SIGN_IN = "sign_in"
    ATTENDANCE = "attendance_roster"
    COMPLETION = "completion_roster"


def pdf(office: Office, activity: str, number: int, kind: Kind) -> bytes:
    """The list of one session. Raises `DataError` when nobody stands on it, `UsageError` for a session that
    the plan does not have.
    """
    moment = office.clock.now()
    with office.database.reading() as session:
        desk = preflight.read(session, activity)
        own, held = _session(desk, activity, number)
        rows = tuple(_rows(session, desk, own, held, kind))
        seals = tuple(settings.get(session, settings.SEALS))
    if not rows:
        raise DataError("rosters.nobody")
    return person_lists.pdf(
        kind,
        f"{own.title.zh_TW}第 {number} 期",
        _days(held) if kind is Kind.SIGN_IN else (_when(held),),
        header(desk, own, moment),
        rows,
        () if kind is Kind.SIGN_IN else seals,
        moment,
    )


def write(
    office: Office, activity: str, out: Path, *, number: int | None = None, kind: Kind | None = None
) -> list[Path]:
    """Write the lists of one session, or of all, as `course-basic-1-sign-in.pdf`; a list without anybody is
    left out. Raises as `pdf`, `DataError` when every one of them is empty.
    """
    with office.database.reading() as session:
        sessions = preflight.read(session, activity).plan.activity(activity).sessions
    numbers = [one.number for one in sessions] if number is None else [number]
    require_writable(out)
    written = []
    for one, which in product(numbers, [kind] if kind else Kind):
        with suppress(DataError):
            content = pdf(office, activity, one, which)
            written.append(out / f"{activity}-{one}-{which.replace('_', '-')}.pdf")
            paths.write_atomic(written[-1], content)
    if not written:
        raise DataError("rosters.nobody")
    return written


def _session(desk: Desk, activity: str, number: int) -> tuple[Activity, PlanSession]:
    own = desk.plan.activity(activity)
    for one in own.sessions:
        if one.number == number:
            return own, one
    raise UsageError("rosters.no_session", activity=own.title.zh_TW, activity_en=own.title.en, session=number)


def _rows(session: Session, desk: Desk, own: Activity, held: PlanSession, kind: Kind) -> Iterator[Values]:
    """By rank, and then those who came without a nomination."""
    nominees = [one for one in nominations.listing(session, own.id) if one.session == held.number]
    if kind is Kind.SIGN_IN:
        answered = any(one.outcome for one in nominees)
        for one in nominees:
            if one.outcome in _SIGNING and (one.outcome or not (answered or one.alternate)):
                yield person_lists.person(one.person)
        return
    wanted = {outcomes.COMPLETED} if kind is Kind.COMPLETION else outcomes.CAME
    for one in nominees:
        if one.outcome in wanted:
            yield {
                **person_lists.person(one.person),
                "outcome": terms.label("outcome", one.outcome),
                "hours": one.hours,
                "document_no": one.outcome_document_no,
                "note": one.outcome_reason,
            }
    known = {one.person.id for one in nominees}
    yield from _uninvited(session, desk, own, held, known, completed=kind is Kind.COMPLETION)


def _uninvited(
    session: Session, desk: Desk, own: Activity, held: PlanSession, known: set[int], *, completed: bool
) -> Iterator[Values]:
    """Whom this office recorded as having been there, though nobody nominated them."""
    found = select(CourseHistory).filter_by(
        course=own.title.zh_TW, roc_year=desk.plan.year, session=held.number, attended=True
    )
    rows = {row.person_id: row for row in session.scalars(found) if outcomes.is_own(row.source)}
    people = facts.rows(session, rows.keys() - known)
    for person_id, row in rows.items():
        if person_id in people and (row.completed or not completed):
            code = outcomes.COMPLETED if row.completed else outcomes.ATTENDED
            yield {
                **person_lists.person(people[person_id]),
                "outcome": terms.label("outcome", code),
                "hours": row.hours,
                "note": "自行報名",
            }


def _when(held: PlanSession) -> str:
    """Days and place as a letter announced them, or nothing."""
    days = "、".join(
        f"{roc_short(period.first)}–{roc_short(period.last)}"
        if period.first < period.last
        else roc_short(period.first)
        for period in held.periods
    )
    return "　".join(part for part in (days, held.venue) if part)


def _days(held: PlanSession) -> list[str]:
    """A sheet a day, or one to write the day on."""
    days = [
        period.first + timedelta(days=at)
        for period in held.periods
        for at in range((period.last - period.first).days + 1)
    ]
    if not 0 < len(days) <= _MOST_DAYS:
        return [f"{_BLANK_DAY}　{held.venue}".rstrip("　")]
    return [f"{roc_long(day)}（{_WEEK[day.weekday()]}）　{held.venue}".rstrip("　") for day in days]
