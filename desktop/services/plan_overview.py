"""The year's plan to read: every activity with clauses, days, seats, bounds, and what was changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from desktop.core.clock import roc_short
from desktop.rules.plan import Activity, Clause, Period, Plan, Quota, SettingValue
from desktop.rules.plan import Session as PlanSession
from desktop.services import plans
from desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause or a note on it."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session; days, seats and venue are blank or None until a letter announces them."""

    number: int
    days: int
    periods: str
    seats: int | None
    venue: str


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """A bound: `ours` where the plan is silent."""

    label: str
    clause: str
    minimum: int | None
    maximum: int | None
    ours: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office may decide. `value` and `choices` are codes; no choices mean yes or no, or a number."""

    name: str
    label: str
    clause: str
    value: str
    choices: tuple[str, ...]
    editable: bool


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change by a letter, or a decision of the office (`own`)."""

    activity: str
    """Its title, or blank for the whole plan."""
    field: str
    value: str
    document: str
    day: date
    own: bool


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One activity in one language."""

    id: str
    title: str
    clause: str
    when: str
    periods: str
    schedule_note: str
    places: str
    venue: str
    sessions: tuple[SessionLine, ...]
    quotas: tuple[QuotaLine, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[ClauseText, ...]
    clauses: tuple[ClauseText, ...]
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class PlanOverview:
    """The plan in one language."""

    year: int
    title: str
    sha256: str
    imported_at: datetime | None
    """None for the plan that came with the program."""
    clauses: tuple[ClauseText, ...]
    activities: tuple[ActivityPage, ...]
    changes: tuple[ChangeLine, ...]


def read(office: Office, language: str) -> PlanOverview:
    """The plan with the office's changes."""
    # Imported here: it reads plans, which takes as long to load as the database, and the titles do without.
    from desktop.services import imported_plan  # noqa: PLC0415 - see above

    with office.database.reading() as session:
        plan, source = plans.current(session), imported_plan.source(session)
    of_activities = {number for one in plan.activities.values() for number in one.clauses}
    own = [one for number, one in plan.clauses.items() if number not in of_activities]
    return PlanOverview(
        year=plan.year,
        title=plan.title.in_language(language),
        sha256=source.sha256,
        imported_at=source.imported_at,
        clauses=_clauses(own, language),
        activities=tuple(_activity(plan, one, language) for one in plan.activities.values()),
        changes=tuple(_changes(plan, language)),
    )


def titles(office: Office, language: str) -> dict[str, str]:
    """Activity → its short title."""
    with office.database.reading() as session:
        plan = plans.current(session)
    return {one.id: one.short.in_language(language) for one in plan.activities.values()}


def _changes(plan: Plan, language: str, activity: str | None = None) -> Iterator[ChangeLine]:
    for change in reversed(plan.changes):
        if activity in {None, change.activity}:
            title = plan.activities[change.activity].title.in_language(language) if change.activity else ""
            own = change.document == plans.OWN_DECISION
            yield ChangeLine(title, change.field, change.value, change.document, change.day, own)


def _activity(plan: Plan, activity: Activity, language: str) -> ActivityPage:
    places = {place.code: place.label.in_language(language) for place in plan.places}
    return ActivityPage(
        id=activity.id,
        title=activity.title.in_language(language),
        clause=activity.clause,
        when=activity.schedule.text.in_language(language),
        periods=_periods(activity.schedule.periods),
        schedule_note=activity.schedule.note.in_language(language),
        places=(", " if language == "en" else "、").join(places[code] for code in activity.places),
        venue=activity.venue,
        sessions=tuple(_session(one) for one in activity.sessions),
        quotas=tuple(_quota(one, language) for one in activity.quotas.values()),
        decisions=tuple(_decisions(activity, language)),
        notes=tuple(ClauseText(one.clause, one.text.in_language(language)) for one in activity.notes),
        clauses=_clauses(activity.clauses.values(), language),
        changes=tuple(_changes(plan, language, activity.id)),
    )


def _clauses(clauses: Iterable[Clause], language: str) -> tuple[ClauseText, ...]:
    return tuple(ClauseText(one.number, one.text.in_language(language)) for one in clauses)


def _session(session: PlanSession) -> SessionLine:
    return SessionLine(session.number, session.days, _periods(session.periods), session.seats, session.venue)


def _quota(quota: Quota, language: str) -> QuotaLine:
    label = quota.label.in_language(language)
    return QuotaLine(label, quota.clause, quota.minimum, quota.maximum, quota.ours)


def _decisions(activity: Activity, language: str) -> Iterator[Decision]:
    for one in activity.settings.values():
        yield Decision(
            name=one.name,
            label=one.label.in_language(language),
            clause=one.clause,
            value=_text(one.value),
            choices=("true", "false") if isinstance(one.value, bool) else one.choices,
            # Only nominations for courses are judged by the program: elsewhere nothing would change.
            editable=activity.family == plans.FAMILY,
        )


def _text(value: SettingValue) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _periods(periods: tuple[Period, ...]) -> str:
    return "、".join(
        roc_short(one.first) if one.first == one.last else f"{roc_short(one.first)}–{roc_short(one.last)}"
        for one in periods
    )
