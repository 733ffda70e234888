"""Reads a batch of records column by column: parsed values by field, remarks to the problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from desktop.imports import names
from desktop.imports.cells import Cell, Parse, Remark, Remarks, error, warning
from desktop.imports.encodings import HKSCS
from desktop.imports.layouts import Column
from desktop.imports.problems import Problems
from desktop.imports.tables import Batch, Table

CAPACITY = 20_000
"""Distinct values remembered a column; more are forgotten at once, between two batches."""

REQUIRED = error("imports.required")
_EXTENDED = warning("imports.name-extended")

_SEPARATOR = "\0"  # no text file with it is read, and no clean cell holds it


class Memo(dict[Any, Any]):
    """Parses every distinct value once: a column of 100,000 agencies holds some forty."""

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self.remarks: dict[Any, Remarks] = {}
        self._parse = parse

    def __missing__(self, cell: Cell) -> object:
        value, remarks = self._parse(cell)
        if remarks:
            self.remarks[cell] = remarks
        self[cell] = value
        return value

    def values_of(self, cells: Iterable[Any]) -> list[Any]:
        """The values of a column of cells."""
        if len(self) > CAPACITY:
            self.clear()
            self.remarks.clear()
        return list(map(self.__getitem__, cells))

    def remarks_on(self, cells: Iterable[Any]) -> Iterable[tuple[int, Remark]]:
        """Place and remark for every cell that has one; cheap when there is none."""
        if not self.remarks:
            return ()
        return [
            (place, remark)
            for place, cell in enumerate(cells)
            if cell in self.remarks
            for remark in self.remarks[cell]
        ]


class ColumnReader:
    """Reads one column of a file, batch by batch."""

    def __init__(self, place: int, order: int, column: Column) -> None:
        self.place = place
        self.order = order
        self.column = column
        self._memo = Memo(_filled(column))
        clean = column.parser.clean
        if clean and not column.filled:
            clean = f"(?>(?:{clean})?)"
        self._clean = re.compile(rf"{clean}(?>(?:{_SEPARATOR}{clean})*)") if clean else None

    def read(self, cells: Sequence[Cell]) -> tuple[Sequence[Any], Iterable[tuple[int, Remark]]]:
        """The values of a batch, and place and remark for those that have one."""
        if self.column.parser.raw or self._are_clean(cells):
            return cells, ()
        return self._memo.values_of(cells), self._memo.remarks_on(cells)

    def _are_clean(self, cells: Sequence[Cell]) -> bool:
        if self._clean is None:
            return False
        try:
            joined = _SEPARATOR.join(cells)  # type: ignore[arg-type] # a date raises, and that is the answer
        except TypeError:
            return False
        return joined.count(_SEPARATOR) == len(cells) - 1 and self._clean.fullmatch(joined) is not None


class FieldReader:
    """Turns the batches of one table into lists of values by field of the draft."""

    def __init__(self, table: Table, problems: Problems) -> None:
        self.problems = problems
        columns = table.columns.columns
        self._extended = table.encoding == HKSCS.name and any(c.field == "name" for _, c in columns)
        self._readers = [ColumnReader(place, order, column) for order, (place, column) in enumerate(columns)]
        self.order = {reader.column.field: reader.order for reader in self._readers}
        self.names = {reader.column.field: reader.column.name for reader in self._readers}

    def read(self, batch: Batch) -> dict[str, Sequence[Any]]:
        """The values of every field that the file has; remarks go to the problems."""
        for place, remark in batch.remarks:
            self.problems.add(place, -1, None, remark)
        values: dict[str, Sequence[Any]] = {}
        for reader in self._readers:
            values[reader.column.field], remarks = reader.read(batch.columns[reader.place])
            for place, remark in remarks:
                self.problems.add(place, reader.order, reader.column.name, remark)
        if self._extended:
            for place in names.beyond_cp950(values["name"]):
                self.remark("name", place, _EXTENDED)
        return values

    def remark(self, field: str, place: int, remark: Remark) -> None:
        """A remark of a check over several fields."""
        self.problems.add(place, self.order.get(field, len(self.order)), self.names.get(field), remark)


def _filled(column: Column) -> Parse:
    """The column's parser; an empty cell of a column that must be filled is an error."""
    if not column.filled:
        return column.parser.parse
    empty = column.parser.parse("")[0]

    def parse(cell: Cell) -> tuple[object, Remarks]:
        if isinstance(cell, str) and not cell.strip():
            return empty, (REQUIRED,)
        return column.parser.parse(cell)

    return parse
