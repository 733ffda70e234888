"""Several values in one cell, as the lists of e-mentoring write them: 人事、資訊."""

from __future__ import annotations

from collections.abc import Iterable

_SPLIT = "、"


def parts(written: str) -> tuple[str, ...]:
    """The values of a cell; commas and semicolons separate as well."""
    plain = written
    for separator in ",，;；":
        plain = plain.replace(separator, _SPLIT)
    return tuple(part.strip() for part in plain.split(_SPLIT) if part.strip())


def joined(values: Iterable[str]) -> str:
    """The values as one cell."""
    return _SPLIT.join(values)
