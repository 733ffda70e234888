"""How far the camp's members went: results of the stages from a file or by hand, drop-outs with reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core import terms
from desktop.core.errors import DataError, UsageError
from desktop.core.findings import Finding, Severity
from desktop.imports import camp as reader
from desktop.imports.drafts import CampStageDraft
from desktop.imports.tables import open_table
from desktop.models.camp import CampMember, CampStage
from desktop.models.journal import Journal
from desktop.rules import camp_seats
from desktop.rules.plan import Activity
from desktop.services import backup, camp_members, facts, importing, judged, plans
from desktop.services import camp_seats as stated_seats
from desktop.services.importing import ImportResult, RowState
from desktop.services.office import Office

LEFT = "left"
_LONGEST_REASON = 100


@dataclass(frozen=True, slots=True)
class StageResult:
    """What became of a member in a stage."""

    member_id: int
    stage: str
    result: str
    """joined, passed, left: codes of the vocabulary camp_result."""
    left_reason: str


def results(session: Session) -> tuple[StageResult, ...]:
    """Every result of live members, by member and in the order it was recorded."""
    query = (
        select(CampStage)
        .join(CampMember, CampMember.id == CampStage.member_id)
        .where(CampMember.withdrawn_at.is_(None))
        .order_by(CampStage.member_id, CampStage.id)
    )
    return tuple(
        StageResult(row.member_id, row.stage, row.result, row.left_reason) for row in session.scalars(query)
    )


def reached(found: Iterable[StageResult]) -> Mapping[int, tuple[str, ...]]:
    """Member → the stages they came to; who left during a stage had come to it."""
    by_member: defaultdict[int, list[str]] = defaultdict(list)
    for one in found:
        by_member[one.member_id].append(one.stage)
    return {member: tuple(stages) for member, stages in by_member.items()}


def put(office: Office, ids: Sequence[int], stage: str, result: str, left_reason: str = "") -> None:
    """Record what became of members in a stage; a blank result takes it back.

    Raises `DataError` when somebody left without a reason, `UsageError` for a stage or result there is not.
    """
    with office.database.writing("camp.stage", stage) as journal:
        activity = stated_seats.activity(plans.current(journal.session))
        if stage not in {one.id for one in activity.stages}:
            raise UsageError("camp.stage_code", stage=stage)
        if result and result not in terms.vocabulary("camp_result"):
            raise UsageError("camp.result_code", result=result)
        reason = left_reason.strip() if result == LEFT else ""
        if result == LEFT and not reason:
            raise DataError("camp.reason_missing")
        if len(reason) > _LONGEST_REASON:
            raise DataError("nominate.too_long", length=len(reason), limit=_LONGEST_REASON)
        held = _held(journal.session)
        for one in ids:
            camp_members.live(journal.session, one)
            _write(journal, held, StageResult(one, stage, result, reason))


def import_file(
    office: Office, path: Path, *, dry_run: bool = False, skip_errors: bool = False
) -> ImportResult:
    """Record the results of a file; a stage is told by the plan's name or its id.

    Whoever came to a stage without the one before is written and told: the clause has a pyramid.
    """
    with office.database.reading() as session:
        plan = plans.current(session)
        activity = stated_seats.activity(plan)
        reading = reader.read_stages(open_table(path, "camp_stages"), passports=facts.passports(session))
        members = {one.person.id_no: one for one in camp_members.listing(session, plan)}
        held = _held(session)
        check = _Check(activity, {id_no: one.id for id_no, one in members.items()})
        rows = {draft.record: row for draft in reading.drafts if (row := check.row(draft)) is not None}
        check.find_skipped(results(session))
    states = {record: _state(row, held.get((row.member_id, row.stage))) for record, row in rows.items()}
    blocked = importing.must_not_commit(reading, check.findings, skip_errors=skip_errors)
    committed = not dry_run and not blocked
    if committed:
        backup.before(office, "import")
        with office.database.writing("camp.stages", str(len(rows))) as journal:
            for row in rows.values():
                _write(journal, held, row)
    return importing.compared(reading, states, check.findings, committed=committed)


_Held = Mapping[tuple[int, str], Any]


def _held(session: Session) -> _Held:
    return {(row.member_id, row.stage): row for row in session.execute(select(CampStage.__table__))}


def _state(row: StageResult, held: Any) -> RowState:
    if held is None:
        return RowState.NEW
    same = (held.result, held.left_reason) == (row.result, row.left_reason)
    return RowState.SAME if same else RowState.CHANGED


def _write(journal: Journal, held: _Held, row: StageResult) -> None:
    before = held.get((row.member_id, row.stage))
    values = {"result": row.result, "left_reason": row.left_reason}
    if before is None and row.result:
        journal.insert(CampStage, [{"member_id": row.member_id, "stage": row.stage, **values}])
    elif before is not None and row.result:
        journal.update(CampStage, before.id, values)
    elif before is not None:
        journal.delete(CampStage, [before.id])


class _Check:
    """Makes a result of a draft, or finds why not."""

    def __init__(self, activity: Activity, members: Mapping[str, int]) -> None:
        self.findings: list[Finding] = []
        self._stages = activity.stages
        self._members = members
        self._spellings = {
            terms.folded(spelling): stage.id
            for stage in activity.stages
            for spelling in (stage.id, stage.label.zh_TW, stage.label.en)
        }
        self._rows: dict[tuple[int, str], CampStageDraft] = {}

    def row(self, draft: CampStageDraft) -> StageResult | None:
        """The result; None if it cannot be taken."""
        member, stage = self._members.get(draft.id_no), self._spellings.get(terms.folded(draft.stage))
        if member is None:
            self.findings.append(judged.problem(draft, "camp.not_a_member", "身分證統一編號"))
        if stage is None:
            known = "、".join(one.label.zh_TW for one in self._stages)
            self.findings.append(
                judged.problem(draft, "camp.stage_unknown", "階段", told=draft.stage, known=known)
            )
        if draft.result == LEFT and not draft.left_reason:
            self.findings.append(judged.problem(draft, "camp.left_without_reason", "退出原因"))
            return None
        if member is None or stage is None:
            return None
        self._rows[member, stage] = draft
        return StageResult(member, stage, draft.result, draft.left_reason if draft.result == LEFT else "")

    def find_skipped(self, held: Iterable[StageResult]) -> None:
        """Warn of everybody in the file who is not in the stage before, there or in the office."""
        came = {(one.member_id, one.stage) for one in held} | set(self._rows)
        by_member: defaultdict[int, list[str]] = defaultdict(list)
        for member, stage in came:
            by_member[member].append(stage)
        labels = {one.id: one.label for one in self._stages}
        for stage, members in camp_seats.skipped(list(labels), by_member).items():
            for member in members:
                draft = self._rows.get((member, stage))
                if draft is not None:
                    label = {"stage": labels[stage].zh_TW, "stage_en": labels[stage].en}
                    self.findings.append(
                        judged.problem(draft, "camp.stage_skipped", "階段", Severity.WARNING, **label)
                    )
