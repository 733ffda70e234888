"""A day in the words of the window's language."""

from __future__ import annotations

import calendar
from datetime import date

from desktop.core.clock import roc_long
from desktop.views.texts import Texts


def long_day(texts: Texts, day: date) -> str:
    """中華民國104年3月3日, or 3 March 2015."""
    if texts.language == "en":
        return f"{day.day} {calendar.month_name[day.month]} {day.year}"
    return roc_long(day)
