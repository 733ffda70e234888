"""One year's plan as frozen data: clauses, periods, sessions, quotas, conditions, changes by letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from desktop.core.errors import UsageError
from desktop.core.text import halfwidth
from desktop.rules.bilingual import NO_TEXT, Text
from desktop.rules.facts import Facts
from desktop.rules.verdict import Answer, PriorityBasis, Reason

SettingValue = str | int | bool


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as the plan numbers it (柒、一、（一）1) and words it; `en` is our translation."""

    number: str
    text: Text


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """When: the plan's own words, the periods they mean, and a note to show wherever the period is shown."""

    clause: str
    text: Text
    periods: tuple[Period, ...]
    note: Text = NO_TEXT

    @property
    def first(self) -> date:
        """The first day of all."""
        return min(period.first for period in self.periods)

    @property
    def last(self) -> date:
        """The last day of all."""
        return max(period.last for period in self.periods)


@dataclass(frozen=True, slots=True)
class Session:
    """One session (期). Periods, seats and venue are empty until a letter announces them."""

    number: int
    days: int
    periods: tuple[Period, ...] = ()
    seats: int | None = None
    venue: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """A number the plan sets, or (`ours`) one we decided where it is silent. `None` is no bound."""

    id: str
    label: Text
    clause: str
    minimum: int | None = None
    maximum: int | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What an office may decide where the plan is silent: one of `choices`, else a number, else yes or no."""

    name: str
    label: Text
    clause: str
    value: SettingValue
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list the plan gives, such as a place or a kind of reading."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of an activity, in the plan's order."""

    id: str
    label: Text
    clause: str
    event: bool
    """Whether people travel there, and so have to register."""


@dataclass(frozen=True, slots=True)
class Note:
    """Our remark on the plan's wording, to show beside the clause."""

    clause: str
    text: Text


@dataclass(frozen=True, slots=True)
class CourseGroup:
    """Courses that a clause means, by exact name or activity id, or by how the name begins."""

    id: str
    label: Text
    names: tuple[str, ...]
    prefixes: tuple[str, ...]

    def includes(self, course: str) -> bool:
        """Whether a recorded course is one of these; width and white space do not matter."""
        key = course_key(course)
        return key in self.names or key.startswith(self.prefixes)


@lru_cache(maxsize=4096)
def course_key(course: str) -> str:
    """The name that courses are compared by: half width, no white space."""
    return "".join(halfwidth(course).split())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a condition says of some facts."""

    answer: Answer
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()
    attested: tuple[str, ...] = ()


ATTESTED: Final = "attested"
"""The slot for what the coordinator attested: a yes with a reason of its own."""

Question = Callable[[Facts, "Activity"], str]
"""A check with its parameters bound; returns a slot, such as `yes`, `unknown` or `no.council`."""


@dataclass(frozen=True, slots=True)
class Check:
    """A leaf: a registered check and the outcome for each slot it can return, `attested` included."""

    kind: str
    question: Question
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold (Kleene and). `reasons`, by answer or `attested`, replace those of the parts."""

    parts: tuple[Condition, ...]
    reasons: Mapping[str, Reason]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part is enough (Kleene or). `reasons`, by answer or `attested`, replace those of the parts."""

    parts: tuple[Condition, ...]
    reasons: Mapping[str, Reason]


Condition = Check | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class Priority:
    """Who comes first: orders the list, never refuses."""

    basis: PriorityBasis
    condition: Condition


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of 柒 with everything the plan says about it."""

    id: str
    family: str
    title: Text
    short: Text
    clause: str
    who: Clause
    clauses: Mapping[str, Clause]
    schedule: Schedule
    places: tuple[str, ...]
    place_clause: str
    venue: str
    sessions: tuple[Session, ...]
    session_clause: str
    quotas: Mapping[str, Quota]
    settings: Mapping[str, Setting]
    choices: Mapping[str, tuple[Choice, ...]]
    stages: tuple[Stage, ...]
    notes: tuple[Note, ...]
    eligibility: Condition
    priorities: tuple[Priority, ...]
    courses: Mapping[str, CourseGroup]


@dataclass(frozen=True, slots=True)
class Body:
    """A party of the plan: `guiding`, `organiser` or `supporting`; `short` is how its clauses call it."""

    role: str
    name: Text
    short: Text
    clause: str


@dataclass(frozen=True, slots=True)
class Change:
    """One value that a letter changed for this office: `document` is its 文號, `day` its date.

    `activity` is an activity's id, or blank for what belongs to the whole plan. The fields and the form of
    their values are listed in `desktop.rules.overrides`.
    """

    activity: str
    field: str
    value: str
    document: str
    day: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A year's plan, read from its folder and changed by the office's letters."""

    year: int
    title: Text
    clauses: Mapping[str, Clause]
    basis: tuple[Clause, ...]
    goals: tuple[Clause, ...]
    bodies: tuple[Body, ...]
    schedule: Schedule
    announcements: Clause
    funding: Clause
    places: tuple[Choice, ...]
    courses: Mapping[str, CourseGroup]
    activities: Mapping[str, Activity]
    sha256: str
    changes: tuple[Change, ...] = ()

    def activity(self, activity: str) -> Activity:
        """The activity with this id; `UsageError` names those there are."""
        if activity not in self.activities:
            raise UsageError("rules.activity_unknown", activity=activity, known="、".join(self.activities))
        return self.activities[activity]

    def change_of(self, activity: str, field: str) -> Change | None:
        """The letter that a value now rests on, if any: its document number is shown beside it."""
        matching = (one for one in reversed(self.changes) if (one.activity, one.field) == (activity, field))
        return next(matching, None)
