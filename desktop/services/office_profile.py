"""Whose office it is and whom the center calls: each field is changed by itself and can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.core import counties
from desktop.core.errors import UsageError
from desktop.core.findings import Finding, Severity, has_errors
from desktop.imports import parsers
from desktop.imports.cells import Parse
from desktop.models.office import OfficeRow
from desktop.services.office import Office

LONGEST: Final = 60

_PARSERS: Mapping[str, Parse] = {
    "agency": parsers.text(longest=LONGEST),
    "coordinator": parsers.text(longest=LONGEST),
    "phone": parsers.phone(),
    "email": parsers.email(),
}
_CODES = {"imports.email-format": "profile.email_format", "imports.phone-format": "profile.phone_format"}
"""What a roster says of a person, said of the office."""

FIELDS = tuple(_PARSERS)
"""The fields that may be changed; the county may not, as the signing key speaks for it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The office as its settings show it."""

    county_code: str
    county: str
    county_en: str
    agency: str
    coordinator: str
    phone: str
    email: str
    folder: Path
    findings: tuple[Finding, ...]
    """What is unwise about the place of the folder."""


def read(office: Office) -> Profile:
    """The office as the database says now."""
    row = office.row()
    county = counties.county(row.county_code)
    return Profile(
        county_code=county.code,
        county=county.zh,
        county_en=county.en,
        agency=row.agency,
        coordinator=row.coordinator,
        phone=row.phone,
        email=row.email,
        folder=office.folder,
        findings=office.findings,
    )


def edit(office: Office, field: str, text: str) -> tuple[Finding, ...]:
    """Change one of `FIELDS`, read as a roster's cell is; an error among the findings: nothing changed."""
    if field not in _PARSERS:
        raise UsageError("people.field_unknown", field=field)
    value, remarks = _PARSERS[field](text.strip())
    findings = [
        Finding(_CODES.get(remark.code, remark.code), remark.severity, params=remark.params)
        for remark in remarks
    ]
    if field == "agency" and not text.strip():
        findings.append(Finding("profile.agency_blank", Severity.ERROR))
    if not has_errors(findings):
        with office.database.writing("office.edit", field) as journal:
            journal.update(OfficeRow, 1, {field: value})
    return tuple(findings)
