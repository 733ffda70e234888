"""收發文登記簿: letters in and out with date, number and file, and everything that rests on each."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import counties, paths, terms, text
from desktop.core.clock import roc_long, roc_short
from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.exports.document import ListPaper, Roster, RosterGroup, Values
from desktop.models.calendar import Deadline
from desktop.models.courses import Nomination
from desktop.models.events import Hosting
from desktop.models.letters import Letter, StoredFile
from desktop.models.mentoring import Pair
from desktop.models.office import ActivityChange
from desktop.models.rounds import CollectionRound
from desktop.models.showcase import ShowcaseRequest
from desktop.services import field_values, letters, plans, settings
from desktop.services.office import Office

LONGEST = {"number": 100, "party": 100, "subject": 200, "note": 1000}
LARGEST = 20 * 1024 * 1024
"""Bytes of a letter's file: a scan of some pages has a few MB."""

_FIELDS = ("direction", "day", *LONGEST, "activity", "deadline", "kind")


@dataclass(frozen=True, slots=True)
class Line:
    """One letter; `rests` names what was decided by it, in codes of the messages letters.rests.*."""

    id: int
    direction: str
    day: date
    number: str
    party: str
    subject: str
    activity: str
    """Blank for the whole plan."""
    deadline: date | None
    kind: str
    note: str
    file_name: str
    rests: tuple[tuple[str, int], ...]
    """(what, how many)."""


def listing(office: Office, *, activity: str = "", direction: str = "") -> tuple[Line, ...]:
    """The letters by day, the latest first; of one activity or direction if it is given."""
    with office.database.reading() as session:
        rows = session.scalars(select(Letter).order_by(Letter.day.desc(), Letter.id.desc()))
        return tuple(
            _line(session, row)
            for row in rows
            if activity in {"", row.activity} and direction in {"", row.direction}
        )


def register(office: Office, values: dict[str, Any]) -> int:
    """Write a letter down; returns its id.

    `values` are direction (in or out), day, subject, and what else is known. Raises `DataError` for what is
    missing or too long, `UsageError` for a field, activity, direction or kind that there is not.
    """
    with office.database.writing("letter.register") as journal:
        usual: dict[str, Any] = {"deadline": None, "file_id": None, "created_at": office.clock.now()}
        told = _checked(journal.session, {"direction": "", "day": None, "subject": "", **values})
        (made,) = journal.insert(Letter, [usual | told])
    return made


def restate(office: Office, letter_id: int, values: dict[str, Any]) -> None:
    """Change fields of a letter; raises as `register`, and `UsageError` for one that is gone."""
    with office.database.writing("letter.restate") as journal:
        row = _row(journal.session, letter_id)
        journal.update(Letter, row.id, _checked(journal.session, values))


def remove(office: Office, letter_id: int) -> None:
    """Take a letter out of the book; raises `DataError` for one that a round or the packet rests on."""
    with office.database.writing("letter.remove") as journal:
        row = _row(journal.session, letter_id)
        if letters.is_stated(journal.session, row.id):
            raise DataError("letters.of_packet")
        if journal.session.scalars(select(CollectionRound.id).filter_by(letter_id=row.id)).first():
            raise DataError("letters.in_use")
        journal.delete(Letter, [row.id])


def attach(office: Office, letter_id: int, path: Path) -> None:
    """Keep a file with a letter, encrypted in the office; another one takes the place of the one before."""
    content = _content(path)
    with office.database.writing("letter.attach") as journal:
        row = _row(journal.session, letter_id)
        journal.update(Letter, row.id, {"file_id": journal.keep_file(content), "file_name": path.name})


def file_of(office: Office, letter_id: int) -> tuple[str, bytes]:
    """Name and bytes of a letter's file; raises `UsageError` for a letter without one."""
    with office.database.reading() as session:
        row = _row(session, letter_id)
        if row.file_id is None:
            raise UsageError("letters.no_file", id=letter_id)
        return row.file_name, session.get_one(StoredFile, row.file_id).content


