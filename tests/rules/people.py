"""Builders of facts for the tests of the rules."""

from __future__ import annotations

from typing import Any

from desktop.rules.facts import Attendance, Facts


def person(**stated: Any) -> Facts:
    """A civil servant of the county government about whom nothing else is known but what is stated."""
    return Facts(**{"agency_kind": "government", "personnel_type": "civil_servant", **stated})


def history(text: str) -> tuple[Attendance, ...]:
    """`course year[ absent]` joined by semicolons; a course's name may hold spaces."""
    return tuple(_attendance(entry) for entry in text.split(";") if entry)


def _attendance(entry: str) -> Attendance:
    words, attended = entry.split(" "), not entry.endswith(" absent")
    if not attended:
        words.pop()
    return Attendance(" ".join(words[:-1]), int(words[-1]), attended)
