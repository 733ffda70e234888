"""Plan 104 against its own text, and the golden table person × activity → verdict with its clause."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from desktop.rules.evaluate import judge
from desktop.rules.load import bundled, years
from desktop.rules.plan import Check, Clause, Condition
from tests.rules.people import history, person
from tests.test_messages import chinese_breaches

DATA = Path(__file__).parent / "data"
PLAN = bundled(104)
COURSES = {id_: activity for id_, activity in PLAN.activities.items() if activity.family == "course"}


def golden() -> list[dict[str, str]]:
    with (DATA / "plan_104_golden.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GOLDEN = golden()


@pytest.mark.parametrize(
    "row", GOLDEN, ids=[f"{line}-{row['activity']}" for line, row in enumerate(GOLDEN, 2)]
)
def test_golden_verdict(row: dict[str, str]) -> None:
    facts = person(
        agency_kind=row["agency"],
        personnel_type=row["staff"],
        it_staff=row["it_staff"] == "yes",
        elearning_role=row["role"],
        business_relation=row["relation"],
        luminary=row["luminary"] == "yes",
        interest_stated=row["interest"] == "yes",
        history=history(row["history"]),
        history_complete=row["complete"] == "yes",
        english_test=row["english"].partition(" ")[0],
        english_score=row["english"].partition(" ")[2],
        attested=frozenset(f"plan104.{code}" for code in row["attested"].split("+") if code),
    )
    verdict = judge(PLAN.activity(row["activity"]), facts)
    assert (verdict.answer.value, verdict.primary.clause, verdict.primary.text.zh_TW) == (
        row["verdict"],
        row["clause"],
        row["reason"],
    )
    assert ";".join(warning.text.zh_TW for warning in verdict.warnings) == row["warnings"]
    assert ";".join(basis.code for basis in verdict.priority) == row["priority"]


def test_the_golden_table_covers_every_activity_and_answer() -> None:
    assert len(GOLDEN) >= 60
    seen = {(row["activity"], row["verdict"]) for row in GOLDEN}
    for activity in PLAN.activities:
        answers = {"yes", "unknown"} if activity == "showcase" else {"yes", "no", "unknown"}
        assert {answer for name, answer in seen if name == activity} == answers


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


SOURCE = squeezed((DATA / "plan_104_source.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize("clause", PLAN.clauses.values(), ids=lambda clause: clause.number)
def test_every_clause_is_the_plans_own_words(clause: Clause) -> None:
    assert squeezed(clause.text.zh_TW) in SOURCE
    assert clause.text.en


def test_the_clauses_are_the_whole_plan() -> None:
    """What remains of the plan's text is numbers and headings: no sentence of it was left out."""
    rest = SOURCE
    for clause in sorted(PLAN.clauses.values(), key=lambda one: -len(one.text.zh_TW)):
        rest = rest.replace(squeezed(clause.text.zh_TW), "¦")
    rest = re.sub(r"\[bookmark:[^]]*\]|[¦壹貳參肆伍陸柒捌玖一二三四五六（）()、.0-9]", "", rest)
    assert rest == "年度地方公務人員數位學習推動計畫依據目標實施內容辦理方式：辦理方式：辦理方式：完成閱讀："


def test_numbers_name_the_chapter_that_holds_the_clause() -> None:
    for activity in PLAN.activities.values():
        assert all(number.startswith(activity.clause) for number in activity.clauses)
        assert activity.who.number in activity.clauses
        assert activity.clauses[activity.schedule.clause].text.zh_TW.count(activity.schedule.text.zh_TW) == 1


def test_the_year_the_plan_and_its_activities() -> None:
    assert (years(), PLAN.year, PLAN.title.zh_TW) == ((104,), 104, "104年度地方公務人員數位學習推動計畫")
    assert [len(PLAN.basis), len(PLAN.goals)] == [4, 5]
    assert [body.short.zh_TW for body in PLAN.bodies] == ["人事行政總處", "本中心", "地方政府", "地方議會"]
    assert PLAN.announcements.number == "捌"
    assert "本中心年度預算" in PLAN.funding.text.zh_TW
    assert list(PLAN.activities) == [
        *("course-basic", "course-advanced", "course-newmedia", "course-oer", "course-marketing"),
        *("course-community", "english-camp", "luminary", "mentoring", "reflections", "showcase"),
    ]


def test_sessions_days_and_places_of_the_six_courses() -> None:
    both, center = ("center", "local_government"), ("center",)
    assert [
        (one.clause, len(one.sessions), {session.days for session in one.sessions}, one.places)
        for one in COURSES.values()
    ] == [
        ("柒、一、（一）", 4, {6}, both),
        ("柒、一、（二）", 2, {3}, center),
        ("柒、一、（三）", 2, {5}, center),
        ("柒、一、（四）", 1, {1}, center),
        ("柒、一、（五）", 6, {2}, both),
        ("柒、一、（六）", 2, {1}, center),
    ]


def test_no_seats_are_known_without_a_letter() -> None:
    assert all(session.seats is None for one in COURSES.values() for session in one.sessions)


