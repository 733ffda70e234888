"""Which glyph a font file has for a character, looked up in the mapped file.

Reads the `cmap` table of a TrueType file (ISO/IEC 14496-22, 5.2.1): format 12 where there is one, else 4.
Opening costs under a millisecond.
"""

from __future__ import annotations

import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

from desktop.core.errors import EnvironmentFailure

Tables = dict[str, tuple[int, int]]
"""Table tag → offset and length in the file."""


def map_file(path: Path) -> mmap.mmap:
    """The file as read-only memory; raises `EnvironmentFailure` where it is missing or empty."""
    try:
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as fault:
        raise EnvironmentFailure("forms.font_unreadable", file=path.name) from fault


def table_directory(data: mmap.mmap) -> Tables:
    """Where the tables lie."""
    (count,) = struct.unpack_from(">H", data, 4)
    entries = struct.iter_unpack(">4s4xII", data[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): (offset, length) for tag, offset, length in entries}


class GlyphMap(dict[int, int]):
    """Code point → glyph number, 0 where the font has no glyph; filled as characters are asked for."""

    def __init__(self, data: mmap.mmap, offset: int) -> None:
        super().__init__()
        subtables = dict(_unicode_subtables(data, offset))
        wide = subtables.get(12)
        self._look_up = _format_12(data, wide).glyph if wide else _format_4(data, subtables[4]).glyph

    def __missing__(self, code: int) -> int:
        glyph = self[code] = self._look_up(code)
        return glyph

    def __contains__(self, code: object) -> bool:
        return isinstance(code, int) and self[code] != 0


def open_map(path: Path) -> GlyphMap:
    """The map of a font file that nothing else is wanted of."""
    data = map_file(path)
    return GlyphMap(data, table_directory(data)["cmap"][0])


def _unicode_subtables(data: mmap.mmap, offset: int) -> Iterator[tuple[int, int]]:
    """(format, offset) of each subtable for Unicode: platform 0, or platform 3 with encoding 1 or 10."""
    (count,) = struct.unpack_from(">H", data, offset + 2)
    for platform, encoding, start in struct.iter_unpack(">HHI", data[offset + 4 : offset + 4 + 8 * count]):
        if platform == 0 or (platform == 3 and encoding in {1, 10}):
            (form,) = struct.unpack_from(">H", data, offset + start)
            yield form, offset + start


class _Groups:
    """Format 12: ranges of code points with consecutive glyphs."""

    def __init__(self, words: array[int]) -> None:
        self._firsts, self._lasts, self._glyphs = words[0::3], words[1::3], words[2::3]

    def glyph(self, code: int) -> int:
        at = bisect_left(self._lasts, code)
        if at == len(self._lasts) or code < self._firsts[at]:
            return 0
        return self._glyphs[at] + code - self._firsts[at]


class _Segments:
    """Format 4: segments of the Basic Multilingual Plane, with a delta or an index into a glyph array."""

    def __init__(self, words: array[int]) -> None:
        count = words[3] // 2
        self._words = words
        self._last = words[7 : 7 + count]
        self._first_at = 8 + count
        self._count = count

    def glyph(self, code: int) -> int:
        at = bisect_left(self._last, code)
        if at == self._count:
            return 0
        place = self._first_at + at
        first, delta, offset = (self._words[place + column * self._count] for column in range(3))
        if code < first:
            return 0
        if not offset:
            return (code + delta) & 0xFFFF
        # The offset counts bytes from its own place, as the table was laid out for C pointers.
        index = place + 2 * self._count + offset // 2 + code - first
        glyph = self._words[index] if index < len(self._words) else 0
        return (glyph + delta) & 0xFFFF if glyph else 0


def _format_12(data: mmap.mmap, at: int) -> _Groups:
    (groups,) = struct.unpack_from(">I", data, at + 12)
    return _Groups(big_endian("I", data[at + 16 : at + 16 + 12 * groups]))


def _format_4(data: mmap.mmap, at: int) -> _Segments:
    (length,) = struct.unpack_from(">H", data, at + 2)
    return _Segments(big_endian("H", data[at : at + length]))


def big_endian(kind: str, data: bytes) -> array[int]:
    """The big-endian numbers of a font file as an array of the array type `kind`."""
    values = array(kind, data)
    if sys.byteorder == "little":
        values.byteswap()
    return values
