"""The rows of a packet's tables: everybody it names, their nominations, their course history.

Column orders are those of `resources/packet/tables/`; a test holds the two against each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.exports.packet import TableData
from desktop.exports.tables import LIST_SEPARATOR
from desktop.models.people import CourseHistory
from desktop.rules.verdict import Answer
from desktop.services.nominations import Nominee

PEOPLE = (
    "id_type",
    "id_no",
    "name",
    "name_substitute",
    "cns_code",
    "name_en",
    "sex",
    "birth_date",
    "agency",
    "agency_kind",
    "unit",
    "title",
    "rank",
    "grade",
    "personnel_type",
    "phone",
    "mobile",
    "email",
)
"""Columns of `people` that are columns of the person, in the packet's order."""


def tables(session: Session, nominees: Sequence[Nominee]) -> tuple[TableData, ...]:
    """The tables of a packet with these nominations, each person once."""
    people = {nominee.person.id: nominee.person for nominee in nominees}
    return (
        TableData("people", tuple(person(row) for row in people.values())),
        TableData("course_nominations", tuple(_nomination(nominee) for nominee in nominees)),
        TableData("course_history", tuple(_history(session, people))),
    )


def person_no(number: int) -> str:
    """As packets write it: P0001."""
    return f"P{number:04d}"


def person(row: Any) -> tuple[str, ...]:
    """A row of `people` for the columns of a person with `agency` and `agency_kind`."""
    # Nothing about a person is ever unknown to the rules, so center_to_check stays empty here.
    return (person_no(row.person_no), *(_cell(getattr(row, column)) for column in PEOPLE), "")


def _nomination(nominee: Nominee) -> tuple[str, ...]:
    return (
        nominee.activity,
        str(nominee.session),
        str(nominee.rank),
        person_no(nominee.person.person_no),
        _cell(nominee.alternate),
        str(nominee.verdict),
        _list(f"{reason.code} {reason.text('zh_TW')}" for reason in nominee.reasons),
        _list(nominee.priority),
        nominee.business_relation,
        " ".join(nominee.business_note.split("\n")),
        _cell(bool(nominee.attested_codes)),
        nominee.meal,
        _cell(nominee.lodging),
        _cell(nominee.access_need),
        _list(_to_check(nominee)),
    )


def _to_check(nominee: Nominee) -> list[str]:
    if nominee.verdict is not Answer.UNKNOWN:
        return []
    return [reason.text("zh_TW") for reason in nominee.reasons[:1]]


def _history(session: Session, people: dict[int, Any]) -> list[tuple[str, ...]]:
    """One row a person, course and year; several sessions of one year are joined, attending one is enough."""
    found: defaultdict[tuple[int, str, int], list[CourseHistory]] = defaultdict(list)
    for row in session.scalars(select(CourseHistory).order_by(CourseHistory.session, CourseHistory.id)):
        if row.person_id in people:
            found[row.person_id, row.course, row.roc_year].append(row)
    return [
        (
            person_no(people[person_id].person_no),
            course,
            str(year),
            _list(str(row.session) for row in rows if row.session),
            _cell(any(row.attended for row in rows)),
            _list(dict.fromkeys(row.source for row in rows)),
            "",
        )
        for (person_id, course, year), rows in found.items()
    ]


def _list(values: Iterable[str]) -> str:
    """A list in one cell; a value that has the separator in its text must not become two."""
    return LIST_SEPARATOR.join(value.replace(LIST_SEPARATOR, "，") for value in values)


def _cell(value: Any) -> str:
    """A value as the packet writes it: ISO dates, true and false, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
