"""What would become of a nomination file: who is meant, at which place, and what the rules say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import text
from desktop.core.errors import Param
from desktop.core.findings import Finding, Severity, has_errors
from desktop.imports.drafts import NominationDraft
from desktop.models.people import Person
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer, Verdict
from desktop.services import facts, nominations, reasons
from desktop.services.nominations import Nominee
from desktop.services.reasons import FrozenReason


@dataclass(frozen=True, slots=True)
class Judged:
    """One record of the file. Without a person in the roster there is no verdict: the answer is unknown."""

    draft: NominationDraft
    name: str
    session: int
    rank: int
    person_id: int | None = None
    verdict: Verdict | None = None
    reasons: tuple[FrozenReason, ...] = ()
    newly_attested: bool = False
    problems: tuple[Finding, ...] = ()
    """What is wrong with the record itself, besides the reasons of the verdict."""

    @property
    def answer(self) -> Answer:
        """May the person be nominated."""
        return self.verdict.answer if self.verdict else Answer.UNKNOWN

    @property
    def accepted(self) -> bool:
        """Whether it may be written."""
        return not has_errors(self.findings)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The problems, then the reasons that somebody must hear of."""
        told = (one for one in self.reason_findings if one.severity is not Severity.INFO)
        return (*self.problems, *told)

    @property
    def reason_findings(self) -> tuple[Finding, ...]:
        """Every reason of the verdict, those that only explain a yes included."""
        person, name = text.mask_id(self.draft.id_no), text.mask_name(self.name)
        return tuple(
            reason.finding(record=self.draft.record, person=person, name=name) for reason in self.reasons
        )


def judge_all(
    session: Session, activity: Activity, drafts: Sequence[NominationDraft], *, attest: bool
) -> list[Judged]:
    """Every draft judged and placed among those who are nominated already, in the order of the file."""
    people = _people(session, {draft.id_no for draft in drafts})
    known = facts.of_people(session, set(people.values()))
    held = nominations.listing(session, activity.id)
    before = {one.person.id: one for one in held}
    seen: set[str] = set()
    judged = []
    for draft in drafts:
        person = known.get(people.get(draft.id_no, 0))
        problems = (*_problems(draft, person, activity), *_repeated(draft, seen))
        own_session = draft.session or (1 if len(activity.sessions) == 1 else 0)
        one = Judged(draft, draft.name, own_session, draft.rank or 0, problems=problems)
        judged.append(_with_verdict(one, person, activity, before, attest=attest) if person else one)
    return _placed(judged, held)


def _placed(judged: Sequence[Judged], held: Sequence[Nominee]) -> list[Judged]:
    """Everybody at the rank asked for, or at the next one free.

    Whoever is refused keeps the place of before. Some are refused only because the rank they ask for is
    taken: then there is another round, in which nobody else gets their place.
    """
    moving = {one.person_id for one in judged if one.accepted}
    while True:
        places = _Places(one for one in held if one.person.id not in moving)
        placed = [places.take(one) for one in judged]
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
            taken = _error(one.draft, "nominate.rank_taken", "推薦順位", rank=rank, session=one.session)
            return replace(one, rank=rank, problems=(*one.problems, taken))
        self._taken.add(place)
        return replace(one, rank=rank)

    def _last(self, group: tuple[int, bool]) -> int:
        ranks = (rank for session, alternate, rank in self._taken if (session, alternate) == group)
        return max(ranks, default=0)


def _people(session: Session, id_nos: Collection[str]) -> dict[str, int]:
    rows = session.execute(select(Person.id_no, Person.id))
    return {row.id_no: row.id for row in rows if row.id_no in id_nos}


def _problems(draft: NominationDraft, person: facts.Known | None, activity: Activity) -> Iterator[Finding]:
    numbers = [session.number for session in activity.sessions]
    if person is None:
        yield _error(draft, "nominate.not_in_roster", "身分證統一編號")
    elif draft.name and draft.name != person.row.name:
        held = text.mask_name(person.row.name)
        yield _error(draft, "nominate.other_name", "姓名", held=held)
    if draft.session is None and len(numbers) > 1:
        yield _error(draft, "nominate.no_session", "期別", sessions=len(numbers))
    elif draft.session is not None and draft.session not in numbers:
        yield _error(draft, "nominate.session_unknown", "期別", session=draft.session, sessions=len(numbers))


def _repeated(draft: NominationDraft, seen: set[str]) -> Iterator[Finding]:
    if draft.id_no in seen:
        yield _error(draft, "nominate.twice", "身分證統一編號")
    seen.add(draft.id_no)


def _with_verdict(
    one: Judged,
    person: facts.Known,
    activity: Activity,
    before: Mapping[int, Nominee],
    *,
    attest: bool,
) -> Judged:
    """What the rules say, with what was attested for this nomination before."""
    codes = before[person.row.id].attested_codes if person.row.id in before else ""
    stated = nominations.stated_facts(person.facts, one.draft, codes)
    verdict = nominations.attested(activity, stated) if attest else judge(activity, stated)
    return replace(
        one,
        name=person.row.name,
        person_id=person.row.id,
        verdict=verdict,
        reasons=reasons.freeze(verdict),
        newly_attested=not set(verdict.attested) <= set(codes.split()),
    )


def _error(draft: NominationDraft, code: str, field: str, **params: Param) -> Finding:
    return Finding(
        code,
        Severity.ERROR,
        record=draft.record,
        person=text.mask_id(draft.id_no),
        name=text.mask_name(draft.name),
        field=field,
        params=params,
    )
