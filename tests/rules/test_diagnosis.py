"""The diagnosis in numbers: what is unanswered never counts, nobody's answer moves another's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import answering, diagnosis, expressions, questionnaire
from desktop.rules.answering import Said
from desktop.rules.diagnosis import Agreed, Spread

FORM = questionnaire.bundled()
LEVELS = st.sampled_from(["", "1", "2", "3", "4", "5", "na"])
NEEDS = st.sampled_from(["", "0", "1", "2", "3"])


@pytest.mark.parametrize(
    ("expression", "own", "holds"),
    [
        ("${A1_level} >= 4", "", True),
        ("${A1_level} = 'na'", "", False),
        ("${B1_level} >= 4", "", False),
        ("${B1_level} != 'na'", "", True),
        ("selected(., 'camp') and not(selected(., 'visit'))", "course camp", True),
        ("count-selected(.) <= 2", "a b c", False),
        ("if(${A1_level} > 3, . != '', true())", "", False),
        ("coalesce(${B1_level}, ${A1_level}) = 5", "", True),
        ("regex(., '^[0-9]+$')", "12", True),
        ("string-length(.) <= 2", "三個字", False),
        ("'a.b' = '.'", ".", False),
        ("0.5 < 1", "", True),
        ("true()", "", True),
    ],
)
def test_expressions_are_evaluated(expression: str, own: str, holds: bool) -> None:
    assert expressions.is_true(expression, {"A1_level": "5"}, own) is holds


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("${A1_level} >= ", "does not parse"),
        ("nonsense(.)", "does not parse"),
        ("${nobody} = 1", "no question 'nobody'"),
        ("", ""),
    ],
)
def test_faults_of_an_expression_are_named(expression: str, fault: str) -> None:
    assert fault in "".join(expressions.faults(expression, {"A1_level"}))


def test_the_shipped_form_has_36_items_in_six_dimensions() -> None:
    items = answering.items_of(FORM)
    assert [item.code for item in items] == [f"{group}{at}" for group in "ABCDEF" for at in range(1, 7)]
    assert all([choice.code for choice in item.levels] == ["1", "2", "3", "4", "5", "na"] for item in items)
    assert all(choice.label.zh_TW and choice.label.en for item in items for choice in item.levels)
    assert len(list(answering.groups(FORM))) == 6
    assert "非地方行政研習中心原版" in FORM.note.zh_TW


def test_what_is_missing_is_said_in_the_order_of_the_form() -> None:
    full = {f"{item.code}_{part}": "2" for item in answering.items_of(FORM) for part in ("level", "need")}
    assert answering.missing(FORM, full) == ()
    assert answering.missing(FORM, full | {"C3_level": "4", "A2_need": ""}) == ("A2_need", "C3_evidence")
    assert answering.missing(FORM, full | {"C3_level": "na", "C3_need": ""}) == ("C3_reason",)
    assert answering.missing(FORM, full | {"A1_evidence": "字" * 501}) == ("A1_evidence",)
    assert answering.missing(FORM, full | {"A1_level": "7"}) == ("A1_level", "A1_evidence")
    assert len(answering.missing(FORM, {})) == 36 * 2, "a need may be given without a level"


def test_what_does_not_apply_any_more_does_not_count() -> None:
    told = {"A1_level": "na", "A1_reason": "離島", "A1_need": "3", "A1_help": "camp"}
    assert answering.said(FORM, told)["A1"] == Said(not_applicable=True, reason="離島")
    assert answering.said(FORM, {"A1_level": "2", "A1_need": "3", "A1_help": "camp visit"})["A1"] == Said(
        level=2, need=3, help=("camp", "visit")
    )
    assert answering.said(FORM, {"A1_level": "2", "A1_need": "0", "A1_help": "camp"})["A1"].help == ()


@given(st.lists(LEVELS, min_size=6, max_size=6))
def test_an_unanswered_item_never_counts_as_zero(levels: list[str]) -> None:
    answers = {f"A{at}_level": level for at, level in enumerate(levels, start=1) if level}
    said = answering.said(FORM, answers)
    own = [one.level for one in said.values() if one.level is not None]
    figure = diagnosis.dimension(own)
    assert (figure is None) == (sum(level.isdigit() for level in levels) < 4)
    if figure is not None:
        assert 0 <= figure <= 100
        mean = sum(int(level) for level in levels if level.isdigit()) / len(own)
        assert figure == pytest.approx((mean - 1) * 25)


@given(st.one_of(st.none(), st.integers(1, 5)), st.one_of(st.none(), st.integers(0, 3)), st.booleans())
def test_gaps_stay_in_range(level: int | None, need: int | None, not_applicable: bool) -> None:
    one = Agreed(level, not_applicable, need)
    if one.gap is None:
        assert not_applicable or level is None or need is None
    else:
        assert 0 <= one.gap <= 12
        assert one.quadrant in diagnosis.QUADRANTS
        assert (one.quadrant in {"urgent", "wait"}) == (one.level is not None and one.level <= 3)


def test_priorities_are_sorted_by_gap_then_need_then_level() -> None:
    agreed = {
        "A1": Agreed(3, False, 3),  # 6
        "A2": Agreed(2, False, 2),  # 6
        "A3": Agreed(1, False, 3),  # 12
        "A4": Agreed(5, False, 3),  # 0
        "A5": Agreed(),
        "A6": Agreed(not_applicable=True),
    }
    assert diagnosis.priorities(agreed) == ("A3", "A1", "A2")


def test_who_disagrees_is_named_by_number() -> None:
    assert diagnosis.spread({}) == Spread(0, None, None, None, ())
    assert diagnosis.spread({1: 2, 2: 2, 3: 5}) == Spread(3, 2.0, 2, 5, (3,))
    assert diagnosis.spread({1: 2, 2: 3}) == Spread(2, 2.5, 2, 3, ())
    assert diagnosis.spread({1: 1, 2: 5}).apart == (1, 2)


@pytest.mark.parametrize(
    ("levels", "needs", "not_applicable", "expected"),
    [
        ([2, 3, 3], [1, 2, 2], 0, Agreed(3, False, 2)),
        ([2, 3], [1, 2], 0, Agreed(2, False, 1)),
        ([2, 4], [1, 1], 0, None),
        ([2, 2], [0, 2], 0, None),
        ([2, 2], [1, 1], 1, None),
        ([], [], 3, Agreed(not_applicable=True)),
        ([], [], 0, None),
        ([3], [], 0, None),
    ],
)
def test_only_what_nobody_disputes_is_proposed(
    levels: list[int], needs: list[int], not_applicable: int, expected: Agreed | None
) -> None:
    assert diagnosis.proposal(levels, needs, not_applicable) == expected
