"""Mentors and mentees: rows to drafts, from a list of one pool or of both."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import MentoringDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[MentoringDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別).

    A list of one pool says no role: its drafts have none.
    """
    repeats = Repeats(_of_one_pool, "imports.nomination-repeated", "id_no")
    return readings.of_known_people(table, MentoringDraft, repeats, passports, progress)


def _of_one_pool(draft: MentoringDraft) -> tuple[str, str] | None:
    return (draft.id_no, draft.role) if draft.id_no else None
