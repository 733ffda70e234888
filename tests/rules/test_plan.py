from __future__ import annotations

from datetime import date, timedelta

from desktop.rules.bilingual import NO_TEXT, Text
from desktop.rules.facts import Facts
from desktop.rules.load import bundled
from desktop.rules.plan import CourseGroup, Period

PLAN = bundled(104)


def test_a_period_holds_both_its_ends() -> None:
    period = Period(date(2015, 3, 2), date(2015, 3, 7))
    day = timedelta(days=1)
    assert period.first in period
    assert period.last in period
    assert period.first - day not in period
    assert period.last + day not in period


def test_a_schedule_begins_with_its_first_period_and_ends_with_its_last() -> None:
    schedule = PLAN.activity("course-newmedia").schedule
    assert (schedule.first, schedule.last) == (date(2015, 1, 19), date(2015, 9, 30))


def test_a_group_of_courses_by_name_or_by_how_the_name_begins() -> None:
    group = CourseGroup("g", NO_TEXT, ("甲班",), ("乙",))
    assert [name for name in ("甲班", "甲班二期", "乙", "乙班", "丙乙", "") if group.includes(name)] == [
        "甲班",
        "乙",
        "乙班",
    ]
    assert not CourseGroup("g", NO_TEXT, ("甲班",), ()).includes("乙班")


def test_what_is_not_said_of_a_person_is_not_stated() -> None:
    facts = Facts(agency_kind="government", personnel_type="police")
    assert (facts.relation, facts.history, facts.attested) == ("", (), frozenset())
    assert not any((facts.it_staff, facts.luminary, facts.interest_stated, facts.history_complete))


def test_a_text_speaks_both_languages_and_is_false_when_blank() -> None:
    assert [Text("甲", "a").in_language(one) for one in ("zh_TW", "en")] == ["甲", "a"]
    assert not NO_TEXT
    assert Text("甲", "a")
