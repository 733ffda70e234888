"""What somebody states about a row, field by field: known, known codes, not too long, stripped."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from desktop.core import terms
from desktop.core.errors import DataError, UsageError

_NO_CODES: Mapping[str, str] = {}


def checked(
    values: Mapping[str, Any],
    fields: Collection[str],
    longest: Mapping[str, int],
    *,
    codes: Mapping[str, str] = _NO_CODES,
    as_written: Collection[str] = (),
) -> dict[str, Any]:
    """The values, texts without spaces around them except those of `as_written`.

    `longest` gives characters by field, `codes` the vocabulary of a field; blank means that nothing is said.
    Raises `UsageError` for a field that is not one of `fields`, `DataError` for a value that cannot stand.
    """
    told = {
        name: value.strip() if isinstance(value, str) and name not in as_written else value
        for name, value in values.items()
    }
    for name, value in told.items():
        if name not in fields:
            raise UsageError("nominate.field_unknown", field=name)
        if name in codes and value and value not in terms.vocabulary(codes[name]):
            raise DataError("nominate.value_unknown", field=name, value=value)
        if name in longest and len(value) > longest[name]:
            raise DataError("nominate.too_long", length=len(value), limit=longest[name])
    return told


def different(told: Mapping[str, Any], row: object) -> dict[str, Any]:
    """Those of the values that a row does not have yet."""
    return {name: value for name, value in told.items() if value != getattr(row, name)}
