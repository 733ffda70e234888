"""The order of a session's nominees: ranks 1, 2, 3 …, the alternates (備取) after the regular ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from desktop.models.courses import Nomination
from desktop.models.journal import Journal

_ASIDE = 1_000_000
"""Added to a rank while others take its place; no session has that many nominees."""

Place = tuple[bool, int]
"""(alternate, rank)."""


def move(
    journal: Journal, activity: str, session: int, moved: Sequence[int], rank: int, *, alternate: bool
) -> None:
    """Put some nominees, in the order given, at a rank among the regular ones or the alternates of a session.

    `rank` counts within the group without those that move; beyond the end means the end, below 1 the front.
    """
    rows = rows_of(journal, activity, session)
    group = [row.id for row in rows if row.alternate == alternate and row.id not in moved]
    rest = [row.id for row in rows if row.alternate != alternate and row.id not in moved]
    at = min(max(rank, 1), len(group) + 1) - 1
    group[at:at] = moved
    regular, alternates = (rest, group) if alternate else (group, rest)
    write(journal, numbered(regular, alternates), rows)


def close_gaps(journal: Journal, activity: str, session: int) -> None:
    """Number the live nominees of a session anew in their order."""
    rows = rows_of(journal, activity, session)
    regular = [row.id for row in rows if not row.alternate]
    alternates = [row.id for row in rows if row.alternate]
    write(journal, numbered(regular, alternates), rows)


def numbered(regular: Iterable[int], alternates: Iterable[int]) -> dict[int, Place]:
    """Places without a gap for ids given in order."""
    ids = [*((False, one) for one in regular), *((True, one) for one in alternates)]
    return {one: (alternate, rank) for rank, (alternate, one) in enumerate(ids, start=1)}


def write(journal: Journal, places: Mapping[int, Place], rows: Iterable[Nomination]) -> None:
    """Bring nominations to new places, in two steps: the unique index never sees two at one place."""
    held = {row.id: (row.alternate, row.rank) for row in rows}
    moving = [row_id for row_id, place in places.items() if held[row_id] != place]
    for row_id in moving:
        put_aside(journal, row_id, held[row_id][1])
    for row_id in moving:
        alternate, rank = places[row_id]
        journal.update(Nomination, row_id, {"alternate": alternate, "rank": rank})


def put_aside(journal: Journal, row_id: int, rank: int) -> None:
    """Free a nominee's rank for a moment."""
    journal.update(Nomination, row_id, {"rank": rank + _ASIDE})


def rows_of(journal: Journal, activity: str, session: int) -> list[Nomination]:
    """The live nominations of a session in rank order, detached from what is written next."""
    query = (
        select(Nomination)
        .where(
            Nomination.activity == activity,
            Nomination.session == session,
            Nomination.withdrawn_at.is_(None),
        )
        .order_by(Nomination.rank)
    )
    rows = list(journal.session.scalars(query))
    journal.session.expunge_all()  # a write expires what the session holds
    return rows
