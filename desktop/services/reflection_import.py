"""Importing micro-reflections: who wrote what about which reading; nothing is cut, nothing doubled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from desktop.imports import reflections as reader
from desktop.imports.drafts import Reading, ReflectionDraft
from desktop.imports.tables import open_table
from desktop.models.reflections import Reflection
from desktop.services import backup, facts, importing, plans, reflections
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office
from desktop.services.reflection_check import TOLD, Check, Key, Row, key

_FILED = (*TOLD, "source_type", "post_place", "title_of_post")


def import_file(
    office: Office,
    path: Path,
    *,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> ImportResult:
    """Add the reflections of a file. A text over the plan's limit is a warning: it is never cut.

    What somebody wrote about the same reading of the same day is changed, not doubled; what was withdrawn
    stays so. Authors outside the roster, such as teachers, need their agency in the file.
    """
    with office.database.reading() as session:
        reading = reader.read(open_table(path, "reflections"), passports=facts.passports(session))
    return import_reading(office, reading, dry_run=dry_run, skip_errors=skip_errors)


def import_reading(
    office: Office, reading: Reading[ReflectionDraft], *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """The same for what was read already."""
    with office.database.reading() as session:
        check = Check(session, reflections.activity(plans.current(session)))
        rows = {draft.record: row for draft in reading.drafts if (row := check.row(draft)) is not None}
    wanted = {record: row for record, row in rows.items() if not check.is_withdrawn(row)}
    states = dict.fromkeys(rows, RowState.SAME)
    states |= {record: _state(row, check.held.get(key(row))) for record, row in wanted.items()}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, list(wanted.values()), check.held)
    return importing.compared(reading, states, check.findings, committed=committed)


def _changes(row: Row, held: Any) -> Row:
    """What the file says otherwise; a blank cell says nothing."""
    told = {name: row[name] for name in _FILED if row[name] not in {"", None}}
    return {name: value for name, value in told.items() if value != getattr(held, name)}


def _state(row: Row, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    return RowState.CHANGED if _changes(row, held) else RowState.SAME


def _commit(office: Office, rows: Sequence[Row], held: Mapping[Key, Any]) -> None:
    backup.before(office, "import")
    with office.database.writing("reflections.import", str(len(rows))) as journal:
        last = journal.session.scalar(select(func.max(Reflection.number))) or 0
        new = [row | {"consent": row["consent"] is True} for row in rows if key(row) not in held]
        own = {"created_at": office.clock.now()}
        journal.insert(Reflection, [row | own | {"number": last + at} for at, row in enumerate(new, 1)])
        for row in rows:
            changes = _changes(row, held[key(row)]) if key(row) in held else {}
            if changes:
                journal.update(Reflection, held[key(row)].id, changes)
