"""What a round can be opened for."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services import plans, round_kinds
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class Choice:
    """An activity that people are asked for, in one language."""

    id: str
    clause: str
    title: str
    sessions: tuple[int, ...]


def read(office: Office, language: str) -> tuple[Choice, ...]:
    """The activities of the plan, in its order."""
    with office.database.reading() as session:
        plan = plans.current(session)
    return tuple(
        Choice(
            one.id,
            one.clause,
            one.title.in_language(language),
            tuple(held.number for held in one.sessions),
        )
        for one in plan.activities.values()
        if one.family in round_kinds.KINDS
    )
