"""What a letter of the center says of a session: seats, days and venue, with its number and date (捌)."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from desktop.core.errors import DataError
from desktop.core.roc_dates import read
from desktop.services import courses, plans
from desktop.services.office import Office

_RANGE = re.compile(r"\s*[–—~～至]\s*|\s+-\s+")
_NEXT = re.compile(r"[,，、;；]\s*")


def change_session(
    office: Office,
    activity: str,
    session: int,
    *,
    seats: str,
    dates: str,
    venue: str,
    number: str,
    day: str,
) -> tuple[str, ...]:
    """Record what a letter says of a session, from texts as a person types them; blank takes a value back.

    `dates` are days or ranges as `core.roc_dates` reads them (104/03/02–104/03/07、104/03/16). Only what
    differs from today's plan is recorded, as one action; returns those parts. Raises `DataError` for a text
    that cannot be read, a missing 文號 or date, or when nothing differs.
    """
    told = {"periods": iso_ranges(dates), "seats": seats.strip(), "venue": venue.strip()}
    if not number.strip():
        raise DataError("letters.no_number")
    letter_day = _day(day)
    held = _held(office, activity, session)
    changed = {part: value for part, value in told.items() if value != held[part]}
    if not changed:
        raise DataError("letters.nothing_changed")
    values = {f"session.{session}.{part}": value for part, value in changed.items()}
    plans.change_all(office, activity, values, document=number.strip(), day=letter_day)
    return tuple(changed)


def iso_ranges(text: str) -> str:
    """Days and ranges of ROC dates as the plan's data keeps them: 2015-03-02/2015-03-07,…

    Raises `DataError` for a day that cannot be read, or ranges that overlap or run backwards.
    """
    ranges = [_range(part) for part in _NEXT.split(text.strip()) if part]
    ordered = [day for one in ranges for day in one]
    backwards = any(last < first for first, last in ranges)
    overlap = any(later[0] <= earlier[1] for earlier, later in pairwise(ranges))
    if backwards or overlap:
        raise DataError("letters.dates_order", first=ordered[0].isoformat(), last=ordered[-1].isoformat())
    return ",".join(f"{first.isoformat()}/{last.isoformat()}" for first, last in ranges)


def _range(text: str) -> tuple[date, date]:
    first, *rest = _RANGE.split(text.strip(), maxsplit=1)
    return _day(first), _day(rest[0] if rest else first)


def _day(text: str) -> date:
    found = read(text).day
    if found is None:
        raise DataError("letters.date_unreadable", text=text)
    return found


def _held(office: Office, activity: str, session: int) -> dict[str, str]:
    course = next(one for one in courses.overview(office).courses if one.id == activity)
    found = course.session(session)
    if found is None:
        raise DataError("nominate.no_such_session", session=session, sessions=len(course.sessions))
    return {
        "periods": ",".join(f"{first.isoformat()}/{last.isoformat()}" for first, last in found.periods),
        "seats": "" if found.seats is None else str(found.seats),
        "venue": found.venue,
    }
