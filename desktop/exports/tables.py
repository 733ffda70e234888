"""The packet's tables as `resources/packet/tables/*.json` define them: one CSVW table description each.

To add a table: 1. write its CSVW description there, 2. fill its `TableData` where packets are built;
writer, metadata and verifier read the description, and a test checks every one.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any

from desktop.core import paths

LIST_SEPARATOR = "、"

Refuses = Callable[[Collection[str]], set[str]]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `refuses` gives those of some filled cells that are no value of its datatype."""

    name: str
    title: str
    required: bool
    separator: str | None
    is_integer: bool
    is_text: bool
    refuses: Refuses


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns whose values must be a key of another table."""

    columns: tuple[int, ...]
    table: str
    target: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """One table: its columns, keys by column number, and the CSVW description it was read from."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[int, ...]
    foreign_keys: tuple[ForeignKey, ...]
    description: Mapping[str, Any]

    @property
    def header(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def titles(self) -> tuple[str, ...]:
        """What people call the columns."""
        return tuple(column.title for column in self.columns)

    def sorted(self, rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The rows as the file has them: by primary key, whole numbers by value.

        Raises ValueError where a key should be a whole number and is none.
        """
        keys = zip(*(self._key_part(number, rows) for number in self.primary_key), strict=True)
        return [row for _, row in sorted(zip(keys, rows, strict=True), key=itemgetter(0))]

    def _key_part(self, number: int, rows: Sequence[tuple[str, ...]]) -> Iterable[int | str]:
        cells = map(itemgetter(number), rows)
        return map(int, cells) if self.columns[number].is_integer else cells


@lru_cache
def definitions() -> Mapping[str, TableDefinition]:
    """Every table of the packet format, by name and in name order."""
    files = sorted((paths.resources() / "packet" / "tables").glob("*.json"))
    described = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}
    return {name: _definition(name, described) for name in described}


def _definition(name: str, described: Mapping[str, Any]) -> TableDefinition:
    schema = described[name]["tableSchema"]
    numbers = _numbers(described[name])
    return TableDefinition(
        name=name,
        columns=tuple(_column(spec) for spec in schema["columns"]),
        primary_key=tuple(numbers[column] for column in schema["primaryKey"]),
        foreign_keys=tuple(_foreign_key(numbers, key, described) for key in schema.get("foreignKeys", ())),
        description=described[name],
    )


def _numbers(description: Mapping[str, Any]) -> dict[str, int]:
    return {spec["name"]: number for number, spec in enumerate(description["tableSchema"]["columns"])}


def _foreign_key(numbers: Mapping[str, int], key: Any, described: Mapping[str, Any]) -> ForeignKey:
    target = key["reference"]["resource"].removesuffix(".csv")
    there = _numbers(described[target])
    return ForeignKey(
        tuple(numbers[column] for column in key["columnReference"]),
        target,
        tuple(there[column] for column in key["reference"]["columnReference"]),
    )


def _column(spec: Mapping[str, Any]) -> Column:
    datatype = spec["datatype"]
    return Column(
        name=spec["name"],
        title=spec["dc:title"],
        required=spec.get("required", False),
        separator=spec.get("separator"),
        is_integer=datatype["base"] == "integer",
        is_text=datatype["base"] == "string",
        refuses=_DATATYPES[datatype["base"]](datatype),
    )


def _string(datatype: Mapping[str, Any]) -> Refuses:
    fits = re.compile(datatype.get("format", r"(?s:.*)")).fullmatch
    longest = datatype.get("maxLength", sys.maxsize)
    return lambda cells: {cell for cell in cells if len(cell) > longest or not fits(cell)}


def _integer(datatype: Mapping[str, Any]) -> Refuses:
    least, most = datatype.get("minimum", -sys.maxsize), datatype.get("maximum", sys.maxsize)
    return lambda cells: {
        cell for cell in cells if not _INTEGER.fullmatch(cell) or not least <= int(cell) <= most
    }


def _date(_datatype: Mapping[str, Any]) -> Refuses:
    return lambda cells: {cell for cell in cells if not _is_date(cell)}


def _is_date(cell: str) -> bool:
    try:
        return _DATE.fullmatch(cell) is not None and bool(date.fromisoformat(cell))
    except ValueError:
        return False


def _boolean(_datatype: Mapping[str, Any]) -> Refuses:
    return lambda cells: set(cells) - {"true", "false"}


_DATATYPES: Mapping[str, Callable[[Mapping[str, Any]], Refuses]] = {
    "string": _string,
    "integer": _integer,
    "date": _date,
    "boolean": _boolean,
}
"""The CSVW datatypes that the tables use, each in one written form only."""
