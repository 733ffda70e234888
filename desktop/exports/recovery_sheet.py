"""The recovery sheet: one A4 page with the recovery code, what it is for and where to keep it, PDF/A-1b."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from desktop.core import paths
from desktop.core.clock import TAIWAN, roc_long
from desktop.exports import layouts, pdfa
from desktop.exports.book import Book
from desktop.exports.paper import CM, PADDING, PORTRAIT
from desktop.exports.pen import Pen, outline
from desktop.exports.typesetting import ASCENT, label_font

_TITLE, _CODE, _HEADING, _TEXT = 24.0, 24.0, 14.0, 13.0
_CODE_BOX = 3.6 * CM
_FIELD = 1.1 * CM
_LABEL = 3.4 * CM
_GAP = 0.5 * CM


def render(office_name: str, code: str, when: datetime) -> bytes:
    """The sheet of one office. `code` is hyphenated, as `core.recovery_code.generate` gives it."""
    words = _words()
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(_characters()))
    book.section(words["title"], words["title"], words["title"], level=0)
    with book.page(PORTRAIT, foot=False) as pen:
        y = _head(pen, book, PORTRAIT.top)
        day = roc_long(when.astimezone(TAIWAN).date())
        for label, value in ((words["office"], office_name), (words["printed"], day)):
            y = _field(pen, book, y, label, value)
        y = _code(pen, book, y - _GAP, code)
        for part in ("purpose", "keeping", "reading"):
            y = _part(pen, book, y - _GAP, words[f"{part}_title"], words[part].strip())
        y -= 2 * _GAP
        for label in (words["place"], words["keeper"]):
            y = _field(pen, book, y, label, "")
    book.close()
    pdfa.finish(draft, out, pdfa.About(words["title"], when), book.sections)
    return out.getvalue()


def _head(pen: Pen, book: Book, top: float) -> float:
    with pen.tagged("H1"):
        line = book.typesetter.line(_words()["title"])
        pen.centred(PORTRAIT.width / 2, top - _TITLE, _TITLE, line)
    return top - 2.2 * _TITLE


def _field(pen: Pen, book: Book, top: float, label: str, value: str) -> float:
    """A label and its value, or room to write by hand, on a ruled line."""
    setter, left = book.typesetter, PORTRAIT.left
    with pen.artifact():
        pen.write(outline(left, top - _FIELD, PORTRAIT.inner_width, _FIELD))
        pen.write(outline(left, top - _FIELD, _LABEL, _FIELD))
    base = top - _FIELD / 2 - _TEXT * (ASCENT - 0.5)
    with pen.tagged("P"):
        pen.text(left + PADDING, base, _TEXT, setter.line(label))
    if value:
        room = PORTRAIT.inner_width - _LABEL - 2 * PADDING
        fitted = setter.fit(value, room, _FIELD - PADDING / 2, _TEXT)
        with pen.tagged("P"):
            pen.paragraph(left + _LABEL + PADDING, top - (_FIELD - fitted.height) / 2, fitted)
    return top - _FIELD


def _code(pen: Pen, book: Book, top: float, code: str) -> float:
    """The groups in two lines of four, large enough to be copied without a slip."""
    with pen.artifact():
        pen.write(f"q {outline(PORTRAIT.left, top - _CODE_BOX, PORTRAIT.inner_width, _CODE_BOX)} Q")
    label = book.typesetter.line(_words()["code"])
    with pen.tagged("P"):
        pen.text(PORTRAIT.left + PADDING, top - 1.4 * _TEXT, _TEXT, label)
    for number, line in enumerate(_lines(code)):
        with pen.tagged("P"):
            y = top - 2.1 * _CODE - number * 1.6 * _CODE
            pen.centred(PORTRAIT.width / 2, y, _CODE, book.typesetter.line(line))
    return top - _CODE_BOX


def _lines(code: str) -> Iterator[str]:
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    for part in (groups[:half], groups[half:]):
        yield "-".join(part)


def _part(pen: Pen, book: Book, top: float, title: str, text: str) -> float:
    setter = book.typesetter
    with pen.tagged("H2"):
        pen.text(PORTRAIT.left, top - _HEADING * ASCENT, _HEADING, setter.line(title))
    wrapped = setter.wrap(text, PORTRAIT.inner_width, _TEXT)
    with pen.tagged("P"):
        pen.paragraph(PORTRAIT.left, top - 1.6 * _HEADING, wrapped)
    return top - 1.6 * _HEADING - wrapped.height


@lru_cache
def _words() -> dict[str, str]:
    return tomllib.loads(_toml())


def _toml() -> str:
    return (paths.resources() / "papers" / "recovery_sheet.toml").read_text(encoding="utf-8")


@lru_cache
def _characters() -> str:
    """Every character that the sheet prints by itself."""
    return "".join(_words().values()).replace("\n", "")
