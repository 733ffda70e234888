"""Lists of people, of a booklet or alone: landscape, repeated head, subtotals, seals at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports import blocks, seals
from desktop.exports.blocks import Box, Row
from desktop.exports.book import SMALL, Book, filled
from desktop.exports.document import Booklet, Roster, Values
from desktop.exports.flow import Page
from desktop.exports.grid import Grid
from desktop.exports.layouts import Common, Layout, ListLayout
from desktop.exports.paper import CM, LANDSCAPE, MM
from desktop.exports.pen import Pen
from desktop.exports.typesetting import LEADING, Fitted, Typesetter

_SIZE = 10.0
_TITLE_SIZE = 16.0
_HEADING_HEIGHT = 1.5 * CM
_PADDING = 1.4 * MM
_SIDE = 0.8 * MM
_GAP = 1.5 * MM
_MOST_LINES = 12
"""Of a box: a long remark is cut here, the person's form has all of it."""
_CODE = 1.7 * CM
"""The side of a QR code, most of it in the margin above the heading."""
_SUBTOTAL_LINES = 3
_SUBTOTAL_HEIGHT = SMALL * LEADING * _SUBTOTAL_LINES + _GAP
_SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed, and how its rows look."""

    layout: ListLayout
    heading: str
    subtitle: str
    header: Values
    roster: Roster
    seals: tuple[str, ...]
    code: str = ""


def draw(book: Book, layout: Layout, common: Common, booklet: Booklet) -> None:
    """The roster as a section; nothing where nobody is listed."""
    if booklet.roster.people:
        own = ListLayout(**dict(layout.roster))
        about = booklet.cover.title
        draw_listing(book, common, Listing(own, about, "", booklet.header, booklet.roster, booklet.seals))


def draw_listing(book: Book, common: Common, listing: Listing) -> None:
    """The list as a section."""
    title = listing.layout.title
    book.section(title, title, title, level=0)
    _Drawing(book, common, listing).draw()


class _Drawing:
    def __init__(self, book: Book, common: Common, listing: Listing) -> None:
        self._book = book
        self._common = common
        self._listing = listing
        self._rows, self._people = _rows(listing.layout, listing.roster)
        self._box = common.seal_height * CM
        self._seals = seals.height(listing.seals, LANDSCAPE.inner_width, self._box)

    def draw(self) -> None:
        grid = Grid(self._rows, self._book.typesetter, _SIDE, tables=True, most=_MOST_LINES)
        measured = grid.measure(self._value)
        room = LANDSCAPE.top - LANDSCAPE.bottom - _HEADING_HEIGHT - _SUBTOTAL_HEIGHT
        pages = grid.pages(measured, _PADDING, room, room, self._seals)
        running = 0
        for number, page in enumerate(pages, 1):
            with self._book.page(LANDSCAPE) as pen:
                self._heading(pen)
                top = LANDSCAPE.top - _HEADING_HEIGHT
                bottom = grid.draw(pen, page, measured, _PADDING, LANDSCAPE.left, top)
                listed = self._listed(page)
                running += len(listed)
                self._subtotal(pen, bottom, listed, running, last=number == len(pages))

    def _value(self, key: str) -> str:
        number, _, column = key.partition(".")
        return self._people[int(number)].get(column, "")

    def _listed(self, page: Page) -> list[Values]:
        """The people on a page."""
        keys = (self._rows[piece.row].boxes[0].key for piece in page)
        return [self._people[int(key.partition(".")[0])] for key in keys if key]

    def _heading(self, pen: Pen) -> None:
        setter = self._book.typesetter
        listing = self._listing
        heading = filled(self._common.heading, listing.header)
        with pen.tagged("H1"):
            title = setter.line(f"{heading}　{listing.heading}{listing.layout.title}")
            room = LANDSCAPE.inner_width - (2 * _CODE if listing.code else 0)
            size = min(_TITLE_SIZE, room * 1000 / max(title.advance, 1))
            pen.centred(LANDSCAPE.width / 2, LANDSCAPE.top - _TITLE_SIZE, size, title)
        with pen.tagged("P"):
            date = setter.line(self._common.fill_date + listing.header.get("fill_date", ""))
            pen.ending(LANDSCAPE.right, LANDSCAPE.top - _HEADING_HEIGHT + _GAP, _SIZE, date)
        if listing.code:
            with pen.artifact():
                pen.code(LANDSCAPE.right - _CODE, LANDSCAPE.top - _CODE / 3, _CODE, listing.code)
        if listing.subtitle:
            with pen.tagged("P"):
                below = setter.line(listing.subtitle)
                pen.text(LANDSCAPE.left, LANDSCAPE.top - _HEADING_HEIGHT + _GAP, _SIZE, below)

    def _subtotal(self, pen: Pen, top: float, listed: Sequence[Values], running: int, *, last: bool) -> None:
        if self._listing.layout.subtotals:
            self._count(pen, top, listed, running, last=last)
        elif last and self._listing.layout.notice:
            with pen.tagged("P"):
                notice = self._book.typesetter.wrap(self._common.notice, LANDSCAPE.inner_width, SMALL)
                pen.paragraph(LANDSCAPE.left, top - _GAP, notice)
        if last:
            self._seal(pen, top)

    def _count(self, pen: Pen, top: float, listed: Sequence[Values], running: int, *, last: bool) -> None:
        with pen.tagged("P"):
            text = _fitting(self._book.typesetter, self._common, listed, running)
            pen.paragraph(LANDSCAPE.left, top - _GAP, text)
        if not last:
            return
        with pen.tagged("P"):
            total = self._book.typesetter.line(self._common.total.format(people=running))
            width = total.advance * SMALL / 1000
            pen.paragraph(LANDSCAPE.right - width, top - _GAP, Fitted(SMALL, (total,)))

    def _seal(self, pen: Pen, top: float) -> None:
        seals.draw(
            pen,
            self._book.typesetter,
            self._listing.seals,
            LANDSCAPE.left,
            top - _SUBTOTAL_HEIGHT,
            LANDSCAPE.inner_width,
            self._box,
        )


def _rows(layout: ListLayout, roster: Roster) -> tuple[list[Row], list[Values]]:
    """The head, a heading a group, a row a person whose boxes are keyed `number.column`, and blank rows."""
    columns = layout.columns
    rows = [blocks.head(columns, _SIZE)]
    people: list[Values] = []
    for group in roster.groups:
        if group.title:
            rows.append(Row("group", (_across(group.title),), keep=True))
        for person in group.rows:
            keys = [f"{len(people)}.{column.key}" for column in columns]
            rows.append(blocks.body(columns, keys, _SIZE, layout.lines))
            people.append(person)
    rows += [blocks.body(columns, [""] * len(columns), _SIZE, layout.lines)] * layout.blank_rows
    return rows, people


def _across(title: str) -> Box:
    width = LANDSCAPE.inner_width
    return Box(0, width, width, title, largest=_SIZE)


def _fitting(setter: Typesetter, common: Common, listed: Sequence[Values], running: int) -> Fitted:
    """The subtotal in the lines there are; where too many agencies are listed, the last ones go unnamed."""
    agencies = Counter(person.get("agency", "") for person in listed).most_common()
    named = [f"{agency} {count}" for agency, count in agencies]
    width = LANDSCAPE.inner_width * 0.85
    for shown in _shorter(named):
        text = common.subtotal.format(people=len(listed), agencies=shown, running=running)
        fitted = setter.wrap(text, width, SMALL)
        if len(fitted.lines) <= _SUBTOTAL_LINES:
            break
    return fitted


def _shorter(named: list[str]) -> Iterator[str]:
    yield _SEPARATOR.join(named)
    for count in range(len(named) - 1, 0, -1):
        yield _SEPARATOR.join(named[:count]) + "…"
    yield "…"
