"""Micro-reflections: rows to drafts, one for everything that somebody has read."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import Reading, ReflectionDraft
from desktop.imports.fields import FieldReader
from desktop.imports.people import Identifier
from desktop.imports.problems import Problems
from desktop.imports.readings import NamesById, Repeats, without
from desktop.imports.tables import Batch, Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[ReflectionDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別).

    A number may be left out: whoever writes from a school owes the county none.
    """
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    repeats = Repeats(_of_one_reading, "imports.reflection-repeated", "name")
    identifier, names = Identifier(passports=passports), NamesById()
    drafts: list[ReflectionDraft] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        values.setdefault("id_no", [""] * batch.size)
        identifier.replace(values, fields, needed=False)
        names.check(values, batch, fields)
        made = readings.put_together(ReflectionDraft, values, batch)
        left_out = repeats.among(made, fields)
        drafts.extend(without(made, problems.bad() | left_out))
        problems.close_batch(batch.first, values["id_no"], values["name"])

    records = readings.walk(table, take, progress)
    return Reading(drafts=drafts, repeated=repeats.left_out, **readings.common(table, problems, records))


def _of_one_reading(draft: ReflectionDraft) -> tuple[object, ...]:
    """Who read what, and when."""
    author = draft.id_no or (draft.name, draft.agency)
    return (author, draft.source_title, draft.read_date)
