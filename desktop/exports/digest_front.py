"""The first page of a digest: its title, how many texts of each kind, and on which page each stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.exports.blocks import Box, Row
from desktop.exports.book import Book
from desktop.exports.grid import Grid
from desktop.exports.paper import CM, MM, PORTRAIT
from desktop.exports.pen import Pen

_TITLE, _SUBTITLE, _SMALL = 26.0, 18.0, 12.0
_HEAD_HEIGHT = 5.4 * CM
_SIDE, _PADDING = 2 * MM, 1.2 * MM
_COUNT_WIDTH = 2.6 * CM
_AUTHOR_WIDTH = 5.6 * CM
_PAGE_WIDTH = 1.6 * CM


@dataclass(frozen=True, slots=True)
class Counts:
    """A table: its columns' names, then a row each of what is counted and the counts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Front:
    """What the first page says; `contents` are the names of the columns title, author, page."""

    title: str
    subtitle: str
    about: tuple[str, ...]
    counts: tuple[Counts, ...]
    contents: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Content:
    """One line of the contents; `page` counts the pages of the texts from 0."""

    heading: str
    author: str
    page: int


def draw(book: Book, front: Front, contents: Sequence[Content]) -> None:
    """Draw it, on further pages where there is much to list; the texts follow on the next page."""
    grid = Grid(list(_rows(front, len(contents))), book.typesetter, _SIDE, tables=True)
    rooms = (PORTRAIT.top - _HEAD_HEIGHT - PORTRAIT.bottom, PORTRAIT.top - PORTRAIT.bottom, 0)
    # The page numbers are known when the pages are counted; whatever they are, they take one line.
    pages = grid.pages(grid.measure(_values(front, contents, 0).__getitem__), _PADDING, *rooms)
    measured = grid.measure(_values(front, contents, len(pages) + 1).__getitem__)
    for number, page in enumerate(pages):
        with book.page(PORTRAIT) as pen:
            if number == 0:
                _head(book, pen, front)
            top = PORTRAIT.top - (0 if number else _HEAD_HEIGHT)
            grid.draw(pen, page, measured, _PADDING, PORTRAIT.left, top)


def _head(book: Book, pen: Pen, front: Front) -> None:
    """Title and month, each as large as the width allows, then what it is about."""
    lines = (("H1", front.title, _TITLE), ("P", front.subtitle, _SUBTITLE))
    y = PORTRAIT.top
    for role, text, largest in lines:
        line = book.typesetter.line(text)
        y -= largest * 1.6
        with pen.tagged(role):
            size = min(largest, PORTRAIT.inner_width * 1000 / max(line.advance, 1))
            pen.centred(PORTRAIT.width / 2, y, size, line)
    y -= _SMALL
    for text in front.about:
        fitted = book.typesetter.fit(text, PORTRAIT.inner_width, _SMALL, _SMALL, 1)
        y -= _SMALL * 1.6
        with pen.tagged("P"):
            pen.centred(PORTRAIT.width / 2, y, fitted.size, fitted.lines[0])


def _rows(front: Front, contents: int) -> Iterator[Row]:
    for number, counts in enumerate(front.counts):
        widths = _count_widths(counts)
        yield _heads(counts.header, widths)
        for at in range(len(counts.rows)):
            yield _cells(f"count.{number}.{at}", widths, 1)
    widths = (PORTRAIT.inner_width - _AUTHOR_WIDTH - _PAGE_WIDTH, _AUTHOR_WIDTH, _PAGE_WIDTH)
    yield _heads(front.contents, widths)
    for at in range(contents):
        yield _cells(f"content.{at}", widths, 2)


def _count_widths(counts: Counts) -> tuple[float, ...]:
    further = len(counts.header) - 1
    return (PORTRAIT.inner_width - further * _COUNT_WIDTH, *[_COUNT_WIDTH] * further)


def _heads(texts: Sequence[str], widths: Sequence[float]) -> Row:
    boxes = zip(texts, _lefts(widths), widths, strict=True)
    return Row("head", tuple(Box(left, width, width, text) for text, left, width in boxes), keep=True)


def _cells(key: str, widths: Sequence[float], centred: int) -> Row:
    """Values under `key.0`, `key.1` …; from the column `centred` on they stand in the middle."""
    boxes = enumerate(zip(_lefts(widths), widths, strict=True))
    return Row(
        "body",
        tuple(Box(left, width, key=f"{key}.{at}", centred=at >= centred) for at, (left, width) in boxes),
    )


def _lefts(widths: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(widths[:at]) for at in range(len(widths)))


def _values(front: Front, contents: Sequence[Content], first: int) -> dict[str, str]:
    values = {
        f"count.{number}.{at}.{place}": cell
        for number, counts in enumerate(front.counts)
        for at, row in enumerate(counts.rows)
        for place, cell in enumerate(row)
    }
    for at, one in enumerate(contents):
        cells = (one.heading, one.author, str(first + one.page))
        values.update((f"content.{at}.{place}", cell) for place, cell in enumerate(cells))
    return values
