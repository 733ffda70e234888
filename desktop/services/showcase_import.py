"""Importing seat requests: who is meant, whether the clause names them, and at which rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.imports import showcase as reader
from desktop.imports.drafts import Reading, ShowcaseDraft
from desktop.imports.tables import open_table
from desktop.models.people import Agency, Person
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.evaluate import judge
from desktop.rules.verdict import Answer
from desktop.services import backup, facts, importing, plans, ranking, showcase
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office
from desktop.services.showcase import CENTRAL, COUNCIL, EXHIBIT, GOVERNMENT, PRESENT

TOLD = ("topic", "booth", "session", "meal", "transport", "access_need", "note", "role")
"""Columns that a draft has under the same name; a blank cell says nothing."""


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Take the seat requests of a file; who asks already gets the file's details and rank.

    People are found by number, else by name and agency; others are kept with what the file says of them.
    """
    reading = reader.read(open_table(path, "showcase"))
    return import_reading(office, reading, dry_run=dry_run, skip_errors=skip_errors)


def import_reading(
    office: Office, reading: Reading[ShowcaseDraft], *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """The same for what was read already."""
    with office.database.reading() as session:
        check = _Check(session)
        rows = [row for draft in reading.drafts if (row := check.row(draft)) is not None]
        held = {_key(row.person_id, row.name, row.agency): row for row in _held(session)}
    rows = check.ranked(rows, held)
    states = {row.draft.record: _state(row, held.get(row.key)) for row in rows}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, rows, held)
    return importing.compared(reading, states, check.findings, committed=committed)


_Key = tuple[int | None, str, str]


def _key(person_id: int | None, name: str, agency: str) -> _Key:
    return (person_id, "", "") if person_id is not None else (None, name, agency)


def _held(session: Session) -> Sequence[Any]:
    return session.execute(
        select(ShowcaseRequest.__table__).where(ShowcaseRequest.withdrawn_at.is_(None))
    ).all()


@dataclass(frozen=True, slots=True)
class _Row:
    draft: ShowcaseDraft
    values: Mapping[str, Any]
    rank: int

    @property
    def key(self) -> _Key:
        return _key(self.values["person_id"], self.values["name"], self.values["agency"])


def _changes(row: _Row, held: Any) -> dict[str, Any]:
    told = {name: row.values[name] for name in TOLD if row.values[name] not in {"", None}}
    told |= {"attendee_kind": row.values["attendee_kind"], "rank": row.rank}
    return {name: value for name, value in told.items() if value != getattr(held, name)}


