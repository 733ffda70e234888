"""The weights of pairing's assignment problems, which solver and checker both compute."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

TIES: Final = 3
"""Levels of ties at most: the sums of 24 bits are hardly ever equal twice."""

_TIE_BITS: Final = 24


class TooManyError(ValueError):
    """More people, or higher scores, than the solver's exact numbers reach: some 16,000 mentees."""


def base(scores: Sequence[Sequence[int]]) -> int:
    """What a pair weighs besides its score: more than all scores together can differ."""
    return 1 + sum(max(0, *row) if row else 0 for row in scores)


def ties(
    seed: str, mentees: Sequence[str], mentors: Sequence[str], pairs: Iterable[tuple[int, int]]
) -> list[int]:
    """The weights of pairs (mentee, mentor) among equals, from 1: of their ids, never of their places."""
    heads = [f"{seed}|0|{mentee}|".encode() for mentee in mentees]
    tails = [mentor.encode() for mentor in mentors]
    size, digest = _TIE_BITS // 8, hashlib.sha256
    found = (digest(heads[mentee] + tails[mentor]).digest() for mentee, mentor in pairs)
    return [1 + int.from_bytes(one[:size], "big") for one in found]


def must(mentees: int) -> int:
    """What having to be paired weighs at a tie level: more than all ties together."""
    return (mentees + 1) << _TIE_BITS
