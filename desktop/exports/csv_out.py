"""Tables as the packet's CSV: RFC 4180, comma, CRLF, UTF-8 without BOM, a header, values raw."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.core.errors import DataError
from desktop.exports.packet import TableData
from desktop.exports.table_check import Row, check_tables
from desktop.exports.tables import TableDefinition, definitions

_SPECIAL = re.compile(r'[",\r\n]')
"""What makes a cell need quotes (RFC 4180, 2.6)."""


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One table as the packet carries it."""

    name: str
    rows: int
    content: bytes

    @property
    def path(self) -> str:
        """Where it lies in the packet."""
        return table_path(self.name)


def table_path(name: str) -> str:
    """Where a table lies in the packet."""
    return f"data/{name}.csv"


def table_name(path: str) -> str:
    """Which table lies there in the packet."""
    return path.removeprefix("data/").removesuffix(".csv")


def encode_tables(tables: Sequence[TableData]) -> tuple[CsvFile, ...]:
    """The CSV files in name order, rows sorted by primary key, tables without rows left out.

    Raises `DataError` that names the first cell, key or reference that the definitions do not allow; ask
    `table_check.check_tables` for all of them beforehand.
    """
    filled = {table.name: table.rows for table in sorted(tables, key=lambda one: one.name) if table.rows}
    if bad := check_tables(filled):
        first = bad[0]
        raise DataError(
            "packet.tables_invalid",
            table=first.params["table"],
            record=first.record or 0,
            field=first.field or "",
            count=len(bad),
        )
    return tuple(encode_table(definitions()[name], rows) for name, rows in filled.items())


def tables_sha256(files: Sequence[CsvFile]) -> str:
    """The one hash over all data tables that the cover prints, in hex.

    Anybody can compute it in the unpacked packet: `LC_ALL=C sha256sum data/*.csv | sha256sum`.
    """
    return hash_of_hashes({file.path: hashlib.sha256(file.content).hexdigest() for file in files})


def hash_of_hashes(hashes: Mapping[str, str]) -> str:
    """SHA-256 over the lines that `sha256sum` would print for these paths, sorted."""
    lines = "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))
    return hashlib.sha256(lines.encode("ascii")).hexdigest()


def encode_rows(header: Row, rows: Sequence[Row]) -> bytes:
    """The one encoding of these rows (of two cells or more) that a packet may contain."""
    return "".join(map(_line, (header, *rows))).encode("utf-8")


def _line(row: Row) -> str:
    """One row; only where a cell needs quotes is each looked at, which `csv.writer` does letter by letter."""
    line = ",".join(row)
    if line.count(",") == len(row) - 1 and not ('"' in line or "\r" in line or "\n" in line):
        return line + "\r\n"
    return ",".join(map(_cell, row)) + "\r\n"


def _cell(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def encode_table(definition: TableDefinition, rows: Sequence[Row]) -> CsvFile:
    """One table, rows sorted by primary key; ValueError where a key should be a number and is none."""
    ordered = definition.sorted(rows)
    return CsvFile(definition.name, len(ordered), encode_rows(definition.header, ordered))
