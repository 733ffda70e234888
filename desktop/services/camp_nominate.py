"""Recommending people for the English camp from a file: everybody is judged, seats go by rank."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.findings import Finding, Severity
from desktop.core.messages import catalogue
from desktop.imports import camp as reader
from desktop.imports.drafts import CampDraft, Reading
from desktop.imports.tables import open_table
from desktop.models.camp import CampMember
from desktop.models.journal import Journal
from desktop.models.people import Person
from desktop.rules import camp_seats
from desktop.rules.camp_seats import Seat
from desktop.rules.evaluate import judge
from desktop.rules.plan import Activity, Plan
from desktop.services import (
    backup,
    camp_checks,
    camp_members,
    facts,
    importing,
    judged,
    nominations,
    plans,
    ranking,
    reasons,
)
from desktop.services import camp_seats as stated_seats
from desktop.services.camp_members import COUNCIL, Member
from desktop.services.importing import ImportResult, RowState
from desktop.services.judged import JudgedRecord
from desktop.services.nominate import NominationResult
from desktop.services.office import Office

Judged = JudgedRecord[CampDraft]


def nominate_file(
    office: Office,
    activity_id: str,
    path: Path,
    *,
    attest: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> NominationResult:
    """Recommend the people of a file, as `services.nominate` does for courses.

    Whoever is not eligible is refused with the reason, and so is whoever ranks beyond the seats and the seats
    asked for. Those that are written are numbered anew, in the order of their ranks.
    """
    with office.database.reading() as session:
        reading = reader.read_members(open_table(path, "english_camp"), passports=facts.passports(session))
    return nominate_reading(
        office, activity_id, reading, attest=attest, dry_run=dry_run, skip_errors=skip_errors
    )


def nominate_reading(
    office: Office,
    activity_id: str,
    reading: Reading[CampDraft],
    *,
    attest: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> NominationResult:
    """The same for what was read already."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = plan.activity(activity_id)
        held = camp_members.listing(session, plan)
        found = _Judging(session, plan, activity, held, attest=attest).judge(reading.drafts)
    circles = tuple(camp_checks.circles(activity, _circles(found, held)))
    findings = importing.in_order(
        reading, [*circles, *(finding for one in found for finding in one.findings)]
    )
    blocked = not skip_errors and any(finding.severity is Severity.ERROR for finding in findings)
    accepted = [one for one in found if one.accepted]
    committed = bool(accepted) and not dry_run and not blocked
    if committed:
        _commit(office, accepted)
    return NominationResult(
        records=reading.records,
        accepted=len(accepted),
        refused=reading.records - reading.repeated - len(accepted),
        committed=committed,
        nominations=tuple(found),
        findings=findings,
        unread=reading.unknown_columns,
        listed_until=reading.complete_until,
    )


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """The same for the camp of this year's plan, told as other imports are."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = stated_seats.activity(plan)
        held = {one.person.id for one in camp_members.listing(session, plan)}
    found = nominate_file(office, activity.id, path, dry_run=dry_run, skip_errors=skip_errors)
    accepted = [one for one in found.nominations if one.accepted]
    states = {
        one.draft.record: RowState.CHANGED if one.person_id in held else RowState.NEW for one in accepted
    }
    counted = Counter(states.values())
    names = {one.draft.record: one.name for one in found.nominations}
    return ImportResult(
        records=found.records,
        new=counted[RowState.NEW],
        changed=counted[RowState.CHANGED],
        same=found.records - found.accepted - found.refused,
        clash=0,
        errors=found.refused,
        committed=found.committed,
        findings=found.findings,
        unread=found.unread,
        listed_until=found.listed_until,
        rows=importing.outcomes(states, names, found.findings),
    )


class _Judging:
    """Judges the drafts of one file, beside those who are members already."""

    def __init__(
        self, session: Session, plan: Plan, activity: Activity, held: Sequence[Member], *, attest: bool
    ) -> None:
        self._session, self._plan, self._activity = session, plan, activity
        self._held, self._attest = held, attest

    def judge(self, drafts: Sequence[CampDraft]) -> list[Judged]:
        """Every draft with its verdict, rank and seat, in the order of the file."""
        people = judged.people(self._session, {draft.id_no for draft in drafts})
        known = facts.of_people(self._session, set(people.values()))
        before = {one.person.id: one for one in self._held}
        seen: set[str] = set()
        found = []
        for draft in drafts:
            person = known.get(people.get(draft.id_no, 0))
            problems = (*judged.identity_problems(draft, person), *judged.repeated(draft, seen))
            one: Judged = JudgedRecord(draft=draft, name=draft.name, rank=draft.rank or 0, problems=problems)
            found.append(self._verdict(one, person, before) if person else one)
        return self._seated(self._ranked(found), known)

    def _verdict(self, one: Judged, person: facts.Known, before: Mapping[int, Member]) -> Judged:
        codes = before[person.row.id].attested_codes if person.row.id in before else ""
        stated = camp_members.stated_facts(person.facts, one.draft, codes)
        verdict = (
            nominations.attested(self._activity, stated) if self._attest else judge(self._activity, stated)
        )
        return replace(
            one,
            name=person.row.name,
            person_id=person.row.id,
            verdict=verdict,
            reasons=reasons.freeze(verdict),
            newly_attested=not set(verdict.attested) <= set(codes.split()),
            problems=(*one.problems, *_other_kind(one.draft, person)),
        )

    def _ranked(self, found: Sequence[Judged]) -> list[Judged]:
        """Everybody at the rank asked for, or behind everybody else."""
        moving = {one.person_id for one in found}
        taken = {one.rank for one in self._held if one.person.id not in moving}
        last = max([0, *taken, *(one.rank for one in found)])
        ranked = []
        for one in found:
            rank = one.rank or (last := last + 1)
            if rank in taken:
                clash = judged.problem(one.draft, "camp.rank_taken", "推薦順位", rank=rank)
                ranked.append(replace(one, problems=(*one.problems, clash)))
                continue
            taken.add(rank)
            ranked.append(replace(one, rank=rank))
        return ranked

    def _seated(self, found: Sequence[Judged], known: Mapping[int, facts.Known]) -> list[Judged]:
        """Seats by rank over all members; who ranks beyond them is refused."""
        told = {one.person_id for one in found if one.accepted}
        others = [camp_members.as_ruled(one) for one in self._held if one.person.id not in told]
        members = [replace(one, key=-one.key) for one in others]
        members += [
            camp_seats.Member(one.draft.record, one.rank, True, _of_council(known[one.person_id or 0]))
            for one in found
            if one.accepted
        ]
        have = stated_seats.seats(self._session, self._plan)
        within = camp_seats.council_within(self._activity)
        allotted = camp_seats.allot(members, have, council_within=within)
        return [_with_seat(one, allotted.get(one.draft.record, Seat.NONE), have) for one in found]


def _with_seat(one: Judged, seat: Seat, have: camp_seats.Seats) -> Judged:
    if not one.accepted or seat is Seat.NONE:
        return one
    if seat is not Seat.BEYOND:
        return replace(one, seat=str(seat))
    beyond = judged.problem(
        one.draft, "camp.beyond", "推薦順位", rank=one.rank, seats=have.seated, extra=have.waiting
    )
    return replace(one, problems=(*one.problems, beyond))


def _of_council(person: facts.Known) -> bool:
    return bool(person.row.agency_kind == COUNCIL)


def _other_kind(draft: CampDraft, person: facts.Known) -> Iterator[Finding]:
    """The file says 府 or 議會, and the roster's agency is of the other kind."""
    stated = draft.agency_kind
    if stated and (stated == COUNCIL) != _of_council(person):
        labels = [terms.label("agency_kind", kind) for kind in (stated, person.row.agency_kind)]
        yield judged.problem(
            draft, "camp.other_kind", "機關別", Severity.WARNING, told=labels[0], held=labels[1]
        )


