"""Ranks of one session (推薦順位): unique, without gaps, alternates (備取) numbered after the regular ones.

Every function takes the places of one session in any order. A list with duplicates or gaps, as refused rows
leave them, comes out numbered 1 to n.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Ranked:
    """One nomination's place in its session; `nomination` is the caller's key for it."""

    nomination: int
    rank: int
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class RankFault:
    """What is wrong in a session: a code of `resources/messages/rules.toml`, and the ranks it is about."""

    code: str
    ranks: tuple[int, ...]

    @property
    def listed(self) -> str:
        """The ranks as a sentence names them: `1、3–8`."""
        return "、".join(str(first) if first == last else f"{first}–{last}" for first, last in self._runs())

    def _runs(self) -> list[tuple[int, int]]:
        runs: list[tuple[int, int]] = []
        for rank in self.ranks:
            first = runs.pop()[0] if runs and runs[-1][1] == rank - 1 else rank
            runs.append((first, rank))
        return runs


def faults(session: Iterable[Ranked]) -> tuple[RankFault, ...]:
    """Ranks given twice, ranks missing below the last one, alternates before a regular nominee."""
    places = tuple(session)
    people = Counter(place.rank for place in places)
    last_regular = max((place.rank for place in places if not place.alternate), default=0)
    found = (
        ("rules.rank_duplicate", {rank for rank, count in people.items() if count > 1}),
        ("rules.rank_gap", set(range(1, max(people, default=0))) - people.keys()),
        (
            "rules.rank_alternate_early",
            {place.rank for place in places if place.alternate and place.rank < last_regular},
        ),
    )
    return tuple(RankFault(code, tuple(sorted(ranks))) for code, ranks in found if ranks)


def numbered(session: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Ranks 1 to n without gaps, regular nominees first, each group in the order it had."""
    return _joined(*_groups(session))


def placed(
    session: Iterable[Ranked], moved: Sequence[int], *, alternate: bool, rank: int
) -> tuple[Ranked, ...]:
    """Some nominations, in the order given, at a rank of the regular nominees or of the alternates.

    `rank` counts within the group without those that move (備取 1, 2, 3 …); beyond the end means the end,
    below 1 the front.
    """
    regular, alternates = _groups(place for place in session if place.nomination not in moved)
    group = alternates if alternate else regular
    at = min(max(rank, 1), len(group) + 1) - 1
    group[at:at] = [Ranked(nomination, rank, alternate) for nomination in moved]
    return _joined(regular, alternates)


def _groups(session: Iterable[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """The regular nominees and the alternates, each by rank as given; the same rank by nomination."""
    places = sorted(session, key=lambda place: (place.rank, place.nomination))
    return [place for place in places if not place.alternate], [place for place in places if place.alternate]


def _joined(regular: Sequence[Ranked], alternates: Sequence[Ranked]) -> tuple[Ranked, ...]:
    return tuple(replace(place, rank=rank) for rank, place in enumerate((*regular, *alternates), start=1))
