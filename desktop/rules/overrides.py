"""Applies what letters changed of the plan for one office, each change with its document number and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.core.errors import DataError
from desktop.rules.override_fields import Field, activity_fields, plan_fields
from desktop.rules.plan import Change, Plan


def apply(plan: Plan, changes: Iterable[Change]) -> Plan:
    """The plan with these changes applied in order; a later change of the same field wins.

    The plan given stays as it is; the new one lists the changes. Raises `DataError` for a change without a
    document number, of a field that does not exist, or to a value that does not fit.
    """
    for change in changes:
        plan = _applied(plan, change)
    return plan


def fields(plan: Plan, activity: str) -> dict[str, Field]:
    """Everything of an activity (or, with a blank id, of the whole plan) that a letter may change."""
    return plan_fields(plan) if not activity else activity_fields(plan, plan.activity(activity))


def _applied(plan: Plan, change: Change) -> Plan:
    if not change.document.strip():
        raise DataError("rules.change_document", field=change.field)
    known = fields(plan, change.activity)
    if change.field not in known:
        target = change.activity or str(plan.year)
        raise DataError("rules.change_field", activity=target, field=change.field, known="、".join(known))
    field = known[change.field]
    try:
        after = field.write(change.value.strip())
    except ValueError:
        raise DataError(
            "rules.change_value", field=change.field, value=change.value, expected=field.expected
        ) from None
    return replace(after, changes=(*plan.changes, change))
