"""Everything of the year that has a day: the plan's periods, sessions announced by letter, deadlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.core import paths
from desktop.core.messages import catalogue
from desktop.core.storage import require_writable
from desktop.exports import calendar_file
from desktop.exports.calendar_file import Event
from desktop.rules.plan import Activity, Plan
from desktop.services import deadlines, plans
from desktop.services.deadlines import Line
from desktop.services.office import Office

PERIOD, SESSION, DEADLINE = "period", "session", "deadline"
_ALARM_DAYS = 3
"""A deadline in another program's calendar rings so many days before."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One entry; `deadline` is its line where it is one."""

    kind: str
    activity: str
    title: str
    first: date
    last: date
    detail: str = ""
    """Venue, document number, note: in words."""
    deadline: Line | None = None


def read(office: Office, language: str) -> tuple[Dated, ...]:
    """All entries by day, in one language."""
    with office.database.reading() as session:
        plan = plans.current(session)
        own = deadlines.lines(session, office.clock.now().date())
    found = [
        *(one for activity in plan.activities.values() for one in _of_plan(activity, language)),
        *(_of_deadline(one, plan, language) for one in own),
    ]
    return tuple(sorted(found, key=lambda one: (one.first, one.last, one.title)))


def ics(office: Office, language: str) -> bytes:
    """The year as an iCalendar file (RFC 5545) for Outlook and others; it holds no personal data."""
    with office.database.reading() as session:
        year = plans.current(session).year
    text = catalogue(language)
    events = tuple(_event(one, office.row().county_code, year, language) for one in read(office, language))
    return calendar_file.render(text.text("calendar.name", year=year), events, office.clock.now())


def write(office: Office, path: Path, language: str) -> int:
    """Write the iCalendar file; returns how many entries it has."""
    content = ics(office, language)
    require_writable(path.parent)
    paths.write_atomic(path, content)
    return len(read(office, language))


def _of_plan(activity: Activity, language: str) -> Iterator[Dated]:
    title = activity.short.in_language(language)
    text = catalogue(language)
    for period in activity.schedule.periods:
        words = f"{activity.clause}　{activity.schedule.text.in_language(language)}"
        yield Dated(PERIOD, activity.id, title, period.first, period.last, words)
    for session in activity.sessions:
        for period in session.periods:
            named = text.text("calendar.session", activity=title, session=session.number)
            yield Dated(SESSION, activity.id, named, period.first, period.last, session.venue)


def _of_deadline(one: Line, plan: Plan, language: str) -> Dated:
    activity = plan.activities.get(one.activity)
    short = activity.short.in_language(language) if activity is not None else ""
    detail = "　".join(part for part in (short, one.document_no, one.note) if part)
    return Dated(DEADLINE, one.activity, one.subject, one.day, one.day, detail, one)


def _event(one: Dated, county: str, year: int, language: str) -> Event:
    text = catalogue(language)
    if one.deadline is not None:
        done = "calendar.deadline_done" if one.deadline.done else "calendar.deadline"
        uid = f"deadline-{one.deadline.id}"
        alarm = 0 if one.deadline.done else _ALARM_DAYS
        return Event(
            _uid(uid, county, year),
            text.text(done, subject=one.title),
            one.first,
            one.last,
            one.detail,
            alarm,
        )
    uid = f"{one.kind}-{one.activity}-{one.first.isoformat()}-{one.last.isoformat()}"
    return Event(_uid(uid, county, year), one.title, one.first, one.last, one.detail)


def _uid(own: str, county: str, year: int) -> str:
    """The same entry has the same name in every export, so that importing again changes it."""
    return f"{own}.{year}.{county}@luminary-desk"
