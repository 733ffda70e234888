"""What a coordinator does with the camp's members: add, rank, restate, attest, withdraw; each one action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from desktop.core.errors import DataError, UsageError
from desktop.models.camp import CampMember
from desktop.models.journal import Journal
from desktop.rules.evaluate import judge
from desktop.rules.facts import Facts
from desktop.rules.verdict import Verdict
from desktop.services import (
    camp_members,
    camp_seats,
    facts,
    field_values,
    nominations,
    plans,
    ranking,
    reasons,
)
from desktop.services.facts import Known
from desktop.services.nominate_person import Judgement
from desktop.services.office import Office

LONGEST = {
    "english_test": 40,
    "english_score": 40,
    "circle": 40,
    "leader_experience": 100,
    "motivation": 100,
    "note": 1000,
}
"""Characters of the texts, as in a file of members."""


def judge_people(office: Office, person_ids: Sequence[int]) -> dict[int, Judgement]:
    """What the rules say of some people of the roster, with the English that the roster states."""
    with office.database.reading() as session:
        activity = camp_seats.activity(plans.current(session))
        known = facts.of_people(session, person_ids)
        held = camp_members.of_people(session, person_ids)
    found = {}
    for one in person_ids:
        if one in known:
            verdict = judge(activity, known[one].facts)
            frozen = reasons.freeze(verdict)
            found[one] = Judgement(one, verdict.answer, frozen, (), None, held.get(one))
    return found


def add(office: Office, person_id: int) -> int:
    """Put somebody at the end of the list, in the county's circle if there is just one; returns the member.

    Raises `DataError` when the rules refuse (no) or the person is a member already.
    """
    with office.database.writing("camp.add") as journal:
        session = journal.session
        activity = camp_seats.activity(plans.current(session))
        known = _known(session, person_id)
        if camp_members.of_people(session, [person_id]):
            raise DataError("camp.held")
        verdict = judge(activity, known.facts)
        nominations.refuse_no(activity, verdict)
        circles = camp_members.circles(session)
        row = {
            "rank": ranking.last(session, ranking.CAMP) + 1,
            "person_id": person_id,
            "circle": circles.pop() if len(circles) == 1 else "",
            "created_at": office.clock.now(),
        }
        (made,) = journal.insert(CampMember, [row | _frozen(verdict)])
    return made


def restate(office: Office, member_id: int, values: dict[str, Any]) -> None:
    """Change what a recommendation states (`camp_members.STATED`); the verdict is judged and frozen anew.

    Raises `DataError` for a long text, or when somebody leads a circle that is not named.
    """
    with office.database.writing("camp.restate", str(member_id)) as journal:
        row = camp_members.live(journal.session, member_id)
        told = field_values.different(field_values.checked(values, camp_members.STATED, LONGEST), row)
        if told.get("leader", row.leader) and not told.get("circle", row.circle):
            raise DataError("camp.leader_without_circle")
        if told:
            journal.update(CampMember, member_id, told)
            _refreeze(journal, member_id)


def rearrange(office: Office, ids: Sequence[int], rank: int) -> None:
    """Put members at a rank, in the order given; the others close up."""
    with office.database.writing("camp.rank", _subject(ids)) as journal:
        ranking.move(journal, ranking.CAMP, ids, rank)


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Withdraw with a reason; those ranked after move up. Raises `DataError` without a reason."""
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("camp.withdraw", _subject(ids)) as journal:
        for one in ids:
            camp_members.live(journal.session, one)
            values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
            journal.update(CampMember, one, values)
        ranking.close_gaps(journal, ranking.CAMP)


def attest(office: Office, ids: Sequence[int], basis: str) -> tuple[int, ...]:
    """Attest from papers at hand (切結) what is open; returns the members that this changed.

    Raises `DataError` when no basis is named or nothing is open that may be attested.
    """
    if not basis.strip():
        raise DataError("nominate.no_basis")
    with office.database.writing("camp.attest", _subject(ids)) as journal:
        changed = tuple(one for one in ids if _attest(office, journal, one, basis.strip()))
        if not changed:
            raise DataError("nominate.nothing_to_attest")
    return changed


def judge_again(office: Office, ids: Sequence[int]) -> None:
    """Freeze the verdict that today's facts give, with what was attested before."""
    with office.database.writing("camp.judge", _subject(ids)) as journal:
        for one in ids:
            _refreeze(journal, one)


def _attest(office: Office, journal: Journal, member_id: int, basis: str) -> bool:
    row = camp_members.live(journal.session, member_id)
    activity = camp_seats.activity(plans.current(journal.session))
    verdict = nominations.attested(activity, _stated(journal.session, row))
    if verdict.attested == tuple(row.attested_codes.split()):
        return False
    values = nominations.attestation(journal.session, office.clock.now(), verdict, basis)
    journal.update(CampMember, member_id, {**_frozen(verdict), **values})
    return True


def _refreeze(journal: Journal, member_id: int) -> None:
    row = camp_members.live(journal.session, member_id)
    activity = camp_seats.activity(plans.current(journal.session))
    journal.update(CampMember, member_id, _frozen(judge(activity, _stated(journal.session, row))))


def _stated(session: Session, row: CampMember) -> Facts:
    known = _known(session, row.person_id)
    return camp_members.stated_facts(known.facts, row, row.attested_codes)


def _known(session: Session, person_id: int) -> Known:
    known = facts.of_people(session, [person_id]).get(person_id)
    if known is None:
        raise UsageError("people.unknown", id=person_id)
    return known


def _frozen(verdict: Verdict) -> dict[str, Any]:
    return {"verdict": str(verdict.answer), "reasons": reasons.dumps(reasons.freeze(verdict))}


def _subject(ids: Sequence[int]) -> str:
    return " ".join(map(str, ids))
