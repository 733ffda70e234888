"""The packet's tables once more as CSV that opens well in Excel; beside the packet, never inside it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from desktop.core.progress import Progress, Silent
from desktop.exports import container
from desktop.exports.csv_out import table_name, table_path
from desktop.exports.excel_csv import write_excel_csv, write_table_for_excel
from desktop.exports.tables import definitions
from desktop.services import nominations, packet_history, packet_tables
from desktop.services.office import Office

_DATA = table_path("").removesuffix(".csv")


def write_excel(office: Office, folder: Path) -> list[Path]:
    """Write each table of the next packet into `folder`; returns the files."""
    with office.database.reading() as session:
        tables = packet_tables.tables(session, nominations.listing(session))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table in tables:
        definition = definitions()[table.name]
        numbers = [place for place, column in enumerate(definition.columns) if column.is_integer]
        name = definition.header.index("name") if "name" in definition.header else None
        path = folder / f"{table.name}.csv"
        write_excel_csv(path, definition.header, table.rows, number_columns=numbers, name_column=name)
        written.append(path)
    return written


def write_sealed(
    office: Office, sequence: int, folder: Path, *, progress: Progress | None = None
) -> list[Path]:
    """Write each table of a sealed packet, as it was sent, below `folder`; returns the files.

    They lie in a folder of the packet's number, under Chinese column titles. Raises `DataError` where the
    sealed file is gone or was changed.
    """
    watched = progress or Silent()
    packet = packet_history.sent(office, sequence)
    content, _ = packet_history.proven(office, packet)
    files = {name: file for name, file in container.read(content).items() if name.startswith(_DATA)}
    tables = {table_name(name): bytes(file) for name, file in files.items() if name.endswith(".csv")}
    target = folder / packet.number
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for done, (name, table) in enumerate(tables.items()):
        watched.step(done, len(tables), "delivery.step_excel")
        _, *rows = map(tuple, csv.reader(io.StringIO(table.decode("utf-8"), newline="")))
        path = target / f"{name}.csv"
        write_table_for_excel(path, name, rows)
        written.append(path)
    return written
