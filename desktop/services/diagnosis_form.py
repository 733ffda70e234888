"""The questionnaire in one language, for whoever shows it: its sections, items and choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.rules import answering
from desktop.rules.diagnosis import Agreed
from desktop.services import diagnoses

__all__ = ["NOT_APPLICABLE", "Agreed", "Item", "Section", "choices", "missing", "sections"]

NOT_APPLICABLE = answering.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Item:
    """One item. `levels` gives the words of each level, by its code."""

    code: str
    label: str
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """One group of the form: items, or questions that are answered in words (name and label)."""

    code: str
    label: str
    items: tuple[Item, ...]
    texts: tuple[tuple[str, str], ...]

    def holds(self, question: str) -> bool:
        """Whether a question stands in this section."""
        of_items = any(question.startswith(f"{item.code}_") for item in self.items)
        return of_items or question in dict(self.texts)


def sections(language: str) -> tuple[Section, ...]:
    """The groups in the order of the form."""
    asked = diagnoses.form()
    items: dict[str, list[Item]] = {}
    for item in answering.items_of(asked):
        levels = {one.code: one.label.in_language(language) for one in item.levels}
        items.setdefault(item.group, []).append(Item(item.code, item.label.in_language(language), levels))
    return tuple(
        Section(
            group.code,
            group.label.in_language(language),
            tuple(items.get(group.code, ())),
            ()
            if group.code in items
            else tuple((one.name, one.label.in_language(language)) for one in group.questions),
        )
        for group in asked.groups
    )


def choices(name: str, language: str) -> Sequence[tuple[str, str]]:
    """Code and words of the list `level`, `need` or `help`."""
    return [(one.code, one.label.in_language(language)) for one in diagnoses.form().lists[name]]


def missing(answers: Mapping[str, str]) -> tuple[str, ...]:
    """The questions that are still to be answered or mended, in the order of the form."""
    return answering.missing(diagnoses.form(), answers)
