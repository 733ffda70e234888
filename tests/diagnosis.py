"""Answers of colleagues who do not always agree."""

from __future__ import annotations

from desktop.rules import answering
from desktop.services import diagnoses
from desktop.services.office import Office

ITEMS = [item.code for item in answering.items_of(diagnoses.form())]


def answers(level: int, need: int) -> dict[str, str]:
    """A form that is full: the same level and need for every item."""
    told = {f"{code}_level": str(level) for code in ITEMS} | {f"{code}_need": str(need) for code in ITEMS}
    if level >= 4:
        told |= {f"{code}_evidence": f"{code} 的紀錄" for code in ITEMS}
    return told


def five(office: Office) -> list[int]:
    """Five respondents, one of whom sees A1 quite otherwise; their ids."""
    made = []
    for number in range(5):
        respondent = diagnoses.add(office)
        told = answers(2 + number % 2, 2)
        if number == 4:
            told |= {"A1_level": "5", "A1_evidence": "府函", "B1_level": "na", "B1_reason": "無此編制"}
        diagnoses.answer(office, respondent, told)
        made.append(respondent)
    return made
