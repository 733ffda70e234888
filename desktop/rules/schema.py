"""The shape of the plan's TOML files; unknown keys and wrong types are refused, blank texts too."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from desktop.rules.bilingual import Text

Filled = Annotated[str, Field(min_length=1, pattern=r"\S")]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
Node = dict[str, Any]
"""A condition as written; `desktop.rules.conditions` reads it."""


class Strict(BaseModel):
    """No unknown keys and no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TextData(Strict):
    """A text in both languages."""

    zh_TW: Filled
    en: Filled

    def text(self) -> Text:
        """The text as the rules keep it."""
        return Text(self.zh_TW, self.en)


class ClauseData(TextData):
    """A clause with the plan's own number."""

    number: Filled


class PeriodData(Strict):
    """Days from first to last."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> PeriodData:
        if self.last < self.first:
            raise ValueError(f"last ({self.last}) is before first ({self.first})")
        return self


class ScheduleData(Strict):
    """When, in the plan's words and in days."""

    clause: Filled
    text: TextData
    periods: list[PeriodData] = Field(min_length=1)
    note: TextData | None = None


class FixedSession(PeriodData):
    """A session whose days the plan itself gives."""

    number: int = Field(ge=1)


class SessionsData(Strict):
    """How many sessions of how many days."""

    clause: Filled
    count: int = Field(ge=1)
    days: int = Field(ge=1)
    fixed: list[FixedSession] = []

    @model_validator(mode="after")
    def _fixed_exist(self) -> SessionsData:
        numbers = [session.number for session in self.fixed]
        if len(set(numbers)) < len(numbers) or any(number > self.count for number in numbers):
            raise ValueError(f"fixed sessions {numbers} do not fit {self.count} sessions")
        return self


class PlacesData(Strict):
    """Where, by the codes of the plan's places."""

    clause: Filled
    codes: list[Filled] = Field(min_length=1)


class QuotaData(Strict):
    """A number the plan sets, or one of ours."""

    label: TextData
    clause: Filled
    minimum: int | None = Field(default=None, ge=0)
    maximum: int | None = Field(default=None, ge=0)
    ours: bool = False

    @model_validator(mode="after")
    def _has_bounds(self) -> QuotaData:
        if self.minimum is None and self.maximum is None:
            raise ValueError("neither minimum nor maximum is given")
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} is above maximum {self.maximum}")
        return self


class SettingData(Strict):
    """What an office may decide; without a clause it belongs to the clause on who may take part."""

    label: TextData
    value: str | bool | int
    choices: list[Filled] = []
    clause: Filled | None = None

    @model_validator(mode="after")
    def _value_fits(self) -> SettingData:
        if (self.choices or isinstance(self.value, str)) and self.value not in self.choices:
            raise ValueError(f"{self.value!r} is none of the choices {self.choices}")
        return self


class ChoiceData(Strict):
    """An entry of a list."""

    code: Identifier
    label: TextData


class StageData(Strict):
    """A step."""

    id: Identifier
    label: TextData
    clause: Filled
    event: bool = False
    """Whether people travel there, and so have to register."""


class NoteData(Strict):
    """A remark of ours."""

    clause: Filled
    text: TextData


class PriorityData(Strict):
    """Who comes first."""

    code: Identifier
    label: TextData
    clause: Filled
    when: Node


class CoursesData(Strict):
    """A group of courses."""

    label: TextData
    names: list[Filled] = []
    prefixes: list[Filled] = []


class BodyData(Strict):
    """A party of the plan."""

    role: Literal["guiding", "organiser", "supporting"]
    clause: Filled
    name: TextData
    short: TextData


class ReasonData(Strict):
    """A reason, in the shape of `resources/messages`."""

    what: TextData
    next: TextData | None = None


class ActivityData(Strict):
    """One activity's file."""

    family: Literal["course", "english_camp", "luminary", "mentoring", "reflections", "showcase"]
    clause: Filled
    who: Filled
    title: TextData
    short: TextData
    schedule: ScheduleData
    places: PlacesData | None = None
    sessions: SessionsData | None = None
    quotas: dict[Identifier, QuotaData] = {}
    settings: dict[Identifier, SettingData] = {}
    choices: dict[Identifier, list[ChoiceData]] = {}
    stages: list[StageData] = []
    notes: list[NoteData] = []
    clauses: list[ClauseData] = Field(min_length=1)
    eligibility: Node
    priority: list[PriorityData] = []


class PlanData(Strict):
    """`plan.toml`: what belongs to the whole year."""

    year: int = Field(ge=100, le=200)
    title: TextData
    basis: list[Filled]
    goals: list[Filled]
    announcements: Filled
    funding: Filled
    activities: list[Identifier] = Field(min_length=1)
    schedule: ScheduleData
    bodies: list[BodyData]
    places: list[ChoiceData]
    courses: dict[Identifier, CoursesData]
    settings: dict[Identifier, SettingData]
    clauses: list[ClauseData]
