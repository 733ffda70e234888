"""The year's self-diagnosis: its respondents and their answers, written as they come."""

from __future__ import annotations

import base64
import secrets
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import DataError, UsageError
from desktop.models.diagnosis import Answer, Diagnosis, Respondent
from desktop.models.journal import Journal
from desktop.models.office import OfficeRow
from desktop.rules import answering, questionnaire
from desktop.rules.questionnaire import Questionnaire
from desktop.services.office import Office

LONGEST_NOTE = 40
LONGEST_ANSWER = 2000
"""Characters of a text answer, whatever the questionnaire allows."""


@dataclass(frozen=True, slots=True)
class RespondentLine:
    """One respondent as listed; `missing` counts the questions that are still open."""

    id: int
    number: int
    source: str
    note: str
    answered: int
    """Items with a level, or 不適用."""
    missing: int
    created_at: datetime


def form() -> Questionnaire:
    """The questionnaire that is answered; it is data of the program, see resources/questionnaires."""
    return questionnaire.bundled()


def current(session: Session) -> Diagnosis | None:
    """This year's diagnosis; None before the first respondent."""
    year = _year(session)
    return session.scalars(select(Diagnosis).filter_by(roc_year=year)).one_or_none()


def respondents(office: Office) -> tuple[RespondentLine, ...]:
    """Everybody who answers, by number."""
    asked = form()
    with office.database.reading() as session:
        own = current(session)
        if own is None:
            return ()
        rows = list(session.scalars(select(Respondent).filter_by(diagnosis_id=own.id).order_by("number")))
        given = answers(session, own.id)
    items = {item.questions[0] for item in answering.items_of(asked)}
    lines = []
    for row in rows:
        told = given.get(row.number, {})
        missing = answering.missing(asked, told)
        open_ones = items.intersection(missing)
        lines.append(
            RespondentLine(
                row.id,
                row.number,
                row.source,
                row.note,
                len(items) - len(open_ones),
                len(missing),
                row.created_at,
            )
        )
    return tuple(lines)


def answers(session: Session, diagnosis_id: int) -> dict[int, dict[str, str]]:
    """Respondent's number → question → answer."""
    query = select(Respondent.number, Answer.question, Answer.value)
    rows = session.execute(query.join(Answer).where(Respondent.diagnosis_id == diagnosis_id))
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for number, question, value in rows:
        found[number][question] = value
    return found


def answers_of(office: Office, respondent_id: int) -> dict[str, str]:
    """Question → answer of one respondent; raises `UsageError` for one that is gone."""
    with office.database.reading() as session:
        held(session, respondent_id)
        rows = session.execute(
            select(Answer.question, Answer.value).where(Answer.respondent_id == respondent_id)
        )
        return {row.question: row.value for row in rows}


def add(office: Office, source: str = "screen", note: str = "") -> int:
    """Let another person answer; returns the respondent's id. The first one begins the year's diagnosis."""
    if not text.is_line(note, LONGEST_NOTE):
        raise DataError("nominate.too_long", length=len(note), limit=LONGEST_NOTE)
    with office.database.writing("diagnosis.respondent", note) as journal:
        return enter(journal, source, note=note)


def enter(journal: Journal, source: str, *, note: str = "", token: str = "") -> int:
    """The same inside somebody's action, with the token of an answer sheet."""
    own = begun(journal)
    last = select(func.max(Respondent.number)).filter_by(diagnosis_id=own)
    row = {
        "diagnosis_id": own,
        "number": (journal.session.scalar(last) or 0) + 1,
        "token": token or new_token(),
        "source": source,
        "note": note,
        "created_at": journal.clock.now(),
    }
    (made,) = journal.insert(Respondent, [row])
    return made


def begun(journal: Journal) -> int:
    """The year's diagnosis, made if there is none; raises `DataError` for another questionnaire's."""
    asked, own = form(), current(journal.session)
    if own is not None:
        require_same(own.instrument, own.version, own.sha256)
        return own.id
    row = {
        "roc_year": _year(journal.session),
        "instrument": asked.id,
        "version": asked.version,
        "sha256": asked.sha256,
        "created_at": journal.clock.now(),
    }
    (made,) = journal.insert(Diagnosis, [row])
    return made


def require_same(instrument: str, version: str, sha256: str) -> None:
    """Raise `DataError` for answers to another questionnaire, or to another version of it."""
    asked = form()
    if (instrument, version, sha256) != (asked.id, asked.version, asked.sha256):
        raise DataError("diagnosis.other_version", theirs=f"{instrument} {version}", ours=asked.version)


def answer(office: Office, respondent_id: int, told: Mapping[str, str]) -> None:
    """Write answers down, blank ones taken away; nobody else's change.

    Raises `UsageError` for a question that there is not, `DataError` for a code that is none of its list.
    """
    with office.database.writing("diagnosis.answer") as journal:
        write(journal, held(journal.session, respondent_id).id, told)


def write(journal: Journal, respondent_id: int, told: Mapping[str, str]) -> None:
    """The same inside somebody's action; what is already written so is left alone."""
    asked = form()
    rows = journal.session.scalars(select(Answer).filter_by(respondent_id=respondent_id))
    known = {row.question: row for row in rows}
    new = []
    for name, value in told.items():
        clean = value.strip()
        check(asked, name, clean)
        row = known.get(name)
        if row is None and clean:
            new.append({"respondent_id": respondent_id, "question": name, "value": clean})
        elif row is not None and not clean:
            journal.delete(Answer, [row.id])
        elif row is not None and row.value != clean:
            journal.update(Answer, row.id, {"value": clean})
    journal.insert(Answer, new)


def check(asked: Questionnaire, name: str, value: str) -> None:
    """Raise `UsageError` or `DataError` for what is no answer to a question."""
    if name not in asked.questions:
        raise UsageError("diagnosis.no_question", question=name)
    if not answering.accepts(asked, name, value):
        raise DataError("diagnosis.no_choice", question=name, value=value)
    if len(value) > LONGEST_ANSWER:
        raise DataError("nominate.too_long", length=len(value), limit=LONGEST_ANSWER)


def remove(office: Office, respondent_id: int) -> None:
    """Take a respondent and the answers away; the numbers of the others stay."""
    with office.database.writing("diagnosis.remove") as journal:
        row = held(journal.session, respondent_id)
        own = journal.session.scalars(select(Answer.id).filter_by(respondent_id=row.id))
        journal.delete(Answer, list(own))
        journal.delete(Respondent, [row.id])


def held(session: Session, respondent_id: int) -> Respondent:
    """The respondent with this id; raises `UsageError` for one that is gone."""
    found = session.get(Respondent, respondent_id)
    if found is None:
        raise UsageError("diagnosis.respondent_gone", id=respondent_id)
    return found


def new_token() -> str:
    """Eight letters that no other answer sheet has."""
    return base64.b32encode(secrets.token_bytes(5)).decode()


def _year(session: Session) -> int:
    return int(session.scalars(select(OfficeRow.plan)).one())
