"""A list as it is seen, as a file for Excel; that it was written is logged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.exports import excel_csv, excel_xlsx
from desktop.services import audit_log
from desktop.services.office import Office


def write(office: Office, path: Path, header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> int:
    """Write the rows: XLSX where the file is called so, else CSV with BOM. Returns how many."""
    if path.suffix.lower() == ".xlsx":
        excel_xlsx.write_xlsx(path, header, rows)
    else:
        excel_csv.write_excel_csv(path, header, rows)
    audit_log.record_export(office, "list", len(rows), full_ids=False)
    return len(rows)