def export_file(office: Office, letter_id: int, out: Path) -> Path:
    """Write a letter's file into a folder under its own name; raises `DataError` if one is there already."""
    name, content = file_of(office, letter_id)
    target = out / Path(name).name
    if target.exists():
        raise DataError("letters.taken", path=str(target))
    out.mkdir(parents=True, exist_ok=True)
    paths.write_atomic(target, content)
    return target


def paper(office: Office, *, activity: str = "") -> bytes:
    """收發文登記簿 as PDF/A-1b, the earliest first; raises `DataError` when there is nothing."""
    # Imported here: the page lists letters without ReportLab.
    from desktop.exports import list_paper  # noqa: PLC0415 - see above

    lines = listing(office, activity=activity)[::-1]
    if not lines:
        raise DataError("letters.none")
    moment, row = office.clock.now(), office.row()
    with office.database.reading() as session:
        plan = plans.current(session)
        seals = tuple(settings.get(session, settings.SEALS))
    titles = {one.id: one.short.zh_TW for one in plan.activities.values()}
    rows = tuple({**_told(one, titles), "no": str(at)} for at, one in enumerate(lines, start=1))
    header = {
        "county": counties.county(row.county_code).zh,
        "plan_title": plan.title.zh_TW,
        "fill_date": roc_long(moment.date()),
    }
    listed = ListPaper("letter_book", "", "", header, Roster((RosterGroup("", rows),)), seals, moment)
    out = io.BytesIO()
    list_paper.render([listed], out)
    return out.getvalue()


def _line(session: Session, row: Letter) -> Line:
    return Line(
        row.id,
        row.direction,
        row.day,
        row.number,
        row.party,
        row.subject,
        row.activity,
        row.deadline,
        row.kind,
        row.note,
        row.file_name,
        tuple(_resting(session, row)),
    )


def _resting(session: Session, row: Letter) -> Iterator[tuple[str, int]]:
    """What was decided by this letter: everything that names its number, and the rounds it began."""
    columns = (
        ("changes", ActivityChange.letter_no),
        ("deadlines", Deadline.document_no),
        ("outcomes", Nomination.outcome_document_no),
        ("showcase", ShowcaseRequest.document_no),
        ("hosting", Hosting.document_no),
        ("pairs", Pair.document_no),
    )
    for name, column in columns if row.number else ():
        found = len(session.execute(select(column).where(column == row.number)).all())
        if found:
            yield name, found
    seats = settings.get(session, settings.CAMP_SEATS) or {}
    if row.number and seats.get("document_no") == row.number:
        yield "seats", 1
    rounds = len(session.scalars(select(CollectionRound.id).filter_by(letter_id=row.id)).all())
    if rounds:
        yield "rounds", rounds


def _told(one: Line, titles: dict[str, str]) -> Values:
    return {
        "day": roc_short(one.day),
        "direction": terms.label("letter_direction", one.direction),
        "number": one.number,
        "party": one.party,
        "subject": one.subject,
        "activity": titles.get(one.activity, one.activity),
        "deadline": "" if one.deadline is None else roc_short(one.deadline),
        "note": "　".join(part for part in (one.file_name, one.note) if part),
    }


def _row(session: Session, letter_id: int) -> Letter:
    found = session.get(Letter, letter_id)
    if found is None:
        raise UsageError("letters.gone", id=letter_id)
    return found


def _checked(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    told = field_values.checked(values, _FIELDS, LONGEST)
    if not all(text.is_line(told.get(name, ""), LONGEST[name]) for name in ("number", "party", "subject")):
        raise DataError("letters.one_line")
    for name, vocabulary in (("direction", "letter_direction"), ("kind", "letter_kind")):
        if name in told and told[name] not in terms.vocabulary(vocabulary):
            raise UsageError("letters.code", code=told[name])
    if told.get("activity"):
        plans.current(session).activity(told["activity"])
    if "subject" in told and not told["subject"]:
        raise DataError("letters.no_subject")
    if "day" in told and told["day"] is None:
        raise DataError("letters.no_day")
    return told


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as failed:
        raise EnvironmentFailure(
            "letters.unreadable", file=path.name, reason=failed.strerror or str(failed)
        ) from failed
    if len(content) > LARGEST:
        raise DataError("letters.too_large", file=path.name, limit=LARGEST // 1024 // 1024)
    return content
