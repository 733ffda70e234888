"""參訓統計報告: sentences, then one page a grouping with its chart and table; A4, PDF/A-1b."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.exports import bars, layouts, pdfa, picture_pen
from desktop.exports.bars import Bars
from desktop.exports.blocks import Box, Row
from desktop.exports.book import Book
from desktop.exports.grid import Grid
from desktop.exports.paper import CM, MM, PADDING, PORTRAIT
from desktop.exports.typesetting import label_font

_TITLE, _HEADING, _TEXT = 20.0, 15.0, 12.0
_GREYS = {"ink": 0, "ink_soft": 0.2, "bar": 0.75, "outline": 0}
_FIRST = 2.2
"""How much wider the column of the groups' names is."""


@dataclass(frozen=True, slots=True)
class Part:
    """One grouping: its heading, chart, and table."""

    title: str
    chart: Bars
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed."""

    title: str
    agency: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]
    created: datetime


def render(report: Report) -> bytes:
    """The report; a chart and its table begin on a page of their own."""
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    book.section(report.title, report.title, report.title, level=0)
    _first(book, report)
    for part in report.parts:
        _part(book, part)
    book.close()
    pdfa.finish(draft, out, pdfa.About(report.title, report.created), book.sections)
    return out.getvalue()


def _first(book: Book, report: Report) -> None:
    setter, sheet = book.typesetter, PORTRAIT
    with book.page(sheet) as pen:
        y = sheet.top - 1.5 * _TITLE
        with pen.tagged("H1"):
            pen.centred(sheet.width / 2, y, _TITLE, setter.line(report.title))
        y -= 2 * _TEXT
        with pen.tagged("P"):
            pen.centred(sheet.width / 2, y, _TEXT, setter.line(report.agency))
        y -= 2 * _TEXT
        for number, sentence in enumerate(report.sentences, 1):
            wrapped = setter.wrap(f"{number}. {sentence}", sheet.inner_width, _TEXT + 1)
            with pen.tagged("P"):
                pen.paragraph(sheet.left, y, wrapped)
            y -= wrapped.height + _TEXT / 2


def _part(book: Book, part: Part) -> None:
    setter, sheet = book.typesetter, PORTRAIT
    picture = bars.draw(part.chart, sheet.inner_width, _TEXT)
    head = 2 * _HEADING + picture.height + 6 * MM
    grid = Grid(list(_rows(part)), setter, tables=True)
    values = {f"{at}.{column}": cell for at, row in enumerate(part.rows) for column, cell in enumerate(row)}
    measured = grid.measure(values.__getitem__)
    room = sheet.top - sheet.bottom
    for number, page in enumerate(grid.pages(measured, PADDING, room - head, room - CM, 0)):
        with book.page(sheet) as pen:
            y = sheet.top - _HEADING
            with pen.tagged("H2"):
                pen.text(sheet.left, y, _HEADING, setter.line(part.title))
            if number == 0:
                picture_pen.draw(pen, setter, picture, _GREYS, sheet.left, y - _HEADING)
            grid.draw(pen, page, measured, PADDING, sheet.left, sheet.top - (CM if number else head))


def _rows(part: Part) -> Sequence[Row]:
    share = PORTRAIT.inner_width / (len(part.header) - 1 + _FIRST)
    lefts = [0.0, *(share * (_FIRST + at) for at in range(len(part.header) - 1))]
    widths = [share * _FIRST, *([share] * (len(part.header) - 1))]
    labels = zip(lefts, widths, part.header, strict=True)
    head = tuple(Box(left, width, width, label, largest=_TEXT) for left, width, label in labels)
    body = [
        Row(
            "body",
            tuple(
                Box(left, width, key=f"{at}.{column}", largest=_TEXT, centred=column > 0)
                for column, (left, width) in enumerate(zip(lefts, widths, strict=True))
            ),
        )
        for at in range(len(part.rows))
    ]
    return [Row("head", head, keep=True), *body]
