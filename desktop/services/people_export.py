"""The visible list as a file for Excel: what is seen is what is written, and that it was is logged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core.progress import Progress
from desktop.exports import excel_csv, excel_xlsx
from desktop.services import audit_log, people_list
from desktop.services.office import Office
from desktop.services.people_list import PersonRow

_log = logging.getLogger(__name__)
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    people: int


def write(
    office: Office,
    path: Path,
    ids: Sequence[int],
    header: Sequence[str],
    cells: Callable[[PersonRow], tuple[str, ...]],
    *,
    full_ids: bool = False,
    progress: Progress,
) -> Exported:
    """Write these people in this order: XLSX where the file is called so, else CSV with BOM.

    `cells` gives a line's cells as the list shows them, so masked numbers stay masked; `full_ids` tells the
    log that some are whole.
    """
    lines: list[tuple[str, ...]] = []
    for start in range(0, len(ids), _CHUNK):
        progress.step(start, len(ids), "people.progress-export")
        lines += map(cells, people_list.rows(office, ids[start : start + _CHUNK]))
    if path.suffix.lower() == ".xlsx":
        excel_xlsx.write_xlsx(path, header, lines)
    else:
        excel_csv.write_excel_csv(path, header, lines)
    audit_log.record_export(office, "list", len(lines), full_ids=full_ids)
    _log.info("list of people exported: %d people, %d columns", len(lines), len(header))
    return Exported(path, len(lines))


def log_number_shown(person_id: int) -> None:
    """Log that the whole number of somebody was looked at; the row's id alone says nothing outside."""
    _log.info("number shown: row %d", person_id)
