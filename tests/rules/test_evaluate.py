from __future__ import annotations

from itertools import product

import pytest

from desktop.core.findings import Severity
from desktop.rules.bilingual import Text
from desktop.rules.evaluate import evaluate, judge, order_key
from desktop.rules.load import bundled
from desktop.rules.plan import AllOf, AnyOf, Check, Condition, Outcome
from desktop.rules.verdict import Answer, PriorityBasis, Reason, Verdict
from tests.rules.people import history, person

ACTIVITY = bundled(104).activity("course-basic")
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def reason(code: str, *, attestable: bool = False) -> Reason:
    return Reason(code, "柒", Severity.INFO, Text(code, code), attestable=attestable)


def leaf(name: str, answer: Answer, *warnings: str, attestable: bool = True) -> Check:
    """A check that always gives this answer; its reason is called after it (`a.unknown`)."""
    told = Outcome(
        answer, (reason(f"{name}.{answer}", attestable=attestable),), tuple(reason(one) for one in warnings)
    )
    return Check(
        name,
        lambda _facts, _activity: "slot",
        {"slot": told, "attested": Outcome(YES, (reason(f"{name}.attested"),))},
    )


def told(condition: Condition, *attested: str) -> tuple[Answer, list[str]]:
    outcome = evaluate(condition, person(attested=frozenset(attested)), ACTIVITY)
    return outcome.answer, [one.code for one in outcome.reasons]


def all_of(*parts: Condition, **reasons: Reason) -> AllOf:
    return AllOf(parts, reasons)


def any_of(*parts: Condition, **reasons: Reason) -> AnyOf:
    return AnyOf(parts, reasons)


@pytest.mark.parametrize(("first", "second"), [*product(Answer, Answer)])
def test_kleene(first: Answer, second: Answer) -> None:
    both, worth = [leaf("a", first), leaf("b", second)], {NO: 0, UNKNOWN: 1, YES: 2}
    assert told(all_of(*both))[0] is min(first, second, key=worth.__getitem__)
    assert told(any_of(*both))[0] is max(first, second, key=worth.__getitem__)


def test_a_yes_of_all_is_told_by_its_last_part() -> None:
    assert told(all_of(leaf("a", YES), leaf("b", YES))) == (YES, ["b.yes"])


def test_a_no_of_all_lists_every_no_and_nothing_else() -> None:
    parts = [leaf("a", NO), leaf("b", UNKNOWN), leaf("c", NO), leaf("d", YES)]
    assert told(all_of(*parts)) == (NO, ["a.no", "c.no"])


def test_an_unknown_lists_everything_that_is_open_once() -> None:
    parts = [leaf("a", YES), leaf("b", UNKNOWN), leaf("c", UNKNOWN), leaf("b", UNKNOWN)]
    assert told(all_of(*parts)) == (UNKNOWN, ["b.unknown", "c.unknown"])
    assert told(any_of(leaf("a", NO), *parts[1:])) == (UNKNOWN, ["b.unknown", "c.unknown"])


def test_a_yes_of_any_is_told_by_the_first_that_holds() -> None:
    assert told(any_of(leaf("a", NO), leaf("b", YES), leaf("c", YES))) == (YES, ["b.yes"])


def test_a_no_of_any_lists_every_part() -> None:
    assert told(any_of(leaf("a", NO), leaf("b", NO))) == (NO, ["a.no", "b.no"])


def test_a_group_says_its_own_words_for_the_answers_it_has_them_for() -> None:
    own = {"no": reason("own")}
    assert told(any_of(leaf("a", NO), leaf("b", NO), **own)) == (NO, ["own"])
    assert told(any_of(leaf("a", NO), leaf("b", UNKNOWN), **own)) == (UNKNOWN, ["b.unknown"])


def test_warnings_come_with_what_holds_or_is_open() -> None:
    group = all_of(leaf("a", YES, "careful"), any_of(leaf("b", NO, "never"), leaf("c", YES, "mind")))
    assert [one.code for one in evaluate(group, person(), ACTIVITY).warnings] == ["careful", "mind"]
    opened = any_of(leaf("a", NO, "never"), leaf("b", UNKNOWN, "maybe"))
    assert [one.code for one in evaluate(opened, person(), ACTIVITY).warnings] == ["maybe"]
    opened_all = all_of(leaf("a", YES, "careful"), leaf("b", UNKNOWN))
    assert [one.code for one in evaluate(opened_all, person(), ACTIVITY).warnings] == ["careful"]


