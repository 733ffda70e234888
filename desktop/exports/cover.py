"""The cover of a booklet: what it is, how many people it names, what needs attention, room for the seal."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exports.blocks import Box, Row
from desktop.exports.book import SMALL, Book, filled
from desktop.exports.document import SIGNATURE_BOX, Booklet, Cover
from desktop.exports.grid import Grid
from desktop.exports.layouts import Common, CoverLayout, Layout
from desktop.exports.paper import CM, MM, PADDING, PORTRAIT
from desktop.exports.pen import Pen, outline
from desktop.exports.typesetting import broken

_HEADING_SIZE = 16.0
_TITLE_SIZES = (26.0, 22.0)
_SIZE = 13.0
_HEAD_HEIGHT = 4.6 * CM
_CONTINUED_HEIGHT = 1.0 * CM
_LABEL_WIDTH = 3.0 * CM
_FIRST_COUNT_SHARE = 1.6
"""How much wider the column that says what a row of counts is."""


def draw(book: Book, layout: Layout, common: Common, booklet: Booklet) -> None:
    """The cover as the first section; more pages where there is much to say."""
    cover = booklet.cover
    book.section(layout.cover.title, layout.cover.title, layout.cover.title, level=0)
    grid = Grid(list(_rows(layout.cover, cover)), book.typesetter, tables=True)
    measured = grid.measure(_values(layout.cover, cover).__getitem__)
    floor = SIGNATURE_BOX[3] + PADDING
    pages = grid.pages(
        measured,
        PADDING,
        PORTRAIT.top - _HEAD_HEIGHT - floor,
        PORTRAIT.top - _CONTINUED_HEIGHT - PORTRAIT.bottom,
        0,
    )
    for number, page in enumerate(pages):
        with book.page(PORTRAIT) as pen:
            if number == 0:
                _head(pen, book, layout.cover, common, booklet)
                _signature(pen, book, layout.cover)
            else:
                with pen.tagged("P"):
                    title = book.typesetter.line(f"{cover.title}{layout.cover.title}")
                    pen.text(PORTRAIT.left, PORTRAIT.top - _CONTINUED_HEIGHT + 2 * MM, _SIZE, title)
            head = _CONTINUED_HEIGHT if number else _HEAD_HEIGHT
            grid.draw(pen, page, measured, PADDING, PORTRAIT.left, PORTRAIT.top - head)


def _head(pen: Pen, book: Book, layout: CoverLayout, common: Common, booklet: Booklet) -> None:
    """Plan, activity and title, each as large as the width allows."""
    setter = book.typesetter
    y = PORTRAIT.top
    lines = (
        ("P", filled(common.heading, booklet.header), _HEADING_SIZE),
        ("H1", booklet.cover.title, _TITLE_SIZES[0]),
        ("P", layout.title, _TITLE_SIZES[1]),
    )
    for role, text, largest in lines:
        line = setter.line(text)
        size = min(largest, PORTRAIT.inner_width * 1000 / max(line.advance, 1))
        y -= largest * 1.55
        with pen.tagged(role):
            pen.centred(PORTRAIT.width / 2, y, size, line)


def _signature(pen: Pen, book: Book, layout: CoverLayout) -> None:
    """Where the digital signature will stand, marked so that an unsigned print says so."""
    left, bottom, right, top = SIGNATURE_BOX
    with pen.artifact():
        pen.write(outline(left, bottom, right - left, top - bottom))
        line = book.typesetter.line(layout.signature)
        pen.centred((left + right) / 2, (bottom + top) / 2 - SMALL / 3, SMALL, line)


def _rows(layout: CoverLayout, cover: Cover) -> Iterator[Row]:
    width = PORTRAIT.inner_width
    for at, (label, text) in enumerate(cover.facts):
        box = Box(0, width, _LABEL_WIDTH, label, f"fact.{at}", lines=_lines(text), largest=_SIZE)
        yield Row("fields", (box,))
    yield Row("band", (Box(0, width, width, layout.counts, largest=_SIZE),), keep=True)
    yield Row("head", tuple(_count_boxes(cover, labels=True)), keep=True)
    for at in range(len(cover.counts)):
        yield Row("body", tuple(_count_boxes(cover, at)))
    yield Row("band", (Box(0, width, width, layout.findings, largest=_SIZE),), keep=True)
    yield Row("text", (Box(0, width, key="findings", largest=12),))
    if cover.notes:
        yield Row("band", (Box(0, width, width, layout.notes, largest=_SIZE),), keep=True)
        yield Row("text", (Box(0, width, key="notes", largest=12),))


def _lines(text: str) -> int:
    """As many lines as a fact needs in full size: who may take part is as important as when."""
    room = PORTRAIT.inner_width - _LABEL_WIDTH - 2 * PADDING
    return len(broken(text, room * 1000 / _SIZE))


def _count_boxes(cover: Cover, row: int = 0, *, labels: bool = False) -> Iterator[Box]:
    columns = len(cover.count_header)
    share = PORTRAIT.inner_width / (columns - 1 + _FIRST_COUNT_SHARE)
    left = 0.0
    for at, label in enumerate(cover.count_header):
        width = share * (1 if at else _FIRST_COUNT_SHARE)
        if labels:
            yield Box(left, width, width, label, largest=_SIZE)
        else:
            yield Box(left, width, key=f"count.{row}.{at}", largest=_SIZE, centred=True)
        left += width


def _values(layout: CoverLayout, cover: Cover) -> dict[str, str]:
    values = {f"fact.{at}": text for at, (_, text) in enumerate(cover.facts)}
    for at, row in enumerate(cover.counts):
        values.update((f"count.{at}.{column}", cell) for column, cell in enumerate(row))
    values["findings"] = _numbered(cover.findings) or layout.no_findings
    values["notes"] = _numbered(cover.notes)
    return values


def _numbered(sentences: tuple[str, ...]) -> str:
    """One sentence a line, numbered where there are several."""
    if len(sentences) < 2:
        return "".join(sentences)
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, 1))
