"""What comes back from an agency: whose it is, whether it says 無推薦, and the table in it.

An agency's file may be renamed, saved by another program, or typed into CSV: the mark stands in its title, in
a hidden sheet and in its name, and any of them is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from desktop.core.terms import folded
from desktop.imports import inputs
from desktop.imports.archives import Archive
from desktop.imports.cells import Cell, text_of
from desktop.imports.headers import HeaderNames
from desktop.imports.inputs import Input
from desktop.imports.layouts import header_key, layout
from desktop.imports.rows import Rows
from desktop.imports.tables import Table, open_table

EXAMPLE = "範例，不必刪除"
"""Stands in the worked example: such a row is no record. Whole, for a reflection may well begin with 範例."""

NIL = "無推薦"
"""Stands beside the box of an agency that recommends nobody."""

TICK = "推薦（打V）"
"""The column for ticking, where an agency's people are listed; who is not ticked is not recommended."""

TICKS = frozenset({"v", "✓", "✔", "是", "y", "yes", "1", "■", "☑", "○", "o", "x"})
"""What people put into such a box."""

_MARK = re.compile(r"LGDL-([A-Z2-7]{8})-(\d{3})-(\d{1,2})(?!\d)")
_TEXT_READ = 65_536
_MOST_BYTES = 4 * 1024 * 1024
"""Of each part of a workbook, for finding the mark; the title stands in front."""


class Mark(NamedTuple):
    """Round, agency and version of one file that went out."""

    token: str
    agency: int
    version: int

    def __str__(self) -> str:
        """As it stands in the file and in its name."""
        return f"LGDL-{self.token}-{self.agency:03d}-{self.version}"


@dataclass(frozen=True, slots=True)
class RoundFile:
    """A file that came back. `title` is what stands above its header."""

    table: Table
    title: tuple[str, ...]
    nil: bool


def marks(source: Input) -> frozenset[Mark]:
    """The marks in a file and in its name; raises `DataError` for what is no table."""
    found = set(_in(source.name))
    if inputs.kind_of(source) == "zip":
        for text in _parts(Archive(source)):
            found.update(_in(text))
    else:
        with source.open() as stream:
            found.update(_in(stream.read(_TEXT_READ).replace(b"\0", b"").decode("latin-1")))
    return frozenset(found)


def read(source: Input, kind: str) -> RoundFile:
    """The table in a file of one of `layouts.KINDS`, without the worked example; raises as `open_table`."""
    names = HeaderNames(layout(kind))
    given = source.path if source.path is not None else source.content
    table = open_table(given, kind, name=source.name)
    above = list(islice(table.sheet.rows(), table.header_row))
    title = [row for row in above if names.score(row) < 2]
    table.sheet = replace(table.sheet, rows=_Recommended(table).rows)
    texts = tuple(text for row in title for text in map(text_of, row) if text)
    return RoundFile(table, texts, any(map(_ticked, title)))


class _Recommended:
    """A sheet in which the worked example and who is not ticked are blank rows; others keep their place."""

    def __init__(self, table: Table) -> None:
        self._rows = table.sheet.rows
        self._header_row = table.header_row
        keys = [header_key(name) for name in table.header]
        self._tick = keys.index(header_key(TICK)) if header_key(TICK) in keys else None

    def rows(self) -> Rows:
        """The rows from the start."""
        for place, row in enumerate(self._rows()):
            yield row if place < self._header_row or self._stays(row) else []

    def _stays(self, row: Sequence[Cell]) -> bool:
        if any(text_of(cell).strip() == EXAMPLE for cell in row):
            return False
        return self._tick is None or (self._tick < len(row) and bool(text_of(row[self._tick])))


def _ticked(row: Sequence[Cell]) -> bool:
    """Whether the row is the box of 無推薦 with something in it, in a cell of its own or as ■."""
    texts = [text for text in map(text_of, row) if text]
    said = next((text for text in texts if NIL in text), None)
    if said is None:
        return False
    return any(folded(text) in TICKS for text in texts) or said.lstrip().startswith(("■", "☑", "✓", "✔"))


def _in(text: str) -> Iterator[Mark]:
    for token, agency, version in _MARK.findall(text):
        yield Mark(token, int(agency), int(version))


def _parts(archive: Archive) -> Iterator[str]:
    """The text of every part of a workbook that may hold a mark."""
    for name in archive.parts:
        if name.endswith(".xml"):
            size, pieces = 0, []
            for piece in archive.inflated(name):
                pieces.append(piece)
                size += len(piece)
                if size > _MOST_BYTES:
                    break
            yield b"".join(pieces).decode("latin-1")
