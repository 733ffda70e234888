"""The weights of pairing's assignment problems, which solver and checker both compute."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

_TIE_BITS = 24


def base(scores: Sequence[Sequence[int]]) -> int:
    """What a pair weighs besides its score: more than all scores together can differ."""
    return 1 + sum(max((one for one in row if one >= 0), default=0) for row in scores)


def tie(seed: str, level: int, mentee: str, mentor: str) -> int:
    """The weight of a pair among equals, from 1: of the ids, never of their places."""
    text = f"{seed}|{level}|{mentee}|{mentor}".encode()
    return 1 + int.from_bytes(hashlib.sha256(text).digest()[: _TIE_BITS // 8], "big")


def must(mentees: int) -> int:
    """What having to be paired weighs at a tie level: more than all ties together."""
    return (mentees + 1) << _TIE_BITS
