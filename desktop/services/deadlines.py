"""Deadlines of the office: what is due on which day, by which letter, and what is due soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError, UsageError
from desktop.models.calendar import Deadline
from desktop.services import field_values, plans
from desktop.services.office import Office

SOON = 14
"""Days before a deadline that it is reminded of."""

LONGEST = {"subject": 100, "document_no": 100, "note": 1000}
_FIELDS = ("activity", "subject", "day", "document_no", "document_date", "done", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline, and how many days are left to it today (negative: overdue)."""

    id: int
    activity: str
    """Blank for what belongs to the whole plan."""
    subject: str
    day: date
    document_no: str
    document_date: date | None
    done: bool
    note: str
    days: int


def listing(office: Office) -> tuple[Line, ...]:
    """Every deadline by day."""
    with office.database.reading() as session:
        return lines(session, office.clock.now().date())


def lines(session: Session, today: date) -> tuple[Line, ...]:
    """Every deadline by day, seen from a day."""
    rows = session.scalars(select(Deadline).order_by(Deadline.day, Deadline.id))
    return tuple(
        Line(
            row.id,
            row.activity,
            row.subject,
            row.day,
            row.document_no,
            row.document_date,
            row.done,
            row.note,
            (row.day - today).days,
        )
        for row in rows
    )


def due(session: Session, today: date) -> tuple[Line, ...]:
    """What is not done and overdue, or due within `SOON` days."""
    return tuple(one for one in lines(session, today) if not one.done and one.days <= SOON)


def add(
    office: Office, subject: str, day: date, *, activity: str = "", document_no: str = "", note: str = ""
) -> int:
    """Write one down; returns it. Raises `DataError` for a blank or long text, `UsageError` for an activity
    that the plan does not have.
    """
    with office.database.writing("deadline.add") as journal:
        row = {
            "activity": activity,
            "subject": subject,
            "day": day,
            "document_no": document_no,
            "note": note,
        }
        (made,) = journal.insert(Deadline, [_checked(journal.session, row)])
    return made


def restate(office: Office, deadline_id: int, values: dict[str, Any]) -> None:
    """Change fields of one; raises as `add`, and `UsageError` for one that is gone."""
    with office.database.writing("deadline.restate", str(deadline_id)) as journal:
        row = _row(journal.session, deadline_id)
        checked = _checked(journal.session, values)
        told = field_values.different(checked, row)
        if told:
            journal.update(Deadline, deadline_id, told)


def remove(office: Office, deadline_id: int) -> None:
    """Take one off the list; it can be undone."""
    with office.database.writing("deadline.remove", str(deadline_id)) as journal:
        _row(journal.session, deadline_id)
        journal.delete(Deadline, [deadline_id])


def _row(session: Session, deadline_id: int) -> Deadline:
    row = session.get(Deadline, deadline_id)
    if row is None:
        raise UsageError("deadline.unknown", id=deadline_id)
    return row


def _checked(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    told = field_values.checked(values, _FIELDS, LONGEST)
    if told.get("activity"):
        plans.current(session).activity(told["activity"])
    if "subject" in told and not told["subject"]:
        raise DataError("deadline.no_subject")
    if "subject" in told and not text.is_line(told["subject"], LONGEST["subject"]):
        raise DataError("deadline.no_line")
    if "day" in told and told["day"] is None:
        raise DataError("deadline.no_day")
    return told
