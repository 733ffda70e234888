"""The packet's tables once more as CSV that opens well in Excel; beside the packet, never inside it."""

from __future__ import annotations

from pathlib import Path

from desktop.exports.excel_csv import write_excel_csv
from desktop.exports.tables import definitions
from desktop.services import nominations, packet_tables
from desktop.services.office import Office


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
