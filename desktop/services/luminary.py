"""The Luminary proposal of the year: fields, lists, where it stands, and who counts as a participant."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.core.messages import LANGUAGES, catalogue
from desktop.models.journal import Journal
from desktop.models.luminary import LuminaryLine, LuminaryProposal
from desktop.models.office import OfficeRow
from desktop.models.people import Agency, Person
from desktop.rules import diagnosis
from desktop.services import diagnosis_agreed, facts, form_columns, form_lines, luminary_form
from desktop.services.luminary_form import Form
from desktop.services.office import Office

FAMILY = "luminary"
RENEWAL = "renewal"
TEAM = "team"
ANSWERED: Final = frozenset({"selected", "not_selected", "renewed"})
"""States that the center's letter gives."""

_LONGEST_NUMBER = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list."""

    id: int
    number: int
    person_id: int | None
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposal as it stands; an empty one before anything was stated."""

    kind: str = "new"
    state: str = "draft"
    document_no: str = ""
    document_date: date | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    exists: bool = False

    def lines(self, name: str) -> tuple[Line, ...]:
        """The rows of a list, in order."""
        return self.lists.get(name, ())


def read(office: Office) -> Proposal:
    """This year's proposal."""
    with office.database.reading() as session:
        return of_session(session)


def of_session(session: Session) -> Proposal:
    """The same in somebody's session."""
    row = _row(session)
    if row is None:
        return Proposal()
    found: defaultdict[str, list[Line]] = defaultdict(list)
    query = select(LuminaryLine).filter_by(proposal_id=row.id).order_by(LuminaryLine.number)
    for one in session.scalars(query):
        found[one.list].append(Line(one.id, one.number, one.person_id, json.loads(one.cells)))
    return Proposal(
        row.kind,
        row.state,
        row.document_no,
        row.document_date,
        json.loads(row.cells),
        {name: tuple(some) for name, some in found.items()},
        exists=True,
    )


def put(office: Office, values: Mapping[str, Any]) -> None:
    """Change fields; `kind` is new or renewal. Raises as `form_columns.clean`."""
    form = luminary_form.form()
    with office.database.writing("proposal.put") as journal:
        row = _begun(journal)
        told = dict(values)
        kind = told.pop("kind", row.kind)
        if kind not in terms.vocabulary("luminary_kind"):
            raise UsageError("nominate.field_unknown", field=kind)
        cells = json.loads(row.cells)
        cells |= {name: form_columns.clean(form.field(name), value) for name, value in told.items()}
        journal.update(LuminaryProposal, row.id, {"kind": kind, "cells": form_lines.dumped(cells)})


def state(office: Office, state_: str, *, number: str = "", day: date | None = None) -> None:
    """Say where the proposal stands; an answer of the center needs its letter.

    Raises `DataError` for an answer without number and date, `UsageError` for a state that there is not.
    """
    if state_ not in terms.vocabulary("luminary_state"):
        raise UsageError("proposal.no_state", state=state_)
    told = number.strip()
    if state_ in ANSWERED and (not told or day is None):
        raise DataError("proposal.answer_without_letter")
    if not text.is_line(told, _LONGEST_NUMBER):
        raise DataError("nominate.too_long", length=len(told), limit=_LONGEST_NUMBER)
    answered = state_ in ANSWERED
    values = {
        "state": state_,
        "document_no": told if answered else "",
        "document_date": day if answered else None,
    }
    with office.database.writing("proposal.state", state_) as journal:
        journal.update(LuminaryProposal, _begun(journal).id, values)


def add_line(office: Office, name: str, values: Mapping[str, Any]) -> int:
    """Add a row to a list; returns its id. Raises as `form_columns.clean`."""
    own = luminary_form.form().list_of(name)
    with office.database.writing("proposal.line", name) as journal:
        proposal = _begun(journal)
        cells = form_lines.changed(own, "{}", values)
        of = {"proposal_id": proposal.id, "list": name}
        row = {
            **of,
            "number": form_lines.next_number(journal.session, LuminaryLine, **of),
            "person_id": _person(journal.session, name, cells),
            "cells": form_lines.dumped(cells),
        }
        (made,) = journal.insert(LuminaryLine, [row])
    return made


