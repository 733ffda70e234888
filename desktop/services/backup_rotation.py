"""Which of the backups that the program made by itself are kept, and which have been superseded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

KEPT_LAST = 20
"""The latest ones, whenever they were made."""

KEPT_DAYS = 30
"""The last one of each day for so many days."""


@dataclass(frozen=True, slots=True)
class Made:
    """An automatic backup, as far as the rotation looks at it."""

    path: Path
    day: date
    people: int


def superseded(made: Sequence[Made], today: date) -> tuple[Path, ...]:
    """The paths to delete from `made`, which is in the order of making.

    The latest with the most people stays whatever its age: an office emptied by mistake must not push its
    good backups out.
    """
    if not made:
        return ()
    kept = {one.path for one in made[-KEPT_LAST:]}
    last_of_day = {one.day: one.path for one in made}
    kept |= {path for day, path in last_of_day.items() if day > today - timedelta(days=KEPT_DAYS)}
    most = max(one.people for one in made)
    kept.add([one.path for one in made if one.people == most][-1])
    return tuple(one.path for one in made if one.path not in kept)