def test_periods() -> None:
    days = {
        id_: [(period.first, period.last) for period in one.schedule.periods]
        for id_, one in PLAN.activities.items()
    }
    assert days == {
        "course-basic": [(date(2015, 3, 1), date(2015, 7, 31))],
        "course-advanced": [(date(2015, 8, 1), date(2015, 9, 30))],
        "course-newmedia": [
            (date(2015, 1, 19), date(2015, 1, 23)),
            (date(2015, 9, 1), date(2015, 9, 30)),
        ],
        "course-oer": [(date(2015, 4, 23), date(2015, 4, 23))],
        "course-marketing": [(date(2015, 5, 1), date(2015, 8, 31))],
        "course-community": [(date(2015, 6, 1), date(2015, 7, 31))],
        "english-camp": [(date(2015, 2, 1), date(2015, 11, 30))],
        "luminary": [(date(2015, 2, 1), date(2015, 12, 31))],
        "mentoring": [(date(2015, 2, 1), date(2015, 11, 30))],
        "reflections": [(date(2015, 1, 1), date(2015, 12, 31))],
        "showcase": [(date(2015, 11, 1), date(2015, 11, 30))],
    }


def test_the_days_that_the_plan_fixes_for_a_session() -> None:
    fixed = {
        (id_, session.number): session.periods
        for id_, one in COURSES.items()
        for session in one.sessions
        if session.periods
    }
    assert fixed == {
        ("course-newmedia", 1): PLAN.activity("course-newmedia").schedule.periods[:1],
        ("course-oer", 1): PLAN.activity("course-oer").schedule.periods,
    }


def test_the_luminary_period_keeps_the_plans_words_and_says_that_they_look_wrong() -> None:
    schedule = PLAN.activity("luminary").schedule
    assert schedule.text.zh_TW == "103年2月至12月"
    assert schedule.note.zh_TW == "計畫原文為103年，疑為誤植"
    assert [id_ for id_, one in PLAN.activities.items() if one.schedule.note] == ["luminary"]


def test_the_marketing_clause_keeps_the_plans_word_and_notes_it() -> None:
    activity = PLAN.activity("course-marketing")
    assert "自製數位素材基礎班" in activity.who.text.zh_TW
    assert [note.text.zh_TW for note in activity.notes] == ["計畫原文為素材，疑為教材"]
    assert activity.notes[0].clause == activity.who.number


def test_the_numbers_the_plan_sets() -> None:
    bounds = {
        (id_, quota.id): (quota.minimum, quota.maximum, quota.ours)
        for id_, one in PLAN.activities.items()
        for quota in one.quotas.values()
    }
    assert bounds == {
        ("english-camp", "members"): (None, 50, False),
        ("english-camp", "extra_seats"): (None, 10, False),
        ("english-camp", "leaders"): (1, 3, False),
        ("english-camp", "circles"): (None, 1, True),
        ("reflections", "characters"): (None, 300, False),
        ("showcase", "people"): (None, 300, False),
    }


def test_contract_staff_are_named_only_for_the_showcase() -> None:
    policies = {id_: one.settings["contract_staff"].value for id_, one in PLAN.activities.items()}
    assert policies.pop("showcase") == "allow"
    assert set(policies.values()) == {"warn"}


def test_the_stages_in_order() -> None:
    camp, luminary = PLAN.activity("english-camp"), PLAN.activity("luminary")
    words = [stage.label.zh_TW for stage in camp.stages]
    assert words == ["線上閱讀及討論", "線上大會考", "線上讀書會", "線上同步教學", "大會師"]
    assert "、".join(words) in camp.clauses["柒、二"].text.zh_TW
    assert [stage.clause for stage in luminary.stages] == [
        f"柒、三、（三）{number}" for number in range(1, 7)
    ]
    assert len(PLAN.activity("mentoring").stages) == 5


def test_related_courses_begin_with_the_same_words_whatever_they_are_called() -> None:
    related = PLAN.courses["related"]
    assert all(map(related.includes, ["自製數位教材基礎班", "自製數位教材 種籽培訓班", "course-advanced"]))
    assert not any(map(related.includes, ["數位教材製作班", "新媒體製作與應用研習班(APP)", "", "course-oer"]))


def reasons_of(condition: Condition) -> set[str]:
    """The codes of every reason and warning in a tree."""
    if isinstance(condition, Check):
        outcomes = condition.outcomes.values()
        return {reason.code for one in outcomes for reason in (*one.reasons, *one.warnings)}
    return {reason.code for reason in condition.reasons.values()}.union(*map(reasons_of, condition.parts))


def test_no_reason_is_written_in_vain() -> None:
    used = set().union(*(reasons_of(activity.eligibility) for activity in PLAN.activities.values()))
    folder = Path(__file__).parent.parent / "resources" / "plans" / "104"
    written = set(
        re.findall(r'^\["(.+)"\]', (folder / "reasons.toml").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert written == used


def test_our_own_chinese_is_that_of_taiwans_offices() -> None:
    folder = Path(__file__).parent.parent / "resources" / "plans" / "104"
    texts = re.findall(
        r'^(?:what|next)\.zh_TW = "(.+)"', (folder / "reasons.toml").read_text("utf-8"), re.MULTILINE
    )
    assert len(texts) > 40
    assert {text: found for text in texts if (found := chinese_breaches(text))} == {}
