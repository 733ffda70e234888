"""Nominating people from a file: everybody is judged, and all are written or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.findings import Finding, Severity
from desktop.core.messages import catalogue
from desktop.imports import nominations as reader
from desktop.imports.drafts import NominationDraft, Reading
from desktop.imports.tables import open_table
from desktop.models.courses import Nomination
from desktop.models.journal import Journal
from desktop.rules.plan import Activity
from desktop.services import backup, facts, importing, nominations, outcomes, plans, ranking
from desktop.services.judged import JudgedRecord, Named
from desktop.services.nomination_judging import Judged, judge_all
from desktop.services.nominations import Nominee
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class NominationResult:
    """What became of a nomination file."""

    records: int
    accepted: int
    refused: int
    committed: bool
    nominations: tuple[JudgedRecord[Named], ...]
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    """Columns of the file that mean nothing to the program."""
    listed_until: int | None = None
    """From this record on findings were only counted; None if all are there."""


def nominate_file(
    office: Office,
    activity_id: str,
    path: Path,
    *,
    attest: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> NominationResult:
    """Nominate the people of a file for an activity's sessions.

    Somebody already nominated for the activity is judged again and takes the file's place and details. A
    refusal (no) is an error; unknown is accepted and waits for attestation, which `attest` gives for all of
    them in the coordinator's name. Alternates are numbered after the regular nominees.
    """
    with office.database.reading() as session:
        plans.course(plans.current(session), activity_id)
        reading = reader.read(open_table(path, "nominations"), passports=facts.passports(session))
    return nominate_reading(
        office, activity_id, reading, attest=attest, dry_run=dry_run, skip_errors=skip_errors
    )


def nominate_reading(
    office: Office,
    activity_id: str,
    reading: Reading[NominationDraft],
    *,
    attest: bool = False,
    dry_run: bool = False,
    skip_errors: bool = False,
) -> NominationResult:
    """The same for what was read already."""
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = plans.course(plan, activity_id)
        judged = judge_all(session, plan, activity, reading.drafts, attest=attest)
    findings = importing.in_order(reading, [finding for one in judged for finding in one.findings])
    blocked = not skip_errors and any(finding.severity is Severity.ERROR for finding in findings)
    accepted = [one for one in judged if one.accepted]
    committed = bool(accepted) and not dry_run and not blocked
    if committed:
        _commit(office, activity, accepted)
    return NominationResult(
        records=reading.records,
        accepted=len(accepted),
        refused=reading.records - reading.repeated - len(accepted),
        committed=committed,
        nominations=tuple(judged),
        findings=findings,
        unread=reading.unknown_columns,
        listed_until=reading.complete_until,
    )


def _commit(office: Office, activity: Activity, judged: list[Judged]) -> None:
    backup.before(office, "nominate")
    with office.database.writing("nomination.import", activity.id) as journal:
        plan = plans.current(journal.session)
        held = {one.person.id: one for one in nominations.listing(journal.session, activity.id)}
        told = {one.person_id: one for one in judged if one.person_id is not None}
        places = _places(told, held)
        _make_room(journal, held.values(), places)
        new = []
        for person_id, (session, alternate, rank) in places.items():
            values: dict[str, Any] = {"session": session, "alternate": alternate, "rank": rank}
            if person_id in told:
                values |= _values(office, journal, told[person_id])
            if person_id in held:
                row = journal.session.get_one(Nomination, held[person_id].id)
                if session != row.session:
                    outcomes.move_history(journal, plan, row, session)
                journal.update(Nomination, row.id, values)
            else:
                own = {"activity": activity.id, "person_id": person_id, "created_at": office.clock.now()}
                new.append(own | nominations.UNATTESTED | values)
        journal.insert(Nomination, new)


_Place = tuple[int, bool, int]
"""(session, alternate, rank)."""


def _places(told: dict[int, Judged], held: dict[int, Nominee]) -> dict[int, _Place]:
    """Everybody's place by person: regular ranks as the file gives them, all alternates after them."""
    asked: dict[int, _Place] = {
        person_id: (one.session, one.alternate, one.rank) for person_id, one in held.items()
    }
    asked |= {person_id: (one.session, one.draft.alternate, one.rank) for person_id, one in told.items()}
    places = {person_id: place for person_id, place in asked.items() if not place[1]}
    last = {session: 0 for session, _alternate, _rank in asked.values()}
    for session, _alternate, rank in places.values():
        last[session] = max(last[session], rank)
    # Alternates who wait already stay before those the file adds.
    waiting = sorted(
        (item for item in asked.items() if item[1][1]), key=lambda item: (item[0] in told, item[1])
    )
    for person_id, (session, _alternate, _rank) in waiting:
        last[session] += 1
        places[person_id] = (session, True, last[session])
    return places


def _make_room(journal: Journal, held: Iterable[Nominee], places: dict[int, _Place]) -> None:
    """Put aside whoever changes place, so that two may swap without ever standing at one rank."""
    for one in held:
        if places[one.person.id] != (one.session, one.alternate, one.rank):
            ranking.put_aside(journal, ranking.session_of(one.activity, one.session), one.id, one.rank)


def _values(office: Office, journal: Journal, one: Judged) -> dict[str, Any]:
    """The columns that a file gives, with the verdict frozen in."""
    assert one.verdict is not None, "without a person a record is refused"
    values = nominations.judged(one.verdict) | {name: getattr(one.draft, name) for name in nominations.STATED}
    if one.newly_attested:  # an attestation of before keeps its own time, name and paper
        basis = catalogue().what("nominate.attest_all_basis")
        values |= nominations.attestation(journal.session, office.clock.now(), one.verdict, basis)
    return values
