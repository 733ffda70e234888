"""What a coordinator does with seat requests: add, rank, restate, withdraw, and the center's answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop.core import terms, text
from desktop.core.errors import DataError, UsageError
from desktop.models.showcase import ShowcaseRequest
from desktop.rules.evaluate import judge
from desktop.services import facts, field_values, nominations, plans, ranking, showcase
from desktop.services.office import Office
from desktop.services.showcase import COUNCIL, GOVERNMENT

LONGEST = {
    "name": 40,
    "agency": 100,
    "job_title": 100,
    "topic": 100,
    "booth": 100,
    "session": 40,
    "note": 1000,
    "document_no": 100,
}
"""Characters of the texts, as in a file."""

_TERMS = {
    "attendee_kind": "attendee_kind",
    "role": "showcase_role",
    "meal": "meal",
    "transport": "transport",
    "personnel_type": "personnel_type",
}
_REQUIRED = ("attendee_kind", "role", "name")
_OUTSIDE = ("name", "agency", "job_title", "personnel_type")
"""What is stated of somebody who is not in the roster."""
_FIELDS = (*_TERMS, *(name for name in LONGEST if name != "document_no"), "access_need")


def add(office: Office, *, person_id: int | None = None, name: str = "", agency: str = "") -> int:
    """Ask for a seat at the end of the list; returns the request.

    Raises `DataError` when the rules refuse (no), the person asks already, or somebody outside the roster has
    no name or agency.
    """
    with office.database.writing("showcase.add") as journal:
        session = journal.session
        kind = COUNCIL if agency.strip().endswith("議會") else GOVERNMENT
        if person_id is not None:
            known = facts.of_people(session, [person_id]).get(person_id)
            if known is None:
                raise UsageError("people.unknown", id=person_id)
            _refuse_held(office, person_id)
            activity = showcase.activity(plans.current(session))
            nominations.refuse_no(activity, judge(activity, known.facts))
            name, agency = known.row.name, ""
            kind = COUNCIL if known.row.agency_kind == COUNCIL else GOVERNMENT
        elif not name.strip() or not agency.strip():
            raise DataError("showcase.who_missing")
        row = {
            "rank": ranking.last(session, ranking.SHOWCASE) + 1,
            "person_id": person_id,
            "name": name.strip(),
            "agency": agency.strip(),
            "attendee_kind": kind,
            "created_at": office.clock.now(),
        }
        (made,) = journal.insert(ShowcaseRequest, [row])
    return made


def restate(office: Office, request_id: int, values: dict[str, Any]) -> None:
    """Change what a request states.

    Raises `DataError` for a code that there is not or a long text, `UsageError` for a field of the roster.
    """
    with office.database.writing("showcase.restate", str(request_id)) as journal:
        row = showcase.live(journal.session, request_id)
        checked = _checked(row, values)
        told = field_values.different(checked, row)
        if told:
            journal.update(ShowcaseRequest, request_id, told)


def rearrange(office: Office, ids: Sequence[int], rank: int) -> None:
    """Put requests at a rank, in the order given; the others close up."""
    with office.database.writing("showcase.rank", _subject(ids)) as journal:
        ranking.move(journal, ranking.SHOWCASE, ids, rank)


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Withdraw with a reason; those ranked after move up. Raises `DataError` without a reason."""
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("showcase.withdraw", _subject(ids)) as journal:
        for one in ids:
            showcase.live(journal.session, one)
            values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
            journal.update(ShowcaseRequest, one, values)
        ranking.close_gaps(journal, ranking.SHOWCASE)


def answer(
    office: Office, ids: Sequence[int], state: str, document_no: str = "", day: date | None = None
) -> None:
    """Record the center's answer (vocabulary seat_state) for several at once, with its letter.

    Raises `DataError` for an answer without the letter's number and date; `requested` takes one back.
    """
    if state not in terms.vocabulary("seat_state"):
        raise UsageError("showcase.state_code", state=state)
    number = document_no.strip()
    answered = state != "requested"
    if answered and (not number or day is None):
        raise DataError("showcase.answer_without_letter")
    if number and not text.is_line(number, LONGEST["document_no"]):
        raise DataError("nominate.too_long", length=len(number), limit=LONGEST["document_no"])
    values = {
        "state": state,
        "document_no": number if answered else "",
        "document_date": day if answered else None,
    }
    with office.database.writing("showcase.answer", str(len(ids))) as journal:
        for one in ids:
            showcase.live(journal.session, one)
            journal.update(ShowcaseRequest, one, values)


def _refuse_held(office: Office, person_id: int) -> None:
    with office.database.reading() as session:
        query = select(ShowcaseRequest.id).where(
            ShowcaseRequest.person_id == person_id, ShowcaseRequest.withdrawn_at.is_(None)
        )
        if session.scalar(query) is not None:
            raise DataError("showcase.held")


def _checked(row: ShowcaseRequest, values: dict[str, Any]) -> dict[str, Any]:
    own = _FIELDS if row.person_id is None else [name for name in _FIELDS if name not in _OUTSIDE]
    told = field_values.checked(values, own, LONGEST, codes=_TERMS)
    if any(not told[name] for name in _REQUIRED if name in told):
        raise DataError("showcase.who_missing")
    return told


def _subject(ids: Sequence[int]) -> str:
    return " ".join(map(str, ids))
