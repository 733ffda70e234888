"""The English camp: rows to drafts, of the people recommended and of what became of them in the stages."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import CampDraft, CampStageDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read_members(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[CampDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別)."""
    repeats = Repeats(lambda draft: draft.id_no, "imports.nomination-repeated", "id_no")
    return readings.of_known_people(table, CampDraft, repeats, passports, progress)


def read_stages(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[CampStageDraft]:
    """Read every record; two results of one stage for one person are an error."""
    repeats = Repeats(_person_and_stage, "imports.stage-repeated", "stage")
    return readings.of_known_people(table, CampStageDraft, repeats, passports, progress)


def _person_and_stage(draft: CampStageDraft) -> tuple[str, str] | None:
    return (draft.id_no, terms.folded(draft.stage)) if draft.id_no else None
