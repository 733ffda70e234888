"""The camp's seats as the office states them: asked for, given back, granted by letter (核定文號)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError, UsageError
from desktop.rules import camp_seats
from desktop.rules.camp_seats import Seats
from desktop.rules.plan import Activity, Plan
from desktop.services import plans, settings
from desktop.services.office import Office

_LONGEST = 100


@dataclass(frozen=True, slots=True)
class SeatLetter:
    """What the office states; None for what was never stated. Reason and letter are texts for forms."""

    requested: int | None = None
    reason: str = ""
    released: int = 0
    granted: int = 0
    document_no: str = ""
    document_date: date | None = None


NOTHING_STATED = SeatLetter()


def activity(plan: Plan) -> Activity:
    """The plan's camp; raises `UsageError` for a plan without one."""
    for one in plan.activities.values():
        if one.family == camp_seats.FAMILY:
            return one
    raise UsageError("camp.not_in_plan", year=plan.year)


def stated(session: Session) -> SeatLetter:
    """What was stated last."""
    stored: dict[str, Any] | None = settings.get(session, settings.CAMP_SEATS)
    if stored is None:
        return NOTHING_STATED
    day = stored["document_date"]
    return SeatLetter(**{**stored, "document_date": date.fromisoformat(day) if day else None})


def seats(session: Session, plan: Plan) -> Seats:
    """The seats by the plan and by what was stated."""
    own = stated(session)
    return camp_seats.seats(
        activity(plan), granted=own.granted, requested=own.requested, released=own.released
    )


def put(office: Office, letter: SeatLetter) -> None:
    """State the seats. Raises `DataError` for a negative number, more than the plan allows, or granted
    seats without the letter's number and date.
    """
    with office.database.writing("camp.seats") as journal:
        have = camp_seats.seats(activity(plans.current(journal.session)))
        _refuse(letter.requested or 0, have.most_extra, "requested")
        _refuse(letter.granted, have.most_extra, "granted")
        _refuse(letter.released, have.base, "released")
        if letter.granted and not (letter.document_no.strip() and letter.document_date):
            raise DataError("camp.granted_without_letter")
        for line in (letter.document_no, letter.reason):
            if line and not text.is_line(line.strip(), _LONGEST):
                raise DataError("camp.line_too_long", limit=_LONGEST)
        day = letter.document_date
        settings.put(
            journal,
            settings.CAMP_SEATS,
            {
                "requested": letter.requested,
                "reason": letter.reason.strip(),
                "released": letter.released,
                "granted": letter.granted,
                "document_no": letter.document_no.strip(),
                "document_date": day.isoformat() if day else None,
            },
        )


def _refuse(number: int, most: int, what: str) -> None:
    if not 0 <= number <= most:
        raise DataError(f"camp.{what}_out_of_range", count=number, limit=most)
