"""What a coordinator does with nominees: rank, transfer, attest, withdraw; one action for one or many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from desktop.core.errors import DataError
from desktop.models.courses import Nomination
from desktop.models.journal import Journal
from desktop.rules.evaluate import judge
from desktop.rules.facts import Facts
from desktop.rules.plan import Activity
from desktop.services import facts, nominations, outcomes, plans, ranking
from desktop.services.office import Office


def withdraw(office: Office, ids: Sequence[int], reason: str) -> None:
    """Withdraw with a reason; those ranked after move up.

    Raises `DataError` without a reason, and for somebody who was there: that outcome is taken back first.
    """
    if not reason.strip():
        raise DataError("nominate.no_reason")
    with office.database.writing("nomination.withdraw", _subject(ids)) as journal:
        if any(nominations.live(journal.session, one).outcome in outcomes.CAME for one in ids):
            raise DataError("outcome.came")
        left = {_place(journal.session, one) for one in ids}
        values = {"withdrawn_at": office.clock.now(), "withdrawn_reason": reason.strip()}
        for one in ids:
            journal.update(Nomination, one, values)
        for activity, session in sorted(left):
            ranking.close_gaps(journal, ranking.session_of(activity, session))


def rearrange(office: Office, ids: Sequence[int], rank: int, *, alternate: bool) -> None:
    """Put nominees of one session at a rank of the regular ones or of the alternates, in the order given.

    `rank` counts within that group without those that move; the others close up.
    """
    with office.database.writing("nomination.rank", _subject(ids)) as journal:
        places = [_place(journal.session, one) for one in ids]
        for (activity, session), moved in groupby(zip(places, ids, strict=True), key=lambda pair: pair[0]):
            own = ranking.session_of(activity, session)
            ranking.move(journal, own, [one for _, one in moved], rank, alternate=alternate)


def make_alternate(office: Office, ids: Sequence[int], *, alternate: bool) -> None:
    """Make nominees alternates, or regular again: they come last in their new group."""
    rearrange(office, ids, _LAST, alternate=alternate)


_LAST = 1_000_000


def transfer(office: Office, ids: Sequence[int], session: int) -> None:
    """Move nominees to another session of their course, behind those who are there.

    Raises `DataError` for a session that the course does not have.
    """
    with office.database.writing("nomination.transfer", _subject(ids)) as journal:
        plan = plans.current(journal.session)
        left = {_place(journal.session, one) for one in ids}
        for activity, _session in left:
            require_session(plan.activity(activity), session)
        for one in ids:
            row = nominations.live(journal.session, one)
            rank = ranking.last(journal.session, ranking.session_of(row.activity, session)) + 1
            outcomes.move_history(journal, plan, row, session)
            journal.update(Nomination, one, {"session": session, "rank": rank})
        for activity, number in sorted(left | {(activity, session) for activity, _ in left}):
            ranking.close_gaps(journal, ranking.session_of(activity, number))


def attest(office: Office, ids: Sequence[int], basis: str) -> tuple[int, ...]:
    """Attest from papers at hand (切結) what is open; `basis` names the paper. Logged with name and time.

    Returns the nominations that this changed; those with nothing to attest stay as they are. Raises
    `DataError` when no basis is named or nothing at all is open that may be attested.
    """
    if not basis.strip():
        raise DataError("nominate.no_basis")
    with office.database.writing("nomination.attest", _subject(ids)) as journal:
        changed = tuple(one for one in ids if _attest(office, journal, one, basis.strip()))
        if not changed:
            raise DataError("nominate.nothing_to_attest")
    return changed


def judge_again(office: Office, ids: Sequence[int]) -> None:
    """Freeze the verdict that today's facts give, with what was attested before."""
    with office.database.writing("nomination.judge", _subject(ids)) as journal:
        for one in ids:
            refreeze(journal, one)


def refreeze(journal: Journal, nomination_id: int) -> None:
    """Judge one nomination as it stands now, inside somebody's action."""
    row = nominations.live(journal.session, nomination_id)
    activity, stated = _today(journal, row)
    verdict = judge(activity, stated)
    journal.update(Nomination, nomination_id, nominations.judged(verdict))


def require_session(activity: Activity, session: int) -> None:
    """Raise `DataError` for a session that the course does not have."""
    if session not in {one.number for one in activity.sessions}:
        raise DataError("nominate.no_such_session", session=session, sessions=len(activity.sessions))


def _attest(office: Office, journal: Journal, nomination_id: int, basis: str) -> bool:
    row = nominations.live(journal.session, nomination_id)
    activity, stated = _today(journal, row)
    verdict = nominations.attested(activity, stated)
    if verdict.attested == tuple(row.attested_codes.split()):
        return False
    values = nominations.attestation(journal.session, office.clock.now(), verdict, basis)
    journal.update(Nomination, nomination_id, {**nominations.judged(verdict), **values})
    return True


def _today(journal: Journal, row: Nomination) -> tuple[Activity, Facts]:
    plan = plans.current(journal.session)
    activity = plan.activity(row.activity)
    known = facts.of_people(journal.session, {row.person_id})[row.person_id]
    held = (activity, plan.year)
    return activity, nominations.stated_facts(known.facts, row, row.attested_codes, held=held)


def _place(session: Session, nomination_id: int) -> tuple[str, int]:
    row = nominations.live(session, nomination_id)
    return row.activity, row.session


def _subject(ids: Sequence[int]) -> str:
    return " ".join(map(str, ids))
