"""Micro-reflections: rows to drafts, one for everything that somebody has read."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import Reading, ReflectionDraft
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[ReflectionDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別)."""
    repeats = Repeats(_of_one_reading, "imports.reflection-repeated", "id_no")
    return readings.of_known_people(table, ReflectionDraft, repeats, passports, progress)


def _of_one_reading(draft: ReflectionDraft) -> tuple[object, ...] | None:
    """Who read what, and when."""
    return (draft.id_no, draft.source_title, draft.read_date) if draft.id_no else None
