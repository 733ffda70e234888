"""Findings as they are stored: what was found on reading a file, for whoever looks at it later."""

from __future__ import annotations

import json
from collections.abc import Iterable

from desktop.core.findings import Finding, Severity

_PLAIN = ("code", "record", "person", "name", "field", "clause", "row")


def dumps(findings: Iterable[Finding]) -> str:
    """As JSON; people in it are masked already."""
    entries = []
    for one in findings:
        entry = {name: getattr(one, name) for name in _PLAIN if getattr(one, name) is not None}
        entries.append(entry | {"severity": str(one.severity), "params": dict(one.params)})
    return json.dumps(entries, ensure_ascii=False)


def loads(text: str) -> tuple[Finding, ...]:
    """Back from `dumps`."""
    return tuple(
        Finding(
            severity=Severity(entry["severity"]),
            params=entry["params"],
            **{name: entry[name] for name in _PLAIN if name in entry},
        )
        for entry in json.loads(text)
    )
