"""What a coordinator does with registrations for events; each act is one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.errors import DataError, UsageError
from desktop.models.events import EventRegistration
from desktop.rules.evaluate import judge
from desktop.services import events, facts, field_values, nominations, plans, reasons
from desktop.services.nominate_person import Judgement
from desktop.services.office import Office

LONGEST = {"note": 1000}
"""Characters of the texts, as in a file."""

_TERMS = {"meal": "meal", "transport": "transport"}
_FIELDS = (*_TERMS, "lodging", "access_need", "note")


def judge_people(office: Office, event_id: str, person_ids: Sequence[int]) -> dict[int, Judgement]:
    """What the activity's clause says of some people of the roster, before they are registered."""
    with office.database.reading() as session:
        own = events.event(plans.current(session), event_id)
        known = facts.of_people(session, person_ids)
        held = _held(session, event_id, person_ids)
    found = {}
    for one in person_ids:
        if one in known:
            verdict = judge(own.activity, known[one].facts)
            frozen = reasons.freeze(verdict)
            found[one] = Judgement(one, verdict.answer, frozen, (), None, held.get(one))
    return found


def register(office: Office, event_id: str, person_ids: Sequence[int]) -> tuple[int, ...]:
    """Register people as one action; returns the registrations.

    Raises `DataError` when the clause refuses somebody or somebody is registered already, `UsageError` for
    somebody who is not in the roster.
    """
    with office.database.writing("event.register", str(len(person_ids))) as journal:
        session = journal.session
        own = events.event(plans.current(session), event_id)
        known = facts.of_people(session, person_ids)
        for one in person_ids:
            if one not in known:
                raise UsageError("people.unknown", id=one)
            nominations.refuse_no(own.activity, judge(own.activity, known[one].facts))
        if _held(session, event_id, person_ids):
            raise DataError("events.held")
        now = office.clock.now()
        rows = [{"event": event_id, "person_id": one, "created_at": now} for one in person_ids]
        return tuple(journal.insert(EventRegistration, rows))


def restate(office: Office, registration_id: int, values: dict[str, Any]) -> None:
    """Change what a registration states. Raises `DataError` for a code that there is not or a long text."""
    with office.database.writing("event.restate", str(registration_id)) as journal:
        row = events.live(journal.session, registration_id)
        told = field_values.different(field_values.checked(values, _FIELDS, LONGEST, codes=_TERMS), row)
        if told:
            journal.update(EventRegistration, registration_id, told)


def put_state(office: Office, ids: Sequence[int], state: str) -> None:
    """Record confirmed, waiting, attended or absent for several at once; `registered` takes it back."""
    if state not in terms.vocabulary("event_state"):
        raise UsageError("events.state_code", state=state)
    with office.database.writing("event.state", str(len(ids))) as journal:
        for one in ids:
            if events.live(journal.session, one).state != state:
                journal.update(EventRegistration, one, {"state": state})


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Withdraw with a reason. Raises `DataError` without one."""
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("event.withdraw", str(len(ids))) as journal:
        for one in ids:
            events.live(journal.session, one)
            values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
            journal.update(EventRegistration, one, values)


def _held(session: Session, event_id: str, person_ids: Sequence[int]) -> dict[int, int]:
    """Person → live registration."""
    query = select(EventRegistration.person_id, EventRegistration.id).where(
        EventRegistration.event == event_id,
        EventRegistration.person_id.in_(person_ids),
        EventRegistration.withdrawn_at.is_(None),
    )
    return {row.person_id: row.id for row in session.execute(query)}
