"""What would become of a nomination file: who is meant, at which place, and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from desktop.core.findings import Finding
from desktop.imports.drafts import NominationDraft
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.services import facts, judged, nominations, reasons
from desktop.services.judged import JudgedRecord
from desktop.services.nominations import Nominee

Judged = JudgedRecord[NominationDraft]


def judge_all(
    session: Session, plan: Plan, activity: Activity, drafts: Sequence[NominationDraft], *, attest: bool
) -> list[Judged]:
    """Every draft judged and placed among those who are nominated already, in the order of the file."""
    people = judged.people(session, {draft.id_no for draft in drafts})
    known = facts.of_people(session, set(people.values()))
    held = nominations.listing(session, activity.id)
    before = {one.person.id: one for one in held}
    seen: set[str] = set()
    found = []
    for draft in drafts:
        person = known.get(people.get(draft.id_no, 0))
        problems = (*_problems(draft, person, activity), *judged.repeated(draft, seen))
        own_session = draft.session or (1 if len(activity.sessions) == 1 else 0)
        one: Judged = JudgedRecord(
            draft=draft, name=draft.name, session=own_session, rank=draft.rank or 0, problems=problems
        )
        found.append(
            _with_verdict(one, person, (activity, plan.year), before, attest=attest) if person else one
        )
    return _placed(found, held)


def _placed(found: Sequence[Judged], held: Sequence[Nominee]) -> list[Judged]:
    """Everybody at the rank asked for, or at the next one free.

    Whoever is refused keeps the place of before. Some are refused only because the rank they ask for is
    taken: then there is another round, in which nobody else gets their place.
    """
    moving = {one.person_id for one in found if one.accepted}
    while True:
        places = _Places(one for one in held if one.person.id not in moving)
        placed = [places.take(one) for one in found]
        still = moving & {one.person_id for one in placed if one.accepted}
        if still == moving:
            return placed
        moving = still


class _Places:
    """The ranks taken so far, by session, regular nominees and alternates apart.

    Alternates who wait already go before those of the file, so they take no rank from them.
    """

    def __init__(self, held: Iterable[Nominee]) -> None:
        self._taken = {(one.session, False, one.rank) for one in held if not one.alternate}

    def take(self, one: Judged) -> Judged:
        """At the rank asked for, with a problem if somebody has it already; else at the end."""
        group = (one.session, one.draft.alternate)
        rank = one.draft.rank or self._last(group) + 1
        place = (*group, rank)
        if place in self._taken:
            taken = judged.problem(
                one.draft, "nominate.rank_taken", "推薦順位", rank=rank, session=one.session
            )
            return replace(one, rank=rank, problems=(*one.problems, taken))
        self._taken.add(place)
        return replace(one, rank=rank)

    def _last(self, group: tuple[int, bool]) -> int:
        ranks = (rank for session, alternate, rank in self._taken if (session, alternate) == group)
        return max(ranks, default=0)


def _problems(draft: NominationDraft, person: facts.Known | None, activity: Activity) -> Iterator[Finding]:
    yield from judged.identity_problems(draft, person)
    numbers = [session.number for session in activity.sessions]
    if draft.session is None and len(numbers) > 1:
        yield judged.problem(draft, "nominate.no_session", "期別", sessions=len(numbers))
    elif draft.session is not None and draft.session not in numbers:
        yield judged.problem(
            draft, "nominate.session_unknown", "期別", session=draft.session, sessions=len(numbers)
        )


def _with_verdict(
    one: Judged,
    person: facts.Known,
    course: tuple[Activity, int],
    before: Mapping[int, Nominee],
    *,
    attest: bool,
) -> Judged:
    """What the rules say, with what was attested for this nomination before."""
    activity, held = course[0], before.get(person.row.id)
    codes = held.attested_codes if held else ""
    stated = nominations.stated_facts(person.facts, one.draft, codes, held=course if held else None)
    verdict = nominations.attested(activity, stated) if attest else judge(activity, stated)
    return replace(
        one,
        name=person.row.name,
        person_id=person.row.id,
        verdict=verdict,
        reasons=reasons.freeze(verdict),
        newly_attested=not set(verdict.attested) <= set(codes.split()),
    )
