"""How much a reader of XLSX will allocate, known before it does.

calamine keeps a sheet as one dense block: two cells, A1 and XFD1048576, make it ask for 512 GB; and it
reserves room for as many shared strings as the file claims to have. A failed allocation aborts the process
without an exception, so every part is walked first. A sheet made of the regular tags that all office programs
write costs little; whatever is not of that shape is parsed for real.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from xml.parsers import expat

from desktop.core.errors import DataError
from desktop.imports.archives import Archive

MOST_CELLS = 16_000_000
"""Cells of the smallest rectangle that holds every filled cell; each takes 32 bytes while it is read."""

_MARK = b"sheetData"
_CLOSING = b"</sheetData>"
_STRINGS = b"uniqueCount"
_CLAIMED = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]+)")
_OVERLAP = 64  # longer than any mark, so that none is missed between two pieces
# Regular: end tags, values and texts, and cells and rows that begin with their place, within 52 columns and
# 299,999 rows. Nothing that follows this shape throughout can reach further than MOST_CELLS.
_NUMBER = rb'(?:[1-9][0-9]{0,4}|[12][0-9]{5})"'
_IRREGULAR = re.compile(rb'<(?!/|[vft]>|c r="A?[A-Z]' + _NUMBER + rb'|is>|row r="' + _NUMBER + rb"|[vft] )")
# Nothing else is a place: calamine lets numbers beyond 32 bits wrap around.
_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")


def check(archive: Archive) -> None:
    """Raise `DataError` when a sheet of the workbook reaches too far, or when a part is damaged."""
    for name, part in archive.parts.items():
        if not _is_regular(_strings_checked(archive, part.file_size, archive.inflated(name))):
            _check_exactly(archive, name)


def _strings_checked(archive: Archive, size: int, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces as they are; a claim of more strings than the part has bytes is refused."""
    rest = b""
    for piece in pieces:
        if _STRINGS in piece or _STRINGS in rest + piece[:_OVERLAP]:
            claims = [int(claim[:20]) for claim in _CLAIMED.findall(rest + piece)]
            if max(claims, default=0) > size:
                raise archive.damaged()
        rest = piece[-_OVERLAP:]
        yield piece


def _is_regular(pieces: Iterator[bytes]) -> bool:
    """Whether a part is no sheet, or a sheet with nothing but regular tags between its sheetData tags.

    The part is inflated to its end in either case: that is the check of its size.
    """
    first = next(pieces, b"")
    start = _opening(first)
    if start is None:
        return not _mentions_sheet(first, pieces)
    regular, closed, rest = True, False, b""
    for piece in chain((first[start:],), pieces):
        if closed or not regular:
            continue
        buffer = rest + piece
        end = buffer.find(_CLOSING)
        closed = end >= 0
        if not closed:  # a tag is judged once the next one has begun, so that none is cut in two
            end = max(buffer.rfind(b"<"), 0)
        regular = _IRREGULAR.search(buffer, 0, end) is None
        rest = buffer[end:]
    return regular and closed


def _opening(first: bytes) -> int | None:
    """Where the content of sheetData begins; parsed for real, as a comment may hold the same words."""
    if _MARK not in first:
        return None
    found: list[int] = []
    parser = expat.ParserCreate()

    def start(tag: str, _attributes: dict[str, str]) -> None:
        if not found and (tag.partition(":")[2] or tag).encode() == _MARK:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    with suppress(expat.ExpatError, LookupError):  # the exact walk will tell
        parser.Parse(first, False)
    return first.index(b">", found[0]) + 1 if found else None


def _mentions_sheet(first: bytes, pieces: Iterator[bytes]) -> bool:
    mentioned, rest = _MARK in first, first[-_OVERLAP:]
    for piece in pieces:
        mentioned = mentioned or _MARK in piece or _MARK in rest + piece[:_OVERLAP]
        rest = piece[-_OVERLAP:]
    return mentioned


class _Extent:
    """Walks a sheet as calamine does: a place is stated by the cell, or counted on from the one before."""

    def __init__(self) -> None:
        self.rows: tuple[int, int] | None = None
        self.columns: tuple[int, int] | None = None
        self._row = self._column = 0
        self._cell: tuple[int, int] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.partition(":")[2] or tag
        if self._cell is not None:
            self._fill(*self._cell)
            self._cell = None
        if local == "row" and "r" in attributes:
            self._row = int(_matched(_ROW, attributes["r"])[0]) - 1
        elif local == "c":
            self._cell = self._place(attributes.get("r"))
            self._column = self._cell[1] + 1

    def end(self, tag: str) -> None:
        local = tag.partition(":")[2] or tag
        if local == "row":
            self._row, self._column = self._row + 1, 0
        elif local == "c":
            self._cell = None

    def cells(self) -> int:
        """The cells of the rectangle around everything filled."""
        if self.rows is None or self.columns is None:
            return 0
        return (self.rows[1] - self.rows[0] + 1) * (self.columns[1] - self.columns[0] + 1)

    def _place(self, reference: str | None) -> tuple[int, int]:
        if reference is None:
            return self._row, self._column
        match = _matched(_CELL, reference)
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        return int(match[2]) - 1, column - 1

    def _fill(self, row: int, column: int) -> None:
        self.rows = _widened(self.rows, row)
        self.columns = _widened(self.columns, column)


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    match = pattern.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return match


def _widened(span: tuple[int, int] | None, place: int) -> tuple[int, int]:
    return (place, place) if span is None else (min(span[0], place), max(span[1], place))


def _check_exactly(archive: Archive, name: str) -> None:
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.StartDoctypeDeclHandler = lambda *_: _refuse(archive)  # entities: no office program writes any
    try:
        for piece in archive.inflated(name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as broken:  # LookupError: an encoding nobody knows
        raise archive.damaged() from broken
    if extent.cells() > MOST_CELLS:
        raise DataError("imports.sheet-too-far", file=archive.source.name)


def _refuse(archive: Archive) -> None:
    raise archive.damaged()
