"""An official letter or memo (函、簽): who to whom, 主旨, then numbered sections; pages as they are needed.

The parts stand in the order of 文書處理手冊 (Executive Yuan): title, address and contact, 受文者, 發文日期,
發文字號, 速別, 附件, 主旨, 說明 or 擬辦, 正本, 副本. What is blank leaves room to write.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop.exports import layouts, pdfa
from desktop.exports.book import Book
from desktop.exports.paper import CM, PORTRAIT
from desktop.exports.pen import Pen
from desktop.exports.typesetting import ASCENT, LEADING, Line, label_font

_TITLE, _TEXT, _SMALL = 20.0, 14.0, 12.0
_GAP = 6.0
_CONTACT_LEFT = PORTRAIT.left + 8.6 * CM


@dataclass(frozen=True, slots=True)
class Section:
    """A part such as 說明: one text, or several that are numbered 一、二、…"""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """What the letter says; every text exactly as it is to be printed."""

    title: str
    """雲林縣政府　函."""
    contact: tuple[str, ...]
    """Lines at the right: 地址, 承辦人, 電話, 電子郵件."""
    fields: tuple[str, ...]
    """Lines below: 受文者, 發文日期, 發文字號, 速別, 密等, 附件."""
    sections: tuple[Section, ...]
    """主旨 first."""
    copies: tuple[str, ...]
    """正本, 副本."""
    created: datetime
    seals: tuple[str, ...] = ()
    """Of a memo: who signs, from left to right."""


def render(letter: OfficialLetter) -> bytes:
    """The letter as PDF/A-1b on A4."""
    draft, out = io.BytesIO(), io.BytesIO()
    book = Book(draft, layouts.common(), label_font(""))
    title = letter.title.replace("　", "")
    book.section(title, title, title, level=0)
    _Pages(book).draw(letter)
    book.close()
    pdfa.finish(draft, out, pdfa.About(title, letter.created), book.sections)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Placed:
    """What stands on one line: each piece with where it begins."""

    pieces: tuple[tuple[float, Line], ...]
    size: float
    gap: float = 0
    """Above it."""
    role: str = "P"


class _Pages:
    """Puts the lines one under the other, and begins a page where there is no more room."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._setter = book.typesetter

    def draw(self, letter: OfficialLetter) -> None:
        """The whole letter."""
        page: list[tuple[float, _Placed]] = []
        y = PORTRAIT.top - 1.2 * _TITLE
        for number, placed in enumerate(self._lines(letter)):
            y -= placed.gap + (placed.size * LEADING if number else 0)
            if y < PORTRAIT.bottom + _TEXT:
                self._page(page)
                page, y = [], PORTRAIT.top - placed.size * ASCENT
            page.append((y, placed))
        room = y - 2 * _TEXT
        if letter.seals and room < PORTRAIT.bottom + 3 * CM:
            self._page(page)
            page, room = [], PORTRAIT.top
        self._page(page, letter.seals, room)

    def _page(self, lines: list[tuple[float, _Placed]], seals: tuple[str, ...] = (), top: float = 0) -> None:
        with self._book.page(PORTRAIT) as pen:
            for y, placed in lines:
                with pen.tagged(placed.role):
                    for x, line in placed.pieces:
                        pen.text(x, y, placed.size, line)
            if seals:
                self._seals(pen, seals, top)

    def _lines(self, letter: OfficialLetter) -> Iterator[_Placed]:
        title = self._setter.line(letter.title)
        left = (PORTRAIT.width - title.advance * _TITLE / 1000) / 2
        yield _Placed(((left, title),), _TITLE, role="H1")
        for at, text in enumerate(letter.contact):
            room = PORTRAIT.right - _CONTACT_LEFT
            yield from self._text(text, _CONTACT_LEFT, room, _SMALL, 2 * _GAP if at == 0 else 0)
        for at, text in enumerate(letter.fields):
            size = _TEXT if at == 0 else _SMALL
            gap = 2 * _GAP if at == 0 else _GAP if at == 1 else 0
            yield from self._text(text, PORTRAIT.left, PORTRAIT.inner_width, size, gap)
        for section in letter.sections:
            yield from self._section(section)
        for at, text in enumerate(letter.copies):
            yield from self._text(
                text, PORTRAIT.left, PORTRAIT.inner_width, _SMALL, 3 * _GAP if at == 0 else 0
            )

    def _section(self, section: Section) -> Iterator[_Placed]:
        """主旨：and its text with a hanging indent; several texts stand below, each with its number."""
        label = f"{section.title}："
        if len(section.texts) == 1:
            yield from self._hanging(label, section.texts[0], PORTRAIT.left, 2 * _GAP)
            return
        yield _Placed(((PORTRAIT.left, self._setter.line(label)),), _TEXT, 2 * _GAP)
        for number, text in enumerate(section.texts, 1):
            yield from self._hanging(f"{chinese(number)}、", text, PORTRAIT.left + _TEXT, _GAP)

    def _hanging(self, label: str, text: str, left: float, gap: float) -> Iterator[_Placed]:
        head = self._setter.line(label)
        indent = left + head.advance * _TEXT / 1000
        first, *more = self._setter.wrap(text, PORTRAIT.right - indent, _TEXT).lines
        yield _Placed(((left, head), (indent, first)), _TEXT, gap)
        for line in more:
            yield _Placed(((indent, line),), _TEXT)

    def _text(self, text: str, x: float, width: float, size: float, gap: float) -> Iterator[_Placed]:
        for at, line in enumerate(self._setter.wrap(text, width, size).lines):
            yield _Placed(((x, line),), size, 0 if at else gap)

    def _seals(self, pen: Pen, seals: tuple[str, ...], top: float) -> None:
        width = PORTRAIT.inner_width / len(seals)
        for at, label in enumerate(seals):
            left = PORTRAIT.left + at * width
            with pen.artifact():
                pen.write(f"{left:.2f} {top - 3 * CM:.2f} {width:.2f} {3 * CM:.2f} re 0.5 w S")
            with pen.tagged("P"):
                pen.centred(left + width / 2, top - 1.3 * _SMALL, _SMALL, self._setter.line(label))


_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """1 to 99 as a letter counts: 一, 十, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")
