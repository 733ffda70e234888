"""Are the rows of the packet's tables what their definitions say: cells, keys, references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter

from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity
from desktop.exports.tables import Column, ForeignKey, TableDefinition, definitions

Row = tuple[str, ...]
Tables = Mapping[str, Sequence[Row]]
"""The rows of each table, by the table's name."""

_MOST = 20
"""Findings given for one column: more of the same helps nobody."""


def check_tables(tables: Tables) -> list[Finding]:
    """Everything wrong with the rows; nothing, where they may go into a packet.

    `record` counts the header as 1, `field` is the column. Rows of the wrong width stop the check of
    their table.
    """
    known = definitions()
    findings: list[Finding] = []
    for name, rows in tables.items():
        if name not in known:
            findings.append(_error("packet.table_unknown", table=name))
        elif not set(map(len, rows)) <= {len(known[name].columns)}:
            findings.append(_error("packet.table_width", table=name))
        else:
            findings += _table(known[name], rows)
            findings += (bad for key in known[name].foreign_keys for bad in _references(name, key, tables))
    return findings


def _table(definition: TableDefinition, rows: Sequence[Row]) -> Iterator[Finding]:
    for column, cells in zip(definition.columns, zip(*rows, strict=True), strict=False):
        yield from _cells(definition.name, column, cells)
    yield from _primary_key(definition, rows)


def _cells(table: str, column: Column, cells: Sequence[str]) -> Iterator[Finding]:
    bad = _refused(column, set(cells))  # each different cell once: most columns have few
    records = (record for record, cell in enumerate(cells, start=2) if cell in bad) if bad else ()
    for record in islice(records, _MOST):
        code = "packet.cell_invalid" if cells[record - 2] else "packet.cell_missing"
        yield _error(code, record, column.name, table=table)


def _refused(column: Column, cells: set[str]) -> set[str]:
    bad = {""} & cells if column.required else set()
    filled = cells - {""}
    if column.separator is None:
        return bad | column.refuses(filled)
    wrong = column.refuses({part for cell in filled for part in cell.split(column.separator)})
    return bad | {cell for cell in filled if wrong & set(cell.split(column.separator))} if wrong else bad


def _primary_key(definition: TableDefinition, rows: Sequence[Row]) -> Iterator[Finding]:
    keys = list(map(itemgetter(*definition.primary_key), rows))
    if len(set(keys)) == len(keys):
        return
    field = " ".join(definition.header[number] for number in definition.primary_key)
    seen: set[object] = set()
    for record, key in enumerate(keys, start=2):
        if key in seen:
            yield _error("packet.key_twice", record, field, table=definition.name)
        seen.add(key)


def _references(table: str, key: ForeignKey, tables: Tables) -> Iterator[Finding]:
    there = set(map(itemgetter(*key.target), tables.get(key.table, ())))
    here = list(map(itemgetter(*key.columns), tables[table]))
    # A blank cell refers to nothing: whether it may be blank is the column's matter (CSVW 5.6).
    if lost := {own for own in set(here) - there if "" not in (own if isinstance(own, tuple) else (own,))}:
        field = " ".join(definitions()[table].header[number] for number in key.columns)
        records = (record for record, own in enumerate(here, start=2) if own in lost)
        for record in islice(records, _MOST):
            yield _error("packet.reference", record, field, table=table, target=key.table)


def _error(code: str, record: int | None = None, field: str | None = None, **params: Param) -> Finding:
    return Finding(code, Severity.ERROR, record=record, field=field, params=params)
