"""Finding somebody of the roster while typing: the interface that whoever searches people uses."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, or_, select

from desktop.core.text import mask_id
from desktop.models.people import Agency, Person
from desktop.services.office import Office

LIMIT = 20


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who fits what was typed; the number is masked."""

    id: int
    name: str
    agency: str
    unit: str
    title: str
    masked_id: str


def search(office: Office, text: str, limit: int = LIMIT) -> tuple[FoundPerson, ...]:
    """People whose name, agency or number has every word of `text`, those whose name begins so first.

    Blank text finds nobody.
    """
    words = text.split()
    if not words:
        return ()
    query = (
        select(Person.id, Person.name, Agency.name.label("agency"), Person.unit, Person.title, Person.id_no)
        .join(Agency, Agency.id == Person.agency_id)
        .where(*(_has(word) for word in words))
        .order_by(case((Person.name.startswith(words[0], autoescape=True), 0), else_=1), Person.id)
        .limit(limit)
    )
    with office.database.reading() as session:
        return tuple(
            FoundPerson(row.id, row.name, row.agency, row.unit, row.title, mask_id(row.id_no))
            for row in session.execute(query)
        )


def _has(word: str) -> ColumnElement[bool]:
    columns = (Person.name, Agency.name, Person.unit, Person.id_no)
    return or_(*(column.contains(word, autoescape=True) for column in columns))
