"""Which kinds of agency an activity's clause leaves out, read from its condition."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.rules.facts import AGENCY_KINDS, Facts
from desktop.rules.plan import Activity, Check, Condition

_CHECK = "agency_kind"


def kinds(activity: Activity) -> tuple[str, ...]:
    """The kinds whose people may be recommended, with those to be confirmed; all without such a clause."""
    checks = tuple(_checks(activity.eligibility))
    return tuple(
        kind for kind in AGENCY_KINDS if not any(_refuses(check, kind, activity) for check in checks)
    )


def _checks(condition: Condition) -> Iterator[Check]:
    if isinstance(condition, Check):
        if condition.kind == _CHECK:
            yield condition
        return
    for part in condition.parts:
        yield from _checks(part)


def _refuses(check: Check, kind: str, activity: Activity) -> bool:
    slot = check.question(Facts(agency_kind=kind, personnel_type="civil_servant"), activity)
    return slot.partition(".")[0] == "no"
