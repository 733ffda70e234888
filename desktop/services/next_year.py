"""A new year: a new office beside the old one, with its people, agencies and history, and another plan.

What belongs to the year that ends stays behind: nominations, lists, packets, deadlines, what letters said.
Mentors and mentees who worked together come along as pairs that are not made again.
The old office is only read; the same passphrase, recovery code and signing key serve the new one.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.core.progress import Progress, Silent
from desktop.core.storage import require_room, translated
from desktop.models.base import Base
from desktop.models.diagnosis import Decision, Diagnosis
from desktop.models.journal import Journal
from desktop.models.mentoring import TermAlias
from desktop.models.office import ImportProfile, OfficeRow
from desktop.models.people import Agency, AgencyUnit, CourseHistory, Person
from desktop.rules import load
from desktop.services import earlier_pairs, folder_build, imported_plan, office_build, settings
from desktop.services.imported_plan import PlanFile
from desktop.services.office import Office
from desktop.services.office_folder import DATABASE, KEYS

_KEPT_SETTINGS = (
    settings.SEALS,
    settings.HISTORY_COMPLETE,
    settings.EXPORT_PROFILES,
    settings.MASK_IDS,
    settings.RETENTION_YEARS,
    settings.DEMO,
    settings.OFFICE_KEY,
    settings.SECRETS_CHANGED,
)
_BY_YEAR = {"luminary": False, "luminary_reason": ""}
"""Taking part in the Luminary programme is granted for a year: a mark of last year would favour somebody."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The new office and what is in it."""

    folder: Path
    year: int
    people: int
    agencies: int
    history: int
    luminary: int
    """People who were marked as Luminary participants and no longer are."""


def years(office: Office) -> tuple[int, ...]:
    """The years after the office's own whose plans came with the program."""
    own = int(office.row().plan)
    return tuple(year for year in load.years() if year > own)


def proposed(office: Office, year: int) -> Path:
    """A folder beside the office's own, named after the year and not there yet."""
    own = office.row().plan
    base = office.folder.name.removesuffix(f"-{own}")
    names = itertools.chain((f"{base}-{year}",), (f"{base}-{year}-{count}" for count in itertools.count(2)))
    places = (office.folder.parent / name for name in names)
    return next(place for place in places if not place.exists())


def begin(office: Office, plan: int | PlanFile, folder: Path, *, progress: Progress | None = None) -> Begun:
    """Make the office of another year in `folder`, which is missing or empty: whole or not at all.

    `plan` is a ROC year that the program has, or a plan that came as a file. Raises `UsageError` for an
    unknown year, one that is not after the office's own, a folder with something in it or inside the
    office's own; `storage.short` and the `file.…` failures where the disk refuses.
    """
    watched = progress or Silent()
    place = folder_build.named(folder)
    year = plan if isinstance(plan, int) else plan.plan.year
    _refuse(office, year, place)
    if isinstance(plan, int):
        load.bundled(plan)
    watched.step(0, 0, "next_year.step_copy")
    require_room(place.parent, 2 * (office.folder / DATABASE).stat().st_size)
    with office.database.reading() as session, folder_build.built_beside(place) as building:
        with (
            office_build.made(building, office.vault, office.key, office.clock) as database,
            database.writing("office.next_year", str(year), undoable=False) as journal,
        ):
            begun = _carried(session, journal, year, place)
            if not isinstance(plan, int):
                imported_plan.keep(journal, plan)
        with translated(building):
            for key in office.keys.iterdir():
                paths.write_atomic(building / KEYS / key.name, key.read_bytes())
        watched.step(1, 1, "next_year.step_copy")
        folder_build.put_in_place(building, place)
    return begun


def _refuse(office: Office, year: int, place: Path) -> None:
    own = int(office.row().plan)
    if year <= own:
        raise DataError("next_year.not_later", year=year, own=own)
    if place.resolve().is_relative_to(office.folder.resolve()):
        raise UsageError("next_year.inside", path=str(place))
    office_build.refuse_taken(place)


def _carried(session: Session, journal: Journal, year: int, place: Path) -> Begun:
    """Copy table by table; rows keep their order and get new ids."""
    _copy(session, journal, OfficeRow, {"plan": str(year), "created_at": journal.clock.now()})
    agencies = _copy(session, journal, Agency, {})
    _copy(session, journal, AgencyUnit, {"agency_id": agencies.__getitem__})
    marked = len(session.scalars(select(Person.id).filter_by(luminary=True)).all())
    people = _copy(session, journal, Person, {"agency_id": agencies.__getitem__, **_BY_YEAR})
    history = _copy(session, journal, CourseHistory, {"person_id": people.__getitem__})
    _copy(session, journal, ImportProfile, {})
    # What was agreed on, to compare with; who answered what stays in its year.
    diagnoses = _copy(session, journal, Diagnosis, {})
    _copy(session, journal, Decision, {"diagnosis_id": diagnoses.__getitem__})
    _copy(session, journal, TermAlias, {})
    earlier_pairs.carry(session, journal)
    for key in _KEPT_SETTINGS:
        settings.put(journal, key, settings.get(session, key))
    return Begun(place, year, len(people), len(agencies), len(history), marked)


def _copy(
    session: Session, journal: Journal, model: type[Base], changed: Mapping[str, Any]
) -> dict[int, int]:
    """Copy a table; `changed` gives columns another value, or what makes it of the old one. Old id → new."""
    table = model.__table__
    rows = [dict(row) for row in session.execute(select(table).order_by(table.c.id)).mappings()]
    for row in rows:
        row |= {name: way(row[name]) if callable(way) else way for name, way in changed.items()}
    old = [row.pop("id") for row in rows]
    return dict(zip(old, journal.insert(model, rows), strict=True))
