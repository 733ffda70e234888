"""Importing what became of nominations; who came without a nomination gets the history all the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.findings import Finding, Severity
from desktop.imports import attendance as reader
from desktop.imports.drafts import AttendanceDraft
from desktop.imports.tables import open_table
from desktop.models.courses import Nomination
from desktop.models.people import CourseHistory, Person
from desktop.rules.plan import Activity, Plan, course_key
from desktop.services import backup, facts, importing, judged, learning_hours, outcomes, plans
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office
from desktop.services.outcomes import ABSENT, CAME, COMPLETED, Attendance, Outcome


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Record the outcomes of a file, all or none.

    Another session than the one somebody is nominated for is an error: it may be the file's mistake or a
    transfer that nobody recorded. An attendance without a nomination is kept in the history, with a warning.
    """
    with office.database.reading() as session:
        plan = plans.current(session)
        reading = reader.read(open_table(path, "attendance"), passports=facts.passports(session))
        check = _Check(session, plan)
        rows = {draft.record: row for draft in reading.drafts if (row := check.row(draft)) is not None}
    states = {record: row.state for record, row in rows.items()}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        _commit(office, [row for row in rows.values() if row.state is not RowState.SAME])
    return importing.compared(reading, states, check.findings, committed=committed)


@dataclass(frozen=True, slots=True)
class _Row:
    activity: Activity
    person_id: int
    session: int
    told: Outcome
    nomination_id: int | None
    state: RowState


def _commit(office: Office, rows: list[_Row]) -> None:
    backup.before(office, "import")
    with office.database.writing("outcome.import", str(len(rows))) as journal:
        plan = plans.current(journal.session)
        for row in rows:
            if row.nomination_id is not None:
                held = journal.session.get_one(Nomination, row.nomination_id)
                outcomes.write(journal, plan, held, row.told, office)
            else:
                title = row.activity.title.zh_TW
                own = Attendance(row.person_id, title, plan.year, row.session)
                outcomes.record_history(journal, own, row.told)


class _Check:
    """Makes a row of a draft, or finds why not."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.findings: list[Finding] = []
        self._met: set[tuple[int, str]] = set()
        self._plan = plan
        self._courses = {
            course_key(name): one
            for one in plan.activities.values()
            if one.family == plans.FAMILY
            for name in (one.id, one.title.zh_TW, one.title.en, one.short.zh_TW, one.short.en)
        }
        live = select(Nomination).where(Nomination.withdrawn_at.is_(None))
        self._held = {(row.activity, row.person_id): row for row in session.scalars(live)}
        everybody = session.execute(select(Person.id, Person.id_no, Person.name))
        self._people = {row.id_no: row for row in everybody}
        own = select(CourseHistory).filter_by(roc_year=plan.year)
        self._history = {(row.person_id, row.course, row.session): row for row in session.scalars(own)}

    def row(self, draft: AttendanceDraft) -> _Row | None:
        """What to record; None if it cannot be."""
        before = len(self.findings)
        person = self._people.get(draft.id_no)
        if person is None:
            self._find(draft, "history.not_in_roster", "身分證統一編號")
        elif draft.name and draft.name != person.name:
            self._find(draft, "outcome.other_name", "姓名")
        activity = self._courses.get(course_key(draft.course))
        if activity is None:
            known = "、".join(dict.fromkeys(one.short.zh_TW for one in self._courses.values()))
            self._find(draft, "outcome.course_unknown", "班別", told=draft.course, known=known)
        if draft.outcome == ABSENT and not draft.reason:
            self._find(draft, "outcome.absent_without_reason", "原因")
        if draft.hours and learning_hours.number(draft.hours) is None:
            self._find(draft, "outcome.not_hours", "學習時數", hours=draft.hours)
        if person is not None and activity is not None and not self._first(person.id, activity.id):
            self._find(draft, "outcome.twice", "班別", course=activity.short.zh_TW)
        if len(self.findings) > before or person is None or activity is None:
            return None
        told = outcomes.checked(
            Outcome(code=draft.outcome, reason=draft.reason, hours=draft.hours, document_no=draft.document_no)
        )
        nomination = self._held.get((activity.id, person.id))
        if nomination is None:
            return self._without_nomination(draft, activity, person.id, told)
        if draft.session not in {None, nomination.session}:
            self._find(
                draft, "outcome.other_session", "期別", told=draft.session or 0, held=nomination.session
            )
            return None
        state = self._state(nomination, told)
        return _Row(activity, person.id, nomination.session, told, nomination.id, state)

    def _first(self, person_id: int, activity: str) -> bool:
        """Whether no record before this one is about the person and the course, whatever it was called."""
        first = (person_id, activity) not in self._met
        self._met.add((person_id, activity))
        return first

    def _without_nomination(
        self, draft: AttendanceDraft, activity: Activity, person_id: int, told: Outcome
    ) -> _Row | None:
        if told.code not in CAME:
            self._find(draft, "outcome.not_nominated", "身分證統一編號")
            return None
        session = draft.session or 0
        if session and session not in {one.number for one in activity.sessions}:
            self._find(
                draft, "nominate.session_unknown", "期別", session=session, sessions=len(activity.sessions)
            )
            return None
        self._find(draft, "outcome.history_only", "身分證統一編號", Severity.WARNING)
        held = self._history.get((person_id, activity.title.zh_TW, session))
        state = RowState.NEW
        if held is not None:
            state = RowState.SAME if _says(held, told) else RowState.CHANGED
        return _Row(activity, person_id, session, told, None, state)

    def _state(self, held: Nomination, told: Outcome) -> RowState:
        if not held.outcome:
            return RowState.NEW
        same = (held.outcome, held.outcome_reason, held.hours) == (told.code, told.reason, told.hours)
        letter = not told.document_no or told.document_no == held.outcome_document_no
        return RowState.SAME if same and letter else RowState.CHANGED

    def _find(
        self,
        draft: AttendanceDraft,
        code: str,
        field: str,
        severity: Severity = Severity.ERROR,
        **params: str | int,
    ) -> None:
        self.findings.append(judged.problem(draft, code, field, severity, **params))


def _says(held: CourseHistory, told: Outcome) -> bool:
    """Whether a record of the history says already what is told; the center's own stays as it is."""
    if held.source != outcomes.SOURCE:
        return held.attended
    return held.attended and held.hours == told.hours and bool(held.completed) == (told.code == COMPLETED)
