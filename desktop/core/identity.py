"""Identity numbers of people in Taiwan: four kinds, the check digit, the sex the second character states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from desktop.core.text import halfwidth

NATIONAL = "national"  # 國民身分證統一編號
UI_NEW = "ui_new"  # 新式統一證號, issued since 110-01-02
UI_OLD = "ui_old"  # 舊式統一證號
PASSPORT = "passport"
KINDS = (NATIONAL, UI_NEW, UI_OLD, PASSPORT)

OLD_UI_LAST_DAY = date(2030, 12, 31)
"""The old UI number is valid through 119-12-31."""

LETTER_VALUES = dict(zip("ABCDEFGHJKLMNPQRSTUVXYWZIO", range(10, 36), strict=True))
"""The two-digit value of each letter; L, R, S, Y are retired but living people carry them."""

_KIND = dict.fromkeys("12", NATIONAL) | dict.fromkeys("89", UI_NEW) | dict.fromkeys("ABCD", UI_OLD)
_SEX = dict.fromkeys("18AC", "01") | dict.fromkeys("29BD", "02")
_PASSPORT = re.compile(r"[A-Z0-9]{6,12}")
_WHITE = re.compile(r"\s+")


class IdReading(NamedTuple):
    """An identity number as read. `number` is converted even when there is a problem."""

    number: str
    kind: str  # one of KINDS, or "" when there is a problem
    problem: str = ""  # length, first, second, digits, checksum, passport
    note: str = ""  # what was converted: fullwidth, space, lowercase, space_lowercase


def read(text: str, *, passport: bool = False) -> IdReading:
    """Read an identity number as typed: full width, lower case and spaces are converted and noted.

    A passport has no check digit and would accept any mistyped number, so it is read as one only where
    `passport` says that the document is a passport. An empty text has the problem `length`.
    """
    number, note = _converted(text)
    if passport:
        fits = _PASSPORT.fullmatch(number) is not None
        return IdReading(number, PASSPORT if fits else "", "" if fits else "passport", note)
    kind = kind_of(number)
    return IdReading(number, kind, "" if kind else _problem(number), note)


def kind_of(number: str) -> str:
    """The kind of a valid national or UI number that needs no conversion; "" for everything else."""
    try:
        total = (
            _HEAD[number[:2]]
            + _DIGITS_3_TO_5[number[2:5]]
            + _DIGITS_6_TO_8[number[5:8]]
            + _DIGITS_9_TO_10[number[8:]]
        )
    except KeyError:  # not the shape of a number
        return ""
    return _KIND[number[1]] if total % 10 == 0 else ""


def kinds_of(numbers: Sequence[str]) -> list[str]:
    """`kind_of` for many numbers at once, in half the time."""
    head, first, second, last = _HEAD, _DIGITS_3_TO_5, _DIGITS_6_TO_8, _DIGITS_9_TO_10
    try:
        remainders = [(head[n[:2]] + first[n[2:5]] + second[n[5:8]] + last[n[8:]]) % 10 for n in numbers]
    except KeyError:  # one of them has not the shape of a number
        return [kind_of(each) for each in numbers]
    return ["" if rest else _KIND[each[1]] for each, rest in zip(numbers, remainders, strict=True)]


def sexes_of(numbers: Sequence[str]) -> list[str]:
    """The sex that the second character of each number states; "" where there is none."""
    return [_SEX.get(each[1:2], "") for each in numbers]


def sex(number: str, kind: str) -> str:
    """The sex that the second character states (code of vocabulary `sex`); a passport states none."""
    return "" if kind == PASSPORT else _SEX.get(number[1:2], "")


def expired(kind: str, day: date) -> bool:
    """Whether a number of this kind is no longer valid on `day`."""
    return kind == UI_OLD and day > OLD_UI_LAST_DAY


def _converted(text: str) -> tuple[str, str]:
    tight = _WHITE.sub("", text)
    half = halfwidth(tight)
    number = half.upper()
    if half != tight:
        return number, "fullwidth"
    if number == half:
        return number, "" if tight == text else "space"
    return number, "lowercase" if tight == text else "space_lowercase"


def _problem(number: str) -> str:
    if len(number) != 10:
        return "length"
    if number[0] not in LETTER_VALUES:
        return "first"
    if number[1] not in _KIND:
        return "second"
    return "checksum" if number[2:].isascii() and number[2:].isdigit() else "digits"


# The weighted sum, 1 and 9 over the letter's two digits and 8 7 6 5 4 3 2 1 1 over the nine that follow, is
# looked up by pieces: a hundred thousand numbers are checked in a roster, and a piece that is not in its
# table is at once a wrong shape.


def _weighted(weights: Sequence[int]) -> dict[str, int]:
    pieces = product("0123456789", repeat=len(weights))
    return {
        "".join(piece): sum(weight * int(digit) for weight, digit in zip(weights, piece, strict=True))
        for piece in pieces
    }


def _units(second: str) -> int:
    """What the second character counts: itself, or the units digit of an old UI number's letter."""
    return int(second) if second.isdigit() else LETTER_VALUES[second] % 10


_HEAD = {
    first + second: value // 10 + 9 * (value % 10) + 8 * _units(second)
    for first, value in LETTER_VALUES.items()
    for second in _KIND
}
_DIGITS_3_TO_5 = _weighted((7, 6, 5))
_DIGITS_6_TO_8 = _weighted((4, 3, 2))
_DIGITS_9_TO_10 = _weighted((1, 1))
