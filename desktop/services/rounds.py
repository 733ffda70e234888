"""Rounds with the agencies: opened, listed, and the board that shows who has answered."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.errors import DataError, UsageError
from desktop.models.journal import Journal
from desktop.models.letters import Letter
from desktop.models.people import AGENCY_KINDS, Agency
from desktop.models.rounds import CollectionRound, RoundAgency, RoundReturn
from desktop.rules import eligible_agencies
from desktop.rules.plan import Activity
from desktop.services import field_values, plans, round_kinds
from desktop.services.office import Office

LONGEST = {"contact": 40, "phone": 40, "email": 100, "note": 500}


@dataclass(frozen=True, slots=True)
class Asking:
    """What a round shall be. Without `agencies` all that the clause allows are asked."""

    activity: str
    due: date
    session: int | None = None
    agencies: tuple[str, ...] = ()
    """Names of agencies, or kinds of them (vocabulary agency_kind)."""
    places: int | None = None
    """How many people each agency may recommend."""
    letter_id: int | None = None
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round as it is listed."""

    id: int
    activity: str
    session: int | None
    title: str
    token: str
    opened_on: date
    due: date
    state: str
    note: str
    agencies: int
    returned: int


def open_round(office: Office, asking: Asking) -> int:
    """Open a round; returns its id.

    Raises `UsageError` for an activity that nobody is asked for, an unknown session or agency, and
    `DataError` for a day that is past or when nobody is left to ask.
    """
    today = office.clock.now().date()
    if asking.due < today:
        raise DataError("rounds.due_past", day=asking.due.isoformat())
    with office.database.writing("round.open", asking.activity) as journal:
        plan = plans.current(journal.session)
        activity = plan.activity(asking.activity)
        round_kinds.kind_of(activity)
        _check_session(activity, asking.session)
        if asking.letter_id is not None and journal.session.get(Letter, asking.letter_id) is None:
            raise UsageError("letters.gone", id=asking.letter_id)
        chosen = _chosen(journal.session, activity, asking.agencies)
        row = {
            "activity": activity.id,
            "session": asking.session,
            "title": asking.title.strip() or f"{plan.year}年度{activity.title.zh_TW}",
            "token": _token(journal.session),
            "opened_on": today,
            "due": asking.due,
            "letter_id": asking.letter_id,
            "note": asking.note,
            "created_at": office.clock.now(),
        }
        (made,) = journal.insert(CollectionRound, [row])
        contacts = _contacts(journal.session)
        journal.insert(
            RoundAgency,
            [
                {"round_id": made, "agency_id": one, "number": number, "places": asking.places}
                | {"sent_on": None, "reminded_on": None}
                | contacts.get(one, {"contact": "", "phone": "", "email": ""})
                for number, one in enumerate(chosen, start=1)
            ],
        )
    return made


def listing(office: Office, *, state: str = "") -> tuple[RoundLine, ...]:
    """All rounds, the latest first; those of one state if it is given."""
    with office.database.reading() as session:
        asked = _counts(session, select(RoundAgency.round_id, func.count()).group_by(RoundAgency.round_id))
        came = select(RoundAgency.round_id, func.count(RoundReturn.round_agency_id.distinct()))
        joined = came.join(RoundReturn, RoundReturn.round_agency_id == RoundAgency.id)
        returned = _counts(session, joined.group_by(RoundAgency.round_id))
        rows = session.scalars(select(CollectionRound).order_by(CollectionRound.id.desc()))
        return tuple(
            RoundLine(
                row.id,
                row.activity,
                row.session,
                row.title,
                row.token,
                row.opened_on,
                row.due,
                row.state,
                row.note,
                asked.get(row.id, 0),
                returned.get(row.id, 0),
            )
            for row in rows
            if state in {"", row.state}
        )


def latest(office: Office, activity: str) -> int:
    """The round of an activity that was opened last; raises `UsageError` if there is none."""
    found = next((one.id for one in listing(office) if one.activity == activity), None)
    if found is None:
        raise UsageError("rounds.none_of", activity=activity)
    return found


def close(office: Office, round_id: int, *, closed: bool = True) -> None:
    """Take no more answers, or take them again."""
    with office.database.writing("round.close" if closed else "round.reopen") as journal:
        row = held(journal.session, round_id)
        journal.update(CollectionRound, row.id, {"state": "closed" if closed else "open"})


