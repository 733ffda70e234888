"""The county's agencies and their units: imported once a year, looked up by every roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import counties
from desktop.core.counties import County
from desktop.core.errors import UsageError
from desktop.imports import agencies as reader
from desktop.imports.drafts import AgencyDraft, KnownAgency
from desktop.imports.tables import open_table
from desktop.models.journal import Journal
from desktop.models.office import OfficeRow
from desktop.models.people import Agency, AgencyUnit, Person
from desktop.services import backup, importing
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office


def county(session: Session) -> County:
    """The office's local government."""
    return counties.county(session.scalars(select(OfficeRow.county_code)).one())


def known(session: Session) -> list[KnownAgency]:
    """Every agency with its units, in the order they came."""
    units: defaultdict[int, list[str]] = defaultdict(list)
    for row in session.execute(select(AgencyUnit.agency_id, AgencyUnit.name).order_by(AgencyUnit.id)):
        units[row.agency_id].append(row.name)
    return [
        KnownAgency(row.name, row.kind, tuple(units[row.id]))
        for row in session.execute(select(Agency.id, Agency.name, Agency.kind).order_by(Agency.id))
    ]


def import_file(
    office: Office,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> ImportResult:
    """Add the agencies of a file and their units; one that is known gets its kind and new units.

    Units are never taken away: people may still be recorded in them.
    """
    with office.database.reading() as session:
        reading = reader.read(open_table(path, "agencies", overrides=mapping), county=county(session))
        held = {agency.name: agency for agency in known(session)}
    states = {draft.record: _state(draft, held.get(draft.name)) for draft in reading.drafts}
    blocked = importing.must_not_commit(reading, [], skip_errors=skip_errors)
    if not dry_run and not blocked:
        _commit(office, reading.drafts)
    return importing.compared(reading, states, [], committed=not dry_run and not blocked)


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency as the window shows it; `kind` is a code of the vocabulary agency_kind."""

    id: int
    name: str
    kind: str
    confirmed: bool
    people: int


def row(office: Office, agency_id: int) -> AgencyRow:
    """One agency; raises `UsageError` for an id that is none."""
    with office.database.reading() as session:
        found = session.get(Agency, agency_id)
        if found is None:
            raise UsageError("agencies.unknown", id=agency_id)
        people = session.scalar(select(func.count()).select_from(Person).filter_by(agency_id=agency_id))
        return AgencyRow(found.id, found.name, found.kind, found.confirmed, people or 0)


def confirm(office: Office, agency_id: int, kind: str) -> None:
    """State that an agency which a roster named is one, and of what kind."""
    with office.database.writing("agencies.confirm") as journal:
        journal.update(Agency, agency_id, {"kind": kind, "confirmed": True})


def _state(draft: AgencyDraft, held: KnownAgency | None) -> RowState:
    if held is None:
        return RowState.NEW
    same = held.kind == (draft.kind or held.kind) and set(draft.units) <= set(held.units)
    return RowState.SAME if same else RowState.CHANGED


def _commit(office: Office, drafts: list[AgencyDraft]) -> None:
    backup.before(office, "import")
    with office.database.writing("agencies.import", str(len(drafts))) as journal:
        ids = {row.name: row.id for row in journal.session.execute(select(Agency.name, Agency.id))}
        new = [draft for draft in drafts if draft.name not in ids]
        rows = [{"name": draft.name, "kind": draft.kind or "other"} for draft in new]
        added = journal.insert(Agency, rows)
        ids.update(zip((draft.name for draft in new), added, strict=True))
        for draft in drafts:
            if draft not in new:
                told = {"kind": draft.kind} if draft.kind else {}
                journal.update(Agency, ids[draft.name], {**told, "confirmed": True})
            _add_units(journal, ids[draft.name], draft.units)


def _add_units(journal: Journal, agency_id: int, units: tuple[str, ...]) -> None:
    held = set(journal.session.scalars(select(AgencyUnit.name).filter_by(agency_id=agency_id)))
    new = [unit for unit in dict.fromkeys(units) if unit not in held]
    journal.insert(AgencyUnit, [{"agency_id": agency_id, "name": unit} for unit in new])
