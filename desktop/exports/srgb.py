"""The sRGB colour space as an ICC profile of version 2, made here: PDF/A-1 takes no version 4.

The profile (ICC.1:2001-04, a three-component matrix-based display profile) holds nothing but the numbers of
IEC 61966-2-1: it is our own and free of any other's licence.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

_COLORANTS = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""The primaries of sRGB, adapted from D65 to the profile connection space's D50 (Bradford)."""

_D50 = (0.9642, 1.0, 0.8249)
_CURVE_POINTS = 256
_NAME = b"sRGB IEC61966-2.1"
_COPYRIGHT = b"No copyright: numbers of IEC 61966-2-1"


@lru_cache
def profile() -> bytes:
    """The profile, the same bytes each time."""
    tags = [
        (b"desc", _description(_NAME)),
        (b"cprt", b"text\0\0\0\0" + _COPYRIGHT + b"\0"),
        (b"wtpt", _xyz(_D50)),
        *((tag, _xyz(value)) for tag, value in _COLORANTS.items()),
        *((tag, _curve()) for tag in (b"rTRC", b"gTRC", b"bTRC")),
    ]
    offset = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for tag, content in tags:
        table += tag + struct.pack(">II", offset + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    return _header(offset + len(data)) + table + data


@lru_cache
def deflated() -> bytes:
    """The profile as it is embedded."""
    return zlib.compress(profile())


def _header(size: int) -> bytes:
    """Version 2.1, a display, RGB to XYZ, no creation software, perceptual intent."""
    return (
        struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
        + struct.pack(">6H", 2015, 1, 1, 0, 0, 0)
        + b"acsp"
        + b"\0" * 28
        + b"".join(map(_fixed, _D50))
        + b"\0" * 48
    )


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, value))


def _curve() -> bytes:
    points = (round(65535 * _linear(at / (_CURVE_POINTS - 1))) for at in range(_CURVE_POINTS))
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *points)


def _linear(value: float) -> float:
    """The transfer function of sRGB."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _description(name: bytes) -> bytes:
    """textDescriptionType: ASCII, and the empty Unicode and Macintosh names that it must have."""
    return b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * (8 + 3 + 67)
