"""People in the command palette."""

from __future__ import annotations

from functools import partial

from desktop.services import people_list
from desktop.views.roster.store import PeopleStore
from desktop.views.shell.palette import Entry
from desktop.views.workbench import Place, Workbench

FIRST = 20
"""As many as one looks at; who wants more types another letter."""


def people(bench: Workbench, text: str) -> list[Entry]:
    """The first people that fit what was typed; while nothing is typed they are read ahead."""
    store = PeopleStore.of(bench)
    if not text:
        store.load()
        return []
    ids = store.ready().search(text).ids[:FIRST]
    return [
        Entry(
            row.name,
            " ".join(part for part in (row.agency, row.unit, row.title) if part),
            "users",
            partial(bench.navigator.go, Place("roster", person_id=row.id)),
        )
        for row in people_list.rows(bench.office, ids)
    ]
