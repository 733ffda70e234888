"""Where in the office something can be mended; ids only, so that a place may be logged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What holds the thing to mend; every part is somewhere in the window."""

    NOMINATIONS = "nominations"
    """The ranked nominees of an activity."""

    CAMP = "camp"
    """The English camp; `nomination_id` is a member, the field `seats` its seats."""

    REFLECTIONS = "reflections"
    """A micro-reflection; `nomination_id` is its row."""

    SHOWCASE = "showcase"
    """A seat request for the results presentation; `nomination_id` is its row."""

    LUMINARY = "luminary"
    """The Luminary programme: its proposal and its diagnosis."""

    MENTORING = "mentoring"
    """A member of a pool of e-mentoring; `nomination_id` is the row. The field BOARD is the board of pairs,
    YEAR the mentee's pair in its year."""

    PERSON = "person"
    """A person of the roster."""

    CONTACT = "contact"
    """The coordinator and how to reach them."""

    LETTER = "letter"
    """Date and number of the covering letter."""

    AGENCIES = "agencies"
    """The county's agencies."""


BOARD, YEAR = "board", "year"
"""Parts of the page of e-mentoring."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `field` is a column of the person or of the office."""

    part: Part
    activity: str = ""
    session: int | None = None
    nomination_id: int | None = None
    person_id: int | None = None
    agency_id: int | None = None
    field: str = ""
