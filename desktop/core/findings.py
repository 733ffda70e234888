"""A finding: one thing somebody should know about one record, person or file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum

from desktop.core.errors import Param


class Severity(StrEnum):
    """`ERROR` stops a commit, `WARNING` never does, `INFO` is a reason worth keeping."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, where, and how bad it is; the sentence is rendered from `code` by `core.messages`.

    `record` counts records of the file, the header being 1. `person` is a masked ID and `name` a masked
    name: a finding may be logged. `field` is the canonical column name, such as 身分證統一編號.
    """

    code: str
    severity: Severity
    record: int | None = None
    person: str | None = None
    name: str | None = None
    field: str | None = None
    clause: str | None = None
    params: Mapping[str, Param] = dataclass_field(default_factory=dict)
    texts: Mapping[str, tuple[str, str]] | None = None
    """Language → (what, next), for words that come from the plan's data instead of the catalogue."""
    row: int | None = None
    """Where the record stands on the sheet of a workbook, for who looks for it there."""


def has_errors(findings: list[Finding] | tuple[Finding, ...]) -> bool:
    """Whether any finding forbids a commit."""
    return any(finding.severity is Severity.ERROR for finding in findings)
