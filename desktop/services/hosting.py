"""Sessions that the county offers to hold (辦理地點：地方政府), and the center's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.errors import DataError, UsageError
from desktop.models.events import Hosting
from desktop.rules.plan import Activity, Plan
from desktop.services import field_values, plans
from desktop.services.office import Office

LONGEST = {"place": 100, "rooms": 200, "contact": 40, "phone": 40, "document_no": 100, "note": 1000}
"""Characters of the texts."""

_LOCAL = "local_government"
"""The place of the plan that means the counties."""

_LARGEST = 9999
_FIELDS = (*LONGEST, "session", "first", "last", "capacity", "document_date", "state")


@dataclass(frozen=True, slots=True)
class Line:
    """One offer. `capacity` as text, blank while nobody says it."""

    id: int
    activity: str
    session: int
    first: date | None
    last: date | None
    place: str
    rooms: str
    capacity: str
    contact: str
    phone: str
    document_no: str
    document_date: date | None
    note: str
    state: str
    """Of the vocabulary hosting_state."""


def activities(plan: Plan) -> tuple[Activity, ...]:
    """What may be held at a county."""
    return tuple(one for one in plan.activities.values() if _LOCAL in one.places)


def choices(office: Office) -> tuple[Activity, ...]:
    """The same of the current plan."""
    with office.database.reading() as session:
        return activities(plans.current(session))


def listing(office: Office) -> tuple[Line, ...]:
    """All offers by activity and session."""
    with office.database.reading() as session:
        order = list(plans.current(session).activities)
        rows = session.scalars(select(Hosting).order_by(Hosting.session, Hosting.id))
        return tuple(sorted(map(_line, rows), key=lambda one: order.index(one.activity)))


def offer(office: Office, activity: str, number: int) -> int:
    """Offer to hold a session, the coordinator being the contact; returns the offer.

    Raises `UsageError` for an activity or session that cannot be held at a county, `DataError` when it is
    offered already.
    """
    with office.database.writing("hosting.offer", activity) as journal:
        _refuse(journal.session, activity, number)
        row = office.row()
        made = {"activity": activity, "session": number, "contact": row.coordinator, "phone": row.phone}
        (offered,) = journal.insert(Hosting, [made])
    return offered


def restate(office: Office, offer_id: int, values: Mapping[str, Any]) -> None:
    """Change fields of an offer.

    Raises `DataError` for a text that is too long, a number of people that is none or days in the wrong
    order; `UsageError` for a field or code that there is not.
    """
    with office.database.writing("hosting.restate", str(offer_id)) as journal:
        row = _row(journal.session, offer_id)
        checked = _checked(values)
        after = {name: checked.get(name, getattr(row, name)) for name in _FIELDS}
        if after["first"] and after["last"] and after["last"] < after["first"]:
            raise DataError("hosting.days")
        if after["session"] != row.session:
            _refuse(journal.session, row.activity, after["session"])
        told = field_values.different(checked, row)
        if told:
            journal.update(Hosting, offer_id, told)


def remove(office: Office, offer_id: int) -> None:
    """Take an offer off the list; it can be undone."""
    with office.database.writing("hosting.remove", str(offer_id)) as journal:
        _row(journal.session, offer_id)
        journal.delete(Hosting, [offer_id])


def found(session: Session, offer_id: int) -> Line:
    """One offer; raises `UsageError` for one that is gone."""
    return _line(_row(session, offer_id))


def _refuse(session: Session, activity: str, number: int) -> None:
    """What cannot be offered, or is."""
    plan = plans.current(session)
    own = plan.activity(activity)
    if own not in activities(plan) or number not in {one.number for one in own.sessions}:
        title = own.title
        raise UsageError(
            "hosting.not_at_counties", activity=title.zh_TW, activity_en=title.en, session=number
        )
    held = select(Hosting.id).filter_by(activity=activity, session=number)
    if session.scalar(held) is not None:
        raise DataError("hosting.held")


def _row(session: Session, offer_id: int) -> Hosting:
    row = session.get(Hosting, offer_id)
    if row is None:
        raise UsageError("hosting.unknown", id=offer_id)
    return row


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    told = field_values.checked(values, _FIELDS, LONGEST)
    if told.get("state", "offered") not in terms.vocabulary("hosting_state"):
        raise UsageError("hosting.state_code", state=told["state"])
    for name in {"capacity", "session"} & told.keys():
        told[name] = _number(str(told[name] or ""))
    return told


def _number(written: str) -> int | None:
    """Blank says nothing. Raises `DataError` for anything but a number of people."""
    digits = text.halfwidth(written).strip().removesuffix("人")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and 1 <= int(digits) <= _LARGEST):
        raise DataError("hosting.number", number=written)
    return int(digits)


def _line(row: Hosting) -> Line:
    return Line(
        row.id,
        row.activity,
        row.session,
        row.first,
        row.last,
        row.place,
        row.rooms,
        "" if row.capacity is None else str(row.capacity),
        row.contact,
        row.phone,
        row.document_no,
        row.document_date,
        row.note,
        row.state,
    )
