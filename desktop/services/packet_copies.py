"""The packet's tables once more as CSV that opens well in Excel; beside the packet, never inside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.core.findings import Finding
from desktop.core.storage import translated
from desktop.exports import container
from desktop.exports.csv_out import table_name
from desktop.exports.excel_csv import write_table_for_excel
from desktop.exports.packet import TableData
from desktop.services import packet_history
from desktop.services.office import Office


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


def write_sealed(office: Office, sequence: int, folder: Path) -> Copies:
    """The tables of a sealed packet, as they were sent, in a folder of its number below `folder`.

    Raises `DataError` where the sealed file is gone or was changed, and the `file.…` failure where nothing
    can be written.
    """
    packet = packet_history.sent(office, sequence)
    content, _ = packet_history.proven(office, packet)
    target = folder / f"{packet.number}-excel"
    with translated(target):
        return write_excel(_tables(content), target)


def _tables(content: bytes) -> Iterable[TableData]:
    for path, file in container.read(content).items():
        if path.endswith(".csv"):
            _, *rows = map(tuple, csv.reader(io.StringIO(bytes(file).decode("utf-8"), newline="")))
            yield TableData(table_name(path), tuple(rows))
