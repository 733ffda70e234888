"""Judging: the condition tree over a person's facts, in Kleene's three-valued logic.

No node negates, so attesting or adding what was open can only settle an unknown, never turn a settled answer.
"""

from __future__ import annotations

from typing import Final

from desktop.rules.facts import Facts
from desktop.rules.plan import ATTESTED, Activity, AllOf, AnyOf, Check, Condition, Outcome
from desktop.rules.verdict import Answer, Reason, Verdict

_YES, _NO, _UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
_BY_ANSWER: Final = {_YES: 0, _UNKNOWN: 1, _NO: 2}


def judge(activity: Activity, facts: Facts) -> Verdict:
    """May this person be nominated for this activity, by which clauses, and with what priority."""
    outcome = evaluate(activity.eligibility, facts, activity)
    bases = tuple(
        priority.basis
        for priority in activity.priorities
        if evaluate(priority.condition, facts, activity).answer is _YES
    )
    warnings = () if outcome.answer is _NO else outcome.warnings
    return Verdict(outcome.answer, outcome.reasons, warnings, bases, outcome.attested)


def order_key(verdict: Verdict) -> tuple[int, int]:
    """Sorts suggestions: eligible before open before refused, and within each those with priority first."""
    return _BY_ANSWER[verdict.answer], 0 if verdict.priority else 1


def evaluate(condition: Condition, facts: Facts, activity: Activity) -> Outcome:
    """The outcome of one condition; reasons come in the order of the data, the one to print first."""
    if isinstance(condition, Check):
        outcome = condition.outcomes[condition.question(facts, activity)]
        return _attested(outcome, condition, facts) if facts.attested else outcome
    parts = [evaluate(part, facts, activity) for part in condition.parts]
    outcome = _all(parts) if isinstance(condition, AllOf) else _any(parts)
    return _own_words(outcome, condition, facts) if condition.reasons else outcome


def _attested(outcome: Outcome, check: Check, facts: Facts) -> Outcome:
    """Only what is unknown can be attested: a no stays a no."""
    for reason in outcome.reasons:
        if outcome.answer is _UNKNOWN and reason.attestable and reason.code in facts.attested:
            return Outcome(_YES, check.outcomes[ATTESTED].reasons, outcome.warnings, (reason.code,))
    return outcome


def _all(parts: list[Outcome]) -> Outcome:
    """Kleene and. A yes is explained by what was attested, then by its last part, the most specific one."""
    refused, doubted, attested = [], [], []
    warnings: tuple[Reason, ...] = ()
    for part in parts:
        warnings += part.warnings
        if part.answer is _NO:
            refused.append(part)
        elif part.answer is _UNKNOWN:
            doubted.append(part)
        elif part.attested:
            attested.append(part)
    if refused:
        return Outcome(_NO, _reasons(refused))
    if doubted:
        return Outcome(_UNKNOWN, _reasons(doubted), warnings)
    if not attested:
        return Outcome(_YES, parts[-1].reasons, warnings)
    codes = tuple(code for part in attested for code in part.attested)
    return Outcome(_YES, _reasons([*attested, parts[-1]]), warnings, codes)


def _any(parts: list[Outcome]) -> Outcome:
    """Kleene or. The first part that holds by itself wins over one that holds by attestation."""
    held = [part for part in parts if part.answer is _YES]
    if held:
        return next((part for part in held if not part.attested), held[0])
    doubted = [part for part in parts if part.answer is _UNKNOWN]
    if doubted:
        warnings = tuple(warning for part in doubted for warning in part.warnings)
        return Outcome(_UNKNOWN, _reasons(doubted), warnings)
    return Outcome(_NO, _reasons(parts))


def _own_words(outcome: Outcome, group: AllOf | AnyOf, facts: Facts) -> Outcome:
    """A group that has its own reason says that instead of its parts' reasons, and may itself be attested."""
    own = group.reasons.get(ATTESTED if outcome.attested else outcome.answer.value)
    if own is None:
        return outcome
    if outcome.answer is _UNKNOWN and own.attestable and own.code in facts.attested:
        return Outcome(_YES, (group.reasons[ATTESTED],), outcome.warnings, (own.code,))
    return Outcome(outcome.answer, (own,), outcome.warnings, outcome.attested)


def _reasons(parts: list[Outcome]) -> tuple[Reason, ...]:
    """The reasons of the parts in order, each once."""
    if len(parts) == 1:
        return parts[0].reasons
    return tuple(dict.fromkeys(reason for part in parts for reason in part.reasons))
