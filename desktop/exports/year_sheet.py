"""The year strip on a sheet for the wall: A4 landscape, PDF/A-1b."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from desktop.exports import picture_sheet, year_strip
from desktop.exports.year_strip import YearStrip

_GREYS = {
    "ink": 0,
    "ink_soft": 0.25,
    "line": 0.4,
    "today": 0,
    "on_today": 1,
    "past": 0.9,
    "running": 1,
    "ahead": 1,
    "outline": 0.3,
    "strong": 0,
    "mark": 0,
    "band": 0.95,
}


def render(title: str, agency: str, strip: YearStrip, created: datetime) -> bytes:
    """The sheet; the strip's words are as large as its rows let them be."""
    return picture_sheet.render(title, agency, partial(year_strip.draw, strip), _GREYS, created)
