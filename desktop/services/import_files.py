"""What a foreign file is: of which kind, with which headers, and which of our fields they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.core import identity
from desktop.core.text import mask_id
from desktop.imports import mapping as column_mapping
from desktop.imports.headers import HeaderNames
from desktop.imports.layouts import layout
from desktop.imports.tables import header_rows
from desktop.services import file_kinds, import_profiles
from desktop.services.office import Office

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".ods")
"""What files of tables are called."""


@dataclass(frozen=True, slots=True)
class FileHeader:
    """The columns of a file. `fields`: header → field, blank for one that is left unread."""

    path: Path
    kind: str
    header: tuple[str, ...]
    fields: Mapping[str, str]
    samples: tuple[tuple[str, ...], ...]
    """The first records, to tell what a column holds."""
    profile: str = ""
    """The saved profile that was used."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that the file must have and that no header stands for."""
        taken = set(self.fields.values())
        columns = layout(self.kind).columns
        return tuple(one.field for one in columns if one.required and one.field not in taken)


def fields_of(kind: str) -> tuple[str, ...]:
    """The fields that a kind of file may have, in their order."""
    return tuple(column.field for column in layout(kind).columns)


def column_name(kind: str, field: str) -> str:
    """The header that a field has in our own files."""
    column = layout(kind).column(field)
    return column.name if column else field


def field_of(kind: str, name: str) -> str:
    """The field of a finding's column name; blank for what is no column."""
    return next((column.field for column in layout(kind).columns if column.name == name), "")


def recognise(path: Path) -> str | None:
    """The kind of file whose layout fits best, one of `layouts.KINDS`; None for what is no such table."""
    return file_kinds.kind_of(path) if path.suffix.lower() in ENDINGS else None


def _masked(text: str) -> str:
    return mask_id(text) if identity.kind_of(text.strip().upper()) else text


def header(office: Office, path: Path, kind: str) -> FileHeader:
    """The columns of a file with what they stand for, by a saved profile or as far as it can be told.

    Raises `DataError` or `EnvironmentFailure` for what is no table or cannot be read.
    """
    found = header_rows(path, kind)
    profile = import_profiles.fitting(office, kind, found.header)
    names = HeaderNames(layout(kind), profile.mapping if profile else None)
    fields = column_mapping.suggested(found.header, names)
    return FileHeader(
        path=path,
        kind=kind,
        header=tuple(name for name in found.header if name),
        fields={name: fields.get(name, "") for name in found.header if name},
        samples=tuple(
            tuple(_masked(text) for name, text in zip(found.header, row, strict=False) if name)
            for row in found.samples
        ),
        profile=profile.name if profile else "",
    )
