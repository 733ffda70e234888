"""Text into lines that fit: which font draws which character, how large, and where a line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reportlab.pdfbase import pdfmetrics

from desktop.core.text import without_variation_selectors
from desktop.exports.fonts import SUBSTITUTE, common_font, font_of, font_path
from desktop.exports.reportlab_repairs import CidFont, Face

SMALLEST = 9.0
"""Points. Text that does not fit at this size is wrapped, never set smaller."""

LEADING = 1.25
"""Distance of base lines in ems."""

ASCENT = 0.80
"""From the base line to the top of a Han character in ems; its bottom lies 0.20 below."""

_MEMORY = 16_000
"""Lines and fits a document remembers before it starts afresh: a booklet's repeated values, within bounds."""

MOST_LINES = 40
"""A box with more is cut: what no form asks for shall not run off the page."""
_CUT = "…"

_INVISIBLE = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]")
_WORD = re.compile(r"[!-~\u00A1-\u024F]+|.", re.DOTALL)
_JOINTS = "@./-_#"
_NOT_FIRST = frozenset("，、。．；：？！）」』】〕》〉”’…—～·,.;:?!)]}%")
_NOT_LAST = frozenset("（「『【〔《〈“‘([{")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: runs of one font each, as (font name, character codes in hexadecimal).

    A space ends it, so that what is read aloud or copied does not run into the next box.
    """

    advance: float
    """Width in 1/1000 em, without that space."""
    runs: tuple[tuple[str, str], ...]
    missing: str = ""
    """The characters that print as 〓."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines that fit a box, and the size they fit in."""

    size: float
    lines: tuple[Line, ...]

    @property
    def height(self) -> float:
        """Points from the top of the first line to the bottom of the last."""
        return self.size * (1 + LEADING * (len(self.lines) - 1))


@lru_cache
def face(index: int) -> Face:
    """The face at this place of the chain, opened when a character first asks for it."""
    return Face(font_path(index))


@lru_cache
def font(index: int) -> CidFont:
    """The face as a font that every document of the process shares, each with its own subset."""
    made = CidFont(f"K{index}", face(index))
    pdfmetrics.registerFont(made)
    return made


class LabelFont(CidFont):
    """A font whose characters are the same in all documents; so are the lines that are set in it alone."""

    def __init__(self, characters: str) -> None:
        held = {character for character in {*characters, " "} if font_of[character] == 0}
        super().__init__("L0", face(0), "".join(held))
        self.lines: dict[str, Line] = {}


@lru_cache
def label_font(characters: str) -> LabelFont:
    """The first face of the chain with exactly these characters and a space."""
    return LabelFont(characters)


class Typesetter:
    """Sets the text of one document; what was set once is not worked out again.

    Text whose characters all stand in `labels` is set in that font, so that its program can be shared.
    """

    def __init__(self, document: Any, labels: LabelFont) -> None:
        self._document = document
        self._labels = labels
        labels.codes(document)
        self._lines: dict[str, Line] = {}
        self._fits: dict[tuple[str, float, float, float, int], Fitted] = {}

    def line(self, text: str) -> Line:
        """`text` on one line; selectors and controls are left out, white space is a space."""
        line = self._labels.lines.get(text) or self._lines.get(text)
        if line is None:
            line = self._set(drawable(text).replace("\n", " "))
            alone = all(font == self._labels.fontName for font, _ in line.runs)
            memory = self._labels.lines if alone else self._lines
            if len(memory) >= _MEMORY:
                memory.clear()
            memory[text] = line
        return line

    def fit(self, text: str, width: float, height: float, largest: float, most: int = MOST_LINES) -> Fitted:
        """`text` within `width` points: as large as it fits into `height`, from `largest` down to 9 points.

        What does not fit at 9 points is wrapped at 9 points and is higher than `height`: the box must grow.
        A line feed in the text always starts a new line. After `most` lines it is cut, and ends with 「…」.
        """
        key = (text, width, height, largest, most)
        fitted = self._fits.get(key)
        if fitted is None:
            if len(self._fits) >= _MEMORY:
                self._fits.clear()
            fitted = self._fits[key] = self._fit(*key)
        return fitted

    def wrap(self, text: str, width: float, size: float, most: int = 0) -> Fitted:
        """`text` in lines of at most `width` points, all in one size; cut after `most` lines if not 0."""
        paragraphs = drawable(text).split("\n")
        limit = width * 1000 / size
        lines = [line for paragraph in paragraphs for line in broken(paragraph, limit)]
        if most and len(lines) > most:
            lines = [*lines[: most - 1], lines[most - 1][:-1] + _CUT]
        return Fitted(size, tuple(map(self.line, lines)))

    def _fit(self, text: str, width: float, height: float, largest: float, most: int) -> Fitted:
        line = self.line(text)
        one_line = "\n" not in text
        fitted = Fitted(largest, (line,))
        for size in steps(largest):
            if one_line and line.advance * size <= width * 1000:
                return Fitted(size, (line,))
            fitted = self.wrap(text, width, size)
            if fitted.height <= height:
                break
        return fitted if len(fitted.lines) <= most else self.wrap(text, width, fitted.size, most)

    def _set(self, text: str) -> Line:
        runs: list[tuple[str, str]] = []
        advance, missing = 0.0, ""
        for index, part in _parts(text):
            shown = part if index >= 0 else SUBSTITUTE * len(part)
            missing += "" if index >= 0 else part
            used = self._font(max(index, 0), shown)
            runs.append((used.fontName, "".join(map(used.codes(self._document).__getitem__, shown))))
            advance += sum(map(used.advances.__getitem__, shown))
        if runs:
            self._end(runs, used)
        return Line(advance, tuple(runs), missing)

    def _end(self, runs: list[tuple[str, str]], last: CidFont) -> None:
        """The space after a line, in its last font if that has one."""
        if ord(" ") in last.face.charToGlyph:
            runs[-1] = (last.fontName, runs[-1][1] + last.codes(self._document)[" "])
        else:
            runs.append((self._labels.fontName, self._labels.codes(self._document)[" "]))

    def _font(self, index: int, part: str) -> CidFont:
        return self._labels if index == 0 and self._labels.preset.issuperset(part) else font(index)


