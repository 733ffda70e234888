"""The document being drawn: sections with bookmarks, pages with their feet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

from desktop.exports.document import MissingGlyph
from desktop.exports.layouts import Common
from desktop.exports.paper import FOOT_LINE, LANDSCAPE, PORTRAIT, Sheet
from desktop.exports.pen import ARTIFACT, END, Pen, Tag, show
from desktop.exports.reportlab_repairs import ArchivalCanvas
from desktop.exports.typesetting import LabelFont, Typesetter, font

SMALL = 9.0

_TOTAL = "Total"
"""The figure that shows the number of pages, which is known when the last one is drawn."""
_TOTAL_WIDTH = 27

FOOTNOTE_HEIGHT = SMALL * 1.25


@dataclass(slots=True)
class Section:
    """A part of the document: the cover, the roster, one person's form."""

    title: str
    label: str
    """What the viewer shows before the page number within the section."""
    pages: list[tuple[Tag, ...]] = field(default_factory=list)
    """The tags of each page."""


class Book:
    """One document on its way to `out`; `close` finishes it."""

    def __init__(self, out: BinaryIO, common: Common, labels: LabelFont) -> None:
        self._canvas = ArchivalCanvas(out, font(0), (PORTRAIT.width, PORTRAIT.height))
        self._common = common
        self.typesetter = Typesetter(self._canvas.document, labels)
        self.sections: list[Section] = []
        self.pages = 0
        self._bookmarks = 0
        self._figures: dict[str, str] = {}
        self._missing: dict[MissingGlyph, None] = {}

    @property
    def missing(self) -> tuple[MissingGlyph, ...]:
        """The characters that no font has, in the order they were met."""
        return tuple(self._missing)

    def section(self, title: str, label: str, bookmark: str, level: int) -> None:
        """Begin a part of the document; its next page is where the bookmark leads."""
        self.sections.append(Section(title, label))
        key = f"s{len(self.sections)}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(bookmark, key, level)

    def bookmark(self, words: str, level: int) -> None:
        """A line of the outline that leads to the page being drawn, within its section."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(words, key, level)

    @contextmanager
    def page(self, sheet: Sheet, *, foot: bool = True) -> Iterator[Pen]:
        """A page of the section; the foot is drawn when it is full."""
        pen = Pen(self._figures)
        yield pen
        self.pages += 1
        if foot:
            self._foot(pen, sheet)
        self._canvas.show_page((sheet.width, sheet.height), pen.content)
        section = self.sections[-1]
        section.pages.append(tuple(pen.tags))
        for character in pen.missing:
            self._missing[MissingGlyph(character, section.title)] = None

    def close(self) -> None:
        """Write the document; nothing can be drawn any more."""
        total = show(0, 0, SMALL, self.typesetter.line(str(self.pages)))
        self._canvas.define_figure(_TOTAL, total, (0, -SMALL, _TOTAL_WIDTH, SMALL))
        for operators, name in self._figures.items():
            self._canvas.define_figure(name, operators, (0, 0, LANDSCAPE.width, PORTRAIT.height))
        self._canvas.save()

    def _foot(self, pen: Pen, sheet: Sheet) -> None:
        """Footnote, note and page number; the number of pages follows as a figure."""
        if pen.missing:
            self._footnote(pen, sheet)
        with pen.artifact():
            pen.text(sheet.left, FOOT_LINE, SMALL, self.typesetter.line(self._common.note))
        number = self.typesetter.line(f"{self._common.page}{self.pages}／")
        x = (sheet.width - _TOTAL_WIDTH) / 2 + SMALL
        pen.write(ARTIFACT)
        pen.ending(x, FOOT_LINE, SMALL, number)
        pen.write(f"q 1 0 0 1 {x:.2f} {FOOT_LINE:.2f} cm /{_TOTAL} Do Q")
        pen.write(END)

    def _footnote(self, pen: Pen, sheet: Sheet) -> None:
        """The code points of what is printed as 〓, as many as the line holds."""
        points = [f"U+{ord(character):04X}" for character in dict.fromkeys(pen.missing)]
        shown = points
        while True:
            more = "" if len(shown) == len(points) else f"…（{len(points)}）"
            line = self.typesetter.line(self._common.missing.format(points="、".join(shown) + more))
            if line.advance * SMALL / 1000 <= sheet.inner_width or len(shown) == 1:
                break
            shown = shown[:-1]
        with pen.tagged("Note"):
            pen.text(sheet.left, FOOT_LINE + FOOTNOTE_HEIGHT, SMALL, line)


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template of the layout with the header's values; a missing one leaves nothing."""
    return template.format_map(_Lenient(values)).strip("　 ")


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
