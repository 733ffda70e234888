"""Writing the order of a session's nominees (`rules.ranks`) without two ever standing at one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from desktop.models.courses import Nomination
from desktop.models.journal import Journal
from desktop.rules import ranks
from desktop.rules.ranks import Ranked

_ASIDE = 1_000_000
"""Added to a rank while others take its place; no session has that many nominees."""


def move(
    journal: Journal, activity: str, session: int, moved: Sequence[int], rank: int, *, alternate: bool
) -> None:
    """Put some nominees, in the order given, at a rank of the regular ones or the alternates."""
    held = _held(journal, activity, session)
    _write(journal, held, ranks.placed(held, moved, alternate=alternate, rank=rank))


def close_gaps(journal: Journal, activity: str, session: int) -> None:
    """Number the live nominees of a session anew in their order."""
    held = _held(journal, activity, session)
    _write(journal, held, ranks.numbered(held))


def put_aside(journal: Journal, row_id: int, rank: int) -> None:
    """Free a nominee's rank for a moment."""
    journal.update(Nomination, row_id, {"rank": rank + _ASIDE})


def _write(journal: Journal, held: Sequence[Ranked], places: Iterable[Ranked]) -> None:
    """Bring nominations to new places, in two steps: the unique index never sees two at one place."""
    moving = [place for place in places if place not in held]
    before = {place.nomination: place.rank for place in held}
    for place in moving:
        put_aside(journal, place.nomination, before[place.nomination])
    for place in moving:
        journal.update(Nomination, place.nomination, {"alternate": place.alternate, "rank": place.rank})


def _held(journal: Journal, activity: str, session: int) -> list[Ranked]:
    """The places of a session's live nominations."""
    query = select(Nomination.id, Nomination.rank, Nomination.alternate).where(
        Nomination.activity == activity,
        Nomination.session == session,
        Nomination.withdrawn_at.is_(None),
    )
    return [Ranked(row.id, row.rank, row.alternate) for row in journal.session.execute(query)]
