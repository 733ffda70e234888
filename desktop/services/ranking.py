"""Writing the order of a ranked list (`rules.ranks`) without two ever standing at one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.camp import CampMember
from desktop.models.courses import Nomination
from desktop.models.journal import Journal
from desktop.models.showcase import ShowcaseRequest
from desktop.rules import ranks
from desktop.rules.ranks import Ranked

_ASIDE = 1_000_000
"""Added to a rank while others take its place; no list has that many people."""


@dataclass(frozen=True)
class RankedList:
    """The live rows of a table, or some of them, in the order of their ranks."""

    model: Any
    where: tuple[Any, ...] = ()
    alternates: bool = False
    """Whether its rows tell regular ones from alternates."""


CAMP = RankedList(CampMember)
SHOWCASE = RankedList(ShowcaseRequest)


def session_of(activity: str, number: int) -> RankedList:
    """The nominees of one session of a course."""
    return RankedList(
        Nomination, (Nomination.activity == activity, Nomination.session == number), alternates=True
    )


def move(
    journal: Journal, ranked: RankedList, moved: Sequence[int], rank: int, *, alternate: bool = False
) -> None:
    """Put some rows, in the order given, at a rank of the regular ones or the alternates."""
    held = _held(journal, ranked)
    _write(journal, ranked, held, ranks.placed(held, moved, alternate=alternate, rank=rank))


def close_gaps(journal: Journal, ranked: RankedList) -> None:
    """Number the live rows anew in their order."""
    held = _held(journal, ranked)
    _write(journal, ranked, held, ranks.numbered(held))


def put_aside(journal: Journal, ranked: RankedList, row_id: int, rank: int) -> None:
    """Free a row's rank for a moment."""
    journal.update(ranked.model, row_id, {"rank": rank + _ASIDE})


def last(session: Session, ranked: RankedList) -> int:
    """The highest rank of the live rows; 0 for none."""
    query = select(func.max(ranked.model.rank)).where(*_live(ranked))
    return session.scalar(query) or 0


def _live(ranked: RankedList) -> tuple[Any, ...]:
    return (ranked.model.withdrawn_at.is_(None), *ranked.where)


def _write(journal: Journal, ranked: RankedList, held: Sequence[Ranked], places: Iterable[Ranked]) -> None:
    """Bring rows to new places, in two steps: the unique index never sees two at one place."""
    moving = [place for place in places if place not in held]
    before = {place.nomination: place.rank for place in held}
    for place in moving:
        put_aside(journal, ranked, place.nomination, before[place.nomination])
    for place in moving:
        kind = {"alternate": place.alternate} if ranked.alternates else {}
        journal.update(ranked.model, place.nomination, {**kind, "rank": place.rank})


def _held(journal: Journal, ranked: RankedList) -> list[Ranked]:
    """The places of the live rows."""
    model = ranked.model
    columns = (model.id, model.rank, *((model.alternate,) if ranked.alternates else ()))
    return [Ranked(*row) for row in journal.session.execute(select(*columns).where(*_live(ranked)))]
