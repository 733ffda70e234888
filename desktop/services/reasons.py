"""Reasons as they are frozen into a nomination: code and texts, so that a printed reason never changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.core.findings import Finding, Severity
from desktop.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class FrozenReason:
    """One reason with its texts of the moment it was given: language → (what, next)."""

    code: str
    clause: str
    severity: Severity
    texts: Mapping[str, tuple[str, str]]

    def text(self, language: str) -> str:
        """What it says, in one of `core.messages.LANGUAGES`."""
        return self.texts[language][0]

    def finding(
        self, *, record: int | None = None, person: str | None = None, name: str | None = None
    ) -> Finding:
        """As a finding about somebody; `person` and `name` are masked by the caller."""
        return Finding(self.code, self.severity, record, person, name, clause=self.clause, texts=self.texts)


def freeze(verdict: Verdict) -> tuple[FrozenReason, ...]:
    """The verdict's reasons and warnings, the primary one first."""
    return tuple(
        FrozenReason(one.code, one.clause, one.severity, one.texts)
        for one in (*verdict.reasons, *verdict.warnings)
    )


def dumps(reasons: Iterable[FrozenReason]) -> str:
    """As stored in `nomination.reasons`."""
    entries = [
        {"code": one.code, "clause": one.clause, "severity": str(one.severity), "texts": dict(one.texts)}
        for one in reasons
    ]
    return json.dumps(entries, ensure_ascii=False)


def loads(text: str) -> tuple[FrozenReason, ...]:
    """Back from `nomination.reasons`."""
    return tuple(
        FrozenReason(
            entry["code"],
            entry["clause"],
            Severity(entry["severity"]),
            {language: (what, advice) for language, (what, advice) in entry["texts"].items()},
        )
        for entry in json.loads(text)
    )
