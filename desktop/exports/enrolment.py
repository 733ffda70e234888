"""The enrolment statement: the office names the fingerprint of its key to the center, with seal and date."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from desktop.core import paths
from desktop.core.clock import roc_long
from desktop.core.text import grouped
from desktop.exports import layouts, pdfa
from desktop.exports.blocks import Box, Row
from desktop.exports.book import Book
from desktop.exports.grid import Grid
from desktop.exports.paper import CM, PADDING, PORTRAIT
from desktop.exports.pen import Pen
from desktop.exports.typesetting import label_font

_TITLE_SIZE = 22.0
_SIZE = 13.0
_LABEL_WIDTH = 3.4 * CM
_HEAD_HEIGHT = 2.4 * CM
_CODE = 2.6 * CM


@dataclass(frozen=True, slots=True)
class Statement:
    """What the statement says."""

    county: str
    agency: str
    contact: str
    holder: str
    fingerprint: str
    """SHA-256 of the certificate, 64 hexadecimal digits."""
    valid_from: date
    valid_until: date
    created: datetime


def render(statement: Statement) -> bytes:
    """The statement on one page of A4, PDF/A-1b."""
    words = _words()
    fields = _fields(statement, words)
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(_characters()))
    book.section(words["title"], words["title"], words["title"], level=0)
    grid = Grid(_rows(fields, words), book.typesetter)
    measured = grid.measure({f"field.{at}": value for at, (_, value) in enumerate(fields)}.__getitem__)
    room = PORTRAIT.top - _HEAD_HEIGHT - PORTRAIT.bottom
    for page in grid.pages(measured, PADDING, room, room, 0):
        with book.page(PORTRAIT) as pen:
            _head(pen, book, statement, words)
            grid.draw(pen, page, measured, PADDING, PORTRAIT.left, PORTRAIT.top - _HEAD_HEIGHT)
    book.close()
    pdfa.finish(draft, out, pdfa.About(words["title"], statement.created), book.sections)
    return out.getvalue()


def _fields(statement: Statement, words: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    valid = words["valid_value"].format(
        first=roc_long(statement.valid_from), last=roc_long(statement.valid_until)
    )
    digits = grouped(statement.fingerprint).split(" ")
    half = len(digits) // 2
    fingerprint = f"{' '.join(digits[:half])}\n{' '.join(digits[half:])}"
    return (
        (words["county"], statement.county),
        (words["agency"], statement.agency),
        (words["contact"], statement.contact),
        (words["holder"], statement.holder),
        (words["fingerprint"], f"{fingerprint}\n{words['fingerprint_note']}"),
        (words["valid"], valid),
        (words["created"], roc_long(statement.created.date())),
        (words["sealed"], "\n\n\n\n\n"),
        (words["received"], "\n\n\n"),
    )


def _rows(fields: tuple[tuple[str, str], ...], words: dict[str, Any]) -> list[Row]:
    width = PORTRAIT.inner_width
    rows = [Row("band", (Box(0, width, width, words["sentence"], largest=_SIZE),), keep=True)]
    for at, (label, value) in enumerate(fields):
        box = Box(0, width, _LABEL_WIDTH, label, f"field.{at}", largest=_SIZE, lines=value.count("\n") + 1)
        rows.append(Row("fields", (box,)))
    return rows


def _head(pen: Pen, book: Book, statement: Statement, words: dict[str, Any]) -> None:
    with pen.tagged("H1"):
        line = book.typesetter.line(words["title"])
        pen.centred(PORTRAIT.width / 2, PORTRAIT.top - 1.2 * _TITLE_SIZE, _TITLE_SIZE, line)
    with pen.artifact():
        pen.code(PORTRAIT.right - _CODE, PORTRAIT.top - _CODE + 0.3 * CM, _CODE, statement.fingerprint)


@lru_cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = tomllib.loads(_text())["enrolment"]
    return words


def _characters() -> str:
    return _text().replace("\n", "")


@lru_cache
def _text() -> str:
    return (paths.resources() / "packet" / "papers.toml").read_text(encoding="utf-8")
