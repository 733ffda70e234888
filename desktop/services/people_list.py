"""The list of everybody: in which order, what is searched, and the rows that are seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntFlag
from itertools import chain
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core.collector import collector_paused
from desktop.exports import fonts
from desktop.models.audit import AuditEntry, AuditPayload
from desktop.models.journal import steps_of
from desktop.services.office import Office
from desktop.services.search_index import Entry, SearchIndex

MOST_ANEW = 200
"""Changed people that are read one by one; for more, everybody is read again."""

_MOST_PAYLOAD = 100_000
"""Bytes of inverses that are looked through for changed people."""


class Filter(IntFlag):
    """What a person must be to stay in the list; several together narrow it."""

    IT_STAFF = 1
    ATTENDED = 2
    NAME_PENDING = 4
    """The name has a character that no font here prints, and neither substitute nor CNS code is told."""
    LUMINARY = 8
    UNCONFIRMED = 16
    """The agency was named by a file and nobody has looked at it."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list. Codes are those of `core.terms`; `id_no` is whole: mask it where it is shown."""

    id: int
    person_no: int
    name: str
    name_substitute: str
    agency: str
    unit: str
    title: str
    rank: str
    grade: int | None
    personnel_type: str
    id_no: str
    english_test: str
    english_score: str
    phone: str
    email: str
    flags: Filter


ORDERS = {
    "agency": ("a.id", "p.unit", "p.name", "p.id"),
    "name": ("p.name", "p.id"),
    "unit": ("p.unit", "a.id", "p.name", "p.id"),
    "title": ("p.title", "a.id", "p.unit", "p.name", "p.id"),
    "rank_grade": ("coalesce(p.grade, 0)", "p.rank", "p.name", "p.id"),
    "english": ("p.english_test", "p.english_score", "p.name", "p.id"),
    "person_no": ("p.person_no",),
}
"""Order → what its SQL sorts by, the first of which may be turned round; the first is the list's own."""

_TABLES = "FROM person p JOIN agency a ON a.id = p.agency_id"
_ATTENDED = "EXISTS (SELECT 1 FROM course_history h WHERE h.person_id = p.id AND h.attended)"
_IN_TEAM = (
    "p.id IN (SELECT l.person_id FROM luminary_line l JOIN luminary_proposal o ON o.id = l.proposal_id"
    " WHERE l.list = 'team' AND l.person_id IS NOT NULL AND o.state IN ('selected', 'renewed'))"
)
"""As `services.facts.in_team`."""
_PLAIN_FLAGS = (
    f"p.it_staff * {Filter.IT_STAFF:d} + {_ATTENDED} * {Filter.ATTENDED:d}"
    f" + (p.luminary OR {_IN_TEAM}) * {Filter.LUMINARY:d}"
    f" + (NOT a.confirmed) * {Filter.UNCONFIRMED:d}"
)
_SEARCHED = (
    "SELECT p.id, p.name, p.name_substitute || ' ' || p.name_en,"
    " p.id_no || ' p' || substr('0000' || p.person_no, -max(4, length(p.person_no)))"
    " || ' ' || p.email || ' ' || p.phone || ' ' || p.mobile,"
    " a.name || ' ' || p.unit || ' ' || p.title,"
    f" {_PLAIN_FLAGS}, p.name_substitute != '' OR p.cns_code != '' {_TABLES}"
)
_ROW = (
    "SELECT p.id, p.person_no, p.name, p.name_substitute, a.name, p.unit, p.title, p.rank, p.grade,"
    " p.personnel_type, p.id_no, p.english_test, p.english_score, p.phone, p.email,"
    f" {_PLAIN_FLAGS}, p.name_substitute != '' OR p.cns_code != '' {_TABLES}"
)


def index(office: Office, *, order: str = "agency", descending: bool = False) -> SearchIndex:
    """Everybody's search text, in one of `ORDERS`. 10,000 people take some 50 ms, so ask in the worker."""
    with office.database.reading() as session, collector_paused():
        version = _version(session)
        rows = _fetch(session, f"{_SEARCHED} ORDER BY {_order(order, descending)}")
        return SearchIndex(_entries(rows), version)


