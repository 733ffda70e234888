"""Answering a questionnaire: which questions apply, which must be answered, and what one respondent said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.rules import expressions
from desktop.rules.bilingual import Text
from desktop.rules.questionnaire import Choice, Question, Questionnaire, codes

NOT_APPLICABLE = "na"
"""The code of 不適用 among the levels of an item."""


@dataclass(frozen=True, slots=True)
class State:
    """How one question stands. What is not relevant counts as unanswered, whatever was written before."""

    relevant: bool
    required: bool
    answered: bool
    valid: bool

    @property
    def missing(self) -> bool:
        """Whether the answer is still to be given, or must be mended."""
        return self.relevant and ((self.required and not self.answered) or not self.valid)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the diagnosis: five questions with a common beginning, such as `A1_level`, `A1_need`."""

    code: str
    group: str
    label: Text
    levels: tuple[Choice, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """Its questions in the order of the form."""
        return tuple(f"{self.code}_{part}" for part in ("level", "reason", "need", "evidence", "help"))


@dataclass(frozen=True, slots=True)
class Said:
    """What one respondent says of one item; None is unanswered, which never counts as zero."""

    level: int | None = None
    not_applicable: bool = False
    need: int | None = None
    evidence: str = ""
    help: tuple[str, ...] = ()
    reason: str = ""

    @property
    def answered(self) -> bool:
        """Whether the level is settled."""
        return self.level is not None or self.not_applicable


def items_of(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """The items of a questionnaire in the order of the form."""
    return tuple(
        Item(one.name.removesuffix("_level"), group.code, one.label, questionnaire.choices(one.name))
        for group in questionnaire.groups
        for one in group.questions
        if one.name.endswith("_level")
    )


def states(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, State]:
    """How every question stands, in the order of the form."""
    counted: dict[str, str] = {}
    found = {}
    for name, question in questionnaire.questions.items():
        own = answers.get(name, "")
        relevant = _holds(question.relevant, counted, own, usual=True)
        counted[name] = own if relevant else ""
        required = relevant and _holds(question.required, counted, own, usual=False)
        valid = not own or not relevant or _is_valid(questionnaire, question, counted, own)
        found[name] = State(relevant, required, bool(counted[name].strip()), valid)
    return found


def counted(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that count: of relevant questions, and not blank."""
    found = states(questionnaire, answers)
    return {name: answers[name] for name, state in found.items() if state.relevant and state.answered}


def missing(questionnaire: Questionnaire, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that are still to be answered or mended, in the order of the form."""
    return tuple(name for name, state in states(questionnaire, answers).items() if state.missing)


def said(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, Said]:
    """What a respondent says, by item."""
    own = counted(questionnaire, answers)
    return {item.code: _said(item, own) for item in items_of(questionnaire)}


def accepts(questionnaire: Questionnaire, name: str, value: str) -> bool:
    """Whether a question may have this answer at all: a text, or codes of its list."""
    question = questionnaire.questions.get(name)
    if question is None:
        return False
    known = {one.code for one in questionnaire.choices(name)}
    given = codes(value) if question.kind == "many" else (value,) if value else ()
    return question.kind == "text" or known.issuperset(given)


def _said(item: Item, answers: Mapping[str, str]) -> Said:
    level, reason, need, evidence, help_ = (answers.get(name, "") for name in item.questions)
    return Said(
        level=int(level) if level.isdigit() else None,
        not_applicable=level == NOT_APPLICABLE,
        need=int(need) if need.isdigit() else None,
        evidence=evidence.strip(),
        help=codes(help_),
        reason=reason.strip(),
    )


def _holds(expression: str, answers: Mapping[str, str], own: str, *, usual: bool) -> bool:
    return expressions.is_true(expression, answers, own) if expression else usual


def _is_valid(questionnaire: Questionnaire, question: Question, answers: Mapping[str, str], own: str) -> bool:
    if not accepts(questionnaire, question.name, own):
        return False
    return _holds(question.constraint, answers, own, usual=True)


def groups(questionnaire: Questionnaire) -> Iterator[tuple[str, Text]]:
    """Code and label of the groups that have items: the dimensions of the diagnosis."""
    own = {item.group for item in items_of(questionnaire)}
    yield from ((one.code, one.label) for one in questionnaire.groups if one.code in own)