@lru_cache(maxsize=_MEMORY)
def broken(text: str, limit: float) -> tuple[str, ...]:
    """Lines of at most `limit` thousandths of an em, broken between words or Han characters."""
    lines, line, used = [], "", 0.0
    for word in _WORD.findall(text):
        for piece in _pieces(word, limit):
            advance = sum(map(_advance, piece))
            if line and used + advance > limit:
                kept = _kept(line, piece, limit - advance)
                lines.append(line[: len(line) - kept].rstrip(" "))
                line = line[len(line) - kept :].lstrip(" ")
                used = sum(map(_advance, line))
            if line or piece != " ":
                line, used = line + piece, used + advance
    return (*lines, line.rstrip(" "))


def _pieces(word: str, limit: float) -> Iterator[str]:
    """A word cut where it is longer than a whole line: an e-mail address after its dots if possible."""
    piece, used = "", 0.0
    for character in word:
        advance = _advance(character)
        if piece and used + advance > limit:
            cut = max(piece.rfind(joint) for joint in _JOINTS) + 1 or len(piece)
            yield piece[:cut]
            piece = piece[cut:]
            used = sum(map(_advance, piece))
        piece, used = piece + character, used + advance
    yield piece


def _kept(line: str, following: str, room: float) -> int:
    """How many characters at the end of `line` go with what follows: no line begins with 「，」.

    None where that would leave nothing behind or find no room on the next line.
    """
    kept = 0
    first = following[0]
    while first in _NOT_FIRST or line[-1 - kept] in _NOT_LAST:
        kept += 1
        first = line[-kept]
        if kept == len(line) or sum(map(_advance, line[-kept:])) > room:
            return 0
    return kept


def _advance(character: str) -> float:
    index = font_of[character]
    return font(index).advances[character] if index >= 0 else font(0).advances[SUBSTITUTE]


def drawable(text: str) -> str:
    """`text` without what has no picture of its own; the data keeps it."""
    if text.isascii() and text.isprintable():
        return text
    lines = without_variation_selectors(text).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", lines).replace("\t", " ").replace("\xa0", " ")


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(place of the font in the chain or −1, text) run by run; one font for all of it where one has all."""
    indices = [font_of[character] for character in text]
    if not any(indices):
        if text:
            yield 0, text
        return
    common = common_font(text)
    if common is not None:
        yield common, text
        return
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or indices[at] != indices[start]:
            yield indices[start], text[start:at]
            start = at


@lru_cache
def steps(largest: float) -> tuple[float, ...]:
    """The sizes from `largest` down to the smallest in steps of half a point."""
    count = max(0, int((largest - SMALLEST) * 2))
    return (*(largest - step / 2 for step in range(count)), SMALLEST)
