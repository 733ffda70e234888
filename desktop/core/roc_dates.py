"""Dates as Taiwan's offices and their spreadsheets write them, read into `datetime.date`."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from desktop.core.clock import ROC_OFFSET
from desktop.core.text import halfwidth

LAST_ROC_YEAR = 200
"""A year over this is a Western year (design: 104 and 2015 never meet)."""

_FIRST_WESTERN_YEAR = 1900
_WRITTEN = re.compile(
    r"(?:中華民國|民國)?\s*([0-9]{1,4})\s*[/.\-年]\s*([0-9]{1,2})\s*[/.\-月]\s*([0-9]{1,2})\s*日?"
    r"(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?"
)
_COMPACT = re.compile(r"([0-9]{2,4})([0-9]{2})([0-9]{2})")
_SERIAL = re.compile(r"[0-9]{5}")
_SERIAL_ZERO = date(1899, 12, 30)  # day 0 of Excel's 1900 system for every day after February 1900
_SERIAL_DAYS = range(10_000, 73_051)  # 1927-05-18 … 2099-12-31


class DateReading(NamedTuple):
    """A date as read: `day` is None exactly when there is a problem."""

    day: date | None
    problem: str = ""  # unreadable, nonexistent (64/02/30), year (neither ROC nor 1900 and later)
    note: str = ""  # western: the year was Western; serial: a spreadsheet's day number


def read(value: str | date) -> DateReading:
    """Read 104/04/23, 104.4.23, 104-4-23, 1040423, 640308, 民國104年4月23日, 2015/4/23, 42117 or a real date.

    A real date of a spreadsheet needs no conversion and gets no note. A time of midnight is dropped.
    """
    if isinstance(value, datetime):
        return DateReading(value.date())
    if isinstance(value, date):
        return DateReading(value)
    text = halfwidth(value).strip().replace("元年", "1年")
    if _SERIAL.fullmatch(text):
        return _from_serial(int(text))
    match = _WRITTEN.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is None:
        return DateReading(None, "unreadable")
    year, month, day = map(int, match.groups())
    return _from_parts(year, month, day)


def _from_serial(days: int) -> DateReading:
    if days not in _SERIAL_DAYS:
        return DateReading(None, "unreadable")
    return DateReading(_SERIAL_ZERO + timedelta(days=days), note="serial")


def _from_parts(year: int, month: int, day: int) -> DateReading:
    western = year > LAST_ROC_YEAR
    if year == 0 or (western and year < _FIRST_WESTERN_YEAR):
        return DateReading(None, "year")
    try:
        found = date(year if western else year + ROC_OFFSET, month, day)
    except ValueError:
        return DateReading(None, "nonexistent")
    return DateReading(found, note="western" if western else "")
