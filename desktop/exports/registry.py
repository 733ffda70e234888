"""The county registry: which certificate may speak for which county (`registry.csv`)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.core.errors import DataError
from desktop.exports.bounded_read import read_at_most

COLUMNS = ("county_code", "fingerprint_sha256", "valid_from", "valid_to", "status", "note")
MAX_BYTES = 4 * 1024 * 1024

_COUNTY = re.compile(r"[0-9]{5}")
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_STATUS = frozenset({"active", "revoked"})


@dataclass(frozen=True, slots=True)
class Registration:
    """One line: a certificate enrolled for a county. `valid_to` is None where the end is open."""

    county_code: str
    fingerprint: str
    valid_from: date
    valid_to: date | None
    is_revoked: bool

    def covers(self, day: date) -> bool:
        """Whether `day` lies in its window, both ends included."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Registry:
    """All lines of a registry."""

    registrations: tuple[Registration, ...]

    def of(self, fingerprint: str) -> tuple[Registration, ...]:
        """The lines of one certificate, for whatever county."""
        return tuple(one for one in self.registrations if one.fingerprint == fingerprint)


def load_registry(path: Path) -> Registry:
    """Read `registry.csv` (UTF-8, with or without BOM); fingerprints may have colons and capitals.

    Raises `EnvironmentFailure` for an unreadable file and `DataError` that names the record at fault.
    """
    content = read_at_most(path, MAX_BYTES)
    try:
        text = (content or b"").decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise DataError("registry.not_a_registry", path=str(path)) from problem
    if not rows or tuple(rows[0]) != COLUMNS:
        raise DataError("registry.not_a_registry", path=str(path))
    return Registry(tuple(_line(path, record, row) for record, row in enumerate(rows[1:], start=2) if row))


def _line(path: Path, record: int, row: Sequence[str]) -> Registration:
    try:
        county, fingerprint, start, end, status, _note = row
        fingerprint = fingerprint.replace(":", "").lower()
        known = _COUNTY.fullmatch(county) and _FINGERPRINT.fullmatch(fingerprint) and status in _STATUS
        if not known:
            raise ValueError(status)
        return Registration(
            county_code=county,
            fingerprint=fingerprint,
            valid_from=date.fromisoformat(start),
            valid_to=date.fromisoformat(end) if end else None,
            is_revoked=status == "revoked",
        )
    except ValueError as problem:
        raise DataError("registry.bad_line", path=str(path), record=record) from problem
