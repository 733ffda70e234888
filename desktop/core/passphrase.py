"""How hard a passphrase is to guess: what an attacker tries first is found, the rest is counted, no more."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from desktop.core.text import graphemes

LEAST = 12
"""User-perceived characters that the vault asks for."""

_FAIR = 8
"""Characters that must be left when everything that is easily guessed is taken away."""

_STRONG = 16
"""The same, a character beyond ASCII counting twice: it is one of thousands, not of a hundred."""

_COMMON = (
    "password",
    "passphrase",
    "passw0rd",
    "p@ssw0rd",
    "letmein",
    "welcome",
    "iloveyou",
    "taiwan",
    "luminary",
    "admin",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx",
    "qwerty",
    "abc123",
    "密碼",
    "我愛你",
    "熠星",
    "承辦人",
    "縣政府",
    "市政府",
)
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "09876543210", "一二三四五六七八九十")
_SHORTEST_RUN = 4
_YEAR = re.compile(r"(19|20)\d\d|1[01]\d年?")


class Strength(IntEnum):
    """From what the vault refuses to what nobody will guess."""

    SHORT = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


@dataclass(frozen=True, slots=True)
class Judged:
    """How strong, the code of the one thing to say about it, and how many characters there are."""

    strength: Strength
    reason: str
    length: int


def judge(passphrase: str, personal: Iterable[str] = ()) -> Judged:
    """Judge a passphrase; `personal` is what everybody knows of the office: its name, its coordinator."""
    text = unicodedata.normalize("NFKC", passphrase).casefold()
    letters = graphemes(text)
    count = len(graphemes(passphrase))
    if count < LEAST:
        return Judged(Strength.SHORT, "passphrase.short", count)
    if _repeats(letters):
        return Judged(Strength.WEAK, "passphrase.repeats", count)
    left = _without_common(text, personal)
    if len(left) < _FAIR:
        return Judged(Strength.WEAK, "passphrase.common", count)
    worth = sum(1 if letter.isascii() else 2 for letter in left)
    if worth < _STRONG:
        return Judged(Strength.FAIR, "passphrase.fair", count)
    return Judged(Strength.STRONG, "passphrase.strong", count)


def _repeats(letters: list[str]) -> bool:
    """Whether few characters, or a short piece again and again, make up all of it."""
    if len(set(letters)) <= len(letters) // 3:
        return True
    return any(
        letters == (letters[:size] * len(letters))[: len(letters)] for size in range(1, LEAST // 2 + 1)
    )


def _without_common(text: str, personal: Iterable[str]) -> list[str]:
    """The characters left without common words, runs of the keyboard, years and personal words."""
    for word in (*_COMMON, *(known.casefold() for known in personal if len(known) > 1)):
        text = text.replace(word, "")
    for run in _RUNS:
        for size in range(len(run), _SHORTEST_RUN - 1, -1):
            for start in range(len(run) - size + 1):
                text = text.replace(run[start : start + size], "")
    letters = graphemes(_YEAR.sub("", text))
    # The same letter three times in a row tells no more than once.
    return [letter for at, letter in enumerate(letters) if letters[max(at - 2, 0) : at] != [letter, letter]]
