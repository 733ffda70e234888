"""Past attendance of courses: rows to drafts, one for every course of every person."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import HistoryDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[HistoryDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別)."""
    repeats = Repeats(_content, "imports.record-repeated", "id_no")
    return readings.of_known_people(table, HistoryDraft, repeats, passports, progress)


def _content(draft: HistoryDraft) -> tuple[object, ...] | None:
    """All that a record says: two attendances of one course differ in year or session."""
    return draft[1:] if draft.id_no else None
