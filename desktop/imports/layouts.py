"""What a kind of file looks like, read from `resources/imports`: columns, their other headers, parsers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop.core import paths
from desktop.core.errors import EnvironmentFailure
from desktop.core.terms import folded
from desktop.imports import parsers
from desktop.imports.cells import Parser

KINDS = (
    "roster",
    "agencies",
    "history",
    "nominations",
    "english_camp",
    "camp_stages",
    "reflections",
    "showcase",
    "events",
    "attendance",
    "answers",
    "mentors",
    "mentees",
    "mentoring",
    "pair_locks",
    "pair_history",
)

_DECORATION = re.compile(r"[*＊※:：]")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]$")
_COLUMN_KEYS = {"name", "field", "aliases", "fallback", "required", "filled", "key", "parser"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column that a kind of file may have."""

    name: str  # the canonical header, also `Finding.field`
    field: str  # of the draft
    parser: Parser
    aliases: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    required: bool = False
    filled: bool = False
    key: bool = False  # a row that is no record leaves it empty


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A kind of file: its columns in canonical order, and whatever else its data file holds."""

    kind: str
    columns: tuple[Column, ...]
    extra: Mapping[str, object]

    def column(self, field: str) -> Column | None:
        """The column for a field of the draft."""
        return next((column for column in self.columns if column.field == field), None)

    @property
    def required(self) -> tuple[str, ...]:
        """The headers that a file must have."""
        return tuple(column.name for column in self.columns if column.required)


@lru_cache(maxsize=4_096)  # one file's first rows are asked about for every kind and delimiter
def header_key(text: str) -> str:
    """A header for comparing: half width, no white space, no case, no asterisk or colon."""
    return _DECORATION.sub("", folded(text))


@lru_cache(maxsize=4_096)
def bare_header_key(text: str) -> str:
    """The same without a bracket at the end: 出生年月日（YYY/MM/DD） is 出生年月日."""
    return header_key(_BRACKETS.sub("", folded(text)))


@lru_cache
def layout(kind: str) -> Layout:
    """The layout of one of `KINDS`; `EnvironmentFailure` names file and column of a broken data file."""
    return load(paths.resources() / "imports" / f"{kind}.toml")


def load(path: Path) -> Layout:
    """Read a layout from a data file."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as broken:
        raise _broken(path, "", str(broken)) from broken
    columns = tuple(_column(path, entry) for entry in data.pop("column", []))
    _check_unclaimed(path, columns)
    return Layout(path.stem, columns, data)


def _column(path: Path, entry: dict[str, object]) -> Column:
    name = str(entry.get("name", ""))
    parameters = {key: value for key, value in entry.items() if key not in _COLUMN_KEYS}
    try:
        return Column(
            name=name,
            field=str(entry["field"]),
            parser=parsers.build(str(entry["parser"]), parameters),
            aliases=_words(entry.get("aliases", [])),
            fallback=_words(entry.get("fallback", [])),
            required=entry.get("required") is True,
            filled=entry.get("filled") is True,
            key=entry.get("key") is True,
        )
    except (KeyError, TypeError, ValueError, re.error) as broken:
        raise _broken(path, name, f"{type(broken).__name__}: {broken}") from broken


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(f"not a list: {value!r}")
    return tuple(str(word) for word in value)


def _check_unclaimed(path: Path, columns: tuple[Column, ...]) -> None:
    claimed: dict[str, str] = {}
    for column in columns:
        for header in (column.name, *column.aliases):
            if claimed.setdefault(header_key(header), column.name) != column.name:
                raise _broken(path, column.name, f"{header} is also {claimed[header_key(header)]}")


def _broken(path: Path, column: str, reason: str) -> EnvironmentFailure:
    return EnvironmentFailure("imports.layout-broken", file=path.name, column=column, reason=reason)
