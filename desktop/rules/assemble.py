"""Puts the checked files of a plan together: every clause, place, reason and course named must exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.rules.assemble_activity import (
    Clauses,
    Common,
    assemble_activity,
    choices,
    clauses_by_number,
    schedule,
)
from desktop.rules.plan import Activity, Body, Clause, CourseGroup, Plan, course_key
from desktop.rules.schema import ActivityData, CoursesData, Node, PlanData, ReasonData
from desktop.rules.where import Where

_FILE = Where("plan.toml")


@dataclass(frozen=True, slots=True)
class Parts:
    """The files of one plan, each already of the right shape."""

    plan: PlanData
    reasons: Mapping[str, ReasonData]
    conditions: Mapping[str, Node]
    activities: Mapping[str, ActivityData]
    sha256: str


def assemble(parts: Parts) -> Plan:
    """The plan of these files, or the `DataError` for the first thing that does not fit."""
    data, prefix = parts.plan, f"plan{parts.plan.year}."
    for code in parts.reasons:
        if not code.startswith(prefix):
            raise Where("reasons.toml", code).wrong(f"the codes of this plan begin with {prefix}")
    clauses = Clauses(_FILE, clauses_by_number(data.clauses, _FILE, {}))
    places = choices(data.places, _FILE.at("places"))
    courses = {name: _course_group(name, one) for name, one in data.courses.items()}
    common = Common(prefix, clauses.known, places, courses, data.settings, parts.reasons, parts.conditions)
    activities = {name: assemble_activity(name, one, common) for name, one in parts.activities.items()}
    return Plan(
        year=data.year,
        title=data.title.text(),
        clauses=_every_clause(clauses.known, activities),
        basis=_listed(data.basis, clauses, "basis"),
        goals=_listed(data.goals, clauses, "goals"),
        bodies=_bodies(data, clauses),
        schedule=schedule(data.schedule, clauses),
        announcements=clauses.get(data.announcements, "announcements"),
        funding=clauses.get(data.funding, "funding"),
        places=places,
        courses=courses,
        activities=activities,
        sha256=parts.sha256,
    )


def _listed(numbers: list[str], clauses: Clauses, key: str) -> tuple[Clause, ...]:
    return tuple(clauses.get(number, key, index) for index, number in enumerate(numbers))


def _bodies(data: PlanData, clauses: Clauses) -> tuple[Body, ...]:
    return tuple(
        Body(
            body.role,
            body.name.text(),
            body.short.text(),
            clauses.cite(body.clause, "bodies", index, "clause"),
        )
        for index, body in enumerate(data.bodies)
    )


def _course_group(name: str, data: CoursesData) -> CourseGroup:
    names, prefixes = (tuple(course_key(one) for one in ones) for ones in (data.names, data.prefixes))
    return CourseGroup(name, data.label.text(), names, prefixes)


def _every_clause(shared: Mapping[str, Clause], activities: Mapping[str, Activity]) -> dict[str, Clause]:
    every = dict(shared)
    for activity in activities.values():
        every.update(activity.clauses)
    return every
