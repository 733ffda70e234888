"""A report with charts: sentences, then parts with a picture, a table, or both; A4, PDF/A-1b."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.exports import layouts, pdfa, picture_pen
from desktop.exports.blocks import Box, Row
from desktop.exports.book import Book
from desktop.exports.grid import Grid
from desktop.exports.paper import CM, MM, PADDING, PORTRAIT
from desktop.exports.picture import Picture
from desktop.exports.typesetting import label_font

_TITLE, _HEADING, _TEXT, _SMALL = 20.0, 15.0, 12.0, 10.0
_FIRST = 2.2
"""How much wider the first column is, where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with a picture, a table, or both."""

    title: str
    picture: Callable[[float, float], Picture] | None
    """(width, size of words) → the picture."""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[float, ...] = ()
    """How wide each column is beside the others; usually the first is wider."""
    notes: tuple[str, ...] = ()
    """Sentences below the heading, before the picture."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is printed."""

    title: str
    agency: str
    sentences: tuple[str, ...]
    parts: tuple[Part, ...]
    greys: Mapping[str, float]
    """Colour of the pictures → 0 black … 1 white."""
    created: datetime


def render(report: Report) -> bytes:
    """The report; a chart and its table begin on a page of their own."""
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    book.section(report.title, report.title, report.title, level=0)
    _first(book, report)
    for part in report.parts:
        _part(book, part, report.greys)
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


def _part(book: Book, part: Part, greys: Mapping[str, float]) -> None:
    setter, sheet = book.typesetter, PORTRAIT
    picture = part.picture(sheet.inner_width, _TEXT) if part.picture else Picture(0, 0, ())
    notes = [setter.wrap(note, sheet.inner_width, _TEXT) for note in part.notes]
    above = sum(note.height for note in notes)
    head = 2 * _HEADING + above + picture.height + 6 * MM
    grid = Grid(list(_rows(part)), setter, tables=True)
    values = {f"{at}.{column}": cell for at, row in enumerate(part.rows) for column, cell in enumerate(row)}
    measured = grid.measure(values.__getitem__)
    room = sheet.top - sheet.bottom
    pages = grid.pages(measured, PADDING, room - head, room - CM, 0) if part.header else ((),)
    for number, page in enumerate(pages):
        with book.page(sheet) as pen:
            y = sheet.top - _HEADING
            with pen.tagged("H2"):
                pen.text(sheet.left, y, _HEADING, setter.line(part.title))
            if number == 0:
                y -= _HEADING
                for note in notes:
                    with pen.tagged("P"):
                        pen.paragraph(sheet.left, y, note)
                    y -= note.height
                picture_pen.draw(pen, setter, picture, greys, sheet.left, y)
            if page:
                grid.draw(pen, page, measured, PADDING, sheet.left, sheet.top - (CM if number else head))


def _rows(part: Part) -> Sequence[Row]:
    if not part.header:
        return []
    shares = part.shares or (_FIRST, *[1.0] * (len(part.header) - 1))
    unit = PORTRAIT.inner_width / sum(shares)
    widths = [share * unit for share in shares]
    lefts = [sum(widths[:at]) for at in range(len(widths))]
    labels = zip(lefts, widths, part.header, strict=True)
    head = tuple(Box(left, width, width, label, largest=_TEXT) for left, width, label in labels)
    centred, size = (False, _SMALL) if part.shares else (True, _TEXT)
    body = [
        Row(
            "body",
            tuple(
                Box(left, width, key=f"{at}.{column}", largest=size, centred=centred and column > 0)
                for column, (left, width) in enumerate(zip(lefts, widths, strict=True))
            ),
        )
        for at in range(len(part.rows))
    ]
    return [Row("head", head, keep=True), *body]
