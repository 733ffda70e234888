"""What a coordinator does with micro-reflections: write down, change, post, withdraw; each one action."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from desktop.core.errors import DataError, UsageError
from desktop.models.people import Person
from desktop.models.reflections import Reflection
from desktop.rules.plan import Activity
from desktop.services import field_values, plans, reflections
from desktop.services.office import Office

LONGEST = {
    "author": 40,
    "agency": 100,
    "title_of_post": 100,
    "source_title": 200,
    "source_author": 100,
    "source_reference": 500,
    "title": 100,
    "body": 5000,
    "takeaways": 1000,
    "posted_reference": 500,
}
"""Characters of the texts, as in a file; the plan's limit of the body is told, never enforced."""

_FIELDS = (*LONGEST, "source_type", "read_date", "post_place", "consent", "posted_date")
_OUTSIDE = ("author", "agency", "title_of_post")
"""What is stated of an author who is not in the roster."""


def add(office: Office, *, person_id: int | None = None, author: str = "", agency: str = "") -> int:
    """Begin a reflection of somebody in the roster, or of an author with their agency; returns it.

    Raises `DataError` for somebody outside without name or agency.
    """
    with office.database.writing("reflections.add") as journal:
        own = reflections.activity(plans.current(journal.session))
        name = author.strip()
        if person_id is not None:
            person = journal.session.get(Person, person_id)
            if person is None:
                raise UsageError("people.unknown", id=person_id)
            name, agency = person.name, ""
        elif not name or not agency.strip():
            raise DataError("reflections.author_missing")
        row = {
            "number": (journal.session.scalar(select(func.max(Reflection.number))) or 0) + 1,
            "person_id": person_id,
            "author": name,
            "agency": agency.strip(),
            "source_type": own.choices[reflections.READINGS][0].code,
            "created_at": office.clock.now(),
        }
        (made,) = journal.insert(Reflection, [row])
    return made


def restate(office: Office, reflection_id: int, values: dict[str, Any]) -> None:
    """Change what is written down; texts are kept as they are typed, however long the body is.

    Raises `DataError` for a code that the plan does not have, a text over `LONGEST`, or a posting date
    without a place; `UsageError` for a field that belongs to the roster.
    """
    with office.database.writing("reflections.restate", str(reflection_id)) as journal:
        row = reflections.live(journal.session, reflection_id)
        own = reflections.activity(plans.current(journal.session))
        checked = _checked(own, row, values)
        told = field_values.different(checked, row)
        if told.get("posted_date", row.posted_date) and not told.get("post_place", row.post_place):
            raise DataError("reflections.place_missing")
        if told:
            journal.update(Reflection, reflection_id, told)


def post(office: Office, ids: Sequence[int], place: str, day: date, reference: str = "") -> None:
    """State that reflections stand on a web page of the plan since a day.

    Raises `DataError` when one of them may not: too long, or without consent.
    """
    with office.database.writing("reflections.post", str(len(ids))) as journal:
        own = reflections.activity(plans.current(journal.session))
        known = {line.id: line for line in reflections.lines(journal.session, own, "zh_TW")}
        for one in ids:
            row = reflections.live(journal.session, one)
            line = known[one]
            if not line.sendable:
                code = "reflections.post_too_long" if line.over else "reflections.post_without_consent"
                raise DataError(code, number=row.number, over=line.over)
            values = {"post_place": place, "posted_date": day, "posted_reference": reference}
            journal.update(Reflection, one, _checked(own, row, values))


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Withdraw with a reason; the number is never given again. Raises `DataError` without a reason."""
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("reflections.withdraw", str(len(ids))) as journal:
        for one in ids:
            reflections.live(journal.session, one)
            values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
            journal.update(Reflection, one, values)


def reinstate(office: Office, ids: Sequence[int]) -> None:
    """Take up again what was withdrawn, under its old number. Raises `UsageError` for what was not."""
    with office.database.writing("reflections.reinstate", str(len(ids))) as journal:
        for one in ids:
            row = journal.session.get(Reflection, one)
            if row is None or row.withdrawn_at is None:
                raise UsageError("reflections.unknown", number=one)
            journal.update(Reflection, one, {"withdrawn_at": None, "withdrawn_reason": ""})


def _checked(own: Activity, row: Reflection, values: dict[str, Any]) -> dict[str, Any]:
    choices = {"source_type": reflections.READINGS, "post_place": reflections.PLACES}
    fields = _FIELDS if row.person_id is None else [name for name in _FIELDS if name not in _OUTSIDE]
    # The body's own line breaks and spaces are its author's.
    told = field_values.checked(values, fields, LONGEST, as_written=("body",))
    for name, chosen in choices.items():
        if told.get(name) and told[name] not in {one.code for one in own.choices[chosen]}:
            raise DataError("nominate.value_unknown", field=name, value=told[name])
    if not told.get("author", "-"):
        raise DataError("reflections.author_missing")
    return told
