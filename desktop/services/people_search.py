"""Finding somebody of the roster while typing: whose name begins so comes first, numbers are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.text import mask_id
from desktop.services import people_list
from desktop.services.office import Office
from desktop.services.search_index import Found, SearchIndex

LIMIT = 20
_SORTED = 2_000
"""Where more people fit, the words say too little for a best one: they come as the list has them."""


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who fits what was typed; the number is masked."""

    id: int
    name: str
    agency: str
    unit: str
    title: str
    masked_id: str


def search(office: Office, index: SearchIndex, text: str, limit: int = LIMIT) -> tuple[FoundPerson, ...]:
    """The first people whose name, agency, unit, title or number has every word of `text`.

    Blank text finds nobody.
    """
    words = text.split()
    if not words:
        return ()
    ids = _best_first(index.search(text), words[0])[:limit]
    return tuple(
        FoundPerson(row.id, row.name, row.agency, row.unit, row.title, mask_id(row.id_no))
        for row in people_list.rows(office, ids)
    )


def _best_first(found: Found, word: str) -> Sequence[int]:
    if len(found.places) > _SORTED:
        return found.ids
    entries, ids = found.index.entries, found.index.ids
    places = sorted(found.places, key=lambda place: not entries[place].names.startswith(word))
    return [ids[place] for place in places]
