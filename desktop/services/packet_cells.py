"""How a packet's tables write people and values: numbers of people, ISO dates, lists in one cell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from desktop.exports.tables import LIST_SEPARATOR

PEOPLE = (
    "id_type",
    "id_no",
    "name",
    "name_substitute",
    "cns_code",
    "name_en",
    "sex",
    "birth_date",
    "agency",
    "agency_kind",
    "unit",
    "title",
    "rank",
    "grade",
    "personnel_type",
    "phone",
    "mobile",
    "email",
)
"""Columns of `people` that are columns of the person, in the packet's order."""


def person_no(number: int) -> str:
    """As packets write it: P0001."""
    return f"P{number:04d}"


def person(row: Any) -> tuple[str, ...]:
    """A row of `people` for the columns of a person with `agency` and `agency_kind`."""
    # Nothing about a person is ever unknown to the rules, so center_to_check stays empty here.
    return (person_no(row.person_no), *(cell(getattr(row, column)) for column in PEOPLE), "")


def line(value: str) -> str:
    """A text on one line."""
    return " ".join(value.split("\n"))


def joined(values: Iterable[str]) -> str:
    """A list in one cell; a value that has the separator in its text must not become two."""
    return LIST_SEPARATOR.join(value.replace(LIST_SEPARATOR, "，") for value in values)


def cell(value: Any) -> str:
    """A value as the packet writes it: ISO dates, true and false, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
