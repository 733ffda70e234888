"""What every import use case shares: how rows are classed, what is reported, and the all-or-nothing rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.core.errors import DataError
from desktop.core.findings import Finding, Severity
from desktop.imports.drafts import Reading


class RowState(StrEnum):
    """What a commit would do with a record."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Compared:
    """One record beside what the office holds. `changes`: column → (now, in the file)."""

    record: int
    state: RowState
    row_id: int | None = None
    changes: Mapping[str, tuple[Any, Any]] | None = None


ERROR = "error"
"""The state of a record that cannot be written; the others are those of `RowState`."""


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What becomes of one record. `state`: of `RowState`, or `ERROR`.

    `name` is whole where the record could be read, as it stands in the file: this is for the screen.
    """

    record: int
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import found, and whether it was written. `errors` counts records that cannot be written."""

    records: int
    new: int
    changed: int
    same: int
    clash: int
    errors: int
    committed: bool
    findings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    """Columns of the file that mean nothing to the program."""
    listed_until: int | None = None
    """From this record on findings were only counted; None if all are there."""
    rows: tuple[RowOutcome, ...] = ()
    """Every record in the order of the file; empty where only counts were asked for."""


def result(
    reading: Reading[Any], states: Mapping[RowState, int], findings: list[Finding], *, committed: bool
) -> ImportResult:
    """The result of a reading whose records were compared; `findings` are the comparison's own."""
    return ImportResult(
        records=reading.records,
        new=states.get(RowState.NEW, 0),
        changed=states.get(RowState.CHANGED, 0),
        same=states.get(RowState.SAME, 0) + reading.repeated,
        clash=states.get(RowState.CLASH, 0),
        errors=reading.refused + _refused_by(findings, states),
        committed=committed,
        findings=in_order(reading, findings),
        unread=reading.unknown_columns,
        listed_until=reading.complete_until,
    )


def compared(
    reading: Reading[Any],
    states: Mapping[int, RowState],
    findings: list[Finding],
    *,
    committed: bool,
) -> ImportResult:
    """The result with its rows, as every import with a preview gives it. `states`: record → state."""
    counted = result(reading, Counter(states.values()), findings, committed=committed)
    names = {draft.record: draft.name for draft in reading.drafts}
    return replace(counted, rows=outcomes(states, names, counted.findings))


def outcomes(
    states: Mapping[int, RowState], names: Mapping[int, str], findings: Iterable[Finding]
) -> tuple[RowOutcome, ...]:
    """Every record that has a state or a finding. `names`: record → name, else the finding's masked one."""
    told = dict(names)
    found: dict[int, str] = {}
    for finding in findings:
        if finding.record is not None:
            told.setdefault(finding.record, finding.name or "")
            wrong = finding.severity is Severity.ERROR
            found[finding.record] = ERROR if wrong else found.get(finding.record, RowState.SAME)
    # What was only remarked upon and is in no state was left out as the same as an earlier record.
    merged = found | {record: str(state) for record, state in states.items()}
    return tuple(RowOutcome(record, told.get(record, ""), merged[record]) for record in sorted(merged))


def in_order(reading: Reading[Any], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of a reading and of what was done with it, each with its row on a workbook's sheet."""
    merged = sorted([*reading.findings, *findings], key=lambda finding: finding.record or 0)
    rows = [None if finding.record is None else reading.row_of(finding.record) for finding in merged]
    return tuple(
        finding if row is None else replace(finding, row=row)
        for finding, row in zip(merged, rows, strict=True)
    )


def _refused_by(findings: list[Finding], states: Mapping[RowState, int]) -> int:
    """Records the comparison refused; clashes have a count of their own."""
    refused = {finding.record for finding in findings if finding.severity is Severity.ERROR}
    return len(refused) - states.get(RowState.CLASH, 0)


def count_states(rows: list[Compared]) -> Counter[RowState]:
    """How many records are in each state."""
    return Counter(row.state for row in rows)


def must_not_commit(reading: Reading[Any], findings: list[Finding], *, skip_errors: bool) -> bool:
    """The all-or-nothing rule: any error forbids the whole file, unless the person said to skip them."""
    own = any(finding.severity is Severity.ERROR for finding in findings)
    return not skip_errors and (reading.has_errors or own)


def refuse_stale(seen: int, now: int) -> None:
    """A preview is only good for the data it was made with; raises `DataError` when that has changed."""
    if seen != now:
        raise DataError("import.stale")
