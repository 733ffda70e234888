"""The packet's tables once more as CSV that opens well in Excel; beside the packet, never inside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.core.findings import Finding
from desktop.exports.excel_csv import write_table_for_excel
from desktop.exports.packet import TableData


@dataclass(frozen=True, slots=True)
class Copies:
    """The files, and every cell that is written otherwise than in the packet."""

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]


def write_excel(tables: Iterable[TableData], folder: Path) -> Copies:
    """Write each table that has rows into `folder`, under its Chinese column titles."""
    paths: list[Path] = []
    findings: list[Finding] = []
    for table in tables:
        if table.rows:
            folder.mkdir(parents=True, exist_ok=True)
            paths.append(folder / f"{table.name}.csv")
            findings += write_table_for_excel(paths[-1], table.name, table.rows)
    return Copies(tuple(paths), tuple(findings))
