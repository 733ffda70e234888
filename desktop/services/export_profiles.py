"""Export profiles: which columns of people go into a file, in what form; every export is logged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal, get_args

from sqlalchemy import Row, select

from desktop.core import terms
from desktop.core.clock import roc_short
from desktop.core.errors import DataError
from desktop.core.findings import Finding
from desktop.core.messages import catalogue
from desktop.core.storage import translated
from desktop.core.text import length, mask_id
from desktop.exports.excel_csv import write_excel_csv
from desktop.exports.excel_xlsx import write_xlsx
from desktop.imports.layouts import layout
from desktop.models.people import Person
from desktop.services import audit_log, facts, settings
from desktop.services.office import Office

Form = Literal["xlsx", "csv", "csv-cp950"]
"""An Excel workbook; CSV in UTF-8 with BOM; CSV in cp950 for programs that read nothing else."""

FORMS: tuple[Form, ...] = get_args(Form)
SUFFIXES: Final[dict[Form, str]] = {"xlsx": ".xlsx", "csv": ".csv", "csv-cp950": ".csv"}
LONGEST_NAME = 30

_NUMBERS = frozenset({"grade"})
_ID = "id_no"
_VOCABULARIES = ("id_type", "sex", "rank", "personnel_type", "english_test", "elearning_role")
_LEFT_OUT = frozenset({"rank_grade"})
"""A second way to write what other columns hold."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How people are written to a file."""

    name: str
    form: Form
    columns: tuple[str, ...]
    """Fields of `columns()`, in their order in the file."""
    full_ids: bool = False
    """Identity numbers whole instead of masked."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of an export: `findings` name the cells that could not be written as they are."""

    path: Path
    people: int
    findings: tuple[Finding, ...]


def bundled(language: str) -> tuple[Profile, ...]:
    """The profiles of an office that has made none of its own."""
    text = catalogue(language).what
    contact = ("agency", "unit", "title", "name", "phone", "mobile", "email")
    return (
        Profile(text("export.bundled.contact"), "xlsx", contact),
        Profile(text("export.bundled.whole"), "csv", tuple(columns()), full_ids=True),
    )


def columns() -> dict[str, str]:
    """Every column there is: field → header; headers are the roster's, so that a file can come back."""
    return {column.field: column.name for column in layout("roster").columns if column.field not in _LEFT_OUT}


def read(office: Office, language: str) -> tuple[Profile, ...]:
    """The office's profiles, in their order; `language` names those that the program comes with."""
    with office.database.reading() as session:
        stored = settings.get(session, settings.EXPORT_PROFILES)
    return bundled(language) if stored is None else tuple(_profile(entry) for entry in stored)


def put(office: Office, profiles: Sequence[Profile]) -> None:
    """Keep these profiles. Raises `DataError` for a blank, long or repeated name, or one without columns."""
    names = [profile.name.strip() for profile in profiles]
    for profile, name in zip(profiles, names, strict=True):
        if not name or length(name) > LONGEST_NAME:
            raise DataError("export.name", most=LONGEST_NAME)
        if names.count(name) > 1:
            raise DataError("export.name_taken", name=name)
        if not profile.columns:
            raise DataError("export.no_columns", name=name)
    with office.database.writing("profiles.set", str(len(names))) as journal:
        value = [{**asdict(one), "name": name} for one, name in zip(profiles, names, strict=True)]
        settings.put(journal, settings.EXPORT_PROFILES, value)


def everybody(office: Office) -> list[int]:
    """Everyone of the roster, as they came into it."""
    with office.database.reading() as session:
        return list(session.scalars(select(Person.id).order_by(Person.person_no)))


def export_people(office: Office, ids: Sequence[int], profile: Profile, path: Path) -> Exported:
    """Write people in the order of their ids to `path`, whole or not at all, and log that it was done.

    Raises `file.…` where the disk refuses.
    """
    known = columns()
    fields = [field for field in profile.columns if field in known]
    with office.database.reading() as session:
        found = facts.rows(session, ids)
    rows = [
        tuple(_text(found[number], field, profile) for field in fields) for number in ids if number in found
    ]
    header = [known[field] for field in fields]
    with translated(path):
        findings = _write(path, header, rows, fields, profile)
    if rows:
        full = profile.full_ids and _ID in fields
        audit_log.record_export(office, profile.form, len(rows), full_ids=full)
    return Exported(path, len(rows), tuple(findings))


def _write(
    path: Path, header: list[str], rows: list[tuple[str, ...]], fields: list[str], profile: Profile
) -> list[Finding]:
    numbers = {at for at, field in enumerate(fields) if field in _NUMBERS}
    if profile.form == "xlsx":
        write_xlsx(path, header, rows)
        return []
    return write_excel_csv(
        path,
        header,
        rows,
        number_columns=numbers,
        name_column=fields.index("name") if "name" in fields else None,
        for_code_page=profile.form == "csv-cp950",
    )


def _text(row: Row[Any], field: str, profile: Profile) -> str:
    value = getattr(row, field)
    if field == _ID:
        return str(value) if profile.full_ids else mask_id(str(value))
    if field in _VOCABULARIES:
        return terms.label(field, value) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return roc_short(value)
    return "" if value is None else str(value)


def _profile(entry: dict[str, Any]) -> Profile:
    form = entry["form"] if entry["form"] in FORMS else FORMS[0]
    return Profile(str(entry["name"]), form, tuple(entry["columns"]), bool(entry["full_ids"]))
