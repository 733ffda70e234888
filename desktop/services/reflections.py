"""Micro-reflections (柒、五) as lists and pages show them, with what is too long and what is posted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import UsageError
from desktop.models.reflections import Reflection
from desktop.rules import reflections as rules
from desktop.rules.plan import Activity, Choice, Plan
from desktop.services import facts, plans
from desktop.services.office import Office

READINGS, PLACES = "readings", "posting_places"
"""The plan's lists of kinds of reading and of posting places."""


class Show(StrEnum):
    """Which of them a list shows."""

    ALL = "all"
    TOO_LONG = "too_long"
    NOT_POSTED = "not_posted"
    NO_CONSENT = "no_consent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Line:
    """One reflection; `author` is whole: this is for the screen and for paper."""

    id: int
    number: int
    person_id: int | None
    person_no: int | None
    """None for an author outside the roster, as `person_id`."""
    author: str
    agency: str
    job_title: str
    source_type: str
    source: str
    """The kind of reading in the language asked for, and its title."""
    source_title: str
    source_author: str
    source_reference: str
    read_date: date | None
    title: str
    body: str
    takeaways: str
    characters: int
    over: int
    """Characters too many; such a text is kept, and must be shortened by its author."""
    consent: bool
    post_place: str
    posted_date: date | None
    posted_reference: str
    withdrawn_reason: str

    @property
    def posted(self) -> bool:
        """Whether it stands on the web page."""
        return self.posted_date is not None

    @property
    def sendable(self) -> bool:
        """Whether it goes into a packet: written, short enough, its author agrees to its being public."""
        return self.over == 0 and self.consent and bool(self.body.strip())


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows besides the list."""

    clause: str
    limit: int | None
    readings: tuple[Choice, ...]
    places: tuple[Choice, ...]
    counts: Mapping[Show, int]
    lines: tuple[Line, ...]
    """All of them by number, the withdrawn ones too; `chosen` gives those of one kind."""


def activity(plan: Plan) -> Activity:
    """The plan's activity of this family; raises `UsageError` for a plan without one."""
    for one in plan.activities.values():
        if one.family == rules.FAMILY:
            return one
    raise UsageError("reflections.not_in_plan", year=plan.year)


def overview(office: Office, language: str = "zh_TW") -> Overview:
    """The plan's lists, all reflections, and how many there are of each kind."""
    with office.database.reading() as session:
        own = activity(plans.current(session))
        found = lines(session, own, language, withdrawn=True)
    return Overview(
        clause=own.clause,
        limit=rules.limit(own),
        readings=own.choices.get(READINGS, ()),
        places=own.choices.get(PLACES, ()),
        counts={show: len(chosen(found, show)) for show in Show},
        lines=found,
    )


def listing(office: Office, language: str, show: Show = Show.ALL) -> tuple[Line, ...]:
    """Reflections by number; withdrawn ones only where they are asked for."""
    with office.database.reading() as session:
        own = activity(plans.current(session))
        return chosen(lines(session, own, language, withdrawn=show is Show.WITHDRAWN), show)


def chosen(found: Iterable[Line], show: Show) -> tuple[Line, ...]:
    """Those of one kind; only `Show.WITHDRAWN` has the withdrawn ones."""
    withdrawn = show is Show.WITHDRAWN
    return tuple(line for line in found if bool(line.withdrawn_reason) == withdrawn and _WANTED[show](line))


def matching(found: Iterable[Line], words: str) -> tuple[Line, ...]:
    """Those that have every one of the words somewhere: author, agency, reading, title or text."""
    wanted = words.casefold().split()
    return tuple(line for line in found if all(word in _searched(line) for word in wanted))


def _searched(line: Line) -> str:
    parts = (line.author, line.agency, line.source, line.source_author, line.title, line.body, line.takeaways)
    return "\n".join((str(line.number), *parts)).casefold()


_WANTED: Mapping[Show, Callable[[Line], bool]] = {
    Show.ALL: lambda _line: True,
    Show.TOO_LONG: lambda line: line.over > 0,
    Show.NOT_POSTED: lambda line: not line.posted,
    Show.NO_CONSENT: lambda line: not line.consent,
    Show.WITHDRAWN: lambda _line: True,
}


def one(office: Office, reflection_id: int, language: str) -> Line:
    """One reflection, withdrawn or not; raises `UsageError` when there is none."""
    with office.database.reading() as session:
        own = activity(plans.current(session))
        for line in lines(session, own, language, withdrawn=True):
            if line.id == reflection_id:
                return line
    raise UsageError("reflections.unknown", number=reflection_id)


def lines(session: Session, own: Activity, language: str, *, withdrawn: bool = False) -> tuple[Line, ...]:
    """Reflections by number, the withdrawn ones too if asked for."""
    most = rules.limit(own)
    kinds = {choice.code: choice.label.in_language(language) for choice in own.choices.get(READINGS, ())}
    query = select(Reflection).order_by(Reflection.number)
    if not withdrawn:
        query = query.where(Reflection.withdrawn_at.is_(None))
    rows = list(session.scalars(query))
    people = facts.rows(session, {row.person_id for row in rows if row.person_id is not None})
    return tuple(_line(row, people.get(row.person_id or 0), kinds, most) for row in rows)


def live(session: Session, reflection_id: int) -> Reflection:
    """The row of a reflection that was not withdrawn; raises `UsageError` when there is none."""
    row = session.get(Reflection, reflection_id)
    if row is None or row.withdrawn_at is not None:
        raise UsageError("reflections.unknown", number=reflection_id)
    return row


def _line(row: Reflection, person: Any, kinds: Mapping[str, str], most: int | None) -> Line:
    return Line(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        person_no=person.person_no if person is not None else None,
        author=row.author,
        agency=person.agency if person is not None else row.agency,
        job_title=person.title if person is not None else row.title_of_post,
        source_type=row.source_type,
        source=f"{kinds.get(row.source_type, row.source_type)} {row.source_title}",
        source_title=row.source_title,
        source_author=row.source_author,
        source_reference=row.source_reference,
        read_date=row.read_date,
        title=row.title,
        body=row.body,
        takeaways=row.takeaways,
        characters=text.characters_without_space(row.body),
        over=rules.over(row.body, most),
        consent=row.consent,
        post_place=row.post_place,
        posted_date=row.posted_date,
        posted_reference=row.posted_reference,
        withdrawn_reason=row.withdrawn_reason,
    )
