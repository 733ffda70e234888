"""The clock, and dates as Taiwan's offices write them (ROC year = year − 1911)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Protocol

TAIWAN = timezone(timedelta(hours=8))
"""Taiwan keeps UTC+8 all year; a fixed offset makes output independent of the PC's zone."""

ROC_OFFSET = 1911


class Clock(Protocol):
    """Where the time comes from, so that tests and reproducible packets can fix it."""

    def now(self) -> datetime:
        """The time now, aware, in Taiwan's offset."""
        ...


class SystemClock:
    """The PC's clock."""

    def now(self) -> datetime:
        """The time now in Taiwan's offset."""
        return datetime.now(TAIWAN)


class FixedClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(TAIWAN)

    def now(self) -> datetime:
        """The moment it was made with."""
        return self._moment


def roc_year(day: date) -> int:
    """The ROC year of a day: 2015-04-23 → 104."""
    return day.year - ROC_OFFSET


def roc_short(day: date) -> str:
    """As in rosters: 104/04/23."""
    return f"{roc_year(day)}/{day.month:02d}/{day.day:02d}"


def roc_long(day: date) -> str:
    """As on forms: 中華民國104年4月23日."""
    return f"中華民國{roc_year(day)}年{day.month}月{day.day}日"


def roc_minute(moment: datetime) -> str:
    """A moment as on forms, in Taiwan's time: 中華民國104年4月23日 09:05."""
    local = moment.astimezone(TAIWAN)
    return f"{roc_long(local.date())} {local:%H:%M}"
