from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.rules.checks import KINDS, POLICIES
from desktop.rules.facts import AGENCY_KINDS
from desktop.rules.load import bundled
from desktop.rules.plan import Activity, course_key
from tests.rules.people import history, person

ACTIVITY = bundled(104).activity("course-basic")
BASIC, ADVANCED = "自製數位教材基礎班", "自製數位教材進階班"


def with_policy(policy: str) -> Activity:
    setting = replace(ACTIVITY.settings["contract_staff"], value=policy)
    return replace(ACTIVITY, settings={**ACTIVITY.settings, "contract_staff": setting})


def ask(kind: str, activity: Activity = ACTIVITY, /, *, facts: dict[str, Any], **parameters: Any) -> str:
    slot = KINDS[kind].function(person(**facts), activity, **parameters)
    assert slot in KINDS[kind].slots
    return slot


@pytest.mark.parametrize(
    ("kind", "slot"),
    [
        ("government", "yes.government"),
        ("township", "yes.township"),
        ("school", "unknown.school"),
        ("other", "unknown.other"),
        ("council", "no.council"),
        ("subordinate", "no.subordinate"),
        ("", "unknown"),
    ],
)
def test_agency_kind(kind: str, slot: str) -> None:
    lists = {"yes": ("government", "township"), "unknown": ("school", "other")}
    assert ask("agency_kind", facts={"agency_kind": kind}, **lists) == slot


def test_without_a_list_of_unknown_kinds_the_rest_is_refused() -> None:
    slots = [ask("agency_kind", facts={"agency_kind": kind}, yes=("council",)) for kind in AGENCY_KINDS]
    assert [slot.partition(".")[0] for slot in slots].count("no") == len(AGENCY_KINDS) - 1


@pytest.mark.parametrize(("policy", "slot"), [("allow", "yes"), ("warn", "yes.warned"), ("refuse", "no")])
def test_personnel_type_follows_the_setting(policy: str, slot: str) -> None:
    asked = {"types": ("contract_hired", "contract_employed"), "setting": "contract_staff"}
    for contract in asked["types"]:
        assert ask("personnel_type", with_policy(policy), facts={"personnel_type": contract}, **asked) == slot
    assert ask("personnel_type", with_policy(policy), facts={"personnel_type": "police"}, **asked) == "yes"


def test_every_policy_leads_to_a_slot() -> None:
    assert set(POLICIES.values()) <= set(KINDS["personnel_type"].slots)
    assert set(ACTIVITY.settings["contract_staff"].choices) == set(POLICIES)


@pytest.mark.parametrize(
    ("record", "complete", "has", "never"),
    [
        ("", True, "no", "yes"),
        ("", False, "unknown", "unknown"),
        (f"{BASIC} 99", True, "yes", "no"),
        (f"{BASIC} 99", False, "yes", "no"),
        (f"{BASIC} 104", False, "yes", "no"),
        (f"{BASIC} 99 absent", True, "no", "yes"),
        (f"{BASIC} 99 absent", False, "unknown", "unknown"),
        (f"{BASIC} 98 absent;{ADVANCED} 99", True, "yes", "no"),
        ("自製數位教材種籽培訓班 100", False, "yes", "no"),
        ("影片剪輯班 100", True, "no", "yes"),
        ("course-basic 104", False, "yes", "no"),
    ],
)
def test_attended_and_its_mirror(record: str, complete: bool, has: str, never: str) -> None:
    facts = {"history": history(record), "history_complete": complete}
    assert ask("attended", facts=facts, courses="related") == has
    assert ask("never_attended", facts=facts, courses="related") == never


def test_attended_asks_for_the_group_it_is_given() -> None:
    facts = {"history": history(f"{BASIC} 99"), "history_complete": True}
    assert ask("attended", facts=facts, courses="basic") == "yes"
    assert ask("attended", facts=facts, courses="advanced") == "no"


@pytest.mark.parametrize(
    ("role", "relation", "slot"),
    [
        ("", "", "unknown"),
        ("", "officer", "yes"),
        ("", "it", "no"),
        ("officer", "", "yes"),
        ("related", "it", "no"),
        ("related", "officer", "yes"),
    ],
)
def test_business_relation_of_the_nomination_goes_before_the_roster(
    role: str, relation: str, slot: str
) -> None:
    facts = {"elearning_role": role, "business_relation": relation}
    assert ask("business_relation", facts=facts, any_of=("officer", "related")) == slot


@pytest.mark.parametrize(
    ("roster", "relation", "slot"),
    [
        (True, "", "yes"),
        (True, "it", "yes"),
        (False, "it", "yes.stated"),
        (False, "officer", "no"),
        (False, "", "no"),
    ],
)
def test_it_staff(roster: bool, relation: str, slot: str) -> None:
    assert ask("it_staff", facts={"it_staff": roster, "business_relation": relation}) == slot


def test_luminary_and_interest() -> None:
    assert [ask("luminary", facts={"luminary": one}) for one in (True, False)] == ["yes", "no"]
    assert [ask("interest_stated", facts={"interest_stated": one}) for one in (True, False)] == [
        "yes",
        "unknown",
    ]


def test_courses_are_compared_without_width_and_white_space() -> None:
    assert course_key("新媒體製作與應用 研習班（ＡＰＰ）\u3000") == course_key("新媒體製作與應用研習班(APP)")
    assert course_key("自製數位教材") != course_key("自製數位敎材")
