from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.core.errors import DataError, UsageError
from desktop.core.messages import LANGUAGES, catalogue
from desktop.rules import overrides
from desktop.rules.bilingual import Text
from desktop.rules.evaluate import judge
from desktop.rules.load import bundled
from desktop.rules.plan import Change, Period, Setting
from desktop.rules.verdict import Answer
from tests.rules.people import history, person

PLAN = bundled(104)


def change(activity: str, field: str, value: str, document: str = "地研字第1040000123號") -> Change:
    return Change(activity, field, value, document, date(2015, 2, 3))


ACCEPTED = [
    ("course-basic", "periods", "2015-03-02/2015-03-07,2015-03-16/2015-03-21"),
    ("course-basic", "periods", "2015-03-02/2015-03-02"),
    ("course-basic", "venue", "雲林縣政府第二辦公大樓"),
    ("course-basic", "venue", ""),
    ("course-basic", "places", "local_government"),
    ("course-basic", "places", "center,local_government"),
    ("course-basic", "sessions", "5"),
    ("course-basic", "sessions", "2"),
    ("course-oer", "sessions", "1"),
    ("course-oer", "sessions", "99"),
    ("course-basic", "session.2.days", "1"),
    ("course-basic", "session.2.days", "99"),
    ("course-basic", "session.2.days", "5"),
    ("course-basic", "session.2.periods", "2015-05-04/2015-05-09"),
    ("course-basic", "session.2.periods", ""),
    ("course-basic", "session.2.seats", "3"),
    ("course-basic", "session.2.seats", "0"),
    ("course-basic", "session.2.seats", ""),
    ("course-basic", "session.2.venue", "斗六"),
    ("english-camp", "quota.members.maximum", "55"),
    ("english-camp", "quota.leaders.minimum", "3"),
    ("english-camp", "quota.members.maximum", "0"),
    ("english-camp", "setting.council_within_quota", "false"),
    ("english-camp", "setting.council_within_quota", "true"),
    ("english-camp", "setting.level_maximum", "A2"),
    ("mentoring", "setting.pair_across", "unit"),
    ("", "courses.related.prefixes", "自製數位教材\n數位教材製作"),
    ("", "courses.related.names", ""),
]
REFUSED = [
    ("course-basic", "periods", ""),
    ("course-basic", "periods", "2015-03-07/2015-03-02"),
    ("course-basic", "periods", "2015-03-02"),
    ("course-basic", "periods", "104/03/02"),
    ("course-basic", "periods", "2015-02-30/2015-03-02"),
    ("course-basic", "periods", "2015-03-02/2015-03-07,2015-03-07/2015-03-09"),
    ("course-basic", "places", "moon"),
    ("course-basic", "places", ""),
    ("course-basic", "sessions", "0"),
    ("course-basic", "sessions", "100"),
    ("course-basic", "session.2.days", "0"),
    ("course-basic", "session.2.days", "100"),
    ("course-basic", "session.2.days", ""),
    ("course-basic", "session.2.seats", "-1"),
    ("course-basic", "session.2.seats", "三"),
    ("course-basic", "session.2.seats", "100000"),
    ("course-basic", "session.2.seats", "²"),
    ("english-camp", "quota.leaders.minimum", "4"),
    ("english-camp", "quota.members.maximum", "fifty"),
    ("english-camp", "setting.council_within_quota", "maybe"),
    ("english-camp", "setting.level_maximum", "B3"),
    ("course-oer", "setting.contract_staff", "perhaps"),
    ("", "courses.basic.prefixes", "\n"),
]
NO_FIELD = [
    ("course-basic", "session.5.seats"),
    ("course-basic", "quota.members.maximum"),
    ("course-basic", "setting.level_maximum"),
    ("course-basic", "title"),
    ("english-camp", "sessions"),
    ("english-camp", "places"),
    ("english-camp", "quota.members.minimum"),
    ("", "courses.others.names"),
    ("", "periods"),
]


@pytest.mark.parametrize(("activity", "field", "value"), ACCEPTED)
def test_an_accepted_value_is_the_value_from_then_on(activity: str, field: str, value: str) -> None:
    asked = [
        change("english-camp", "quota.leaders.minimum", "2"),
        change("", "courses.related.prefixes", "數位"),
    ]
    after = overrides.apply(PLAN, [*asked, change(activity, field, value)])
    assert overrides.fields(after, activity)[field].value == value
    assert after.change_of(activity, field) == change(activity, field, value)


@pytest.mark.parametrize(("activity", "field", "value"), REFUSED)
def test_a_value_that_does_not_fit_is_refused(activity: str, field: str, value: str) -> None:
    asked = [change("", "courses.basic.names", "")]
    with pytest.raises(DataError) as refusal:
        overrides.apply(PLAN, [*asked, change(activity, field, value)])
    assert refusal.value.code == "rules.change_value"
    assert refusal.value.params["field"] == field


@pytest.mark.parametrize(("activity", "field"), NO_FIELD)
def test_a_field_that_does_not_exist_is_refused(activity: str, field: str) -> None:
    with pytest.raises(DataError) as refusal:
        overrides.apply(PLAN, [change(activity, field, "1")])
    assert refusal.value.code == "rules.change_field"
    assert refusal.value.params["activity"] == (activity or "104")
    assert field not in str(refusal.value.params["known"]).split("、")


