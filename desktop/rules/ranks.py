"""Ranks of one session (推薦順位): unique, without gaps, alternates (備取) numbered after the regular ones.

Every function takes the places of one session in any order and returns new ones numbered 1 to n, so that a
list with duplicates or gaps (refused rows leave some) comes out clean. A rank asked for counts within its
group (the regular nominees, or 備取 1, 2, 3 …); beyond the end means the end, below 1 the front. An unknown
nomination is a bug.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.core.errors import Param


@dataclass(frozen=True, slots=True)
class Ranked:
    """One nomination's place in its session; `nomination` is the caller's key for it."""

    nomination: int
    rank: int
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class RankFault:
    """What is wrong with a rank: a code of `resources/messages/rules.toml` and who has the rank."""

    code: str
    rank: int
    nominations: tuple[int, ...] = ()

    @property
    def params(self) -> dict[str, Param]:
        """For the catalogue of messages."""
        return {"rank": self.rank, "count": len(self.nominations)}


def faults(session: Iterable[Ranked]) -> tuple[RankFault, ...]:
    """Ranks given twice, ranks missing below the last one, alternates before a regular nominee."""
    places = in_order(session)
    by_rank: dict[int, list[int]] = {}
    for place in places:
        by_rank.setdefault(place.rank, []).append(place.nomination)
    missing = sorted(set(range(1, max(by_rank, default=0))) - by_rank.keys())
    last_regular = max((place.rank for place in places if not place.alternate), default=0)
    early = [place for place in places if place.alternate and place.rank < last_regular]
    return (
        *(
            RankFault("rules.rank_duplicate", rank, tuple(who))
            for rank, who in by_rank.items()
            if len(who) > 1
        ),
        *(RankFault("rules.rank_gap", rank) for rank in missing),
        *(RankFault("rules.rank_alternate_early", place.rank, (place.nomination,)) for place in early),
    )


def in_order(session: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """By rank as given; the same rank by nomination."""
    return tuple(sorted(session, key=lambda place: (place.rank, place.nomination)))


def numbered(session: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Ranks 1 to n without gaps, regular nominees first, each group in the order it had."""
    return _joined(*_groups(session))


def moved(session: Iterable[Ranked], nomination: int, rank: int) -> tuple[Ranked, ...]:
    """The nomination at another rank of its own group, the others shifted."""
    places = tuple(session)
    alternate = next(place.alternate for place in places if place.nomination == nomination)
    return placed(places, nomination, alternate=alternate, rank=rank)


def placed(
    session: Iterable[Ranked], nomination: int, *, alternate: bool, rank: int | None = None
) -> tuple[Ranked, ...]:
    """Made an alternate, or a regular nominee again: at `rank` of that group, else last of it."""
    return added(removed(session, nomination), nomination, alternate=alternate, rank=rank)


def added(
    session: Iterable[Ranked], nomination: int, *, alternate: bool = False, rank: int | None = None
) -> tuple[Ranked, ...]:
    """With one more nomination: at `rank` of its group, else last of it."""
    regular, alternates = _groups(session)
    group = alternates if alternate else regular
    last = len(group) + 1
    wanted = last if rank is None else min(max(rank, 1), last)
    group.insert(wanted - 1, Ranked(nomination, wanted, alternate))
    return _joined(regular, alternates)


def removed(session: Iterable[Ranked], nomination: int) -> tuple[Ranked, ...]:
    """Without a nomination that was withdrawn; those behind move up."""
    regular, alternates = _groups(session)
    group = alternates if any(place.nomination == nomination for place in alternates) else regular
    group.remove(next(place for place in group if place.nomination == nomination))
    return _joined(regular, alternates)


def alternate_number(session: Iterable[Ranked], nomination: int) -> int:
    """The n of 備取 n, counted from 1 among the alternates."""
    alternates = [place.nomination for place in _groups(session)[1]]
    return alternates.index(nomination) + 1


def _groups(session: Iterable[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
    """The regular nominees and the alternates, each in order."""
    places = in_order(session)
    return [place for place in places if not place.alternate], [place for place in places if place.alternate]


def _joined(regular: list[Ranked], alternates: list[Ranked]) -> tuple[Ranked, ...]:
    return tuple(replace(place, rank=rank) for rank, place in enumerate((*regular, *alternates), start=1))
