"""What became of nominations: 錄取, 候補, 出席, 結訓, 缺席; attendance feeds the history in the same breath.

Attendance (曾參加), not completion, counts for eligibility, at once and this year's included; absence never.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select

from desktop.core import terms, text
from desktop.core.errors import DataError, UsageError
from desktop.models.courses import Nomination
from desktop.models.journal import Journal
from desktop.models.people import CourseHistory
from desktop.rules.plan import Plan
from desktop.services import learning_hours, nominations, plans
from desktop.services.office import Office

ATTENDED, COMPLETED, ABSENT = "attended", "completed", "absent"
CAME = frozenset({ATTENDED, COMPLETED})
"""Outcomes of people who were there."""

SOURCE = "outcome"
"""Stands in the history where this office recorded the attendance itself."""

_OVERRULED = f"、{SOURCE}"
"""Follows the source of a record that said otherwise until this office recorded the attendance."""

LONGEST = {"reason": 100, "hours": 20, "document_no": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a nomination. `hours` as people write them; a blank code takes the outcome back."""

    code: str = ""
    """Of the vocabulary outcome."""
    reason: str = ""
    hours: str = ""
    document_no: str = ""


def put(office: Office, ids: Sequence[int], outcome: Outcome, *, keep_hours: bool = False) -> None:
    """Record the outcome of several nominations as one action; with `keep_hours` each keeps its own hours.

    Raises `DataError` for an absence without a reason, a text that is too long or hours without a number,
    `UsageError` for a code that there is not.
    """
    told = checked(outcome)
    with office.database.writing("outcome.put", str(len(ids))) as journal:
        plan = plans.current(journal.session)
        for one in ids:
            row = nominations.live(journal.session, one)
            own = replace(told, hours=row.hours) if keep_hours and told.code in CAME else told
            write(journal, plan, row, own, office)


def checked(outcome: Outcome) -> Outcome:
    """The same without white space around its texts; raises as `put`."""
    if outcome.code and outcome.code not in terms.vocabulary("outcome"):
        raise UsageError("outcome.code", outcome=outcome.code)
    told = Outcome(
        code=outcome.code,
        reason=outcome.reason.strip() if outcome.code else "",
        hours=outcome.hours.strip() if outcome.code in CAME else "",
        document_no=outcome.document_no.strip() if outcome.code else "",
    )
    if told.code == ABSENT and not told.reason:
        raise DataError("outcome.no_reason")
    for name, most in LONGEST.items():
        if not text.is_line(getattr(told, name), most):
            raise DataError("nominate.too_long", length=len(getattr(told, name)), limit=most)
    if told.hours and learning_hours.number(told.hours) is None:
        raise DataError("outcome.hours", hours=told.hours)
    return told


def write(journal: Journal, plan: Plan, row: Nomination, told: Outcome, office: Office) -> None:
    """Record one outcome inside somebody's action, and what it says of the person's history."""
    # A letter's number stays where a later file says nothing of it.
    values = {
        "outcome": told.code,
        "outcome_reason": told.reason,
        "hours": told.hours,
        "outcome_document_no": told.document_no or (row.outcome_document_no if told.code else ""),
    }
    if any(value != getattr(row, name) for name, value in values.items()):
        journal.update(
            Nomination, row.id, {**values, "outcome_at": office.clock.now() if told.code else None}
        )
    record_history(journal, attendance(plan, row), told)


@dataclass(frozen=True, slots=True)
class Attendance:
    """What a record of the history is about; `session` 0: nobody says which."""

    person_id: int
    course: str
    roc_year: int
    session: int


def attendance(plan: Plan, row: Nomination) -> Attendance:
    """What the history says when somebody was where they were nominated for."""
    return Attendance(row.person_id, plan.activity(row.activity).title.zh_TW, plan.year, row.session)


def is_own(source: str) -> bool:
    """Whether this office recorded, itself or over another record, that the person was there."""
    return source == SOURCE or source.endswith(_OVERRULED)


def overruled(source: str) -> str:
    """The source of a record after this office recorded over it that the person was there."""
    return source + _OVERRULED


def move_history(journal: Journal, plan: Plan, row: Nomination, session: int) -> None:
    """Before a nomination goes to another session: what its outcome wrote into the history goes along."""
    if row.outcome in CAME:
        told, here = Outcome(code=row.outcome, hours=row.hours), attendance(plan, row)
        record_history(journal, here, Outcome())
        record_history(journal, replace(here, session=session), told)


def record_history(journal: Journal, what: Attendance, told: Outcome) -> None:
    """The attendance in the person's history: there if they came, gone if not; the center's own stays."""
    held = journal.session.scalars(
        select(CourseHistory).filter_by(
            person_id=what.person_id, course=what.course, roc_year=what.roc_year, session=what.session
        )
    ).one_or_none()
    if told.code in CAME:
        _came(journal, what, held, told)
    elif held is not None and held.source == SOURCE:
        journal.delete(CourseHistory, [held.id])
    elif held is not None and held.source.endswith(_OVERRULED):
        own = {"attended": False, "source": held.source.removesuffix(_OVERRULED)}
        journal.update(CourseHistory, held.id, own)


def _came(journal: Journal, what: Attendance, held: CourseHistory | None, told: Outcome) -> None:
    values: dict[str, Any] = {
        "attended": True,
        "completed": True if told.code == COMPLETED else None,
        "hours": told.hours,
    }
    if held is None:
        journal.insert(CourseHistory, [{**asdict(what), **values, "source": SOURCE}])
    elif held.source == SOURCE:
        if any(value != getattr(held, name) for name, value in values.items()):
            journal.update(CourseHistory, held.id, values)
    elif not held.attended:
        # Only what can be taken back again is touched in a record that is not ours.
        journal.update(CourseHistory, held.id, {"attended": True, "source": overruled(held.source)})
