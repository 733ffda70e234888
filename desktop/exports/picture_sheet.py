"""A picture on a sheet of its own, A4 landscape, PDF/A-1b: title, a line below it, the picture."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from desktop.exports import layouts, pdfa, picture_pen
from desktop.exports.book import Book
from desktop.exports.paper import LANDSCAPE
from desktop.exports.picture import Picture
from desktop.exports.typesetting import label_font

_TITLE, _WORDS, _LARGEST = 18.0, 12.0, 13.0


def render(
    title: str,
    subtitle: str,
    draw: Callable[[float, float], Picture],
    greys: Mapping[str, float],
    created: datetime,
    notes: Sequence[str] = (),
) -> bytes:
    """The sheet; `draw` is given the width and the size of words, `greys` 0 black … 1 white by name."""
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    book.section(title, title, title, level=0)
    sheet, setter = LANDSCAPE, book.typesetter
    picture = draw(sheet.inner_width, _LARGEST)
    with book.page(sheet) as pen:
        y = sheet.top - _TITLE
        with pen.tagged("H1"):
            pen.centred(sheet.width / 2, y, _TITLE, setter.line(title))
        with pen.tagged("P"):
            pen.centred(sheet.width / 2, y - 2 * _WORDS, _WORDS, setter.line(subtitle))
        top = y - 4 * _WORDS
        picture_pen.draw(pen, setter, picture, greys, sheet.left, top)
        below = top - picture.height - 2 * _WORDS
        for note in notes:
            for line in setter.wrap(note, sheet.inner_width, _WORDS).lines:
                with pen.tagged("P"):
                    pen.text(sheet.left, below, _WORDS, line)
                below -= 1.5 * _WORDS
    book.close()
    pdfa.finish(draft, out, pdfa.About(title, created), book.sections)
    return out.getvalue()