def restate_line(office: Office, line_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a row; raises as `form_columns.clean`, `UsageError` for one that is gone."""
    with office.database.writing("proposal.line") as journal:
        row = _line(journal.session, line_id)
        own = luminary_form.form().list_of(row.list)
        cells = form_lines.changed(own, row.cells, values)
        person = _person(journal.session, row.list, cells)
        journal.update(LuminaryLine, row.id, {"cells": form_lines.dumped(cells), "person_id": person})


def remove_line(office: Office, line_id: int) -> None:
    """Take a row out; those after it move up."""
    with office.database.writing("proposal.remove") as journal:
        row = _line(journal.session, line_id)
        of = {"proposal_id": row.proposal_id, "list": row.list}
        form_lines.remove(journal, LuminaryLine, row.id, row.number, **of)


def findings(session: Session) -> Iterator[Finding]:
    """What the proposal still lacks; nothing before it was begun."""
    found = of_session(session)
    if not found.exists:
        return
    form = luminary_form.form()
    yield from _fields(form, found)
    yield from _lists(form, found)
    team = found.lines(TEAM)
    conveners = sum(one.cells.get("role") == "convener" for one in team)
    if team and conveners != 1:
        yield Finding("proposal.convener", Severity.ERROR, params={"count": conveners})
    if 0 < len(team) < form.fewest_team:
        params = {"count": len(team), "least": form.fewest_team}
        yield Finding("proposal.small_team", Severity.WARNING, params=params)
    if found.lines("visit") and not any(line.agreed.settled for line in diagnosis_agreed.lines(session)):
        yield Finding("proposal.visit_first", Severity.WARNING)


def participants(session: Session) -> frozenset[int]:
    """Members of the team of a government that is selected or renewed; of a draft nobody."""
    return frozenset(session.scalars(facts.in_team()))


def gaps(session: Session) -> tuple[tuple[str, int], ...]:
    """Item and gap index of what was agreed to be open, the widest first: what to ask a visit for."""
    agreed = {line.item.code: line.agreed for line in diagnosis_agreed.lines(session)}
    return tuple((code, agreed[code].gap or 0) for code in diagnosis.priorities(agreed))


def _fields(form: Form, found: Proposal) -> Iterator[Finding]:
    for one in form.fields:
        asked = one.required or (one.renewal and found.kind == RENEWAL)
        if asked and not found.cells.get(one.name):
            yield Finding("proposal.field_missing", Severity.ERROR, params=_where(f"field.{one.name}"))
        over = len(found.cells.get(one.name, "")) - one.longest
        if over > 0:
            params: dict[str, str | int] = {**_where(f"field.{one.name}"), "over": over}
            yield Finding("proposal.text_too_long", Severity.ERROR, params=params)


def _lists(form: Form, found: Proposal) -> Iterator[Finding]:
    for own in form.lists:
        lines = found.lines(own.name)
        if own.required and not lines:
            yield Finding("proposal.list_empty", Severity.ERROR, params=_where(f"list.{own.name}"))
        for line in lines:
            missing = [one.name for one in own.columns if one.required and not line.cells.get(one.name)]
            if missing:
                told = {language: _named(own.name, missing, language) for language in LANGUAGES}
                params: dict[str, str | int] = {"number": line.number, **_where(f"list.{own.name}")}
                params |= {"missing": told["zh_TW"], "missing_en": told["en"]}
                yield Finding("proposal.line_missing", Severity.ERROR, params=params)


def _where(name: str) -> dict[str, str]:
    return {
        "where": catalogue("zh_TW").text(f"proposal.{name}"),
        "where_en": catalogue("en").text(f"proposal.{name}"),
    }


def _named(own: str, columns: Sequence[str], language: str) -> str:
    return "、".join(catalogue(language).text(f"proposal.{own}.{one}") for one in columns)


def _row(session: Session) -> LuminaryProposal | None:
    year = int(session.scalars(select(OfficeRow.plan)).one())
    return session.scalars(select(LuminaryProposal).filter_by(roc_year=year)).one_or_none()


def _begun(journal: Journal) -> LuminaryProposal:
    row = _row(journal.session)
    if row is not None:
        return row
    year = int(journal.session.scalars(select(OfficeRow.plan)).one())
    begun = {"roc_year": year, "document_date": None, "created_at": journal.clock.now()}
    (made,) = journal.insert(LuminaryProposal, [begun])
    return journal.session.get_one(LuminaryProposal, made)


def _line(session: Session, line_id: int) -> LuminaryLine:
    found = session.get(LuminaryLine, line_id)
    if found is None:
        raise UsageError("proposal.line_gone", id=line_id)
    return found


def _person(session: Session, name: str, cells: Mapping[str, str]) -> int | None:
    """The person of the roster whom a member of the team is, where only one is called so there."""
    if name != TEAM:
        return None
    query = select(Person.id).join(Agency, Agency.id == Person.agency_id)
    wanted = (Person.name == cells.get("name", ""), Agency.name == cells.get("agency", ""))
    found: Sequence[int] = session.scalars(query.where(*wanted).limit(2)).all()
    return found[0] if len(found) == 1 else None
