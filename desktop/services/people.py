"""People by hand: added, and edited field by field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from desktop.core.clock import roc_short
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding
from desktop.core.text import mask_id
from desktop.imports import roster as reader
from desktop.imports.drafts import PersonDraft
from desktop.imports.layouts import layout
from desktop.imports.tables import open_table
from desktop.models.people import Person
from desktop.services import agencies, facts, mentoring_names, roster
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a person typed by hand; nothing was written if a finding is an error."""

    person_id: int | None
    findings: tuple[Finding, ...]


def add(office: Office, values: Mapping[str, str]) -> Written:
    """Add a person from texts by field of `PersonDraft`, checked exactly as a roster's record is.

    Raises `DataError` when the number is somebody else's, `UsageError` for a field the roster does not have.
    """
    with office.database.writing("person.add") as journal:
        draft, findings, kinds = _checked(journal.session, office, values)
        if draft is None:
            return Written(None, findings)
        _refuse_taken(journal.session, draft.id_no)
        (person_id,) = roster.insert(journal, [draft], kinds)
    return Written(person_id, findings)


def edit(office: Office, person_id: int, values: Mapping[str, str]) -> Written:
    """Change some fields of a person; the whole person is checked, and an error changes nothing.

    Raises `DataError` when the number is somebody else's, `UsageError` for an unknown person or field.
    """
    with office.database.writing("person.edit", _column_names(values)) as journal:
        row = _row(journal.session, person_id)
        draft, findings, kinds = _checked(journal.session, office, {**texts(row), **values})
        if draft is None:
            return Written(None, findings)
        _refuse_taken(journal.session, draft.id_no, person_id)
        names = ("agency", "id_no", "name", *roster.PLAIN)
        told = {name: (getattr(row, name), getattr(draft, name)) for name in names}
        changes = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
        roster.update(journal, person_id, changes, kinds)
        if "id_no" in changes:  # who is wished for or kept apart is kept by number
            mentoring_names.renumber(journal, *changes["id_no"])
    return Written(person_id, findings)


def texts(row: Row[Any]) -> dict[str, str]:
    """The person as a file would write them, by field: codes, ROC dates, 是 and 否."""
    names = ("agency", "id_no", "name", *roster.PLAIN)
    return {name: _text(getattr(row, name)) for name in names}


def _row(session: Session, person_id: int) -> Row[Any]:
    found = facts.rows(session, [person_id]).get(person_id)
    if found is None:
        raise UsageError("people.unknown", id=person_id)
    return found


def _refuse_taken(session: Session, id_no: str, person_id: int | None = None) -> None:
    holder = session.scalars(select(Person.id).filter_by(id_no=id_no)).one_or_none()
    if holder not in {None, person_id}:
        raise DataError("people.known", person=mask_id(id_no))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return roc_short(value)
    return "" if value is None else str(value)


def _checked(
    session: Session, office: Office, values: Mapping[str, str]
) -> tuple[PersonDraft | None, tuple[Finding, ...], dict[str, str]]:
    """The person as the record of a roster (None if a finding is an error), and kinds of new agencies."""
    reading = reader.read(
        open_table(_one_row_csv({_column_name(field): text for field, text in values.items()}), "roster"),
        agencies.known(session),
        county=agencies.county(session),
        today=office.clock.now().date(),
    )
    kinds = {agency.name: agency.kind for agency in reading.new_agencies}
    draft = roster.with_type(reading.drafts[0]) if reading.drafts else None
    return draft, tuple(reading.findings), kinds


def _column_names(fields: Iterable[str]) -> str:
    return "、".join(sorted(map(_column_name, fields)))


def _column_name(field: str) -> str:
    column = layout("roster").column(field)
    if column is None:
        raise UsageError("people.field_unknown", field=field)
    return column.name


def _one_row_csv(cells: Mapping[str, str]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(cells.keys())
    writer.writerow(cells.values())
    return buffer.getvalue().encode("utf-8-sig")
