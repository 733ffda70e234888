"""One person's form: heading, grid, approval seals, notice; more pages only where the text needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.exports import blocks, seals
from desktop.exports.book import SMALL, Book, filled
from desktop.exports.document import PersonForm, Values
from desktop.exports.flow import Page
from desktop.exports.grid import Grid, Measured
from desktop.exports.paper import CM, MM, PADDING, PORTRAIT
from desktop.exports.pen import Pen
from desktop.exports.prepared import Prepared
from desktop.exports.typesetting import LEADING, Fitted

_HEADING_SIZE = 12.0
_TITLE_SIZE = 20.0
_META_SIZE = 11.0
_CODE_SIDE = 2.0 * CM
_HEADER_HEIGHT = 2.35 * CM
"""Heading, title and QR code, down to the grid."""
_CONTINUED_HEIGHT = 1.0 * CM
"""The heading of a form's further pages."""
_GAP = 1.5 * MM
_HASH_GROUP = 4
_PADDINGS = tuple(PADDING * share for share in (1.0, 0.85, 0.7, 0.55, 0.4))
"""Above and below each text: less where the form would otherwise just miss one page."""
_LAYINGS = 500
_TAILS = 200


class PersonForms:
    """Draws the forms of a booklet; what they share is worked out once."""

    def __init__(self, book: Book, form: Prepared, header: Values, labels: Sequence[str]) -> None:
        self._book = book
        self._form = form
        self._layout = form.layout
        self._common = common = form.common
        self._header = header
        self._seals = labels
        self._box = common.seal_height * CM
        self._notice = book.typesetter.wrap(common.notice, PORTRAIT.inner_width, SMALL)
        self._grids: dict[tuple[tuple[str, int], ...], Grid] = {}
        self._layings: dict[tuple[Grid, tuple[float, ...]], tuple[float, tuple[Page, ...]]] = {}
        self._tails: dict[tuple[float, int], Pen] = {}

    def draw(self, form: PersonForm, level: int) -> None:
        """One person's form, as a section with a bookmark."""
        self._book.section(form.form_no, "", form.bookmark, level)
        self._draw(form, form.form_no, form.short_hash)

    def draw_blank(self) -> None:
        """The form with nobody in it, its date open."""
        self._header = {**self._header, "fill_date": self._common.blank_date}
        self._book.section(self._layout.title, "", self._layout.title, 0)
        self._draw(PersonForm("", "", "", {}), "", "")

    def _draw(self, form: PersonForm, form_no: str, short_hash: str) -> None:
        grid = self._grid(form.tables)
        measured = grid.measure(self._values(form))
        padding, pages = self._laid(grid, measured)
        for number, page in enumerate(pages):
            with self._book.page(PORTRAIT) as pen:
                if number == 0:
                    self._head(pen, form_no, short_hash)
                else:
                    self._continued_head(pen, form_no, form.name)
                top = PORTRAIT.top - (_CONTINUED_HEIGHT if number else _HEADER_HEIGHT)
                bottom = grid.draw(pen, page, measured, padding, PORTRAIT.left, top)
                if number == len(pages) - 1:
                    self._tail(pen, bottom)

    def _laid(self, grid: Grid, measured: Measured) -> tuple[float, tuple[Page, ...]]:
        """On one page, with less air between the rows if need be; else on several with all of it."""
        key = (grid, measured.heights)
        laid = self._layings.get(key)
        if laid is None:
            if len(self._layings) >= _LAYINGS:
                self._layings.clear()
            laid = self._layings[key] = self._lay(grid, measured)
        return laid

    def _lay(self, grid: Grid, measured: Measured) -> tuple[float, tuple[Page, ...]]:
        height = PORTRAIT.top - PORTRAIT.bottom
        rooms = (height - _HEADER_HEIGHT, height - _CONTINUED_HEIGHT, self._tail_height())
        for padding in _PADDINGS:
            pages = grid.pages(measured, padding, *rooms)
            if len(pages) == 1:
                return padding, pages
        return PADDING, grid.pages(measured, PADDING, *rooms)

    def _grid(self, tables: Mapping[str, Sequence[object]]) -> Grid:
        counts = {key: len(rows) for key, rows in tables.items()}
        key = tuple(sorted(counts.items()))
        if key not in self._grids:
            self._grids[key] = Grid(self._form.rows(counts), self._book.typesetter)
        return self._grids[key]

    def _values(self, form: PersonForm) -> Callable[[str], str]:
        """The text for a box: of the header, of a table's cell, or of the person."""
        found = {f"header.{key}": text for key, text in self._header.items()}
        found.update(form.values)
        for table, rows in form.tables.items():
            for at, row in enumerate(rows):
                found.update((blocks.cell_key(table, at, column), cell) for column, cell in enumerate(row))
        return lambda key: found.get(key, "")

    def _head(self, pen: Pen, form_no: str, short_hash: str) -> None:
        setter = self._book.typesetter
        middle = PORTRAIT.width / 2
        with pen.tagged("H1"):
            heading = setter.line(filled(self._common.heading, self._header))
            pen.centred(middle, PORTRAIT.top - _HEADING_SIZE, _HEADING_SIZE, heading)
            title = setter.line(self._layout.title)
            pen.centred(middle, PORTRAIT.top - 2.9 * _HEADING_SIZE, _TITLE_SIZE, title)
        base = PORTRAIT.top - _HEADER_HEIGHT + _GAP + 2
        with pen.tagged("P"):
            number = setter.line(f"{self._common.form_no}{form_no}　{grouped(short_hash)}".rstrip("　"))
            date = setter.line(self._common.fill_date + self._header.get("fill_date", ""))
            end = PORTRAIT.right - _CODE_SIDE - PADDING
            # A space of one character between the two, however long the number is.
            whole = number.advance + date.advance + 1000
            size = min(_META_SIZE, (end - PORTRAIT.left) * 1000 / whole)
            pen.text(PORTRAIT.left, base, size, number)
            pen.ending(end, base, size, date)
        if form_no:
            with pen.artifact():
                pen.code(
                    PORTRAIT.right - _CODE_SIDE,
                    PORTRAIT.top - _CODE_SIDE + _GAP,
                    _CODE_SIDE,
                    f"{form_no} {short_hash}",
                )

    def _continued_head(self, pen: Pen, form_no: str, name: str) -> None:
        """Whose form goes on here: the seals may stand on this page."""
        setter = self._book.typesetter
        base = PORTRAIT.top - _CONTINUED_HEIGHT + _GAP + 2
        with pen.tagged("P"):
            number = setter.line(self._common.form_no + form_no)
            pen.ending(PORTRAIT.right, base, _META_SIZE, number)
            room = PORTRAIT.inner_width - number.advance * _META_SIZE / 1000 - PADDING
            title = setter.fit(f"{self._layout.continued}　{name}", room, 0, _HEADING_SIZE, 1)
            pen.text(PORTRAIT.left, base, title.size, title.lines[0])

    def _tail_height(self) -> float:
        return (
            seals.height(self._seals, PORTRAIT.inner_width, self._box)
            + _GAP
            + SMALL * LEADING
            + self._notice.height
        )

    def _tail(self, pen: Pen, top: float) -> None:
        """Seals and notice, drawn once for all pages where they begin at the same height and mark."""
        key = (top, pen.marks)
        tail = self._tails.get(key)
        if tail is None:
            if len(self._tails) >= _TAILS:
                self._tails.clear()
            tail = self._tails[key] = Pen(marks=pen.marks)
            self._draw_tail(tail, top)
        pen.copy(tail)

    def _draw_tail(self, pen: Pen, top: float) -> None:
        """Seals right below the grid, the notice at the foot of the page."""
        seals.draw(
            pen, self._book.typesetter, self._seals, PORTRAIT.left, top, PORTRAIT.inner_width, self._box
        )
        with pen.tagged("P"):
            pen.paragraph(PORTRAIT.left, PORTRAIT.bottom + self._notice.height, self._notice)
            required = self._book.typesetter.line(self._common.required)
            below = top - seals.height(self._seals, PORTRAIT.inner_width, self._box)
            pen.paragraph(PORTRAIT.left, below - _GAP, Fitted(SMALL, (required,)))


def grouped(short_hash: str) -> str:
    """Hexadecimal digits in groups, to be compared by eye."""
    return " ".join(short_hash[at : at + _HASH_GROUP] for at in range(0, len(short_hash), _HASH_GROUP))
