"""Collects what was found in a file: every finding is counted, and a bounded number is kept in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from desktop.core.findings import Finding, Severity
from desktop.core.text import mask_id, mask_name
from desktop.imports.cells import Remark

KEPT = 100_000
"""Findings kept in full (some 30 MB); those beyond are counted. Nobody mends more than that in one file."""


class Problems:
    """The findings of one file, gathered batch by batch and put in the order of records and columns."""

    def __init__(self, findings: Iterable[Finding] = (), *, kept: int = KEPT) -> None:
        self.findings = list(findings)
        self.counts: Counter[Severity] = Counter(finding.severity for finding in self.findings)
        self.complete_until: int | None = None
        self.refused = 0
        self._kept = kept
        self._batch: list[tuple[int, int, str | None, Remark]] = []
        self._bad: set[int] = set()

    def add(self, place: int, order: int, column: str | None, remark: Remark) -> None:
        """A remark about the record at `place` of the present batch; `order` is the column's."""
        self._batch.append((place, order, remark.column or column, remark))
        if remark.severity is Severity.ERROR:
            self._bad.add(place)

    def bad(self) -> set[int]:
        """The places of the present batch that have an error."""
        return self._bad

    def close_batch(self, first: int, ids: Sequence[str], names: Sequence[str]) -> None:
        """Turn the remarks of the batch into findings; `first` is the record number of place 0."""
        self._batch.sort(key=lambda each: each[:2])
        for place, _, column, remark in self._batch:
            self.counts[remark.severity] += 1
            if len(self.findings) < self._kept:
                self.findings.append(_finding(remark, first + place, column, ids[place], names[place]))
            elif self.complete_until is None:
                self.complete_until = first + place
        self.refused += len(self._bad)
        self._batch.clear()
        self._bad = set()


def _finding(remark: Remark, record: int, column: str | None, id_no: str, name: str) -> Finding:
    return Finding(
        remark.code,
        remark.severity,
        record=record,
        person=mask_id(id_no) if id_no else None,
        name=mask_name(name) if name else None,
        field=column,
        params=remark.params,
    )