def _circles(found: Sequence[Judged], held: Sequence[Member]) -> list[camp_seats.Member]:
    """The circles as they would be after a commit."""
    told = {one.person_id for one in found if one.accepted}
    rest = [camp_members.as_ruled(one) for one in held if one.person.id not in told]
    return rest + [
        camp_seats.Member(one.draft.record, one.rank, True, circle=one.draft.circle, leader=one.draft.leader)
        for one in found
        if one.accepted
    ]


def _commit(office: Office, accepted: Sequence[Judged]) -> None:
    backup.before(office, "nominate")
    with office.database.writing("camp.import", str(len(accepted))) as journal:
        held = camp_members.of_people(journal.session, [one.person_id or 0 for one in accepted])
        for one in accepted:
            if one.person_id in held:
                ranking.put_aside(journal, ranking.CAMP, held[one.person_id], one.rank)
        for one in accepted:
            if one.person_id in held:
                journal.update(CampMember, held[one.person_id], _values(office, journal, one))
        now = {"created_at": office.clock.now()}
        new = [one for one in accepted if one.person_id not in held]
        journal.insert(
            CampMember,
            [
                now | {"person_id": one.person_id} | nominations.UNATTESTED | _values(office, journal, one)
                for one in new
            ],
        )
        _state_english_names(journal, accepted)
        ranking.close_gaps(journal, ranking.CAMP)


def _values(office: Office, journal: Journal, one: Judged) -> dict[str, Any]:
    """The columns that a file gives, with the verdict frozen in."""
    assert one.verdict is not None, "without a person a record is refused"
    values = {"rank": one.rank, "verdict": str(one.answer), "reasons": reasons.dumps(one.reasons)}
    values |= {name: getattr(one.draft, name) for name in camp_members.STATED}
    if one.newly_attested:  # an attestation of before keeps its own time, name and paper
        basis = catalogue().what("nominate.attest_all_basis")
        values |= nominations.attestation(journal.session, office.clock.now(), one.verdict, basis)
    return values


def _state_english_names(journal: Journal, accepted: Sequence[Judged]) -> None:
    """The form needs 英文姓名; a file that has it fills the roster's blank."""
    rows = facts.rows(journal.session, [one.person_id or 0 for one in accepted])
    for one in accepted:
        if one.draft.name_en and not rows[one.person_id or 0].name_en:
            journal.update(Person, one.person_id or 0, {"name_en": one.draft.name_en})
