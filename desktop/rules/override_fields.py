"""The values of a plan that a letter may change, each read and written as text, as the database keeps it.

| field | of | value |
|---|---|---|
| `periods` | an activity | ISO ranges joined by commas: 2015-03-02/2015-03-07,2015-03-16/2015-03-21 |
| `venue` | an activity | text; blank takes it back |
| `places` | an activity with places | codes of the plan's places, joined by commas |
| `sessions` | an activity with sessions | how many, 1 to 99 |
| `session.N.days` | session N | 1 to 99 |
| `session.N.periods`, `.seats`, `.venue` | session N | ISO ranges, a number, text; blank takes it back |
| `quota.ID.minimum`, `.maximum` | a bound that the plan sets | a number |
| `setting.NAME` | an activity | one of its choices; else `true`, `false`; else a number |
| `courses.GROUP.names`, `.prefixes` | the plan | courses, one a line |
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Any, Final

from desktop.rules.plan import Activity, Period, Plan, Quota, Session, SettingValue, course_key

_RANGES: Final = "YYYY-MM-DD/YYYY-MM-DD,…"
_TEXT: Final = "…"
_MOST: Final = 99_999


@dataclass(frozen=True, slots=True)
class Field:
    """What a value is now, what is accepted, and how the plan looks with another.

    `write` raises `ValueError` for a text that does not fit.
    """

    value: str
    expected: str
    write: Callable[[str], Plan]


# To add one: 1. add it to the table above, 2. yield its name and Field in the function it belongs to,
# 3. add its row to the tables of tests/rules/test_overrides.py.


def plan_fields(plan: Plan) -> dict[str, Field]:
    """The fields of the whole plan."""
    return {
        f"courses.{group.id}.{part}": Field(
            "\n".join(entries), _TEXT, partial(_write_courses, plan, group.id, part)
        )
        for group in plan.courses.values()
        for part, entries in (("names", group.names), ("prefixes", group.prefixes))
    }


def activity_fields(plan: Plan, activity: Activity) -> dict[str, Field]:
    """The fields of one activity."""
    found = {
        "periods": Field(
            _ranges(activity.schedule.periods), _RANGES, partial(_write_schedule, plan, activity)
        ),
        "venue": Field(activity.venue, _TEXT, lambda text: _with(plan, activity, venue=text)),
    }
    if activity.places:
        codes = ", ".join(place.code for place in plan.places)
        found["places"] = Field(",".join(activity.places), codes, partial(_write_places, plan, activity))
    found.update(_session_fields(plan, activity))
    found.update(_quota_fields(plan, activity))
    found.update(_setting_fields(plan, activity))
    return found


def _session_fields(plan: Plan, activity: Activity) -> Iterator[tuple[str, Field]]:
    if activity.sessions:
        yield (
            "sessions",
            Field(str(len(activity.sessions)), "1–99", partial(_write_session_count, plan, activity)),
        )
    for session in activity.sessions:
        seats = "" if session.seats is None else str(session.seats)
        for part, value, expected in (
            ("days", str(session.days), "1–99"),
            ("periods", _ranges(session.periods), _RANGES),
            ("seats", seats, f"0–{_MOST}"),
            ("venue", session.venue, _TEXT),
        ):
            write = partial(_write_session, plan, activity, session.number, part)
            yield f"session.{session.number}.{part}", Field(value, expected, write)


def _quota_fields(plan: Plan, activity: Activity) -> Iterator[tuple[str, Field]]:
    for quota in activity.quotas.values():
        for part, bound in (("minimum", quota.minimum), ("maximum", quota.maximum)):
            if bound is not None:
                write = partial(_write_quota, plan, activity, quota, part)
                yield f"quota.{quota.id}.{part}", Field(str(bound), f"0–{_MOST}", write)


def _setting_fields(plan: Plan, activity: Activity) -> Iterator[tuple[str, Field]]:
    for setting in activity.settings.values():
        yes_or_no = isinstance(setting.value, bool)
        value = str(setting.value).lower() if yes_or_no else str(setting.value)
        expected = "true, false" if yes_or_no else ", ".join(setting.choices) or f"0–{_MOST}"
        yield (
            f"setting.{setting.name}",
            Field(value, expected, partial(_write_setting, plan, activity, setting.name)),
        )


def _with(plan: Plan, activity: Activity, **values: Any) -> Plan:
    return replace(plan, activities={**plan.activities, activity.id: replace(activity, **values)})


def _write_courses(plan: Plan, group: str, part: str, text: str) -> Plan:
    entries = tuple(dict.fromkeys(key for line in text.splitlines() if (key := course_key(line))))
    old = plan.courses[group]
    after = replace(old, names=entries) if part == "names" else replace(old, prefixes=entries)
    if not after.names and not after.prefixes:
        raise ValueError(text)
    courses = {**plan.courses, group: after}
    activities = {one.id: replace(one, courses=courses) for one in plan.activities.values()}
    return replace(plan, courses=courses, activities=activities)


def _write_schedule(plan: Plan, activity: Activity, text: str) -> Plan:
    return _with(plan, activity, schedule=replace(activity.schedule, periods=_periods(text)))


def _write_places(plan: Plan, activity: Activity, text: str) -> Plan:
    codes = tuple(dict.fromkeys(code.strip() for code in text.split(",")))
    if not set(codes) <= {place.code for place in plan.places}:
        raise ValueError(text)
    return _with(plan, activity, places=codes)


def _write_session_count(plan: Plan, activity: Activity, text: str) -> Plan:
    """Further sessions are as long as the last one and not announced yet; fewer cut off the last ones."""
    count = _number(text, 1, 99)
    last = activity.sessions[-1]
    further = (Session(number, last.days) for number in range(last.number + 1, count + 1))
    return _with(plan, activity, sessions=(*activity.sessions[:count], *further))


def _write_session(plan: Plan, activity: Activity, number: int, part: str, text: str) -> Plan:
    read: dict[str, Callable[[str], object]] = {
        "days": lambda value: _number(value, 1, 99),
        "periods": lambda value: _periods(value) if value else (),
        "seats": lambda value: _number(value, 0, _MOST) if value else None,
        "venue": str,
    }
    value: Any = read[part](text)
    sessions = tuple(
        replace(one, **{part: value}) if one.number == number else one for one in activity.sessions
    )
    return _with(plan, activity, sessions=sessions)


def _write_quota(plan: Plan, activity: Activity, quota: Quota, part: str, text: str) -> Plan:
    bound = _number(text, 0, _MOST)
    after = replace(quota, minimum=bound) if part == "minimum" else replace(quota, maximum=bound)
    if after.minimum is not None and after.maximum is not None and after.minimum > after.maximum:
        raise ValueError(text)
    return _with(plan, activity, quotas={**activity.quotas, quota.id: after})


def _write_setting(plan: Plan, activity: Activity, name: str, text: str) -> Plan:
    setting = activity.settings[name]
    value: SettingValue
    if isinstance(setting.value, bool):
        value = {"true": True, "false": False}.get(text, text)
        fits = isinstance(value, bool)
    elif setting.choices:
        value, fits = text, text in setting.choices
    else:
        value, fits = _number(text, 0, _MOST), True
    if not fits:
        raise ValueError(text)
    return _with(plan, activity, settings={**activity.settings, name: replace(setting, value=value)})


def _number(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise ValueError(text)
    return int(text)


def _periods(text: str) -> tuple[Period, ...]:
    periods = tuple(_period(part) for part in text.split(","))
    if any(earlier.last >= later.first for earlier, later in pairwise(periods)):
        raise ValueError(text)
    return periods


def _period(text: str) -> Period:
    first, _, last = text.partition("/")
    period = Period(_day(first), _day(last))
    if period.last < period.first:
        raise ValueError(text)
    return period


def _day(text: str) -> date:
    """YYYY-MM-DD only: `date.fromisoformat` would also take week dates and dates without hyphens."""
    return datetime.strptime(text.strip(), "%Y-%m-%d").date()


def _ranges(periods: tuple[Period, ...]) -> str:
    return ",".join(f"{period.first.isoformat()}/{period.last.isoformat()}" for period in periods)
