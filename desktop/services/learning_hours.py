"""Learning hours (學習時數): the number in what people write, and their sum by person and year."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.courses import Nomination
from desktop.models.people import CourseHistory
from desktop.services import plans

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?(?![\d.])")


@dataclass(frozen=True, slots=True)
class YearHours:
    """What one person attended in a year. `unstated`: courses of which nobody wrote the hours."""

    roc_year: int
    hours: Decimal
    courses: int
    unstated: int


def number(text: str) -> Decimal | None:
    """The number that stands first: 「36」, 「３６小時」, 「3.5 h」; None without one."""
    found = _NUMBER.match(unicodedata.normalize("NFKC", text).strip())
    return Decimal(found[0]) if found else None


def of_person(session: Session, person_id: int) -> tuple[YearHours, ...]:
    """The years in which somebody attended anything, the latest first."""
    rows = session.scalars(select(CourseHistory).filter_by(person_id=person_id, attended=True))
    years: defaultdict[int, list[Decimal | None]] = defaultdict(list)
    recorded = _recorded(session, person_id)
    for row in _once(list(rows)):
        told = number(row.hours)
        if told is None:
            told = recorded.get((row.course, row.roc_year, row.session))
        years[row.roc_year].append(told)
    return tuple(_year(year, years[year]) for year in sorted(years, reverse=True))


def _once(rows: list[CourseHistory]) -> Iterable[CourseHistory]:
    """Without records that do not say the session, where another one of that course and year does."""
    said = {(row.course, row.roc_year) for row in rows if row.session}
    return (row for row in rows if row.session or (row.course, row.roc_year) not in said)


def _recorded(session: Session, person_id: int) -> dict[tuple[str, int, int], Decimal | None]:
    """The hours of this year's outcomes: a record of the center that does not say them stays as it is."""
    plan = plans.current(session)
    live = select(Nomination).filter_by(person_id=person_id).where(Nomination.withdrawn_at.is_(None))
    return {
        (plan.activity(row.activity).title.zh_TW, plan.year, row.session): number(row.hours)
        for row in session.scalars(live)
    }


def _year(year: int, told: list[Decimal | None]) -> YearHours:
    known = [one for one in told if one is not None]
    return YearHours(year, sum(known, Decimal(0)), len(told), len(told) - len(known))
