"""From where something is mended to the page of the window that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.views.workbench import Place

if TYPE_CHECKING:
    from desktop.services.places import Place as Mended

LETTER = "letter"
"""The part of the packets page where the letter is stated: the dialog that seals."""

_PAGES = {
    "nominations": "courses",
    "camp": "camp",
    "reflections": "reflections",
    "showcase": "showcase",
    "luminary": "luminary",
    "mentoring": "mentoring",
    "person": "roster",
    "contact": "settings",
    "letter": "packets",
    "agencies": "roster",
}


def window_place(place: Mended) -> Place:
    """Where the window shows it, with the very person, nomination and field."""
    return Place(
        _PAGES[place.part],
        activity=place.activity,
        nomination_id=place.nomination_id,
        person_id=place.person_id,
        field=LETTER if place.part == "letter" else place.field,
    )
