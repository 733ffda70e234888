"""The self-diagnosis of the demo county: five colleagues answer, the team agrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.rules import answering
from desktop.rules.diagnosis import Agreed
from desktop.services import diagnoses, diagnosis_agreed
from desktop.services.office import Office

_LEVELS: Final = {
    "A": (3, 4, 3, 2, 3, 3),
    "B": (2, 3, 2, 3, 2, 4),
    "C": (4, 2, 3, 3, 3, 2),
    "D": (2, 2, 1, 2, 3, 2),
    "E": (3, 2, 4, 1, 3, 2),
    "F": (2, 2, 3, 1, 2, 2),
}
"""What the county's people see in common; each of the five is a little off."""

_NEEDS: Final = {
    "A": (2, 1, 2, 3, 1, 1),
    "B": (3, 2, 2, 1, 3, 1),
    "C": (0, 2, 2, 1, 1, 2),
    "D": (2, 2, 3, 2, 1, 2),
    "E": (1, 2, 1, 3, 1, 2),
    "F": (2, 1, 1, 2, 3, 2),
}
_HELP: Final = ("visit course", "course material", "mentoring", "visit", "benchmark material")
_STRENGTHS: Final = ("同仁踴躍參與英語圈，五階段完成率高。", "首長支持，跨單位小組已成立。")
_PROBLEMS: Final = ("1. 教材品質檢核 2. 承辦人異動 3. 學習動機", "1. 師徒配對 2. 教材共製 3. 成效評量")
_DISPUTED: Final = ("A1", "C2", "F5")
"""Items on which the third colleague sees everything two levels better."""


def answers(office: Office) -> None:
    """Five respondents; each their own way, three items in dispute."""
    for number, source in enumerate(("screen", "screen", "paper", "file", "file")):
        made = diagnoses.add(office, source)
        diagnoses.answer(office, made, _answers(number))


def agree(office: Office) -> None:
    """What nobody disputes is accepted; on the others the team decides."""
    diagnosis_agreed.accept_all(office)
    for line in diagnosis_agreed.read(office):
        if line.fixed is None:
            evidence = "\n".join(line.evidence) or "專案小組會議紀錄"
            one = Agreed(round(line.levels.middle or 1), False, round(line.needs.middle or 0))
            diagnosis_agreed.decide(
                office, line.item.code, one, note="專案小組會議討論後確定", evidence=evidence
            )


def _answers(number: int) -> Mapping[str, str]:
    told: dict[str, str] = {}
    for at, item in enumerate(answering.items_of(diagnoses.form())):
        place = int(item.code[1:]) - 1
        level, need = _LEVELS[item.group][place], _NEEDS[item.group][place]
        if (at + number) % 5 == 0:
            level -= level > 1
        if item.code in _DISPUTED and number == 2:
            level = min(level + 2, 5)
        level_, reason, need_, evidence, help_ = item.questions
        told[level_], told[need_] = str(level), str(need)
        if level >= 4:
            told[evidence] = f"府人訓字第10400{at + 10:02d}號函及辦理紀錄"
        if need:
            told[help_] = _HELP[(at + number) % len(_HELP)]
        del reason
    if number < len(_STRENGTHS):
        told["strengths"], told["problems"] = _STRENGTHS[number], _PROBLEMS[number]
    return told
