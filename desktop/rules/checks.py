"""The kinds of condition that plan data may name: each a pure function from facts to a slot.

A slot is `yes`, `no` or `unknown`, perhaps with a detail after a dot (`no.council`, `yes.warned`), so that
the data can give each case its own reason. Parameters are keyword-only and typed: the loader checks the data
against the signature.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from desktop.rules.english_level import Basis, charts, level
from desktop.rules.facts import AGENCY_KINDS, AgencyKind, BusinessRelation, Facts, PersonnelType
from desktop.rules.plan import Activity


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a parameter that must name a `setting` with exactly these choices, or a group of `courses`."""

    kind: str
    choices: tuple[str, ...] = ()


POLICIES: Final = {"allow": "yes", "warn": "yes.warned", "refuse": "no"}
"""What a setting about a kind of staff may say, and the slot it leads to."""

PolicySetting = Annotated[str, Names("setting", tuple(POLICIES))]
LevelSetting = Annotated[str, Names("setting", charts().levels)]
CourseGroupName = Annotated[str, Names("courses")]


@dataclass(frozen=True, slots=True)
class Kind:
    """A registered kind of condition and the slots it may return."""

    name: str
    function: Callable[..., str]
    slots: tuple[str, ...]


# To add one: 1. write a function (facts, activity, *, typed parameters) -> slot under @kind with every slot
# it may return, 2. test it in tests/rules/test_checks.py, 3. name it in the plan's data with its reasons.
KINDS: Final[dict[str, Kind]] = {}


def kind(*slots: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register a check under its function's name."""

    def register(function: Callable[..., str]) -> Callable[..., str]:
        KINDS[function.__name__] = Kind(function.__name__, function, slots)
        return function

    return register


_AGENCY_SLOTS = tuple(
    slot
    for answer in ("yes", "no", "unknown")
    for slot in (answer, *(f"{answer}.{name}" for name in AGENCY_KINDS))
)


@kind(*_AGENCY_SLOTS)
def agency_kind(
    facts: Facts, _activity: Activity, *, yes: tuple[AgencyKind, ...], unknown: tuple[AgencyKind, ...] = ()
) -> str:
    """What the agency is; kinds in neither list are a no, an unstated one is unknown."""
    stated = facts.agency_kind
    if stated in yes:
        return f"yes.{stated}"
    if not stated:
        return "unknown"
    return f"unknown.{stated}" if stated in unknown else f"no.{stated}"


@kind("yes", "yes.warned", "no")
def personnel_type(
    facts: Facts, activity: Activity, *, types: tuple[PersonnelType, ...], setting: PolicySetting
) -> str:
    """Staff of these types are treated as the activity's setting says: allow, warn or refuse."""
    if facts.personnel_type not in types:
        return "yes"
    return POLICIES[str(activity.settings[setting].value)]


def _attended_any(facts: Facts, activity: Activity, courses: str) -> bool:
    group = activity.courses[courses]
    return any(one.attended and group.includes(one.course) for one in facts.history)


@kind("yes", "no", "unknown")
def attended(facts: Facts, activity: Activity, *, courses: CourseGroupName) -> str:
    """曾參加: has attended one of the courses in any year; absence never counts."""
    if _attended_any(facts, activity, courses):
        return "yes"
    return "no" if facts.history_complete else "unknown"


@kind("yes", "no", "unknown")
def never_attended(facts: Facts, activity: Activity, *, courses: CourseGroupName) -> str:
    """未曾參加: the mirror of `attended`."""
    if _attended_any(facts, activity, courses):
        return "no"
    return "yes" if facts.history_complete else "unknown"


@kind("yes", "no", "unknown")
def business_relation(facts: Facts, _activity: Activity, *, any_of: tuple[BusinessRelation, ...]) -> str:
    """What the person has to do with digital learning; unstated is unknown."""
    if not facts.relation:
        return "unknown"
    return "yes" if facts.relation in any_of else "no"


@kind("yes", "yes.stated", "no")
def it_staff(facts: Facts, _activity: Activity) -> str:
    """資訊人員: by the roster, or (`yes.stated`) only by the agency's word in this nomination."""
    if facts.it_staff:
        return "yes"
    return "yes.stated" if facts.relation == "it" else "no"


@kind("yes", "no")
def luminary(facts: Facts, _activity: Activity) -> str:
    """Takes part in the Luminary programme (熠星方案參與者)."""
    return "yes" if facts.luminary else "no"


@kind("yes", "unknown")
def interest_stated(facts: Facts, _activity: Activity) -> str:
    """Interest in the subject is a matter of suitability: it can be unstated, never refused."""
    return "yes" if facts.interest_stated else "unknown"


_OPEN_LEVELS = {
    Basis.UNSTATED: "unknown",
    Basis.NO_CHART: "unknown.no_chart",
    Basis.UNREADABLE: "unknown.unreadable",
}
_NOTED_LEVELS = {Basis.SELF: "yes.self", Basis.FIRST_STAGE: "yes.first_stage"}


@kind("yes", *_NOTED_LEVELS.values(), "no", *_OPEN_LEVELS.values(), "unknown.disputed")
def english_level(facts: Facts, activity: Activity, *, setting: LevelSetting) -> str:
    """English at or below the setting's level: by certificate, or noted by self-assessment.

    Where published charts differ on whether a result is above it, nobody decides but the center. A first
    stage that was passed is no certificate, so it never refuses anybody.
    """
    found, most = level(facts.english_test, facts.english_score), str(activity.settings[setting].value)
    if found.basis in _OPEN_LEVELS:
        return _OPEN_LEVELS[found.basis]
    if found.basis is Basis.FIRST_STAGE:
        return _NOTED_LEVELS[found.basis]
    if charts().above(found.lowest, most):
        return "no"
    if charts().above(found.highest, most):
        return "unknown.disputed"
    return _NOTED_LEVELS.get(found.basis, "yes")
