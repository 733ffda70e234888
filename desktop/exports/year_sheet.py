"""The year strip on a sheet for the wall: A4 landscape, PDF/A-1b."""

from __future__ import annotations

import io
from datetime import datetime

from desktop.exports import layouts, pdfa, picture_pen, year_strip
from desktop.exports.book import Book
from desktop.exports.paper import LANDSCAPE
from desktop.exports.typesetting import label_font
from desktop.exports.year_strip import YearStrip

_TITLE, _WORDS, _LARGEST = 18.0, 12.0, 13.0
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
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    book.section(title, title, title, level=0)
    sheet, setter = LANDSCAPE, book.typesetter
    picture = year_strip.draw(strip, sheet.inner_width, _LARGEST)
    with book.page(sheet) as pen:
        y = sheet.top - _TITLE
        with pen.tagged("H1"):
            pen.centred(sheet.width / 2, y, _TITLE, setter.line(title))
        with pen.tagged("P"):
            pen.centred(sheet.width / 2, y - 2 * _WORDS, _WORDS, setter.line(agency))
        picture_pen.draw(pen, setter, picture, _GREYS, sheet.left, y - 4 * _WORDS)
    book.close()
    pdfa.finish(draft, out, pdfa.About(title, created), book.sections)
    return out.getvalue()
