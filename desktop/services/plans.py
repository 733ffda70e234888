"""The year's plan as this office knows it: the plan's data with the changes its letters brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.errors import UsageError
from desktop.models.office import ActivityChange
from desktop.rules import overrides
from desktop.rules.plan import Activity, Change, Plan
from desktop.services.office import Office

FAMILY = "course"
"""The family of activities that people are nominated for session by session."""

OWN_DECISION = "本機關決定"
"""Stands in the place of a letter's number where the plan leaves a choice to the office."""


def course(plan: Plan, activity: str) -> Activity:
    """The course with this id; raises `UsageError` for an activity of another kind, and for none."""
    found = plan.activity(activity)
    if found.family != FAMILY:
        raise UsageError("nominate.not_a_course", activity=activity)
    return found


def current(session: Session) -> Plan:
    """The plan with every recorded change applied, in the order they were recorded."""
    # Imported here: the reader of plans takes as long to load as the database, and people are listed without.
    from desktop.services import imported_plan  # noqa: PLC0415 - see above

    return with_changes(session, imported_plan.base(session))


def with_changes(session: Session, plan: Plan) -> Plan:
    """`plan` as the office's letters change it; raises `DataError` for a change that does not fit in it."""
    rows = session.scalars(select(ActivityChange).order_by(ActivityChange.id))
    changes = [Change(row.activity, row.field, row.value, row.letter_no, row.letter_date) for row in rows]
    return overrides.apply(plan, changes)


def change(office: Office, activity: str, field: str, value: str, *, document: str, day: date) -> Plan:
    """Record what a letter of the center changed, with its 文號 and date, and return the plan it makes.

    Raises `DataError` or `UsageError` when the activity has no such field or the value does not fit.
    """
    return change_all(office, activity, {field: value}, document=document, day=day)


def change_all(office: Office, activity: str, values: Mapping[str, str], *, document: str, day: date) -> Plan:
    """Record several fields (name → value) that one letter changed, as one action; see `change`."""
    with office.database.writing("plan.change", f"{activity} {' '.join(values)}") as journal:
        asked = [Change(activity, field, value, document, day) for field, value in values.items()]
        plan = overrides.apply(current(journal.session), asked)
        rows = [
            {
                "activity": activity,
                "field": field,
                "value": value,
                "letter_no": document,
                "letter_date": day,
            }
            for field, value in values.items()
        ]
        journal.insert(ActivityChange, rows)
    return plan


def decide(office: Office, activity: str, name: str, value: str) -> Plan:
    """Record what the office decides where the plan is silent; a decision made before is replaced.

    It holds for nominations from now on: verdicts are frozen when they are made. Raises as `change` does.
    """
    field = f"setting.{name}"
    with office.database.writing("plan.decide", f"{activity} {name}") as journal:
        day = office.clock.now().date()
        plan = overrides.apply(current(journal.session), [Change(activity, field, value, OWN_DECISION, day)])
        same = select(ActivityChange).filter_by(activity=activity, field=field)
        latest = journal.session.scalars(same.order_by(ActivityChange.id.desc())).first()
        row = {"value": value, "letter_no": OWN_DECISION, "letter_date": day}
        if latest is not None and latest.letter_no == OWN_DECISION:
            journal.update(ActivityChange, latest.id, row)
        else:
            journal.insert(ActivityChange, [{"activity": activity, "field": field, **row}])
    return plan
