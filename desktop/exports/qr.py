"""QR codes (ISO/IEC 18004) of up to 84 bytes, fast enough to draw one on each page of a booklet.

A code's modules are a linear function of its bits (over GF(2), mask aside), so that the picture of each bit
is worked out once a size and a code is the exclusive or of the pictures of its bits.
Byte mode, UTF-8, error correction M (15 %), mask 0; any reader accepts any mask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DARK = re.compile("1+")
_Y = "y"
"""Stands for the row where the same byte is drawn in any row."""

QUIET = 4
"""Modules of white that the standard wants around a code."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The modules of a code, `size` a side."""

    size: int
    rows: bytes
    """Rows from the top, each padded to whole bytes, a one bit for a dark module."""

    def path(self) -> str:
        """The dark modules as PDF path operators, a module being 1 unit, from the lower left corner."""
        stride = len(self.rows) // self.size
        rows = [self.rows[at : at + stride] for at in range(0, len(self.rows), stride)]
        return "".join(
            ["".join(map(_runs, enumerate(row))).replace(_Y, str(y)) for y, row in enumerate(reversed(rows))]
        )


class _Runs(dict[tuple[int, int], str]):
    """(place in the row, byte) → its dark modules as rectangles; worked out when a code first has it."""

    def __missing__(self, key: tuple[int, int]) -> str:
        place, byte = key
        runs = map(re.Match.span, _DARK.finditer(f"{byte:08b}"))
        made = self[key] = "".join(f"{8 * place + first} {_Y} {end - first} 1 re\n" for first, end in runs)
        return made


_runs = _Runs().__getitem__


@dataclass(frozen=True, slots=True)
class _Version:
    """Error correction M of one version: equal blocks of `data` codewords, each with `check` more."""

    number: int
    blocks: int
    data: int
    check: int

    @property
    def size(self) -> int:
        return 17 + 4 * self.number

    @property
    def capacity(self) -> int:
        """Bytes of text: mode and length take twelve bits."""
        return self.blocks * self.data - 2


_VERSIONS = (
    _Version(1, 1, 16, 10),
    _Version(2, 1, 28, 16),
    _Version(3, 1, 44, 26),
    _Version(4, 2, 32, 18),
    _Version(5, 2, 43, 24),
)
"""Table 9 as far as all blocks are equal and one alignment pattern is enough."""

_FORMAT_M_MASK_0 = 0b101010000010010
"""Format information for level M and mask 0 (Annex C)."""


def symbol(text: str) -> Symbol:
    """The smallest code that holds `text`; raises ValueError if it has more than 84 bytes of UTF-8."""
    content = text.encode("utf-8")
    for version in _VERSIONS:
        if len(content) <= version.capacity:
            return _drawn(version, content)
    raise ValueError(f"{len(content)} bytes are too many for a code")


def _drawn(version: _Version, content: bytes) -> Symbol:
    pictures = _pictures(version)
    picture = pictures.empty
    for place in enumerate(_message(version, content)):
        picture ^= pictures[place]
    stride = (version.size + 7) // 8
    return Symbol(version.size, picture.to_bytes(stride * version.size, "big"))


def _message(version: _Version, content: bytes) -> bytes:
    """Mode, length, bytes, end and padding: the data codewords of all blocks one after the other."""
    codewords = version.blocks * version.data
    bits = (0b0100 << 8 | len(content)) << 8 * len(content) | int.from_bytes(content, "big")
    bits <<= 4  # the terminator; with mode and length it makes whole bytes
    padding = codewords - 2 - len(content)
    fill = bytes((0xEC, 0x11)[at % 2] for at in range(padding))
    return bits.to_bytes(codewords - padding, "big") + fill


class _Pictures(dict[tuple[int, int], int]):
    """(place, codeword) → the modules it flips; worked out when a code first has it."""

    def __init__(self, empty: int, bits: tuple[int, ...]) -> None:
        super().__init__()
        self.empty = empty
        self._bits = bits

    def __missing__(self, key: tuple[int, int]) -> int:
        place, codeword = key
        picture = 0
        for at in range(8):
            if codeword >> (7 - at) & 1:
                picture ^= self._bits[8 * place + at]
        self[key] = picture
        return picture


