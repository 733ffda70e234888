"""Nominations for a course: rows to drafts with session and rank; eligibility is a matter of the rules."""

from __future__ import annotations

from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import NominationDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[NominationDraft]:
    """Read every record; `passports` are the passport numbers the office knows (files without 證件類別).

    The same person twice in one session is an error; in two sessions it is left to the rules.
    """
    repeats = Repeats(_person_and_session, "imports.nomination-repeated", "id_no")
    return readings.of_known_people(table, NominationDraft, repeats, passports, progress)


def _person_and_session(draft: NominationDraft) -> tuple[str, int | None] | None:
    return (draft.id_no, draft.session) if draft.id_no else None
