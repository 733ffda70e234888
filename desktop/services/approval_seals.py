"""The approval seals (核章) that forms print: who approves, from left to right."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.errors import DataError
from desktop.core.text import control_characters, length
from desktop.exports import seal_rows
from desktop.exports.paper import PORTRAIT
from desktop.services import settings
from desktop.services.office import Office

MOST = 12
LONGEST = 9
"""Characters of a label: the narrowest box holds no more at its size."""


def read(office: Office) -> tuple[str, ...]:
    """The labels in force."""
    with office.database.reading() as session:
        return tuple(settings.get(session, settings.SEALS))


def put(office: Office, labels: Sequence[str]) -> None:
    """Print these labels from now on. Raises `DataError` for a blank, long or repeated one, or too many."""
    cleaned = [label.strip() for label in labels]
    for label in cleaned:
        _check(label)
    if len(set(cleaned)) < len(cleaned):
        repeated = next(label for label in cleaned if cleaned.count(label) > 1)
        raise DataError("seals.repeated", label=repeated)
    if len(cleaned) > MOST:
        raise DataError("seals.too_many", most=MOST)
    with office.database.writing("office.seals") as journal:
        settings.put(journal, settings.SEALS, cleaned)


def rows(labels: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The labels row by row, as a form prints them on A4."""
    return tuple(tuple(row) for row in seal_rows.rows(labels, PORTRAIT.inner_width))


def _check(label: str) -> None:
    if not label or any(control_characters(label)):
        raise DataError("seals.blank")
    if length(label) > LONGEST:
        raise DataError("seals.long", label=label, most=LONGEST)
