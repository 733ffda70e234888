"""Fields of a form that is data, as a record's form and as columns of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from desktop.services.form_columns import Column as FormColumn
from desktop.services.form_columns import ListForm, shown
from desktop.views.lists.record_form import Field, Kind, of_vocabulary
from desktop.views.table_model import Column
from desktop.views.texts import Texts

_KINDS = {"date": Kind.DATE, "choice": Kind.CHOICE, "text": Kind.TEXT}
_TEXT_LINES = 4
_WIDTHS = {"date": 84, "choice": 84, "number": 78, "items": 110}
"""Kind of a column → logical pixels; texts share what is left."""


Code = Callable[[str], str]
"""Name of a column → the code of its words."""


class Row(Protocol):
    """One row of a list."""

    @property
    def id(self) -> int:
        """Of the row."""
        ...

    @property
    def cells(self) -> Mapping[str, str]:
        """Column → text."""
        ...


def field(code: str, one: FormColumn, *, lines: int = _TEXT_LINES) -> Field:
    """How a field is edited; its words have the code."""
    kind = _KINDS.get(one.kind, Kind.LINE)
    choices = of_vocabulary(one.choices) if one.choices else None
    return Field(one.name, code, kind, one.longest, lines, choices, wide=kind is Kind.TEXT)


def values(columns: Iterable[FormColumn], cells: Mapping[str, str]) -> dict[str, Any]:
    """What is kept as a record's form shows it: dates as dates."""
    return {one.name: _value(one, cells.get(one.name, "")) for one in columns}


def columns(texts: Texts, form: ListForm, code: Code, most: int) -> tuple[Column[Any], ...]:
    """The columns of a list, at most so many: the first ones fit beside one another."""

    def cell(own: FormColumn) -> Column[Any]:
        def told(line: Row) -> str:
            return shown(own, line.cells.get(own.name, ""), texts.language).replace("\n", " ")

        return Column(own.name, code(own.name), told, _WIDTHS.get(own.kind, 0))

    return tuple(cell(one) for one in form.columns[:most])


def _value(one: FormColumn, told: str) -> Any:
    if one.kind == "date":
        return date.fromisoformat(told) if told else None
    return told
