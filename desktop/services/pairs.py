"""The pairs of the year: their agreement, their diary, how each stands, and which have gone silent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms, text
from desktop.core.clock import ROC_OFFSET, roc_short
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.models.events import EventRegistration
from desktop.models.journal import Journal
from desktop.models.mentoring import MentoringMember, Pair, PairChoice, PairLine
from desktop.models.office import OfficeRow
from desktop.services import facts, form_columns, form_lines, mentoring, mentoring_form, plans
from desktop.services.form_columns import Column
from desktop.services.office import Office

SUGGESTED, GRANTED, REFUSED, ENDED = "suggested", "granted", "refused", "ended"
STANDING: Final = (SUGGESTED, GRANTED)
"""States of a pair that goes on."""

DISCUSSION, PRACTICE = "discussion", "practice"
CAMPS: Final = ("launch_camp", "sharing_camp")
"""Stages of the plan (柒、四、（三）2) that both of a pair attend; who was there stands with the events."""

_LONGEST_NUMBER = 100
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a diary."""

    id: int
    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PairOf:
    """One pair with both people and everything they did."""

    id: int
    mentee_member: int
    mentor_member: int
    mentee: Any
    """The person's columns, with `agency` and `agency_kind`."""
    mentor: Any
    points: int
    locked: bool
    reason: str
    """Why it was fixed by hand."""
    ended_reason: str
    rules: tuple[str, ...]
    state: str
    document_no: str
    document_date: date | None
    cells: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    camps: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Camp → how the mentor's and the mentee's registration stands; blank without one."""
    silent: int | None = None
    """Days since the last entry of the diary, or the letter that granted; None where it is no matter."""

    def lines(self, name: str) -> tuple[Entry, ...]:
        """The rows of a list, in order."""
        return self.lists.get(name, ())

    @property
    def minutes(self) -> int:
        """Of all discussions."""
        return sum(int(one.cells.get("minutes") or 0) for one in self.lines(DISCUSSION))

    @property
    def is_silent(self) -> bool:
        """Whether a granted pair is to be asked after."""
        return self.state == GRANTED and (self.silent or 0) > mentoring_form.form().silent_days


def read(office: Office) -> tuple[PairOf, ...]:
    """Every pair, by the numbers of mentor and mentee."""
    with office.database.reading() as session:
        return of_session(session, office.clock.now().date())


def of_session(session: Session, today: date) -> tuple[PairOf, ...]:
    """The same in somebody's session; `today` tells who has gone silent, up to the plan's last day of it."""
    rows = list(session.scalars(select(Pair)))
    if not rows:
        return ()
    day = min(today, mentoring.activity(plans.current(session)).schedule.last)
    members = select(MentoringMember.id, MentoringMember.person_id)
    person_of = {row.id: row.person_id for row in session.execute(members)}
    people = facts.rows(session, set(person_of.values()))
    lists = _lists(session)
    camps = _camps(session)
    found = []
    for row in rows:
        own = {
            name: (
                camps.get((name, person_of[row.mentor_id]), ""),
                camps.get((name, person_of[row.mentee_id]), ""),
            )
            for name in CAMPS
        }
        found.append(
            PairOf(
                id=row.id,
                mentee_member=row.mentee_id,
                mentor_member=row.mentor_id,
                mentee=people[person_of[row.mentee_id]],
                mentor=people[person_of[row.mentor_id]],
                points=row.points,
                locked=row.locked,
                reason=row.reason,
                ended_reason=row.ended_reason,
                rules=tuple(row.rules.split()),
                state=row.state,
                document_no=row.document_no,
                document_date=row.document_date,
                cells=json.loads(row.cells),
                lists=lists.get(row.id, {}),
                camps=own,
                silent=_silent(row, lists.get(row.id, {}), day),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.mentor.id_no, one.mentee.id_no)))


def state(
    office: Office,
    ids: Sequence[int],
    state_: str,
    *,
    number: str = "",
    day: date | None = None,
    reason: str = "",
) -> None:
    """Say how pairs stand. What the center grants or refuses needs its letter, an end needs a reason.

    A lock goes with its pair when that is refused or ends, and when the mentee is granted to somebody else.
    Raises `DataError` without letter or reason, and for a mentee who would have two granted mentors;
    `UsageError` for a state or a pair that there is not.
    """
    if state_ not in terms.vocabulary("pair_state"):
        raise UsageError("pairs.no_state", state=state_)
    told, why = number.strip(), " ".join(reason.split())
    if state_ in {GRANTED, REFUSED} and (not told or day is None):
        raise DataError("proposal.answer_without_letter")
    if state_ == ENDED and not why:
        raise DataError("rounds.reason", longest=_LONGEST_REASON)
    for value, longest in ((told, _LONGEST_NUMBER), (why, _LONGEST_REASON)):
        if not text.is_line(value, longest):
            raise DataError("nominate.too_long", length=len(value), limit=longest)
    values: dict[str, Any] = {"state": state_}
    if state_ in {GRANTED, REFUSED}:
        values |= {"document_no": told, "document_date": day}
    if state_ == SUGGESTED:
        values |= {"document_no": "", "document_date": None}
    with office.database.writing("pairs.state", f"{state_} {len(ids)}") as journal:
        for one in ids:
            row = _row(journal.session, one)
            _settle_locks(journal, row, state_)
            journal.update(Pair, row.id, values | {"ended_reason": why if state_ == ENDED else ""})


def put(office: Office, pair_id: int, values: Mapping[str, Any]) -> None:
    """Change the agreement or the result; raises as `form_columns.clean`, `UsageError` for a pair gone.

    Also raises `DataError` for a day that is not of the plan's year or the one before or after.
    """
    columns = mentoring_form.form().pair
    with office.database.writing("pairs.put") as journal:
        row = _row(journal.session, pair_id)
        told = {
            name: form_columns.clean(form_columns.named(columns, name), value)
            for name, value in values.items()
        }
        _refuse_years(journal.session, columns, told)
        journal.update(Pair, row.id, {"cells": form_lines.dumped({**json.loads(row.cells), **told})})


def add_line(office: Office, pair_id: int, name: str, values: Mapping[str, Any]) -> int:
    """Add a row to a pair's diary; returns its id. Raises as `put`."""
    own = mentoring_form.form().list_of(name)
    with office.database.writing("pairs.line", name) as journal:
        of = {"pair_id": _row(journal.session, pair_id).id, "list": name}
        cells = form_lines.changed(own, "{}", values)
        _refuse_years(journal.session, own.columns, cells)
        number = form_lines.next_number(journal.session, PairLine, **of)
        (made,) = journal.insert(PairLine, [{**of, "number": number, "cells": form_lines.dumped(cells)}])
    return made


