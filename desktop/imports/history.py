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
    repeats = Repeats(_attendance, "imports.attendance-repeated", "id_no")
    return readings.of_known_people(table, HistoryDraft, repeats, passports, progress)


def _attendance(draft: HistoryDraft) -> tuple[object, ...] | None:
    """Whose, of which course, year and session; another name for the same number is told by itself."""
    return (draft.id_no, draft.name, draft.course, draft.roc_year, draft.session) if draft.id_no else None
