"""A cell as every reader hands it over, and a remark about one: what parsers take and give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from desktop.core.clock import roc_short
from desktop.core.errors import Param
from desktop.core.findings import Severity

Cell = str | date
"""Text as written, or a real date of a spreadsheet. An empty cell is ""."""


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """What a parser has to say about one value; it becomes a `Finding` with record and person."""

    code: str
    severity: Severity
    params: Mapping[str, Param] = field(default_factory=dict)
    column: str | None = None  # another column than the one that was parsed


Remarks = tuple[Remark, ...]
Parse = Callable[[Cell], tuple[object, Remarks]]
"""Reads one cell: the value to store and remarks; with an error the value is an empty one."""


@dataclass(frozen=True, slots=True, eq=False)
class Parser:
    """How a column is read.

    Cells that match `clean` (a regular expression, never the empty text) are their own value: a whole batch
    of them is checked at once. A `raw` column is left as it stands, for a check over several columns.
    """

    parse: Parse
    clean: str = ""
    raw: bool = False


_GUARDED = frozenset("=+-@＝＋－＠\t\r")


def error(code: str, column: str | None = None, **params: Param) -> Remark:
    """A remark that refuses the record."""
    return Remark(code, Severity.ERROR, params, column)


def warning(code: str, column: str | None = None, **params: Param) -> Remark:
    """A remark that the coordinator should see."""
    return Remark(code, Severity.WARNING, params, column)


def info(code: str, column: str | None = None, **params: Param) -> Remark:
    """A remark worth keeping that asks for nothing."""
    return Remark(code, Severity.INFO, params, column)


def text_of(cell: Cell) -> str:
    """The cell as text without outer white space and guard; a real date is written as in rosters."""
    return unguarded(cell.strip()) if isinstance(cell, str) else roc_short(cell)


def unguarded(text: str) -> str:
    """Text without what exports for Excel put around it: '=1+1 for =1+1, and ="0912" for 0912."""
    if text[:1] == "'" and text[1:2] in _GUARDED:
        return text[1:]
    if text[:2] == '="' and text[-1:] == '"' and text.count('"') == 2:
        return text[2:-1]
    return text


def cell_of(value: object) -> Cell:
    """A spreadsheet's value as a cell: 5.0 is "5", a date and time is its date, a truth is TRUE or FALSE."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return value.isoformat() if isinstance(value, time) else _other(value)


def _other(value: object) -> str:
    return str(value) if isinstance(value, int | timedelta) else ""
