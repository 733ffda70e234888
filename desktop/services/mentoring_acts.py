"""Recommending one person by hand as mentor or mentee."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from desktop.core.errors import DataError, UsageError
from desktop.models.mentoring import MentoringMember, Pair
from desktop.rules.bilingual import Text
from desktop.rules.evaluate import judge
from desktop.rules.verdict import Answer
from desktop.services import facts, mentoring, mentoring_names, nominations, plans, reasons
from desktop.services.mentoring import LISTS, MENTOR, Line
from desktop.services.nominate_person import Judgement
from desktop.services.office import Office
from desktop.services.pairs import STANDING


@dataclass(frozen=True, slots=True)
class Overview:
    """Both pools, and what the plan says of them."""

    lines: tuple[Line, ...]
    paired: Mapping[int, str]
    """Member → name of the partners."""
    people: Mapping[str, str]
    """Number → name of those who are wished for, kept apart or superior."""
    activity: str
    clause: str
    schedule: Text
    who: Text


def overview(office: Office) -> Overview:
    """The pools as the page shows them; raises `UsageError` for a plan without e-mentoring."""
    with office.database.reading() as session:
        activity = mentoring.activity(plans.current(session))
        lines = mentoring.lines(session)
        names = {one.id: one.person.name for one in lines}
        partners: dict[int, list[str]] = {}
        rows = session.execute(select(Pair.mentee_id, Pair.mentor_id).where(Pair.state.in_(STANDING)))
        for mentee, mentor in rows:
            partners.setdefault(mentee, []).append(names.get(mentor, ""))
            partners.setdefault(mentor, []).append(names.get(mentee, ""))
        written = (cell for one in lines for cell in (one.wishes, one.avoid, one.supervisor))
        people = mentoring_names.names(session, written)
    return Overview(
        lines,
        {member: "、".join(filter(None, some)) for member, some in partners.items()},
        people,
        activity.id,
        activity.clause,
        activity.schedule.text,
        activity.who.text,
    )


def judge_people(office: Office, role: str, person_ids: Sequence[int]) -> Mapping[int, Judgement]:
    """What the rules say of some people before they are recommended, and whether they are in the pool."""
    with office.database.reading() as session:
        activity = mentoring.activity(plans.current(session))
        known = facts.of_people(session, person_ids)
        live = select(MentoringMember.person_id, MentoringMember.id).where(
            MentoringMember.role == role,
            MentoringMember.withdrawn_at.is_(None),
            MentoringMember.person_id.in_(person_ids),
        )
        held = {row.person_id: row.id for row in session.execute(live)}
    found = {}
    for one in person_ids:
        if one in known:
            verdict = judge(activity, known[one].facts)
            why = reasons.freeze(verdict)
            found[one] = Judgement(one, verdict.answer, why, (), None, held.get(one))
    return found


def add(office: Office, role: str, person_id: int) -> int:
    """Put somebody of the roster into a pool; returns the member.

    Raises `DataError` when the rules refuse or the person is in the pool already.
    """
    if role not in LISTS:
        raise UsageError("mentoring.role", role=role)
    with office.database.writing("mentoring.add", role) as journal:
        activity = mentoring.activity(plans.current(journal.session))
        known = facts.of_people(journal.session, [person_id]).get(person_id)
        if known is None:
            raise UsageError("people.unknown", id=person_id)
        verdict = judge(activity, known.facts)
        if verdict.answer is Answer.NO:
            nominations.refuse_no(activity, verdict)
        held = select(MentoringMember.id).filter_by(role=role, person_id=person_id, withdrawn_at=None)
        if journal.session.scalars(held).first() is not None:
            raise DataError("mentoring.held")
        gone = mentoring.withdrawn(journal.session).get((role, person_id))
        if gone is not None:
            journal.update(MentoringMember, gone, mentoring.RETURNED)
            return gone
        row = {
            "role": role,
            "person_id": person_id,
            "capacity": 1 if role == MENTOR else None,
            "leave_consent": None,
            "created_at": office.clock.now(),
            "withdrawn_at": None,
        }
        (made,) = journal.insert(MentoringMember, [row])
    return made
