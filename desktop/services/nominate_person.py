"""Nominating one person by hand: the verdict before, and the nomination with it frozen in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.models.courses import Nomination
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer
from desktop.services import facts, field_values, nomination_changes, nominations, plans, ranking, reasons
from desktop.services.facts import Known
from desktop.services.office import Office
from desktop.services.reasons import FrozenReason

LONGEST = {"business_note": 100, "note": 1000}
"""Characters of the texts, as in a nomination file."""

_TERMS = {"business_relation": "business_relation", "meal": "meal"}
"""Field → vocabulary; blank means that nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a nomination states about its person; codes of `core.terms`, None for what is not said."""

    business_relation: str = ""
    business_note: str = ""
    interest: bool = False
    meal: str = ""
    lodging: bool | None = None
    access_need: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of somebody before they are nominated."""

    person_id: int
    answer: Answer
    reasons: tuple[FrozenReason, ...]
    priority: tuple[str, ...]
    """Codes of the plan's priorities that apply."""
    session: int | None
    """The session that the person is nominated for already."""
    nomination_id: int | None


def judge_people(office: Office, activity_id: str, person_ids: Sequence[int]) -> dict[int, Judgement]:
    """The verdicts for some people of the roster, by person; for the few that a list shows."""
    with office.database.reading() as session:
        activity = plans.current(session).activity(activity_id)
        known = facts.of_people(session, person_ids)
        held = _held(session, activity_id, person_ids)
    return {one: _judgement(activity, known[one], held.get(one)) for one in person_ids if one in known}


def judge_person(office: Office, activity_id: str, person_id: int) -> Judgement:
    """The verdict for one person; raises `UsageError` for somebody who is not in the roster."""
    found = judge_people(office, activity_id, [person_id]).get(person_id)
    if found is None:
        raise UsageError("people.unknown", id=person_id)
    return found


def nominate_person(
    office: Office,
    activity_id: str,
    session: int,
    person_id: int,
    *,
    alternate: bool = False,
    stated: Stated = Stated(),
) -> int:
    """Nominate somebody at the end of a session's regular nominees or alternates; returns the nomination.

    Raises `DataError` when the rules refuse (no), when the person is nominated for the course already, or
    when the course has no such session. Unknown is accepted and waits for attestation.
    """
    with office.database.writing("nomination.add", activity_id) as journal:
        plan = plans.current(journal.session)
        activity = plan.activity(activity_id)
        nomination_changes.require_session(activity, session)
        known = facts.of_people(journal.session, [person_id]).get(person_id)
        if known is None:
            raise UsageError("people.unknown", id=person_id)
        _refuse_held(journal.session, activity_id, person_id)
        verdict = judge(activity, nominations.stated_facts(known.facts, stated))
        nominations.refuse_no(activity, verdict)
        row = {
            "activity": activity_id,
            "session": session,
            "rank": ranking.last(journal.session, ranking.session_of(activity_id, session)) + 1,
            "alternate": alternate,
            "person_id": person_id,
            "created_at": office.clock.now(),
        }
        (made,) = journal.insert(Nomination, [row | _checked(asdict(stated)) | nominations.judged(verdict)])
        ranking.close_gaps(journal, ranking.session_of(activity_id, session))
    return made


def restate(office: Office, nomination_id: int, values: dict[str, Any]) -> None:
    """Change what a nomination states (fields of `Stated`); the verdict is judged and frozen anew with it.

    What was attested before still counts. Raises `DataError` for a code that there is not or a long text.
    """
    with office.database.writing("nomination.restate", str(nomination_id)) as journal:
        row = nominations.live(journal.session, nomination_id)
        told = field_values.different(_checked(values), row)
        if told:
            journal.update(Nomination, nomination_id, told)
            nomination_changes.refreeze(journal, nomination_id)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    return field_values.checked(values, nominations.STATED, LONGEST, codes=_TERMS)


def _judgement(activity: Activity, known: Known, held: tuple[int, int] | None) -> Judgement:
    verdict = judge(activity, known.facts)
    return Judgement(
        person_id=known.row.id,
        answer=verdict.answer,
        reasons=reasons.freeze(verdict),
        priority=tuple(basis.code for basis in verdict.priority),
        session=held[1] if held else None,
        nomination_id=held[0] if held else None,
    )


def _held(session: Session, activity_id: str, person_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Person → (nomination, session) of those nominated already."""
    query = select(Nomination.person_id, Nomination.id, Nomination.session).where(
        Nomination.activity == activity_id,
        Nomination.withdrawn_at.is_(None),
        Nomination.person_id.in_(person_ids),
    )
    return {row.person_id: (row.id, row.session) for row in session.execute(query)}


def _refuse_held(session: Session, activity_id: str, person_id: int) -> None:
    held = _held(session, activity_id, [person_id]).get(person_id)
    if held is not None:
        raise DataError("nominate.held", session=held[1])
