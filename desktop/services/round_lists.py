"""What came back in a round for a list that is imported: judged and taken as nominations are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any, Protocol

from desktop.core.findings import Finding, Severity
from desktop.imports.drafts import Reading
from desktop.rules.evaluate import judge
from desktop.services import facts, judged, plans, reasons
from desktop.services.importing import ImportResult
from desktop.services.judged import JudgedRecord
from desktop.services.nominate import NominationResult
from desktop.services.office import Office


class Take(Protocol):
    """Puts what came back into an activity's list, all or none."""

    def __call__(
        self,
        office: Office,
        activity_id: str,
        reading: Reading[Any],
        *,
        attest: bool,
        dry_run: bool,
        skip_errors: bool,
    ) -> NominationResult:
        """As `services.nominate.nominate_reading`; `attest` has nothing to attest here."""


def taker(import_reading: Callable[..., ImportResult]) -> Take:
    """How the rows of a round are taken by what imports such a list."""

    def take(
        office: Office,
        activity_id: str,
        reading: Reading[Any],
        *,
        attest: bool,
        dry_run: bool,
        skip_errors: bool,
    ) -> NominationResult:
        del attest
        return _taken(office, activity_id, reading, import_reading, dry_run, skip_errors)

    return take


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