def restate_line(office: Office, line_id: int, values: Mapping[str, Any]) -> None:
    """Change columns of a row; raises as `put`, `UsageError` for one that is gone."""
    with office.database.writing("pairs.line") as journal:
        row = _line(journal.session, line_id)
        own = mentoring_form.form().list_of(row.list)
        cells = form_lines.changed(own, row.cells, values)
        _refuse_years(journal.session, own.columns, cells)
        journal.update(PairLine, row.id, {"cells": form_lines.dumped(cells)})


def remove_line(office: Office, line_id: int) -> None:
    """Take a row out; those after it move up."""
    with office.database.writing("pairs.remove") as journal:
        row = _line(journal.session, line_id)
        of = {"pair_id": row.pair_id, "list": row.list}
        form_lines.remove(journal, PairLine, row.id, row.number, **of)


def findings(pairs: Sequence[PairOf]) -> tuple[tuple[PairOf, Finding], ...]:
    """What is to be asked after, pair by pair."""
    least = mentoring_form.form().discussions
    found = []
    for one in pairs:
        if one.is_silent:
            params: dict[str, str | int] = {"days": one.silent or 0}
            found.append((one, Finding("pairs.silent", Severity.WARNING, params=params)))
        if one.state == GRANTED and one.cells.get("result") and len(one.lines(DISCUSSION)) < least:
            params = {"count": len(one.lines(DISCUSSION)), "least": least}
            found.append((one, Finding("pairs.few", Severity.WARNING, params=params)))
        for own in mentoring_form.form().lists:
            for line in one.lines(own.name):
                if any(column.required and not line.cells.get(column.name) for column in own.columns):
                    params = {"number": line.number}
                    found.append((one, Finding("pairs.line_missing", Severity.ERROR, params=params)))
    return tuple(found)


def _settle_locks(journal: Journal, row: Pair, state_: str) -> None:
    """Take back the locks that the new state of a pair says otherwise of."""
    found = select(PairChoice.id).filter_by(kind="lock", mentee_id=row.mentee_id)
    if state_ == GRANTED:
        others = select(Pair.id).filter_by(mentee_id=row.mentee_id, state=GRANTED).where(Pair.id != row.id)
        if journal.session.scalars(others).first() is not None:
            raise DataError("pairs.two_mentors", id=row.id)
        found = found.where(PairChoice.mentor_id != row.mentor_id)
    elif state_ in {REFUSED, ENDED}:
        found = found.filter_by(mentor_id=row.mentor_id)
    else:
        return
    journal.delete(PairChoice, list(journal.session.scalars(found)))


def _silent(row: Pair, lists: Mapping[str, Sequence[Entry]], today: date) -> int | None:
    if row.state not in STANDING:
        return None
    days = [
        date.fromisoformat(line.cells["day"])
        for name in (DISCUSSION, PRACTICE)
        for line in lists.get(name, ())
        if line.cells.get("day")
    ]
    since = max(days, default=row.document_date)
    return None if since is None else max(0, (today - since) // timedelta(days=1))


def _lists(session: Session) -> Mapping[int, Mapping[str, tuple[Entry, ...]]]:
    found: defaultdict[int, defaultdict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for row in session.scalars(select(PairLine).order_by(PairLine.pair_id, PairLine.number)):
        found[row.pair_id][row.list].append(Entry(row.id, row.number, json.loads(row.cells)))
    return {pair: {name: tuple(some) for name, some in own.items()} for pair, own in found.items()}


def _camps(session: Session) -> Mapping[tuple[str, int], str]:
    """(camp, person) → how the registration stands."""
    live = select(EventRegistration.event, EventRegistration.person_id, EventRegistration.state)
    rows = session.execute(
        live.where(EventRegistration.withdrawn_at.is_(None), EventRegistration.event.in_(CAMPS))
    )
    return {(row.event, row.person_id): row.state for row in rows}


def _refuse_years(session: Session, columns: Iterable[Column], cells: Mapping[str, str]) -> None:
    """A slip in the year would stretch every chart and silence."""
    year = int(session.scalars(select(OfficeRow.plan)).one()) + ROC_OFFSET
    for one in columns:
        told = cells.get(one.name, "") if one.kind == "date" else ""
        if told and abs(date.fromisoformat(told).year - year) > 1:
            raise DataError("pairs.day_year", day=roc_short(date.fromisoformat(told)))


def _row(session: Session, pair_id: int) -> Pair:
    found = session.get(Pair, pair_id)
    if found is None:
        raise UsageError("pairs.gone", id=pair_id)
    return found


def _line(session: Session, line_id: int) -> PairLine:
    found = session.get(PairLine, line_id)
    if found is None:
        raise UsageError("proposal.line_gone", id=line_id)
    return found
