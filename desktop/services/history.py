"""Importing the course history: who attended which course of the center, in which year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.findings import Finding, Severity
from desktop.imports import history as reader
from desktop.imports.drafts import HistoryDraft
from desktop.imports.tables import open_table
from desktop.models.people import CourseHistory, Person
from desktop.services import backup, facts, importing, outcomes, settings
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office

_Key = tuple[int, str, int, int]


def import_file(
    office: Office,
    path: Path,
    *,
    complete: bool = False,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> ImportResult:
    """Add the attendances of a file to the people of the roster.

    `complete` states that the file is the center's whole record: a person without an entry never attended,
    and rules answer yes or no instead of unknown. The statement is logged and can be undone.
    """
    with office.database.reading() as session:
        reading = reader.read(
            open_table(path, "history", overrides=mapping), passports=facts.passports(session)
        )
        matched, findings = _match(session, reading.drafts)
        held = _held(session)
    states = {draft.record: _state(draft, held.get(key)) for key, draft in matched.items()}
    findings += _overruled(matched, held)
    blocked = importing.must_not_commit(reading, findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, matched, held, complete=complete)
    return importing.compared(reading, states, findings, committed=committed)


def state_complete(office: Office, complete: bool) -> None:
    """State, or take back, that the history held is the center's whole record; logged and undoable.

    Verdicts of before stay as they were frozen until somebody judges them again.
    """
    with office.database.writing("history.complete", str(complete)) as journal:
        settings.put(journal, settings.HISTORY_COMPLETE, complete)


def _match(session: Session, drafts: list[HistoryDraft]) -> tuple[dict[_Key, HistoryDraft], list[Finding]]:
    """Drafts by person, course, year and session; who is not in the roster or has another name is refused."""
    people = {
        row.id_no: (row.id, row.name) for row in session.execute(select(Person.id_no, Person.id, Person.name))
    }
    matched: dict[_Key, HistoryDraft] = {}
    findings = []
    for draft in drafts:
        person = people.get(draft.id_no)
        if person is None:
            findings.append(_refused(draft, "history.not_in_roster"))
        elif draft.name and draft.name != person[1]:
            findings.append(_refused(draft, "history.other_name", held=text.mask_name(person[1])))
        else:
            matched[person[0], draft.course, draft.roc_year, draft.session or 0] = draft
    return matched, findings


def _held(session: Session) -> dict[_Key, Any]:
    rows = session.execute(select(CourseHistory.__table__))
    return {(row.person_id, row.course, row.roc_year, row.session): row for row in rows}


def _overruled(matched: dict[_Key, HistoryDraft], held: dict[_Key, Any]) -> list[Finding]:
    """Those whom this office recorded as there, and the file as absent: the center's record counts."""
    return [
        _finding(draft, "history.says_absent", Severity.WARNING, course=draft.course)
        for key, draft in matched.items()
        if key in held and outcomes.is_own(held[key].source) and held[key].attended and not draft.attended
    ]


def _state(draft: HistoryDraft, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    return RowState.CHANGED if _changes(draft, held) else RowState.SAME


def _changes(draft: HistoryDraft, held: Any) -> dict[str, Any]:
    """What the file says otherwise; a blank cell says nothing."""
    told = {"attended": draft.attended, "completed": draft.completed, "hours": draft.hours}
    if outcomes.is_own(held.source):  # from now on it is the center's record, which no outcome takes back
        told["source"] = _source(draft)
    return {
        name: value
        for name, value in told.items()
        if value not in {"", None} and value != getattr(held, name)
    }


def _commit(
    office: Office, matched: dict[_Key, HistoryDraft], held: dict[_Key, Any], *, complete: bool
) -> None:
    backup.before(office, "import")
    with office.database.writing("history.import", str(len(matched))) as journal:
        rows = [
            {
                "person_id": key[0],
                "course": key[1],
                "roc_year": key[2],
                "session": key[3],
                "attended": draft.attended,
                "completed": draft.completed,
                "hours": draft.hours,
                "source": _source(draft),
            }
            for key, draft in matched.items()
            if key not in held
        ]
        journal.insert(CourseHistory, rows)
        for key, draft in matched.items():
            changes = _changes(draft, held[key]) if key in held else {}
            if changes:
                journal.update(CourseHistory, held[key].id, changes)
        if complete:
            settings.put(journal, settings.HISTORY_COMPLETE, True)


def _source(draft: HistoryDraft) -> str:
    return draft.source or "import"


def _refused(draft: HistoryDraft, code: str, **params: str) -> Finding:
    return _finding(draft, code, Severity.ERROR, **params)


def _finding(draft: HistoryDraft, code: str, severity: Severity, **params: str) -> Finding:
    return Finding(
        code,
        severity,
        record=draft.record,
        person=text.mask_id(draft.id_no),
        name=text.mask_name(draft.name),
        field="身分證統一編號",
        params=params,
    )