def test_attestation_answers_what_is_open_and_says_so_first() -> None:
    group = all_of(leaf("a", UNKNOWN, "careful"), leaf("b", YES))
    assert told(group, "a.unknown") == (YES, ["a.attested", "b.yes"])
    outcome = evaluate(group, person(attested=frozenset({"a.unknown"})), ACTIVITY)
    assert outcome.attested == ("a.unknown",)
    assert [one.code for one in outcome.warnings] == ["careful"]


def test_attestation_of_the_last_part_names_it_once() -> None:
    both = all_of(leaf("a", UNKNOWN), leaf("b", UNKNOWN))
    assert told(both, "a.unknown") == (UNKNOWN, ["b.unknown"])
    assert told(both, "a.unknown", "b.unknown") == (YES, ["a.attested", "b.attested"])


def test_what_is_not_attestable_stays_open() -> None:
    assert told(leaf("a", UNKNOWN, attestable=False), "a.unknown") == (UNKNOWN, ["a.unknown"])


def test_a_no_is_never_turned_by_attestation() -> None:
    assert told(all_of(leaf("a", NO)), "a.no", "a.unknown") == (NO, ["a.no"])
    own = any_of(leaf("a", NO), no=reason("own", attestable=True), attested=reason("own.attested"))
    assert told(own, "own") == (NO, ["own"])


def test_what_holds_by_itself_goes_before_what_was_attested() -> None:
    group = any_of(leaf("a", UNKNOWN), leaf("b", YES))
    assert told(group, "a.unknown") == (YES, ["b.yes"])
    assert evaluate(group, person(attested=frozenset({"a.unknown"})), ACTIVITY).attested == ()


def test_a_group_with_an_open_reason_of_its_own_is_attested_as_one() -> None:
    own = {"unknown": reason("own", attestable=True), "attested": reason("own.attested")}
    group = any_of(leaf("a", UNKNOWN, attestable=False), leaf("b", NO), **own)
    assert told(group) == (UNKNOWN, ["own"])
    assert told(group, "own") == (YES, ["own.attested"])


def test_a_group_with_words_for_yes_says_that_it_was_attested() -> None:
    parts = leaf("a", UNKNOWN), leaf("b", YES)
    assert told(all_of(*parts, yes=reason("own")), "a.unknown") == (YES, ["a.attested", "b.yes"])
    both = {"yes": reason("own"), "attested": reason("own.attested")}
    assert told(all_of(*parts, **both), "a.unknown") == (YES, ["own.attested"])
    assert told(all_of(leaf("b", YES), **both)) == (YES, ["own"])


def test_a_refused_person_gets_no_warnings() -> None:
    verdict = judge(
        ACTIVITY, person(personnel_type="contract_hired", history=history("自製數位教材基礎班 99"))
    )
    assert (verdict.answer, verdict.warnings) == (NO, ())
    assert judge(ACTIVITY, person(personnel_type="contract_hired")).warnings


def test_severities_of_reasons_and_warnings() -> None:
    def severities(**stated: object) -> list[Severity]:
        verdict = judge(ACTIVITY, person(**stated))
        return [one.severity for one in (*verdict.reasons, *verdict.warnings)]

    assert severities(history_complete=True) == [Severity.INFO]
    assert severities(attested=frozenset({"plan104.history_incomplete"})) == [Severity.INFO]
    assert severities(agency_kind="council", history_complete=True) == [Severity.ERROR]
    assert severities(personnel_type="contract_hired") == [Severity.WARNING, Severity.WARNING]


def test_a_verdict_lists_what_may_be_attested_only_while_it_is_open() -> None:
    opened = judge(ACTIVITY, person(agency_kind="school"))
    assert opened.attestable == ("plan104.school_to_confirm", "plan104.history_incomplete")
    closed = judge(ACTIVITY, person(agency_kind="school").attesting(opened.attestable))
    assert (closed.answer, closed.attested, closed.attestable) == (YES, opened.attestable, ())


def test_a_reason_carries_both_languages_and_the_clause() -> None:
    told = judge(ACTIVITY, person(agency_kind="council")).primary
    assert (told.code, told.clause) == ("plan104.council_not_in_course", "柒、一、（一）1")
    assert told.texts["zh_TW"] == ("議會不在本班參加對象", "議會同仁可參加線上英語營與成果發表會。")
    assert told.texts["en"][0] == "council staff are not among those this course is for"


def test_suggestions_are_sorted_by_answer_then_priority() -> None:
    basis = (PriorityBasis("luminary", Text("熠星", "Luminary"), "柒"),)
    verdicts = [
        Verdict(answer, (reason("r"),), priority=priority)
        for answer, priority in product((YES, UNKNOWN, NO), (basis, ()))
    ]
    mixed = [verdicts[index] for index in (5, 2, 0, 3, 1, 4)]
    assert sorted(mixed, key=order_key) == verdicts
