from __future__ import annotations

import pytest

from desktop.core.findings import Severity
from desktop.rules.bilingual import Text
from desktop.rules.conditions import unexplained
from desktop.rules.plan import AllOf, AnyOf, Check, Condition, Outcome
from desktop.rules.verdict import Answer, Reason

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
WHY = Reason("why", "柒", Severity.INFO, Text("因為", "because"))


def mute(*answers: Answer) -> Check:
    """A check that gives no reason for these answers."""
    outcomes = {one.value: Outcome(one, () if one in answers else (WHY,)) for one in Answer}
    return Check("mute", lambda _facts, _activity: "yes", {**outcomes, "attested": Outcome(YES)})


TOLD = mute()


@pytest.mark.parametrize(
    ("tree", "answers"),
    [
        (TOLD, set()),
        (mute(YES, NO), {YES, NO}),
        (AllOf((mute(YES, NO, UNKNOWN), TOLD), {}), {NO, UNKNOWN}),
        (AllOf((TOLD, mute(YES)), {}), {YES}),
        (AllOf((TOLD, mute(YES, UNKNOWN), TOLD), {}), {UNKNOWN}),
        (AllOf((mute(YES),), {}), {YES}),
        (AnyOf((mute(YES, NO, UNKNOWN), TOLD), {}), {YES, UNKNOWN}),
        (AnyOf((TOLD, mute(NO), mute(NO)), {}), set()),
        (AnyOf((mute(NO), mute(NO)), {}), {NO}),
        (AnyOf((mute(NO),), {}), {NO}),
        (AnyOf((mute(NO, UNKNOWN), mute(NO)), {"no": WHY}), {UNKNOWN}),
        (AllOf((AnyOf((mute(NO),), {"no": WHY}), mute(UNKNOWN)), {"unknown": WHY}), set()),
    ],
)
def test_the_answers_that_a_tree_could_give_without_a_reason(tree: Condition, answers: set[Answer]) -> None:
    assert unexplained(tree) == answers
