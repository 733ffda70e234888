"""A digest of short texts (微心得月報): a first page with counts and contents, then the texts one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.exports import digest_front, layouts, pdfa
from desktop.exports.book import Book
from desktop.exports.digest_front import Content, Front
from desktop.exports.paper import PORTRAIT
from desktop.exports.pen import THIN, Pen, rules
from desktop.exports.typesetting import ASCENT, LEADING, Line, Typesetter, label_font

_HEADING, _TEXT, _SMALL = 15.0, 13.0, 11.0
_READING = 1.5
"""Distance of base lines in ems where somebody reads on and on."""

_GAP = 6.0
_BETWEEN = 26.0
"""Between two texts, the rule in its middle."""

_INDENT = "　　"
"""A paragraph begins two characters in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text: its heading, lines about it, paragraphs, who wrote it; `author` stands in the contents."""

    heading: str
    about: tuple[str, ...]
    paragraphs: tuple[str, ...]
    signature: str
    author: str


@dataclass(frozen=True, slots=True)
class Digest:
    """The whole, in the order of its pages."""

    front: Front
    entries: tuple[Entry, ...]
    created: datetime


def render(digest: Digest) -> bytes:
    """The digest as PDF/A-1b on A4, each text with its bookmark; no heading or signature stands alone."""
    draft, out = io.BytesIO(), io.BytesIO()
    title = f"{digest.front.title}　{digest.front.subtitle}"
    book = Book(draft, layouts.common().model_copy(update={"note": title}), label_font(""))
    pages = _laid(list(_lines(book.typesetter, digest.entries)))
    starts = {line.entry: at for at, page in enumerate(pages) for _, line in page if line.entry >= 0}
    contents = [Content(one.heading, one.author, starts[at]) for at, one in enumerate(digest.entries)]
    book.section(title, "", title, level=0)
    digest_front.draw(book, digest.front, contents)
    for page in pages:
        with book.page(PORTRAIT) as pen:
            _draw(book, pen, page, digest.entries)
    book.close()
    pdfa.finish(draft, out, pdfa.About(title, digest.created), book.sections)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Placed:
    """One line and the room above it."""

    line: Line
    size: float
    gap: float = 0
    leading: float = LEADING
    role: str = "P"
    ending: bool = False
    """At the right edge."""
    entry: int = -1
    """Of a heading's first line: the number of its text."""
    keep: int = 0
    """So many lines after it stay on its page."""

    @property
    def height(self) -> float:
        """With the room above it."""
        return self.gap + self.size * self.leading


_Page = list[tuple[float, _Placed]]
"""Base lines from the lower edge, with what stands on them."""


def _laid(lines: Sequence[_Placed]) -> list[_Page]:
    """The lines on pages; what is kept together turns the page together."""
    pages: list[_Page] = [[]]
    y = PORTRAIT.top
    for at, placed in enumerate(lines):
        room = y - PORTRAIT.bottom
        if pages[-1] and sum(one.height for one in lines[at : at + placed.keep + 1]) > room:
            pages.append([])
            y = PORTRAIT.top
        y -= placed.height if pages[-1] else placed.size * placed.leading
        pages[-1].append((y + placed.size * (placed.leading - ASCENT) / 2, placed))
    return pages


def _draw(book: Book, pen: Pen, page: _Page, entries: Sequence[Entry]) -> None:
    for at, (y, placed) in enumerate(page):
        if placed.entry >= 0:
            book.bookmark(entries[placed.entry].heading, level=1)
            if at:
                rule = y + placed.size * ASCENT + _BETWEEN / 2
                with pen.artifact():
                    pen.write(rules([(PORTRAIT.left, rule, PORTRAIT.right, rule)], THIN))
        with pen.tagged(placed.role):
            write = pen.ending if placed.ending else pen.text
            write(PORTRAIT.right if placed.ending else PORTRAIT.left, y, placed.size, placed.line)


def _lines(setter: Typesetter, entries: Sequence[Entry]) -> Iterator[_Placed]:
    width = PORTRAIT.inner_width
    for number, entry in enumerate(entries):
        head = setter.wrap(entry.heading, width, _HEADING).lines
        about = [line for text in entry.about for line in setter.wrap(text, width, _SMALL).lines]
        for at, line in enumerate(head):
            kept = len(head) - 1 - at + len(about) + 2
            gap, begins = (0.0, -1) if at else (_BETWEEN, number)
            yield _Placed(line, _HEADING, gap, role="H2", entry=begins, keep=kept)
        for at, line in enumerate(about):
            yield _Placed(line, _SMALL, 0 if at else _GAP, keep=len(about) - 1 - at + 2)
        yield from _body(setter, entry)


def _body(setter: Typesetter, entry: Entry) -> Iterator[_Placed]:
    """The paragraphs; the last two lines go with the signature."""
    width, found = PORTRAIT.inner_width, list[_Placed]()
    for paragraph in entry.paragraphs:
        for at, line in enumerate(setter.wrap(_INDENT + paragraph, width, _TEXT).lines):
            found.append(_Placed(line, _TEXT, 0 if at else _GAP, _READING, keep=0 if at else 1))
    signature = setter.wrap(entry.signature, width, _TEXT).lines
    last = len(found) - 1
    for at, placed in enumerate(found):
        near = last - at
        yield _kept(placed, near + len(signature)) if near < 2 else placed
    for at, line in enumerate(signature):
        yield _Placed(line, _TEXT, 0 if at else _GAP, ending=True, keep=len(signature) - 1 - at)


def _kept(placed: _Placed, keep: int) -> _Placed:
    return _Placed(placed.line, placed.size, placed.gap, placed.leading, keep=max(placed.keep, keep))
