"""The pools of e-mentoring: whom the county recommends as mentors and as mentees."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.imports import mentoring as reader
from desktop.imports.drafts import MentoringDraft, Reading
from desktop.imports.tables import open_table
from desktop.models.journal import Journal
from desktop.models.mentoring import MentoringForm, MentoringMember
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.rules.verdict import Answer
from desktop.services import (
    backup,
    facts,
    form_columns,
    importing,
    judged,
    mentoring_form,
    mentoring_names,
    plans,
)
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office

FAMILY = "mentoring"
MENTOR, MENTEE = "mentor", "mentee"
LISTS: Final[Mapping[str, str]] = {MENTOR: "mentors", MENTEE: "mentees"}
"""Role → the kind of file that lists it alone."""

TOLD = ("terms", "capacity", "languages", "modes", "supervisor", "wishes", "avoid", "leave_consent", "note")
"""Columns that a draft has under the same name; a blank cell says nothing."""

RETURNED: Final[Mapping[str, Any]] = {"withdrawn_at": None, "withdrawn_reason": ""}
"""Columns of a member who comes back."""

_MOST = 3
"""Mentees of one mentor; more is asked about."""
_LONGEST_REASON = 200
_LARGEST_CAPACITY = 9
_LONGEST: Final[Mapping[str, int]] = {
    "terms": 200,
    "languages": 100,
    "modes": 100,
    "supervisor": 20,
    "wishes": 200,
    "avoid": 200,
    "note": 1000,
}
"""Characters of a field, as the import takes them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a pool, with the row of the roster."""

    id: int
    role: str
    person: Any
    terms: str
    capacity: int | None
    languages: str
    modes: str
    supervisor: str
    wishes: str
    avoid: str
    leave_consent: bool | None
    note: str
    cells: Mapping[str, str] = field(default_factory=dict)
    """What else the form holds, by the fields of resources/mentoring.toml."""

    @property
    def name(self) -> str:
        """The person's name."""
        return str(self.person.name)

    @property
    def seats(self) -> int:
        """Mentees that a mentor takes: one where nothing is stated."""
        return 1 if self.capacity is None else self.capacity


def activity(plan: Plan) -> Activity:
    """The plan's e-mentoring; raises `UsageError` for a plan without it."""
    for one in plan.activities.values():
        if one.family == FAMILY:
            return one
    raise UsageError("mentoring.not_in_plan", year=plan.year)


def listing(office: Office, role: str = "") -> tuple[Line, ...]:
    """Who is in the pools, mentors first; those of one role if it is given."""
    with office.database.reading() as session:
        return tuple(one for one in lines(session) if role in {"", one.role})


def lines(session: Session) -> tuple[Line, ...]:
    """Who is in the pools, mentors first, in the order they came."""
    live = select(MentoringMember).where(MentoringMember.withdrawn_at.is_(None))
    rows = list(session.scalars(live.order_by(MentoringMember.role.desc(), MentoringMember.id)))
    people = facts.rows(session, {row.person_id for row in rows})
    forms = {one.member_id: json.loads(one.cells) for one in session.scalars(select(MentoringForm))}
    return tuple(
        Line(
            row.id,
            row.role,
            people[row.person_id],
            **{name: getattr(row, name) for name in TOLD},
            cells=forms.get(row.id, {}),
        )
        for row in rows
    )


def put(office: Office, member_id: int, values: Mapping[str, Any]) -> None:
    """Change what a member's form says: fields of `TOLD`, or of resources/mentoring.toml.

    Raises `UsageError` for a field that there is not or a member who is gone, `DataError` for a value that
    cannot stand.
    """
    own = {name: _clean(name, value) for name, value in values.items() if name in TOLD}
    others = {
        name: form_columns.clean(form_columns.named(mentoring_form.form().member, name), value)
        for name, value in values.items()
        if name not in TOLD
    }
    with office.database.writing("mentoring.put") as journal:
        row = journal.session.get(MentoringMember, member_id)
        if row is None or row.withdrawn_at is not None:
            raise UsageError("mentoring.unknown", id=member_id)
        for name in set(mentoring_names.NAMING) & own.keys():
            own[name] = mentoring_names.numbers(journal.session, own[name])
        if own:
            journal.update(MentoringMember, member_id, own)
        _put_form(journal, member_id, others)