def restate(office: Office, round_agency_id: int, values: dict[str, Any]) -> None:
    """Change what is known of an agency in a round: contact, phone, email, places, note.

    Raises `DataError` for a text that is too long, `UsageError` for a field or agency that is not there.
    """
    told = field_values.checked(values, {*LONGEST, "places"}, LONGEST)
    with office.database.writing("round.contact") as journal:
        _agency(journal.session, round_agency_id)
        journal.update(RoundAgency, round_agency_id, told)


def put_due(office: Office, round_id: int, due: date) -> None:
    """Give everybody more time, or less."""
    with office.database.writing("round.due", due.isoformat()) as journal:
        journal.update(CollectionRound, held(journal.session, round_id).id, {"due": due})


def nil(office: Office, round_agency_id: int) -> None:
    """State in an agency's name that it recommends nobody, as it said by telephone or letter."""
    with office.database.writing("round.nil") as journal:
        _agency(journal.session, round_agency_id)
        add_return(journal, round_agency_id, recognised="hand", nil=True)


def add_return(journal: Journal, round_agency_id: int, **values: Any) -> int:
    """Write down that something came back, inside somebody's action; returns its id."""
    last = select(func.max(RoundReturn.number)).filter_by(round_agency_id=round_agency_id)
    usual = {"file_name": "", "file_id": None, "nil": False, "records": 0, "problems": "[]"}
    row = {
        "round_agency_id": round_agency_id,
        "number": (journal.session.scalar(last) or 0) + 1,
        "received_at": journal.clock.now(),
        **usual,
        **values,
    }
    (made,) = journal.insert(RoundReturn, [row])
    return made


def held(session: Session, round_id: int) -> CollectionRound:
    """The round with this id; raises `UsageError` for one that is gone."""
    found = session.get(CollectionRound, round_id)
    if found is None:
        raise UsageError("rounds.gone", id=round_id)
    return found


def agencies(session: Session, round_id: int) -> Sequence[Row[Any]]:
    """The agencies of a round by number: the columns of `RoundAgency`, `name` and `kind`."""
    query = select(RoundAgency.__table__, Agency.name, Agency.kind)
    joined = query.join(Agency, Agency.id == RoundAgency.agency_id)
    return session.execute(joined.where(RoundAgency.round_id == round_id).order_by(RoundAgency.number)).all()


def earlier(session: Session, row: CollectionRound) -> int:
    """How many rounds were opened before this one: each begins the turn one agency further."""
    return session.scalar(select(func.count()).where(CollectionRound.id < row.id)) or 0


def _agency(session: Session, round_agency_id: int) -> RoundAgency:
    found = session.get(RoundAgency, round_agency_id)
    if found is None:
        raise UsageError("rounds.agency_gone", id=round_agency_id)
    return found


def _check_session(activity: Activity, number: int | None) -> None:
    if number is not None and number not in {one.number for one in activity.sessions}:
        raise UsageError("rounds.session_unknown", session=number, known=len(activity.sessions))


def _chosen(session: Session, activity: Activity, wanted: Collection[str]) -> list[int]:
    """Ids of the agencies to ask, in the order of the list of agencies."""
    rows = session.execute(select(Agency.id, Agency.name, Agency.kind).order_by(Agency.id)).all()
    names, kinds = {row.name for row in rows}, set(AGENCY_KINDS)
    asked = {terms.vocabulary("agency_kind").code(one) or one: one for one in wanted}
    for code, said in asked.items():
        if code not in names and code not in kinds:
            raise UsageError("rounds.agency_unknown", agency=said)
    allowed = set(asked) or set(eligible_agencies.kinds(activity))
    chosen = [row.id for row in rows if row.kind in allowed or row.name in allowed]
    if not chosen:
        raise DataError("rounds.nobody_to_ask")
    return chosen


def _contacts(session: Session) -> dict[int, dict[str, str]]:
    """What the latest round knew of each agency."""
    rows = session.scalars(select(RoundAgency).order_by(RoundAgency.id))
    return {row.agency_id: {"contact": row.contact, "phone": row.phone, "email": row.email} for row in rows}


def _token(session: Session) -> str:
    taken = set(session.scalars(select(CollectionRound.token)))
    while (made := base64.b32encode(secrets.token_bytes(5)).decode()) in taken:
        pass
    return made


def _counts(session: Session, query: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in session.execute(query)}
