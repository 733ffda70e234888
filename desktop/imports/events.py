"""Registrations for events: rows to drafts, one a person and event."""

from __future__ import annotations

from desktop.core import terms
from desktop.core.progress import Progress, Silent
from desktop.imports import readings
from desktop.imports.drafts import EventDraft, Reading
from desktop.imports.readings import Repeats
from desktop.imports.tables import Table


def read(
    table: Table,
    *,
    passports: frozenset[str] = frozenset(),
    progress: Progress = Silent(),  # noqa: B008 # it has no state
) -> Reading[EventDraft]:
    """Read every record; two registrations of one person for one event are an error."""
    repeats = Repeats(_person_and_event, "imports.event-repeated", "event")
    return readings.of_known_people(table, EventDraft, repeats, passports, progress)


def _person_and_event(draft: EventDraft) -> tuple[str, str] | None:
    return (draft.id_no, terms.folded(draft.event)) if draft.id_no else None
