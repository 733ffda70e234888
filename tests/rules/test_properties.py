"""What holds of every activity of plan 104 for any facts at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.findings import Severity
from desktop.rules.evaluate import judge
from desktop.rules.facts import AGENCY_KINDS, Attendance, Facts
from desktop.rules.load import bundled
from desktop.rules.plan import Activity
from desktop.rules.verdict import Answer

PLAN = bundled(104)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
COURSES = [
    *("自製數位教材基礎班", "自製數位教材進階班", "自製數位教材種籽培訓班"),
    *("自製數位素材基礎班", "影片剪輯班", "course-basic"),
]
CODES = [
    "plan104.history_incomplete",
    "plan104.relation_missing",
    "plan104.school_to_confirm",
    "plan104.other_agency_to_confirm",
    "plan104.agency_not_stated",
    "plan104.suitability_not_stated",
    "plan104.attended_related",
    "plan104.council_not_in_course",
]
attendances = st.builds(Attendance, st.sampled_from(COURSES), st.integers(95, 104), st.booleans())
unattested = st.builds(
    Facts,
    agency_kind=st.sampled_from([*AGENCY_KINDS, ""]),
    personnel_type=st.sampled_from(
        ["civil_servant", "contract_hired", "contract_employed", "police", "other"]
    ),
    it_staff=st.booleans(),
    elearning_role=st.sampled_from(["", "officer", "related"]),
    luminary=st.booleans(),
    history=st.lists(attendances, max_size=4).map(tuple),
    history_complete=st.booleans(),
    business_relation=st.sampled_from(["", "officer", "related", "it"]),
    interest_stated=st.booleans(),
    english_test=st.sampled_from(["", "GEPT", "TOEIC", "IELTS", "自評", "CSEPT", "PET", "某測驗"]),
    english_score=st.sampled_from(
        ["", "中級", "中高級複試通過", "中高級初試", "605", "770", "815", "5.5", "?"]
    ),
)
attested = st.frozensets(st.sampled_from(CODES), max_size=4)
anything = st.builds(lambda facts, codes: replace(facts, attested=codes), unattested, attested)
activities = st.sampled_from([*PLAN.activities.values()])


@given(anything, attendances)
def test_more_history_never_turns_the_advanced_course_from_yes_to_no(facts: Facts, more: Attendance) -> None:
    advanced = PLAN.activity("course-advanced")
    before = judge(advanced, facts).answer
    after = judge(advanced, replace(facts, history=(*facts.history, more))).answer
    assert before is not YES or after is YES


@given(anything, attendances)
def test_more_history_never_turns_the_basic_course_from_no_to_yes(facts: Facts, more: Attendance) -> None:
    basic = PLAN.activity("course-basic")
    before = judge(basic, facts).answer
    after = judge(basic, replace(facts, history=(*facts.history, more))).answer
    assert before is not NO or after is NO


@given(activities, anything, attendances)
def test_an_absence_changes_nothing(activity: Activity, facts: Facts, absence: Attendance) -> None:
    absence = replace(absence, attended=False)
    assert judge(activity, replace(facts, history=(*facts.history, absence))) == judge(activity, facts)


@given(activities, unattested)
def test_completing_the_history_settles_and_never_reverses(activity: Activity, facts: Facts) -> None:
    before = judge(activity, replace(facts, history_complete=False)).answer
    after = judge(activity, replace(facts, history_complete=True)).answer
    assert after is before or before is UNKNOWN


@given(activities, anything, attested)
def test_attestation_settles_what_is_open_and_nothing_else(
    activity: Activity, facts: Facts, codes: frozenset[str]
) -> None:
    before = judge(activity, facts).answer
    after = judge(activity, facts.attesting(tuple(codes))).answer
    assert after is before or (before, after) == (UNKNOWN, YES)


@given(activities, anything)
def test_attesting_everything_that_is_open_makes_a_yes_that_says_so(activity: Activity, facts: Facts) -> None:
    before = judge(activity, facts)
    if before.answer is UNKNOWN:
        after = judge(activity, facts.attesting(before.attestable))
        assert after.answer is YES
        assert set(before.attestable) <= set(after.attested)
        assert "切結" in after.primary.text.zh_TW


@given(activities, anything)
def test_priority_never_changes_the_answer(activity: Activity, facts: Facts) -> None:
    plain = replace(judge(activity, facts), priority=())
    assert judge(replace(activity, priorities=()), facts) == plain
    if activity.id != "course-community":  # there 熠星 is suitability, not priority
        assert replace(judge(activity, replace(facts, luminary=not facts.luminary)), priority=()) == plain


@given(activities, anything)
def test_unknown_only_when_incomplete_or_unstated(activity: Activity, facts: Facts) -> None:
    stated = replace(
        facts,
        agency_kind=facts.agency_kind if facts.agency_kind not in {"school", "other", ""} else "township",
        history_complete=True,
        business_relation=facts.relation or "officer",
        interest_stated=True,
        english_test="GEPT",
        english_score="中級",
    )
    assert judge(activity, stated).answer is not UNKNOWN


@given(activities, anything)
def test_every_verdict_has_a_reason_with_a_clause_of_its_activity(activity: Activity, facts: Facts) -> None:
    verdict = judge(activity, facts)
    severity = {YES: Severity.INFO, UNKNOWN: Severity.WARNING, NO: Severity.ERROR}[verdict.answer]
    assert {one.severity for one in verdict.reasons} == {severity}
    assert {one.severity for one in verdict.warnings} <= {Severity.WARNING}
    assert all(one.attestable is (verdict.answer is UNKNOWN) for one in verdict.reasons)
    for one in (*verdict.reasons, *verdict.warnings):
        assert one.clause in activity.clauses
        assert one.text.zh_TW
        assert one.text.en
    assert len(set(verdict.reasons)) == len(verdict.reasons)