def test_an_activity_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError) as refusal:
        overrides.apply(PLAN, [change("course-cooking", "venue", "斗六")])
    assert refusal.value.code == "rules.activity_unknown"


def test_a_change_without_a_document_number_is_refused() -> None:
    with pytest.raises(DataError) as refusal:
        overrides.apply(PLAN, [change("course-basic", "venue", "斗六", document=" ")])
    assert refusal.value.code == "rules.change_document"


def test_every_refusal_has_its_sentence() -> None:
    for asked in (
        change("course-basic", "venue", "斗六", document=""),
        change("course-basic", "title", "x"),
        change("course-basic", "sessions", "x"),
        change("course-cooking", "venue", "x"),
    ):
        with pytest.raises((DataError, UsageError)) as refusal:
            overrides.apply(PLAN, [asked])
        assert all(catalogue(language).error(refusal.value) for language in LANGUAGES)


def test_the_plan_given_stays_as_it_is() -> None:
    before = bundled(104)
    overrides.apply(
        before, [change("course-basic", "session.1.seats", "3"), change("", "courses.basic.names", "甲")]
    )
    assert before.activity("course-basic").sessions[0].seats is None
    assert before.courses["basic"].names == ("course-basic",)
    assert before.changes == ()


def test_the_last_change_wins_and_every_change_is_kept() -> None:
    asked = [change("course-oer", "session.1.seats", seats) for seats in ("3", "5")]
    after = overrides.apply(PLAN, asked)
    assert after.activity("course-oer").sessions[0].seats == 5
    assert after.changes == tuple(asked)
    assert after.change_of("course-oer", "session.1.seats") == asked[1]
    assert after.change_of("course-oer", "venue") is None


def test_one_change_touches_nothing_else() -> None:
    after = overrides.apply(PLAN, [change("course-basic", "session.2.seats", "3")])
    assert [session.seats for session in after.activity("course-basic").sessions] == [None, 3, None, None]
    assert all(after.activities[id_] is one for id_, one in PLAN.activities.items() if id_ != "course-basic")


def test_new_periods_mean_the_days_given() -> None:
    after = overrides.apply(PLAN, [change("course-oer", "periods", "2015-04-24/2015-04-25")])
    assert after.activity("course-oer").schedule.periods == (Period(date(2015, 4, 24), date(2015, 4, 25)),)
    assert after.activity("course-oer").schedule.text == PLAN.activity("course-oer").schedule.text


def test_more_and_fewer_sessions() -> None:
    more = overrides.apply(PLAN, [change("course-oer", "sessions", "3")]).activity("course-oer").sessions
    assert [(one.number, one.days, bool(one.periods)) for one in more] == [
        (1, 1, True),
        (2, 1, False),
        (3, 1, False),
    ]
    fewer = overrides.apply(PLAN, [change("course-basic", "sessions", "2")]).activity("course-basic").sessions
    assert [one.number for one in fewer] == [1, 2]


def test_a_setting_changes_the_verdict() -> None:
    contract = person(personnel_type="contract_hired")
    for policy, answer, warned in (
        ("allow", Answer.YES, 0),
        ("warn", Answer.YES, 1),
        ("refuse", Answer.NO, 0),
    ):
        after = overrides.apply(PLAN, [change("course-oer", "setting.contract_staff", policy)])
        verdict = judge(after.activity("course-oer"), contract)
        assert (verdict.answer, len(verdict.warnings)) == (answer, warned)
    assert verdict.primary.code == "plan104.contract_staff_refused"


def test_a_setting_that_is_a_number() -> None:
    """Plan 104 has none yet, another year may."""
    camp = PLAN.activity("english-camp")
    settings = {"seats": Setting("seats", Text("席次", "Seats"), "柒", 10)}
    plan = replace(PLAN, activities={camp.id: replace(camp, settings=settings)})
    for value in ("0", "99999"):
        after = overrides.apply(plan, [change(camp.id, "setting.seats", value)])
        assert after.activity(camp.id).settings["seats"].value == int(value)
    for value in ("-1", "100000", "ten", ""):
        with pytest.raises(DataError) as refusal:
            overrides.apply(plan, [change(camp.id, "setting.seats", value)])
        assert refusal.value.params["expected"] == "0–99999"


@pytest.mark.parametrize(
    ("activity", "field", "expected"),
    [
        ("course-basic", "periods", "YYYY-MM-DD/YYYY-MM-DD,…"),
        ("course-basic", "places", "center, local_government"),
        ("course-basic", "session.1.days", "1–99"),
        ("english-camp", "setting.council_within_quota", "true, false"),
        ("mentoring", "setting.pair_across", "agency, unit"),
    ],
)
def test_what_is_accepted_is_told(activity: str, field: str, expected: str) -> None:
    assert overrides.fields(PLAN, activity)[field].expected == expected


def test_the_list_of_related_courses_changes_the_verdict_of_every_course() -> None:
    attended = person(history=history("電子書製作班 100"), history_complete=True)
    after = overrides.apply(PLAN, [change("", "courses.related.names", "電子書 製作班")])
    assert judge(PLAN.activity("course-basic"), attended).answer is Answer.YES
    assert judge(after.activity("course-basic"), attended).answer is Answer.NO
    assert judge(after.activity("course-advanced"), attended).answer is Answer.YES
