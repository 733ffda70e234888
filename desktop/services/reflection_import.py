"""Importing micro-reflections: who wrote what about which reading; nothing is cut, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.imports import reflections as reader
from desktop.imports.drafts import ReflectionDraft
from desktop.imports.tables import open_table
from desktop.models.people import Person
from desktop.models.reflections import Reflection
from desktop.rules import reflections as rules
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Choice
from desktop.rules.verdict import Answer
from desktop.services import backup, facts, importing, judged, plans, reflections
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office

_TOLD = ("source_author", "source_reference", "title", "body", "takeaways", "post_place", "source_type")


def import_file(
    office: Office,
    path: Path,
    *,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> ImportResult:
    """Add the reflections of a file. A text over the plan's limit is a warning: it is never cut.

    What somebody wrote about the same reading of the same day is changed, not doubled. Authors outside the
    roster, such as teachers, need their agency in the file.
    """
    with office.database.reading() as session:
        activity = reflections.activity(plans.current(session))
        table = open_table(path, "reflections")
        reading = reader.read(table, passports=facts.passports(session))
        check = _Check(session, activity)
        rows = {draft.record: row for draft in reading.drafts if (row := check.row(draft)) is not None}
        held = _held(session)
    states = {record: _state(row, held.get(_key(row))) for record, row in rows.items()}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, list(rows.values()), held)
    return importing.compared(reading, states, check.findings, committed=committed)


_Row = dict[str, Any]
_Key = tuple[int | None, str, str, date | None]


def _key(row: _Row) -> _Key:
    return (row["person_id"], row["author"], row["source_title"], row["read_date"])


def _held(session: Session) -> dict[_Key, Any]:
    rows = session.execute(select(Reflection.__table__))
    return {(row.person_id, row.author, row.source_title, row.read_date): row for row in rows}


def _changes(row: _Row, held: Any) -> _Row:
    """What the file says otherwise; a blank cell says nothing."""
    told = {name: row[name] for name in _TOLD if row[name]} | {"consent": row["consent"]}
    return {name: value for name, value in told.items() if value != getattr(held, name)}


def _state(row: _Row, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    return RowState.CHANGED if _changes(row, held) else RowState.SAME


def _commit(office: Office, rows: Sequence[_Row], held: Mapping[_Key, Any]) -> None:
    backup.before(office, "import")
    with office.database.writing("reflections.import", str(len(rows))) as journal:
        last = journal.session.scalar(select(func.max(Reflection.number))) or 0
        new = [row for row in rows if _key(row) not in held]
        own = {"created_at": office.clock.now()}
        journal.insert(Reflection, [row | own | {"number": last + at} for at, row in enumerate(new, 1)])
        for row in rows:
            changes = _changes(row, held[_key(row)]) if _key(row) in held else {}
            if changes:
                journal.update(Reflection, held[_key(row)].id, changes)


class _Check:
    """Makes a row of a draft, or finds why not."""

    def __init__(self, session: Session, activity: Activity) -> None:
        self.findings: list[Finding] = []
        self._activity = activity
        self._limit = rules.limit(activity)
        self._readings = _spellings(activity.choices.get(reflections.READINGS, ()))
        self._places = _spellings(activity.choices.get(reflections.PLACES, ()))
        ids = {row.id_no: row.id for row in session.execute(select(Person.id_no, Person.id))}
        self._ids, self._known = ids, facts.of_people(session, set(ids.values()))

    def row(self, draft: ReflectionDraft) -> _Row | None:
        """The columns of the reflection; None if it cannot be taken."""
        found = list(self._problems(draft))
        self.findings += found
        if any(one.severity is Severity.ERROR for one in found):
            return None
        told = {name: getattr(draft, name) for name in ("source_title", "read_date", "consent", *_TOLD)}
        return told | {
            "person_id": self._ids.get(draft.id_no),
            "author": draft.name,
            "agency": "" if draft.id_no in self._ids else draft.agency,
            "source_type": self._readings[terms.folded(draft.source_type)],
            "post_place": self._places.get(terms.folded(draft.post_place), ""),
        }

    def _problems(self, draft: ReflectionDraft) -> Iterator[Finding]:
        yield from self._about_the_author(draft)
        for told, known, code, field in (
            (draft.source_type, self._readings, "reflections.reading", "來源類別"),
            (draft.post_place, self._places, "reflections.place", "張貼位置"),
        ):
            if told and terms.folded(told) not in known:
                listed = "、".join(dict.fromkeys(known.values()))
                yield self._finding(draft, code, Severity.ERROR, field, told=told, known=listed)
        over = rules.over(draft.body, self._limit)
        if over:
            yield self._finding(
                draft, "reflections.too_long", Severity.WARNING, "心得", over=over, most=self._limit or 0
            )

    def _about_the_author(self, draft: ReflectionDraft) -> Iterator[Finding]:
        number = self._ids.get(draft.id_no)
        if number is None:
            code, severity = ("reflections.outside", Severity.WARNING)
            if not draft.agency:
                code, severity = ("reflections.no_agency", Severity.ERROR)
            yield self._finding(draft, code, severity, "服務機關")
            return
        known = self._known[number]
        if known.row.name != draft.name:
            held = text.mask_name(known.row.name)
            yield self._finding(draft, "reflections.other_name", Severity.ERROR, "姓名", held=held)
            return
        verdict = judge(self._activity, known.facts)
        if verdict.answer is Answer.NO:
            reason = verdict.primary.text
            yield self._finding(
                draft,
                "reflections.refused",
                Severity.ERROR,
                "服務機關",
                reason=reason.zh_TW,
                reason_en=reason.en,
            )

    def _finding(
        self, draft: ReflectionDraft, code: str, severity: Severity, field: str, **params: Param
    ) -> Finding:
        found = judged.problem(draft, code, field, severity, **params)
        return replace(found, clause=self._activity.clause)


def _spellings(choices: Sequence[Choice]) -> dict[str, str]:
    """What a file may write for a choice, folded → its code: the code itself, or its label."""
    return {
        terms.folded(spelling): one.code
        for one in choices
        for spelling in (one.code, one.label.zh_TW, one.label.en)
    }
