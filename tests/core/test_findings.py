from __future__ import annotations

import dataclasses

import pytest

from desktop.core.findings import Finding, Severity, has_errors


def test_only_an_error_forbids_a_commit() -> None:
    quiet = [Finding("a.b", Severity.WARNING), Finding("a.b", Severity.INFO)]
    assert not has_errors(quiet)
    assert not has_errors([])
    assert has_errors([*quiet, Finding("a.b", Severity.ERROR)])


def test_a_finding_does_not_change() -> None:
    finding = Finding("a.b", Severity.ERROR, record=2, field="姓名")
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.record = 3  # type: ignore[misc]
    assert finding == Finding("a.b", Severity.ERROR, record=2, field="姓名")