def refreshed(
    office: Office, before: SearchIndex, *, order: str = "agency", descending: bool = False
) -> SearchIndex:
    """The index after whatever was written since it was made; only the people written to are read again."""
    with office.database.reading() as session:
        version = _version(session)
        changed = _changed_people(session, before.version)
        if changed is not None:
            entries = _entries(_fetch(session, f"{_SEARCHED} WHERE p.id IN ({_listed(changed)})"))
            if {entry.person_id for entry in entries} == changed & before.place_of.keys() == changed:
                return before.replaced(entries, version)
    return index(office, order=order, descending=descending)


def sorted_anew(office: Office, before: SearchIndex, *, order: str, descending: bool = False) -> SearchIndex:
    """The same people in another order; nothing but their ids is read."""
    with office.database.reading() as session:
        ids = [
            row[0] for row in _fetch(session, f"SELECT p.id {_TABLES} ORDER BY {_order(order, descending)}")
        ]
    if before.place_of.keys() != set(ids):
        return index(office, order=order, descending=descending)
    return before.reordered(ids)


def rows(office: Office, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """The lines of these people, in this order; who is there no more is left out."""
    with office.database.reading() as session:
        return rows_in(session, ids)


def rows_in(session: Session, ids: Sequence[int]) -> tuple[PersonRow, ...]:
    """`rows` within what somebody else reads."""
    found = {row[0]: row for row in _fetch(session, f"{_ROW} WHERE p.id IN ({_listed(ids)})")}
    return tuple(_row(found[person_id]) for person_id in ids if person_id in found)


def _row(values: Sequence[Any]) -> PersonRow:
    *plain, flags, helped = values
    pending = not helped and bool(fonts.unprintable(values[2]))
    return PersonRow(*[*plain, Filter(flags | Filter.NAME_PENDING * pending)])


def _entries(rows: Sequence[Sequence[Any]]) -> list[Entry]:
    letters = "".join(sorted(set(chain.from_iterable(row[1] for row in rows))))
    missing = frozenset(fonts.unprintable(letters))
    found = []
    for person_id, name, others, numbers, place, flags, helped in rows:
        if missing and not helped and not missing.isdisjoint(name):
            flags |= Filter.NAME_PENDING.value  # noqa: PLW2901 - one more flag of the same row
        found.append(Entry(person_id, f"{name} {others}", numbers, place, flags))
    return found


def _fetch(session: Session, statement: str) -> Sequence[Any]:
    """Plain tuples of the driver: half the time of rows that know their columns."""
    cursor = session.connection().connection.cursor()
    cursor.execute(statement)
    return cursor.fetchall()


def _order(order: str, descending: bool) -> str:
    first, *others = ORDERS[order]
    return ", ".join([f"{first} DESC" if descending else first, *others])


def _listed(ids: Iterable[int]) -> str:
    return ",".join(str(int(person_id)) for person_id in ids)


def _version(session: Session) -> int:
    return session.scalar(select(func.max(AuditEntry.id))) or 0


def _changed_people(session: Session, since: int) -> set[int] | None:
    """Who was written to after an audit entry, as its inverses tell; None when it cannot be told cheaply."""
    newer = (
        select(AuditPayload.body)
        .join(AuditEntry, AuditEntry.id == AuditPayload.entry_id)
        .where(AuditEntry.id > since)
    )
    bodies = list(session.scalars(newer))
    if sum(map(len, bodies)) > _MOST_PAYLOAD or len(bodies) != _version(session) - since:
        return None
    changed: set[int] = set()
    for step in chain.from_iterable(map(steps_of, bodies)):
        if step["table"] in {"agency", "course_history"}:
            return None
        if step["table"] == "person":
            changed |= _people_of(step)
        if len(changed) > MOST_ANEW:
            return None
    return changed


def _people_of(step: dict[str, Any]) -> set[int]:
    if step["op"] == "update":
        return {step["id"]}
    if step["op"] == "delete":
        return set(range(step["first"], min(step["last"], step["first"] + MOST_ANEW) + 1))
    at = step["columns"].index("id")
    return {row[at] for row in step["rows"]}
