"""The recovery code: 160 random bits as eight groups of letters that a person can copy from paper."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from desktop.core.errors import EnvironmentFailure
from desktop.core.text import halfwidth

GROUPS = 8
ENTROPY_BYTES = 20

_DIGITS = 4
"""Letters of a group that carry the code; one more checks them."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, which paper and handwriting confuse with others."""

_READ_AS = str.maketrans("ILOU", "110V", "-–—_. \t\r\n\u3000")
"""What people write instead, and what they put between the groups."""

_FIELD_POLYNOMIAL = 0b100101
"""x⁵ + x² + 1: GF(32), whose primitive element is 2."""


def generate() -> str:
    """A new code, such as 3K7QX-…, eight groups of four letters and their check letter."""
    return format_code(secrets.token_bytes(ENTROPY_BYTES))


def format_code(entropy: bytes) -> str:
    """The code for 20 bytes. Each group checks itself and its place, so a slip is found where it is."""
    number = int.from_bytes(entropy, "big")
    places = range(GROUPS * _DIGITS - 1, -1, -1)
    values = [number >> 5 * place & 31 for place in places]
    groups = [values[start : start + _DIGITS] for start in range(0, len(values), _DIGITS)]
    return "-".join(_letters([*group, _check(group, place)]) for place, group in enumerate(groups))


def parse(text: str) -> bytes:
    """The 20 bytes of a typed code; case, hyphens, spaces, full width, O for 0, I or L for 1 do not matter.

    Raises `EnvironmentFailure`: `vault.recovery_length`, or `vault.recovery_group` with the group's number.
    """
    letters = halfwidth(text).upper().translate(_READ_AS)
    size = _DIGITS + 1
    if len(letters) != GROUPS * size:
        raise EnvironmentFailure("vault.recovery_length", found=len(letters), wanted=GROUPS * size)
    number = 0
    for place in range(GROUPS):
        for value in _group_values(letters[place * size : (place + 1) * size], place):
            number = number << 5 | value
    return number.to_bytes(ENTROPY_BYTES, "big")


def _group_values(group: str, place: int) -> list[int]:
    values = [_ALPHABET.find(letter) for letter in group]
    if -1 in values or values[-1] != _check(values[:-1], place):
        raise EnvironmentFailure("vault.recovery_group", group=place + 1)
    return values[:-1]


def _letters(values: Sequence[int]) -> str:
    return "".join(_ALPHABET[value] for value in values)


def _check(values: Sequence[int], place: int) -> int:
    """A weighted sum in GF(32): finds one wrong letter, two swapped ones, and a group out of place."""
    total = 0
    for value in (place, *values):
        total = _double(total ^ value)
    return total


def _double(value: int) -> int:
    value <<= 1
    return value ^ _FIELD_POLYNOMIAL if value & 32 else value
