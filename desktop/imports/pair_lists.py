"""Lists of pairs: those fixed by hand, or those of earlier years, a mentee and a mentor a row."""

from __future__ import annotations

from desktop.core import text
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import PairDraft, Reading
from desktop.imports.fields import FieldReader
from desktop.imports.problems import Problems
from desktop.imports.readings import Repeats
from desktop.imports.tables import Batch, Table


def read(
    table: Table,
    *,
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[PairDraft]:
    """Read every record of a list of kind pair_locks or pair_history; numbers in half width capitals."""
    problems = Problems(table.findings)
    fields = FieldReader(table, problems)
    repeats = Repeats(_both, "imports.nomination-repeated", "mentee_no")
    drafts: list[PairDraft] = []

    def take(batch: Batch) -> None:
        values = fields.read(batch)
        for field in ("mentee_no", "mentor_no"):
            values[field] = [text.halfwidth(one).upper().strip() for one in values[field]]
        found = readings.put_together(PairDraft, values, batch)
        left_out = repeats.among(found, fields)
        drafts.extend(readings.without(found, problems.bad() | left_out))
        problems.close_batch(batch.first, values["mentee_no"], [""] * batch.size)

    records = readings.walk(table, take, progress)
    return Reading(drafts=drafts, repeated=repeats.left_out, **readings.common(table, problems, records))


def _both(draft: PairDraft) -> tuple[object, ...]:
    return (draft.mentee_no, draft.mentor_no, draft.roc_year)
