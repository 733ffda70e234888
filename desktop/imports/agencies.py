"""The list of a county's agencies: rows to drafts with kind and units."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from desktop.core import terms
from desktop.core.counties import County
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.agency_names import AgencyNames, official
from desktop.imports.cells import info, warning
from desktop.imports.drafts import AgencyDraft, Reading
from desktop.imports.fields import FieldReader
from desktop.imports.problems import Problems
from desktop.imports.readings import Repeats, without
from desktop.imports.tables import Batch, Table


def read(
    table: Table,
    *,
    county: County,
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[AgencyDraft]:
    """Read every record. Names are written officially (臺 for 台); a missing kind is taken from the name."""
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    names = AgencyNames(county, ())
    repeats = Repeats(attrgetter("name"), "imports.agency-repeated", "name")
    drafts: list[AgencyDraft] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        _name_officially(values, fields, names)
        _guess_kinds(values, batch, fields, names)
        found = readings.put_together(AgencyDraft, values, batch)
        left_out = repeats.among(found, fields)
        drafts.extend(without(found, problems.bad() | left_out))
        nobody = [""] * batch.size
        problems.close_batch(batch.first, nobody, nobody)

    records = readings.walk(table, take, progress)
    return Reading(drafts=drafts, repeated=repeats.left_out, **readings.common(table, problems, records))


def _name_officially(values: dict[str, Sequence[Any]], fields: FieldReader, names: AgencyNames) -> None:
    written = values["name"]
    values["name"] = [official(name) for name in written]
    for place, (name, before) in enumerate(zip(values["name"], written, strict=True)):
        if name != before:
            fields.remark("name", place, warning("imports.agency-matched", name=name))
        if names.is_unit(name):
            fields.remark("name", place, warning("imports.agency-is-unit"))


def _guess_kinds(
    values: dict[str, Sequence[Any]], batch: Batch, fields: FieldReader, names: AgencyNames
) -> None:
    kinds = list(values.get("kind", [""] * batch.size))
    for place, (kind, name) in enumerate(zip(kinds, values["name"], strict=True)):
        if not kind and name:
            kinds[place] = names.kind_by_ending(name)
            label = terms.label("agency_kind", kinds[place])
            fields.remark("kind", place, info("imports.agency-kind-guessed", label=label))
    values["kind"] = kinds
