"""One list out of what many agencies recommend: ranked by rules from data, each rank explained.

The order depends on nothing but the entries: not on the order of files, rows or time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from desktop.core import paths
from desktop.core.errors import EnvironmentFailure
from desktop.rules.verdict import Answer

_VERDICTS: Final = {Answer.YES: 0, Answer.UNKNOWN: 1, Answer.NO: 2}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person whom an agency recommends."""

    id: int
    verdict: Answer
    priority: int
    """Place among the plan's priorities, from 0; those without one come after all of them."""
    agency: int
    """The agency's number in the round, from 1."""
    order: int
    """The agency's own order, from 1."""
    pinned: int | None = None
    """The rank that was given by hand."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry at its rank. `because` is the first key by which it comes after the entry before it.

    Blank for the first of the list; `pinned` for one that was put there by hand, or stands behind such a one.
    """

    entry: Entry
    rank: int
    because: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is in a round: `agencies` of them are asked, and number `first` begins."""

    agencies: int
    first: int

    @classmethod
    def of_round(cls, agencies: int, earlier: int) -> Turn:
        """The turn of a round that comes after so many others of the year: each begins one agency further."""
        return cls(agencies, earlier % agencies + 1)


PINNED: Final = "pinned"

Key = Callable[[Entry, Turn], int]
"""What is compared of an entry, the smaller first."""


def _since_turn(entry: Entry, turn: Turn) -> int:
    """How many turns after the agency that begins, going round."""
    return (entry.agency - turn.first) % turn.agencies


# To add a key: write it here, name it in resources/rounds/ranking.toml, and give it its words in
# resources/messages/rounds.toml.
KEYS: Final[Mapping[str, Key]] = {
    "verdict": lambda entry, _turn: _VERDICTS[entry.verdict],
    "priority": lambda entry, _turn: entry.priority,
    "agency_order": lambda entry, _turn: entry.order,
    "turn": _since_turn,
}


@lru_cache
def keys() -> tuple[str, ...]:
    """The keys in their order; raises `EnvironmentFailure` for one that nobody knows."""
    path = paths.resources() / "rounds" / "ranking.toml"
    named = tuple(tomllib.loads(path.read_text(encoding="utf-8"))["keys"])
    for name in named:
        if name not in KEYS:
            raise EnvironmentFailure("rounds.ranking_key", key=str(name), known="、".join(KEYS))
    return named


def rank(entries: Iterable[Entry], turn: Turn, by: Sequence[str]) -> tuple[Ranked, ...]:
    """All entries, the best first, ranks from 1; those pinned stand at their rank, or as near as it goes.

    Two entries that no key tells apart are ordered by their id, which is that of their coming in.
    """
    given = list(entries)
    free = sorted(
        (one for one in given if one.pinned is None), key=lambda one: (_values(one, turn, by), one.id)
    )
    pinned = sorted((one for one in given if one.pinned is not None), key=lambda one: (one.pinned, one.id))
    order = list(free)
    for one in pinned:
        assert one.pinned is not None
        order.insert(one.pinned - 1, one)
    found = []
    for place, one in enumerate(order):
        before = order[place - 1] if place else None
        found.append(Ranked(one, place + 1, _because(before, one, turn, by)))
    return tuple(found)


def first_difference(before: Entry, after: Entry, turn: Turn, by: Sequence[str]) -> str:
    """The key by which `before` comes first; blank if none tells them apart."""
    return next((name for name in by if KEYS[name](before, turn) != KEYS[name](after, turn)), "")


def _because(before: Entry | None, after: Entry, turn: Turn, by: Sequence[str]) -> str:
    if after.pinned is not None or (before is not None and before.pinned is not None):
        return PINNED
    return "" if before is None else first_difference(before, after, turn, by)


def _values(entry: Entry, turn: Turn, by: Sequence[str]) -> tuple[int, ...]:
    return tuple(KEYS[name](entry, turn) for name in by)
