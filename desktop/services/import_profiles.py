"""Saved mappings of foreign files: which of an office's headers stands for which of our fields."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desktop.core.errors import DataError
from desktop.imports.layouts import header_key, layout
from desktop.models.office import ImportProfile
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Profile:
    """One saved mapping. `mapping`: header → field; blank for a column that is left unread."""

    name: str
    mapping: Mapping[str, str]


def profiles(office: Office, kind: str) -> tuple[Profile, ...]:
    """The profiles of a kind of file, by name."""
    fields = {column.name: column.field for column in layout(kind).columns} | {"": ""}
    with office.database.reading() as session:
        rows = session.execute(
            select(ImportProfile.name, ImportProfile.mapping)
            .filter_by(kind=kind)
            .order_by(ImportProfile.name)
        )
        saved = [(name, json.loads(text)) for name, text in rows]
    return tuple(
        Profile(name, {header: fields[column] for header, column in mapping.items() if column in fields})
        for name, mapping in saved
    )


def fitting(office: Office, kind: str, header: Sequence[str]) -> Profile | None:
    """The profile whose headers the file all has; of several, the one that says most."""
    present = set(map(header_key, header))
    fit = [
        profile
        for profile in profiles(office, kind)
        if profile.mapping and present.issuperset(map(header_key, profile.mapping))
    ]
    return max(fit, key=lambda profile: len(profile.mapping), default=None)


def save(office: Office, kind: str, name: str, mapping: Mapping[str, str]) -> None:
    """Save a mapping under a name; one of the same name is replaced. Raises `DataError` without a name."""
    if not name.strip():
        raise DataError("profiles.no_name")
    columns = {column.field: column.name for column in layout(kind).columns} | {"": ""}
    text = json.dumps({header: columns[field] for header, field in mapping.items()}, ensure_ascii=False)
    with office.database.writing("profile.save", kind) as journal:
        query = select(ImportProfile.id).filter_by(kind=kind, name=name.strip())
        known = journal.session.scalars(query).one_or_none()
        if known is None:
            journal.insert(ImportProfile, [{"kind": kind, "name": name.strip(), "mapping": text}])
        else:
            journal.update(ImportProfile, known, {"mapping": text})
