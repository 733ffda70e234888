"""A digest of short texts (微心得月報): a title, counts, then the texts one after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.exports import layouts, pdfa
from desktop.exports.book import Book
from desktop.exports.paper import PORTRAIT
from desktop.exports.pen import THIN
from desktop.exports.typesetting import ASCENT, LEADING, Line, label_font

_TITLE, _HEADING, _TEXT, _SMALL = 22.0, 15.0, 13.0, 11.0
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its heading, what it is about, who wrote it, its paragraphs."""

    heading: str
    about: str
    author: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """The whole; `facts` are lines under the title, such as counts by kind and by agency."""

    title: str
    subtitle: str
    facts: tuple[str, ...]
    entries: tuple[Entry, ...]
    created: datetime


@dataclass(frozen=True, slots=True)
class _Placed:
    line: Line
    size: float
    gap: float = 0
    indent: float = 0
    role: str = "P"
    ruled: bool = False
    """A thin rule above it."""
    keep: int = 0
    """So many lines after it stay on its page."""


def render(digest: Digest) -> bytes:
    """The digest as PDF/A-1b on A4; a heading is never the last line of a page."""
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    book.section(digest.title, digest.title, digest.title, level=0)
    lines = list(_lines(book, digest))
    page: list[tuple[float, _Placed]] = []
    y = PORTRAIT.top
    for at, placed in enumerate(lines):
        kept = lines[at : at + placed.keep + 1]
        needed = sum(one.gap + one.size * LEADING for one in kept)
        if page and y - needed < PORTRAIT.bottom + _SMALL:
            _page(book, page)
            page, y = [], PORTRAIT.top
        y -= (placed.gap if page else 0) + placed.size * LEADING
        page.append((y + placed.size * (LEADING - ASCENT), placed))
    _page(book, page)
    book.close()
    pdfa.finish(draft, out, pdfa.About(digest.title, digest.created), book.sections)
    return out.getvalue()


def _page(book: Book, lines: list[tuple[float, _Placed]]) -> None:
    with book.page(PORTRAIT) as pen:
        for y, placed in lines:
            if placed.ruled:
                rule = y + placed.size * LEADING
                with pen.artifact():
                    pen.write(
                        f"{THIN} w {PORTRAIT.left:.2f} {rule:.2f} m {PORTRAIT.right:.2f} {rule:.2f} l S"
                    )
            with pen.tagged(placed.role):
                pen.text(PORTRAIT.left + placed.indent, y, placed.size, placed.line)


def _lines(book: Book, digest: Digest) -> Iterator[_Placed]:
    setter = book.typesetter
    yield _Placed(setter.line(digest.title), _TITLE, role="H1", keep=1)
    yield _Placed(setter.line(digest.subtitle), _SMALL, _GAP)
    for at, fact in enumerate(digest.facts):
        for line in setter.wrap(fact, PORTRAIT.inner_width, _TEXT).lines:
            yield _Placed(line, _TEXT, _GAP if at == 0 else 0)
    for entry in digest.entries:
        for at, line in enumerate(setter.wrap(entry.heading, PORTRAIT.inner_width, _HEADING).lines):
            yield _Placed(line, _HEADING, 2 * _GAP if at == 0 else 0, role="H2", ruled=at == 0, keep=3)
        for text in (entry.about, entry.author):
            for line in setter.wrap(text, PORTRAIT.inner_width, _SMALL).lines if text else ():
                yield _Placed(line, _SMALL, keep=1)
        for paragraph in entry.paragraphs:
            for at, line in enumerate(setter.wrap(paragraph, PORTRAIT.inner_width, _TEXT).lines):
                yield _Placed(line, _TEXT, _GAP / 2 if at == 0 else 0)
