"""An iCalendar file (RFC 5545) of whole days: what Outlook, Google and phones import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

_PRODUCT = "-//Luminary Desk//luminary-desk//ZH"


@dataclass(frozen=True, slots=True)
class Event:
    """Days from first to last, both included; `alarm_days` before the first one it rings, 0: never."""

    uid: str
    title: str
    first: date
    last: date
    detail: str = ""
    alarm_days: int = 0


def render(name: str, events: tuple[Event, ...], moment: datetime) -> bytes:
    """The calendar; the same data and moment give the same bytes.

    Deadlines are events of a day, for Outlook leaves out tasks (VTODO) when it imports a file.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_event(event, moment.astimezone(UTC)))
    content: bytes = calendar.to_ical()
    return content


def _event(event: Event, stamp: datetime) -> CalendarEvent:
    made = CalendarEvent()
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("last-modified", stamp)
    made.add("summary", event.title)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + timedelta(days=1))  # the end of a whole day is the next one
    made.add("transp", "TRANSPARENT")  # nobody is busy for five months
    if event.detail:
        made.add("description", event.detail)
    if event.alarm_days:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", -timedelta(days=event.alarm_days))
        made.add_component(alarm)
    return made