def _state(row: _Row, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    return RowState.CHANGED if _changes(row, held) else RowState.SAME


def _commit(office: Office, rows: Sequence[_Row], held: Mapping[_Key, Any]) -> None:
    backup.before(office, "import")
    with office.database.writing("showcase.import", str(len(rows))) as journal:
        for row in rows:
            if row.key in held and held[row.key].rank != row.rank:
                ranking.put_aside(journal, ranking.SHOWCASE, held[row.key].id, row.rank)
        for row in rows:
            changes = _changes(row, held[row.key]) if row.key in held else {}
            if changes:
                journal.update(ShowcaseRequest, held[row.key].id, changes)
        now = office.clock.now()
        new = [row for row in rows if row.key not in held]
        journal.insert(ShowcaseRequest, [{**row.values, "rank": row.rank, "created_at": now} for row in new])
        ranking.close_gaps(journal, ranking.SHOWCASE)


class _Check:
    """Makes a row of a draft, or finds why not."""

    def __init__(self, session: Session) -> None:
        self.findings: list[Finding] = []
        self._activity = showcase.activity(plans.current(session))
        query = select(Person.id, Person.id_no, Person.name, Agency.name.label("agency"))
        rows = session.execute(query.join(Agency, Agency.id == Person.agency_id)).all()
        self._by_number = {row.id_no: row for row in rows}
        named: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for row in rows:
            named[row.name, row.agency].append(row.id)
        self._by_name = named
        self._known = facts.of_people(session, {row.id for row in rows})

    def row(self, draft: ShowcaseDraft) -> _Row | None:
        """The request; None if it cannot be taken."""
        before = len(self.findings)
        person = self._person(draft)
        kind = self._kind(draft, person)
        self._judge(draft, person, kind)
        if draft.role == PRESENT and not draft.topic:
            self._find(draft, "showcase.no_topic", "發表主題")
        if draft.role == EXHIBIT and not draft.booth:
            self._find(draft, "showcase.no_booth", "參展攤位")
        if any(one.severity is Severity.ERROR for one in self.findings[before:]):
            return None
        values = {name: getattr(draft, name) for name in TOLD}
        values |= {
            "person_id": person,
            "name": draft.name,
            "agency": "" if person is not None else draft.agency,
            "job_title": "" if person is not None else draft.job_title,
            "personnel_type": "" if person is not None else draft.personnel_type,
            "attendee_kind": kind,
            "role": draft.role or "attend",
        }
        return _Row(draft, values, draft.rank or 0)

    def ranked(self, rows: Sequence[_Row], held: Mapping[_Key, Any]) -> list[_Row]:
        """Everybody at the rank asked for, or behind everybody else; a rank that is taken is an error."""
        told = {row.key for row in rows}
        taken = {one.rank for key, one in held.items() if key not in told}
        last = max([0, *taken, *(row.rank for row in rows)])
        found = []
        for row in rows:
            rank = row.rank or (held[row.key].rank if row.key in held else 0)
            if rank in taken and not row.rank:
                rank = 0
            if not rank:
                last += 1
                rank = last
            if rank in taken:
                self._find(row.draft, "camp.rank_taken", "推薦順位", rank=rank)
                continue
            taken.add(rank)
            found.append(_Row(row.draft, row.values, rank))
        return found

    def _person(self, draft: ShowcaseDraft) -> int | None:
        number = text.halfwidth(draft.id_no).strip().upper()
        if number:
            row = self._by_number.get(number)
            if row is None:
                self._find(draft, "showcase.number_unknown", "身分證統一編號", Severity.WARNING)
            elif row.name != draft.name:
                held = text.mask_name(row.name)
                self._find(draft, "nominate.other_name", "姓名", held=held)
            else:
                return int(row.id)
        found = self._by_name.get((draft.name, draft.agency), [])
        if len(found) > 1:
            self._find(draft, "showcase.name_twice", "姓名", count=len(found))
        if len(found) == 1:
            return found[0]
        if not number and not found:
            self._find(draft, "showcase.outside", "姓名", Severity.WARNING)
        return None

    def _kind(self, draft: ShowcaseDraft, person: int | None) -> str:
        """As the file says, else by the agency."""
        if draft.attendee_kind:
            return draft.attendee_kind
        council = self._known[person].row.agency_kind == COUNCIL if person is not None else False
        return COUNCIL if council or draft.agency.endswith("議會") else GOVERNMENT

    def _judge(self, draft: ShowcaseDraft, person: int | None, kind: str) -> None:
        """The clause names central agencies; of the others the roster's people are judged."""
        if person is None or kind == CENTRAL:
            return
        verdict = judge(self._activity, self._known[person].facts)
        if verdict.answer is not Answer.YES:
            refused = verdict.answer is Answer.NO
            reason = verdict.primary.text
            self._find(
                draft,
                "showcase.refused" if refused else "showcase.to_confirm",
                "服務機關",
                Severity.ERROR if refused else Severity.WARNING,
                reason=reason.zh_TW,
                reason_en=reason.en,
            )

    def _find(
        self,
        draft: ShowcaseDraft,
        code: str,
        field: str,
        severity: Severity = Severity.ERROR,
        **params: Param,
    ) -> None:
        name, clause = text.mask_name(draft.name), self._activity.clause
        self.findings.append(
            Finding(code, severity, record=draft.record, name=name, field=field, clause=clause, params=params)
        )
