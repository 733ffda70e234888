"""The plan to read, in both languages, with what letters changed and the office decided."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import DataError
from desktop.services import plan_overview, plans, undo
from desktop.services.office import Office
from desktop.services.plan_overview import ActivityPage


def page(office: Office, activity: str, language: str = "zh_TW") -> ActivityPage:
    found = plan_overview.read(office, language).activities
    return next(one for one in found if one.id == activity)


def test_every_activity_is_there_with_its_clauses(office: Office) -> None:
    plan = plan_overview.read(office, "zh_TW")
    assert (plan.year, len(plan.activities), plan.changes) == (104, 11, ())
    assert all(one.clauses and one.when and one.periods for one in plan.activities)
    assert [one.number for one in plan.clauses][-3:] == ["柒、一", "捌", "玖"]
    assert page(office, "luminary").schedule_note == "計畫原文為103年，疑為誤植"
    assert [(note.number, note.text) for note in page(office, "course-marketing").notes] == [
        ("柒、一、（五）1", "計畫原文為素材，疑為教材")
    ]
    assert page(office, "course-basic", "en").places == "The center, A local government"


def test_a_letter_is_shown_where_it_changed_something(office: Office) -> None:
    letter = {"document": "中企字第1040000123號", "day": date(2015, 2, 9)}
    plans.change(office, "course-basic", "session.1.seats", "40", **letter)  # type: ignore[arg-type]
    plans.change(office, "course-oer", "venue", "圖書館", **letter)  # type: ignore[arg-type]
    basic = page(office, "course-basic")
    assert (basic.sessions[0].seats, basic.sessions[1].seats) == (40, None)
    assert [(line.field, line.document, line.own) for line in basic.changes] == [
        ("session.1.seats", "中企字第1040000123號", False)
    ]
    assert len(plan_overview.read(office, "zh_TW").changes) == 2


def test_a_decision_is_replaced_by_the_next_and_undone(office: Office) -> None:
    plans.decide(office, "course-basic", "contract_staff", "refuse")
    plans.decide(office, "course-basic", "contract_staff", "allow")
    basic = page(office, "course-basic")
    assert [(line.value, line.own) for line in basic.changes] == [("allow", True)]
    assert {one.name: one.value for one in basic.decisions}["contract_staff"] == "allow"
    undo.undo(office.database)
    assert {one.name: one.value for one in page(office, "course-basic").decisions}[
        "contract_staff"
    ] == "refuse"
    undo.undo(office.database)
    assert page(office, "course-basic").changes == ()


def test_a_decision_after_a_letter_stands_beside_it(office: Office) -> None:
    plans.change(
        office, "course-basic", "setting.contract_staff", "refuse", document="函", day=date(2015, 2, 9)
    )
    plans.decide(office, "course-basic", "contract_staff", "allow")
    assert [line.own for line in page(office, "course-basic").changes] == [True, False]


def test_what_is_no_choice_is_refused(office: Office) -> None:
    with pytest.raises(DataError, match=r"rules\.change_value"):
        plans.decide(office, "course-basic", "contract_staff", "maybe")


def test_only_what_is_judged_can_be_decided(office: Office) -> None:
    assert all(one.editable for one in page(office, "course-basic").decisions)
    assert not any(one.editable for one in page(office, "mentoring").decisions)
