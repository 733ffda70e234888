"""Verify the tables of a packet: their encoding, their definitions, and what packet.json says of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import partial

from desktop.exports import csvw, packet_json
from desktop.exports.csv_out import encode_rows, table_name
from desktop.exports.packet_json import PacketJson, TableFile
from desktop.exports.report import Report
from desktop.exports.table_check import Row, check_tables
from desktop.exports.tables import TableDefinition, definitions
from desktop.exports.verification import Fault


def verify_tables(files: Mapping[str, memoryview], statement: PacketJson, report: Report) -> None:
    """Check every table that packet.json names; the files are there."""
    stated = [file for file in statement.files if isinstance(file, TableFile)]
    tables: dict[str, list[Row]] = {}
    for file in stated:
        name = table_name(file.path)
        if name not in definitions():
            report.missing("packet.table_unknown", table=name)
            continue
        rows = report.attempt(file.path, partial(read_rows, definitions()[name], bytes(files[file.path])))
        if rows is not None:
            tables[name] = rows
            if not file.rows == len(rows) == statement.counts.get(name):
                report.altered("packet.counts_differ", file.path)
        if bytes(files[csvw.metadata_path(name)]) != csvw.metadata(name):
            report.altered("packet.metadata_differs", csvw.metadata_path(name))
    if statement.counts.keys() != {table_name(file.path) for file in stated}:
        report.altered("packet.counts_differ", packet_json.PATH)
    for finding in check_tables(tables) if len(tables) == len(stated) else ():
        report.unaltered = False
        report.findings.append(finding)


def read_rows(definition: TableDefinition, content: bytes) -> list[Row]:
    """The rows of a CSV that is exactly what the packet's writer makes of them; raises `Fault`."""
    try:
        text = content.decode("utf-8")
        unquoted = _is_unquoted(text)
        header, *rows = _split(text) if unquoted else _read(text)
    except (ValueError, csv.Error) as problem:
        raise Fault("packet.csv_malformed") from problem
    if header != definition.header or not set(map(len, rows)) <= {len(header)}:
        raise Fault("packet.csv_columns")
    try:
        ordered = definition.sorted(rows)
    except ValueError:  # a key that should be a number is none: the cell check names it
        return rows
    if ordered != rows or not (unquoted or encode_rows(header, rows) == content):
        raise Fault("packet.csv_not_canonical")
    return rows


def _is_unquoted(text: str) -> bool:
    """Whether every comma and every line break separates: cells without any can be written in one way only.

    So rows that were split need not be written again to be compared.
    """
    ends = text.count("\r\n")
    return text.endswith("\r\n") and '"' not in text and ends == text.count("\r") == text.count("\n")


def _split(text: str) -> list[Row]:
    return [tuple(line.split(",")) for line in text.removesuffix("\r\n").split("\r\n")]


def _read(text: str) -> list[Row]:
    return list(map(tuple, csv.reader(io.StringIO(text, newline=""), strict=True)))
