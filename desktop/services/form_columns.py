"""Fields and lists of a form as data, and their values: texts that are checked, kept and shown one way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.core import roc_dates, terms, text
from desktop.core.clock import roc_short
from desktop.core.errors import DataError, UsageError

LONGEST_TEXT = 10_000
"""Characters of a text that is kept; what is over the form's own limit is said, and never cut."""

_AMOUNT = re.compile(r"[0-9]{1,12}\Z")


@dataclass(frozen=True, slots=True)
class Column:
    """One field or column. Every value is a text: a date as ISO 8601, a choice as its code."""

    name: str
    kind: str
    longest: int = 20
    required: bool = False
    renewal: bool = False
    """Asked of a renewal only."""
    choices: str = ""
    """The vocabulary of a choice."""
    role: str = ""
    """mentor or mentee, where only the form of one of them has it."""


@dataclass(frozen=True, slots=True)
class ListForm:
    """One list of rows that all have the same columns."""

    name: str
    required: bool
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of this name; raises `UsageError` if there is none."""
        return named(self.columns, name)


def columns(entries: Iterable[Mapping[str, Any]]) -> tuple[Column, ...]:
    """Columns as a data file under resources/ writes them."""
    return tuple(Column(**one) for one in entries)


def lists(entries: Iterable[Mapping[str, Any]]) -> tuple[ListForm, ...]:
    """Lists as a data file writes them: name, required, column."""
    return tuple(ListForm(one["name"], bool(one.get("required")), columns(one["column"])) for one in entries)


def named(found: tuple[Column, ...], name: str) -> Column:
    """The column of this name; raises `UsageError` if there is none."""
    for one in found:
        if one.name == name:
            return one
    raise UsageError("nominate.field_unknown", field=name)


def list_named(found: tuple[ListForm, ...], name: str) -> ListForm:
    """The list of this name; raises `UsageError` if there is none."""
    for one in found:
        if one.name == name:
            return one
    raise UsageError("proposal.no_list", list=name)


def clean(column: Column, value: Any) -> str:
    """A value as it is stored; blank says nothing. Raises `DataError` for one that cannot stand.

    A date may be ROC or Western, a choice its code or one of its words.
    """
    told = value.isoformat() if isinstance(value, date) else "" if value is None else str(value).strip()
    if not told:
        return ""
    longest = LONGEST_TEXT if column.kind == "text" else column.longest
    if len(told) > longest and column.kind in {"line", "text", "number"}:
        raise DataError("nominate.too_long", length=len(told), limit=longest)
    if column.kind == "line" and not text.is_line(told, column.longest):
        raise DataError("proposal.one_line", field=column.name)
    if column.kind == "date":
        return _day(column, told)
    if column.kind == "number":
        return _number(column, told)
    if column.kind == "choice":
        return _choice(column, told)
    if column.kind == "items":
        return " ".join(codes(told))
    return told


def shown(column: Column, value: str, language: str = "zh_TW") -> str:
    """A value as people read it: ROC dates, words of a choice, an amount with its commas."""
    if not value:
        return ""
    if column.kind == "date":
        return roc_short(date.fromisoformat(value))
    if column.kind == "choice":
        return terms.label(column.choices, value, language)
    return f"{int(value):,}" if column.kind == "number" else value


def codes(written: str) -> tuple[str, ...]:
    """Codes of the self-diagnosis as written: A4、B1 or a4 b1; raises `DataError` for one that is none."""
    # Imported here: the questionnaire takes long to load, and other forms do without.
    from desktop.rules import answering  # noqa: PLC0415 - see above
    from desktop.services import diagnoses  # noqa: PLC0415 - see above

    known = [item.code for item in answering.items_of(diagnoses.form())]
    found = re.split(r"[\s、,;]+", text.halfwidth(written).upper().strip())
    for one in found:
        if one not in known:
            raise DataError("proposal.no_item", item=one)
    return tuple(sorted(set(found), key=known.index))


def _choice(column: Column, told: str) -> str:
    code = terms.vocabulary(column.choices).code(told)
    if code is None:
        raise DataError("nominate.value_unknown", field=column.name, value=told)
    return code


def _day(column: Column, told: str) -> str:
    day = roc_dates.read(told).day
    if day is None:
        raise DataError("proposal.no_day", field=column.name, value=told)
    return day.isoformat()


def _number(column: Column, told: str) -> str:
    plain = text.halfwidth(told).replace(",", "")
    if not _AMOUNT.match(plain):
        raise DataError("proposal.no_number", field=column.name, value=told)
    return str(int(plain))
