"""What became of nominations: rows to drafts, one a person and course."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import AttendanceDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[AttendanceDraft]:
    """Read every record; two outcomes of one course for one person are an error."""
    repeats = Repeats(_person_and_course, "imports.outcome-repeated", "course")
    return readings.of_known_people(table, AttendanceDraft, repeats, passports, progress)


def _person_and_course(draft: AttendanceDraft) -> tuple[str, str] | None:
    return (draft.id_no, terms.folded(draft.course)) if draft.id_no else None
