"""Seat requests for the results presentation: rows to drafts, by name and agency where there is no number."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import Reading, ShowcaseDraft
from desktop.imports.fields import FieldReader
from desktop.imports.problems import Problems
from desktop.imports.readings import Repeats, without
from desktop.imports.tables import Batch, Table


def read(
    table: Table,
    *,
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[ShowcaseDraft]:
    """Read every record."""
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    repeats = Repeats(lambda draft: (draft.name, draft.agency, draft.id_no), "imports.seat-repeated", "name")
    drafts: list[ShowcaseDraft] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        found = readings.put_together(ShowcaseDraft, values, batch)
        left_out = repeats.among(found, fields)
        drafts.extend(without(found, problems.bad() | left_out))
        problems.close_batch(batch.first, [""] * batch.size, values["name"])

    records = readings.walk(table, take, progress)
    return Reading(drafts=drafts, repeated=repeats.left_out, **readings.common(table, problems, records))
