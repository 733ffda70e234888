"""Months of reflections: which there are, how people write one, and to which a text belongs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from desktop.core.clock import ROC_OFFSET
from desktop.core.errors import UsageError
from desktop.services import reflections
from desktop.services.office import Office
from desktop.services.reflections import Line

Month = tuple[int, int]
"""(western year, month)."""


class By(StrEnum):
    """Which day of a reflection says to what month it belongs."""

    READ = "read"
    POSTED = "posted"


def months(office: Office, by: By = By.READ) -> tuple[Month, ...]:
    """The months of which there is something to print, the latest first."""
    found = {month_of(one, by) for one in reflections.listing(office, "zh_TW") if one.sendable}
    return tuple(sorted((one for one in found if one is not None), reverse=True))


def undated(office: Office, by: By = By.READ) -> int:
    """How many texts might be printed but have no such day, and so belong to no month."""
    found = reflections.listing(office, "zh_TW")
    return sum(one.sendable and month_of(one, by) is None for one in found)


def month_of(one: Line, by: By) -> Month | None:
    """None for a text without that day."""
    day: date | None = one.read_date if by is By.READ else one.posted_date
    return (day.year, day.month) if day else None


def read_month(text: str) -> Month:
    """104/03 or 104.3; raises `UsageError` for what is no month."""
    parts = text.replace(".", "/").replace("-", "/").split("/")
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        year, month = int(parts[0]), int(parts[1])
        if 1 <= month <= 12 and year:
            return (year if year > ROC_OFFSET else year + ROC_OFFSET, month)
    raise UsageError("reflections.month", text=text)
