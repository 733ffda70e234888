"""Importing registrations for events: of people of the roster, whom the activity's clause allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.findings import Finding
from desktop.imports import events as reader
from desktop.imports.drafts import EventDraft
from desktop.imports.tables import open_table
from desktop.models.events import EventRegistration
from desktop.rules.bilingual import Text
from desktop.rules.evaluate import judge
from desktop.rules.plan import Plan
from desktop.rules.verdict import Answer
from desktop.services import backup, events, facts, importing, judged, plans
from desktop.services.events import Event
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office

_TOLD = ("meal", "lodging", "transport", "access_need", "state", "note")
"""Columns that a draft has under the same name; a blank cell says nothing."""

_Key = tuple[str, int]


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Register the people of a file; an event is told by the plan's name or its id.

    Who is registered already gets what the file says. Whoever the activity's clause refuses is an error.
    """
    with office.database.reading() as session:
        plan = plans.current(session)
        reading = reader.read(open_table(path, "events"), passports=facts.passports(session))
        check = _Check(session, plan, {draft.id_no for draft in reading.drafts})
        rows = {draft.record: row for draft in reading.drafts if (row := check.row(draft)) is not None}
        live = select(EventRegistration.__table__).where(EventRegistration.withdrawn_at.is_(None))
        held: Mapping[_Key, Any] = {(row.event, row.person_id): row for row in session.execute(live)}
    states = {record: _state(row, held.get(row.key)) for record, row in rows.items()}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, list(rows.values()), held)
    return importing.compared(reading, states, check.findings, committed=committed)


@dataclass(frozen=True, slots=True)
class _Row:
    key: _Key
    values: Mapping[str, Any]
    """What the file says."""


def _changes(row: _Row, held: Any) -> dict[str, Any]:
    return {name: value for name, value in row.values.items() if value != getattr(held, name)}


def _state(row: _Row, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    return RowState.CHANGED if _changes(row, held) else RowState.SAME


def _commit(office: Office, rows: list[_Row], held: Mapping[_Key, Any]) -> None:
    backup.before(office, "import")
    with office.database.writing("event.import", str(len(rows))) as journal:
        now = office.clock.now()
        for row in rows:
            known = held.get(row.key)
            if known is None:
                event, person = row.key
                made = {"event": event, "person_id": person, "created_at": now, **row.values}
                journal.insert(EventRegistration, [made])
            elif changes := _changes(row, known):
                journal.update(EventRegistration, known.id, changes)


class _Check:
    """Finds what is wrong with drafts, one after the other."""

    def __init__(self, session: Session, plan: Plan, numbers: set[str]) -> None:
        self.findings: list[Finding] = []
        self._ids = judged.people(session, numbers)
        self._known = facts.of_people(session, list(self._ids.values()))
        self._plan = plan
        self._events = {
            terms.folded(said): one
            for one in events.events(plan)
            for said in (one.id, one.title.zh_TW, one.title.en)
        }

    def row(self, draft: EventDraft) -> _Row | None:
        """What is to be written, or None for an error."""
        known = self._known.get(self._ids.get(draft.id_no, 0))
        own = self._events.get(terms.folded(draft.event))
        problems = list(judged.identity_problems(draft, known))
        if own is None:
            problems.append(self._unknown(draft))
        elif known is not None and not problems:
            verdict = judge(own.activity, known.facts)
            if verdict.answer is Answer.NO:
                problems.append(_refused(draft, own, verdict.primary.text))
        self.findings += problems
        if own is None or known is None or problems:
            return None
        told = {name: getattr(draft, name) for name in _TOLD}
        return _Row(
            (own.id, known.row.id), {n: value for n, value in told.items() if value not in {"", None}}
        )

    def _unknown(self, draft: EventDraft) -> Finding:
        names = [one.title for one in events.events(self._plan)]
        return judged.problem(
            draft,
            "events.event_unknown",
            "活動",
            events="、".join(name.zh_TW for name in names),
            events_en=", ".join(name.en for name in names),
        )


def _refused(draft: EventDraft, own: Event, reason: Text) -> Finding:
    found = judged.problem(draft, "events.refused", "活動", reason=reason.zh_TW, reason_en=reason.en)
    return replace(found, clause=own.activity.clause)