@lru_cache
def _pictures(version: _Version) -> _Pictures:
    """The picture of an empty message, and what each bit of a message flips in it."""
    size, stride = version.size, 8 * ((version.size + 7) // 8)
    places = list(_places(version))

    def place(row: int, column: int) -> int:
        return 1 << stride * (size - 1 - row) + stride - 1 - column

    dark = set(_finders(size) | _format(size))
    dark ^= {(row, column) for row, column in places if (row + column) % 2 == 0}  # mask 0
    empty = sum(place(*module) for module in dark)
    modules = [place(*module) for module in places]
    bits = []
    for index in range(8 * version.blocks * version.data):
        picture = 0
        for at, value in _codewords_of_bit(version, index).items():
            for bit in range(8):
                if value >> (7 - bit) & 1:
                    picture |= modules[8 * at + bit]
        bits.append(picture)
    return _Pictures(empty, tuple(bits))


def _codewords_of_bit(version: _Version, index: int) -> dict[int, int]:
    """Place in the final sequence → value, for a message that is zero but for bit `index`."""
    block, at = divmod(index // 8, version.data)
    value = 0x80 >> index % 8
    found = {at * version.blocks + block: value}
    first_check = version.blocks * version.data
    for row, check in enumerate(_checks(version.data, version.check)[version.data - 1 - at]):
        found[first_check + row * version.blocks + block] = _times(check, value)
    return found


@lru_cache
def _checks(data: int, check: int) -> tuple[bytes, ...]:
    """The Reed–Solomon check codewords of a 1 in each place of a block, the last place first."""
    generator = _generator(check)
    found = [generator]
    while len(found) < data:
        first, *others = found[-1]
        found.append(
            bytes(one ^ _times(first, other) for one, other in zip((*others, 0), generator, strict=True))
        )
    return tuple(found)


def _generator(count: int) -> bytes:
    """∏ (x − 2ⁱ) for i < count, without its leading 1."""
    product = bytearray(count)
    product[-1] = 1
    for power in range(count):
        for at in range(count):
            following = product[at + 1] if at + 1 < count else 0
            product[at] = _times(product[at], _POWERS[power]) ^ following
    return bytes(product)


def _times(one: int, other: int) -> int:
    """Product in GF(256) modulo x⁸ + x⁴ + x³ + x² + 1."""
    return _POWERS[(_LOGARITHMS[one] + _LOGARITHMS[other]) % 255] if one and other else 0


def _powers_of_two() -> list[int]:
    powers = [1]
    while len(powers) < 255:
        double = powers[-1] << 1
        powers.append(double ^ 0x11D if double & 0x100 else double)
    return powers


_POWERS = _powers_of_two()
_LOGARITHMS = {power: exponent for exponent, power in enumerate(_POWERS)}


def _places(version: _Version) -> Iterator[tuple[int, int]]:
    """The modules for codewords in the order of their bits: columns in pairs from the right, up and down."""
    size = version.size
    taken = _reserved(version)
    upwards = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):  # column 6 is the timing pattern
        for row in reversed(range(size)) if upwards else range(size):
            for column in (right, right - 1):
                if (row, column) not in taken:
                    yield row, column
        upwards = not upwards


def _reserved(version: _Version) -> set[tuple[int, int]]:
    """Every module that holds no codeword."""
    size = version.size
    corners = ((0, 0, 9, 9), (0, size - 8, 9, 8), (size - 8, 0, 8, 9))
    taken = {
        (row, column)
        for top, left, height, width in corners
        for row in range(top, top + height)
        for column in range(left, left + width)
    }
    taken |= {(6, at) for at in range(size)} | {(at, 6) for at in range(size)}
    return taken | {(row, column) for row, column, _ in _alignment(size)}


def _finders(size: int) -> set[tuple[int, int]]:
    """The dark modules of the finder, timing and alignment patterns, and the one that is always dark."""
    dark = {(6, at) for at in range(8, size - 8, 2)} | {(at, 6) for at in range(8, size - 8, 2)}
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(7):
            for column in range(7):
                if max(abs(row - 3), abs(column - 3)) != 2:
                    dark.add((top + row, left + column))
    dark |= {(row, column) for row, column, is_dark in _alignment(size) if is_dark}
    return dark | {(size - 8, 8)}


def _alignment(size: int) -> list[tuple[int, int, bool]]:
    """The one alignment pattern of versions 2 to 6: (row, column, dark)."""
    if size == 21:
        return []
    centre = size - 7
    around = range(-2, 3)
    return [
        (centre + row, centre + column, max(abs(row), abs(column)) != 1)
        for row in around
        for column in around
    ]


def _format(size: int) -> set[tuple[int, int]]:
    """The dark modules of the format information, which stands twice."""
    beside = [(8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)] + [(at, 8) for at in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(size - 1 - at, 8) for at in range(7)] + [(8, size - 8 + at) for at in range(8)]
    return {
        module
        for modules in (beside, apart)
        for bit, module in enumerate(modules)
        if _FORMAT_M_MASK_0 >> (14 - bit) & 1
    }
