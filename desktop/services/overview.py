"""The year at a glance: what each activity of the plan needs next, and what happened lately."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.audit import AuditEntry
from desktop.models.courses import Nomination
from desktop.models.packets import Packet
from desktop.models.people import Person
from desktop.rules.plan import Activity, Period
from desktop.services import changes_since, deadlines, dossiers, luminary, plans, standing
from desktop.services.changes_since import Changes
from desktop.services.deadlines import Line
from desktop.services.desk import Tally
from desktop.services.office import Office
from desktop.services.standing import Counts

RECENT = 5


class Moment(StrEnum):
    """How an activity stands to today."""

    AHEAD = "ahead"
    """Its next period begins on `When.day`."""
    RUNNING = "running"
    """It goes on until `When.day`."""
    OVER = "over"


class Act(StrEnum):
    """What to do next for an activity."""

    NONE = "none"
    NOMINATE = "nominate"
    MEND = "mend"
    """Somebody is not eligible and would be sent back."""
    CONFIRM = "confirm"
    """Somebody's record is incomplete: attest it, or let the center look."""
    SEND = "send"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class When:
    """The day that counts down, and how many days are left to it (0 on that day itself)."""

    moment: Moment
    day: date
    days: int


@dataclass(frozen=True, slots=True)
class Card:
    """One activity of the plan, in the language asked for."""

    activity: str
    title: str
    short: str
    family: str
    clause: str
    period: str
    note: str
    nominates: bool
    """Whether people are nominated for it here: the others show their period only."""
    people: int
    unit: str
    """What `people` counts, as `desk.Tally` says it."""
    to_confirm: int
    refused: int
    when: When
    act: Act


@dataclass(frozen=True, slots=True)
class Steps:
    """The way of a new office; a step done is ticked."""

    people: bool
    nominated: bool
    sent: bool

    @property
    def all_done(self) -> bool:
        """Whether the office has been the whole way once."""
        return self.people and self.nominated and self.sent


@dataclass(frozen=True, slots=True)
class Recent:
    """One of the latest actions; `kind` is do, undo or redo."""

    at: datetime
    action: str
    subject: str
    kind: str


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first page shows."""

    cards: tuple[Card, ...]
    steps: Steps
    counts: Counts
    changes: Changes
    recent: tuple[Recent, ...]
    due: tuple[Line, ...] = ()
    """Deadlines that are late or near."""


def read(office: Office, language: str) -> Overview:
    """The overview today; takes as long as the preflight."""
    changes = changes_since.read(office)
    today = office.clock.now().date()
    with office.database.reading() as session:
        plan = plans.current(session)
        tallies = dossiers.tally(session, plan)
        unsent = {change.activity for change in changes.items}
        activities = plan.activities.values()
        cards = tuple(_card(one, language, today, tallies.get(one.id), unsent) for one in activities)
        steps = _steps(session, tallies)
        recent = _recent(session)
        due = deadlines.due(session, today)
    return Overview(cards, steps, standing.counts(office), changes, recent, due)


def _card(activity: Activity, language: str, today: date, tally: Tally | None, unsent: set[str]) -> Card:
    counted = tally or Tally(0)
    when = _when(activity, today)
    nominates = activity.family in dossiers.families()
    act = _act(when, counted, activity.id in unsent) if nominates else Act.NONE
    if act is Act.NOMINATE and activity.family == luminary.FAMILY:
        act = Act.LOOK  # nobody is nominated there: a proposal is written
    return Card(
        activity.id,
        activity.title.in_language(language),
        activity.short.in_language(language),
        activity.family,
        activity.clause,
        activity.schedule.text.in_language(language),
        activity.schedule.note.in_language(language),
        nominates,
        counted.people,
        counted.unit,
        counted.to_confirm,
        counted.refused,
        when,
        act,
    )


def _act(when: When, tally: Tally, unsent: bool) -> Act:
    if tally.refused:
        return Act.MEND
    if not tally.people:
        return Act.LOOK if when.moment is Moment.OVER else Act.NOMINATE
    if unsent:
        return Act.CONFIRM if tally.to_confirm else Act.SEND
    return Act.LOOK


def _when(activity: Activity, today: date) -> When:
    """The beginning of the next period, or else the end of the one that is going on."""
    periods = sorted(periods_of(activity), key=lambda period: period.first)
    for period in periods:
        if today < period.first:
            return When(Moment.AHEAD, period.first, (period.first - today).days)
        if today in period:
            return When(Moment.RUNNING, period.last, (period.last - today).days)
    return When(Moment.OVER, activity.schedule.last, 0)


def periods_of(activity: Activity) -> tuple[Period, ...]:
    """The periods of its sessions where letters have announced all of them, else those of the plan."""
    if activity.sessions and all(session.periods for session in activity.sessions):
        return tuple(period for session in activity.sessions for period in session.periods)
    return activity.schedule.periods


def _steps(session: Session, tallies: Mapping[str, Tally]) -> Steps:
    def any_of(model: type[Person] | type[Nomination] | type[Packet]) -> bool:
        return session.scalars(select(model.id).limit(1)).first() is not None

    return Steps(any_of(Person), bool(tallies) or any_of(Nomination), any_of(Packet))


def _recent(session: Session) -> tuple[Recent, ...]:
    columns = (AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.kind)
    rows = session.execute(select(*columns).order_by(AuditEntry.id.desc()).limit(RECENT))
    return tuple(Recent(row.at, row.action, row.subject, row.kind) for row in rows)