def withdrawn(session: Session) -> Mapping[tuple[str, int], int]:
    """(role, person) → member, of those who were withdrawn: who comes back keeps pairs and token."""
    rows = select(MentoringMember).where(MentoringMember.withdrawn_at.is_not(None))
    found = session.scalars(rows.order_by(MentoringMember.id))
    return {(row.role, row.person_id): row.id for row in found}


def import_file(
    office: Office, path: Path, role: str, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Take a list of mentors or of mentees; who is in the pool already gets the file's details."""
    if role not in LISTS:
        raise UsageError("mentoring.role", role=role)
    with office.database.reading() as session:
        reading = reader.read(open_table(path, LISTS[role]), passports=facts.passports(session))
    reading.drafts = [draft._replace(role=role) for draft in reading.drafts]
    return import_reading(office, reading, dry_run=dry_run, skip_errors=skip_errors)


def import_mentors(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Take a list of mentors."""
    return import_file(office, path, MENTOR, dry_run=dry_run, skip_errors=skip_errors)


def import_mentees(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Take a list of mentees."""
    return import_file(office, path, MENTEE, dry_run=dry_run, skip_errors=skip_errors)


def import_both(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Take a list that says of each person whether mentor or mentee, as agencies fill it in."""
    with office.database.reading() as session:
        reading = reader.read(open_table(path, "mentoring"), passports=facts.passports(session))
    return import_reading(office, reading, dry_run=dry_run, skip_errors=skip_errors)


def import_reading(
    office: Office, reading: Reading[MentoringDraft], *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """The same for what was read already, each with its role."""
    with office.database.reading() as session:
        check = _Check(session, {draft.id_no for draft in reading.drafts})
        rows = [row for draft in reading.drafts if (row := check.row(draft)) is not None]
        held = {(one.role, one.person.id): one for one in lines(session)}
    states = {row.draft.record: _state(row, held) for row in rows}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, rows, held)
    return importing.compared(reading, states, check.findings, committed=committed)


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Take people out of their pool, with the reason; raises `DataError` without one."""
    told = reason.strip()
    if not told or len(told) > _LONGEST_REASON:
        raise DataError("rounds.reason", longest=_LONGEST_REASON)
    with office.database.writing("mentoring.withdraw", str(len(ids))) as journal:
        for one in ids:
            row = journal.session.get(MentoringMember, one)
            if row is None or row.withdrawn_at is not None:
                raise UsageError("mentoring.unknown", id=one)
            values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": told}
            journal.update(MentoringMember, one, values)


@dataclass(frozen=True, slots=True)
class _Row:
    draft: MentoringDraft
    person_id: int
    values: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, int]:
        return self.draft.role, self.person_id

    @property
    def cells(self) -> dict[str, str]:
        """What the file says of the rest of the form."""
        names = (one.name for one in mentoring_form.form().member)
        return {name: value for name in names if (value := getattr(self.draft, name))}


def _clean(name: str, value: Any) -> Any:
    """A value of the member's own row as it is stored."""
    if name == "leave_consent":
        return value if value is None or isinstance(value, bool) else value == "yes"
    if name == "capacity":
        told = str("" if value is None else value).strip()
        if told and (not told.isdecimal() or int(told) > _LARGEST_CAPACITY):
            raise DataError("mentoring.capacity_number", largest=_LARGEST_CAPACITY)
        return int(told) if told else None
    told = str(value or "").strip()
    if len(told) > _LONGEST[name]:
        raise DataError("nominate.too_long", length=len(told), limit=_LONGEST[name])
    return told


def _put_form(journal: Journal, member_id: int, values: Mapping[str, str]) -> None:
    if not values:
        return
    row = journal.session.scalars(select(MentoringForm).filter_by(member_id=member_id)).one_or_none()
    cells = {**(json.loads(row.cells) if row else {}), **values}
    told = json.dumps({name: value for name, value in cells.items() if value}, ensure_ascii=False)
    if row is None:
        journal.insert(MentoringForm, [{"member_id": member_id, "cells": told}])
    else:
        journal.update(MentoringForm, row.id, {"cells": told})


def _told(row: _Row) -> dict[str, Any]:
    """What the file says; a blank cell says nothing."""
    return {name: value for name, value in row.values.items() if value not in {"", None}}


def _changes(row: _Row, held: Line) -> dict[str, Any]:
    return {name: value for name, value in _told(row).items() if value != getattr(held, name)}


def _state(row: _Row, held: Mapping[tuple[str, int], Line]) -> RowState:
    if row.key not in held:
        return RowState.NEW
    line = held[row.key]
    same = not _changes(row, line) and row.cells.items() <= line.cells.items()
    return RowState.SAME if same else RowState.CHANGED


def _commit(office: Office, rows: Sequence[_Row], held: Mapping[tuple[str, int], Line]) -> None:
    backup.before(office, "import")
    with office.database.writing("mentoring.import", str(len(rows))) as journal:
        own = {"created_at": office.clock.now(), "withdrawn_at": None}
        gone = withdrawn(journal.session)
        back = {row.key: gone[row.key] for row in rows if row.key not in held and row.key in gone}
        for row in rows:
            if row.key in back:
                journal.update(MentoringMember, back[row.key], {**_told(row), **RETURNED})
        new = [
            {"role": row.draft.role, "person_id": row.person_id, **row.values, **own}
            for row in rows
            if row.key not in held and row.key not in back
        ]
        for one in new:
            if one["role"] == MENTOR and one["capacity"] is None:
                one["capacity"] = 1
        made = iter(journal.insert(MentoringMember, new))
        for row in rows:
            member = held[row.key].id if row.key in held else back.get(row.key) or next(made)
            changes = _changes(row, held[row.key]) if row.key in held else {}
            if changes:
                journal.update(MentoringMember, member, changes)
            _put_form(journal, member, row.cells)


class _Check:
    """Makes a row of a draft, or finds why not."""

    def __init__(self, session: Session, numbers: Collection[str]) -> None:
        self.findings: list[Finding] = []
        self._activity = activity(plans.current(session))
        self._people = judged.people(session, numbers)
        self._known = facts.of_people(session, set(self._people.values()))

    def row(self, draft: MentoringDraft) -> _Row | None:
        """The row; None if it cannot be taken."""
        person = self._known.get(self._people.get(draft.id_no, 0))
        found = [*judged.identity_problems(draft, person), *self._about(draft)]
        if person is not None:
            found += self._judged(draft, person)
        self.findings += [replace(one, clause=self._activity.clause) for one in found]
        if person is None or any(one.severity is Severity.ERROR for one in found):
            return None
        values = {name: getattr(draft, name) for name in TOLD}
        if draft.role == MENTEE:
            values["capacity"] = None
        return _Row(draft, person.row.id, values)

    def _about(self, draft: MentoringDraft) -> Sequence[Finding]:
        found = []
        if not draft.terms:
            code = "mentoring.no_expertise" if draft.role == MENTOR else "mentoring.no_need"
            found.append(judged.problem(draft, code, "專長或需求"))
        if draft.capacity is not None and draft.capacity > _MOST:
            most = {"capacity": draft.capacity, "most": _MOST}
            found.append(judged.problem(draft, "mentoring.capacity", "可帶人數", Severity.WARNING, **most))
        return found

    def _judged(self, draft: MentoringDraft, person: facts.Known) -> Sequence[Finding]:
        verdict = judge(self._activity, person.facts)
        if verdict.answer is Answer.YES:
            return ()
        refused = verdict.answer is Answer.NO
        reason = verdict.primary.text
        code = "showcase.refused" if refused else "showcase.to_confirm"
        severity = Severity.ERROR if refused else Severity.WARNING
        told = {"reason": reason.zh_TW, "reason_en": reason.en}
        return (judged.problem(draft, code, "服務機關", severity, **told),)
