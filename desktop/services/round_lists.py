"""Seat requests and reflections that came back in a round, judged and taken as nominations are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from desktop.core.findings import Finding, Severity
from desktop.imports.drafts import MentoringDraft, Reading, ReflectionDraft, ShowcaseDraft
from desktop.rules.evaluate import judge
from desktop.services import facts, judged, mentoring, plans, reasons, reflection_import, showcase_import
from desktop.services.importing import ImportResult
from desktop.services.judged import JudgedRecord
from desktop.services.nominate import NominationResult
from desktop.services.office import Office


def take_seats(
    office: Office,
    activity_id: str,
    reading: Reading[ShowcaseDraft],
    *,
    attest: bool,
    dry_run: bool,
    skip_errors: bool,
) -> NominationResult:
    """Ask for the seats of the results presentation; `attest` has nothing to attest there."""
    del attest
    return _taken(office, activity_id, reading, showcase_import.import_reading, dry_run, skip_errors)


def take_reflections(
    office: Office,
    activity_id: str,
    reading: Reading[ReflectionDraft],
    *,
    attest: bool,
    dry_run: bool,
    skip_errors: bool,
) -> NominationResult:
    """Put the reflections into the year's list; `attest` has nothing to attest there."""
    del attest
    return _taken(office, activity_id, reading, reflection_import.import_reading, dry_run, skip_errors)


def take_mentoring(
    office: Office,
    activity_id: str,
    reading: Reading[MentoringDraft],
    *,
    attest: bool,
    dry_run: bool,
    skip_errors: bool,
) -> NominationResult:
    """Put mentors and mentees into their pools; `attest` has nothing to attest there."""
    del attest
    return _taken(office, activity_id, reading, mentoring.import_reading, dry_run, skip_errors)


def _taken(
    office: Office,
    activity_id: str,
    reading: Reading[Any],
    take: Callable[..., ImportResult],
    dry_run: bool,
    skip_errors: bool,
) -> NominationResult:
    result = take(office, reading, dry_run=dry_run, skip_errors=skip_errors)
    problems: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        if finding.severity is Severity.ERROR and finding.record is not None:
            problems[finding.record].append(finding)
    with office.database.reading() as session:
        activity = plans.current(session).activity(activity_id)
        people = judged.people(session, {draft.id_no for draft in reading.drafts})
        known = facts.of_people(session, set(people.values()))
    found = []
    for draft in reading.drafts:
        person = known.get(people.get(draft.id_no, 0))
        verdict = None if person is None else judge(activity, person.facts)
        found.append(
            JudgedRecord(
                draft=draft,
                name=draft.name if person is None else person.row.name,
                rank=getattr(draft, "rank", None) or 0,
                person_id=None if person is None else person.row.id,
                verdict=verdict,
                reasons=() if verdict is None else reasons.freeze(verdict),
                problems=tuple(problems[draft.record]),
            )
        )
    return NominationResult(
        records=result.records,
        accepted=result.new + result.changed + result.same,
        refused=result.errors,
        committed=result.committed,
        nominations=tuple(found),
        findings=result.findings,
        unread=result.unread,
        listed_until=result.listed_until,
    )
