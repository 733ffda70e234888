"""The chain of fonts on paper: for each character the first font that has it, and what no font has.

To add a font: 1. put the file and its licence into resources/fonts, 2. name it in `CHAIN`, 3. name it in the
manual's attribution.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from desktop.core import paths
from desktop.core.text import without_variation_selectors
from desktop.exports.glyph_map import GlyphMap, open_map

CHAIN = ("TW-Kai-98_1.ttf", "TW-Kai-Ext-B-98_1.ttf", "RareHan-A.ttf", "RareHan-B.ttf")
"""The look of official papers first; each later one only for what the earlier ones lack."""

SUBSTITUTE = "〓"
"""Printed where no font has the character."""

_SEPARATORS = "\t\n\r"
"""White space that is laid out and never drawn."""


def font_path(index: int) -> Path:
    """The file of the font at this place of the chain."""
    return paths.resources() / "fonts" / CHAIN[index]


@lru_cache
def glyph_map(index: int) -> GlyphMap:
    """What the font at this place of the chain has; opened when first asked for."""
    return open_map(font_path(index))


class _Chooser(dict[str, int]):
    """Character → place of its font in the chain, -1 where none has it; remembers what it looked up."""

    def __missing__(self, character: str) -> int:
        code = ord(character)
        found = next((index for index in range(len(CHAIN)) if code in glyph_map(index)), -1)
        self[character] = found
        return found


font_of = _Chooser()
"""Character → place of its font in the chain, -1 where no font has it."""


def unprintable(text: str) -> list[str]:
    """The characters of `text` that print as 〓, each once, in order; a private-use character is one of them.

    A variation selector is not one: it is left out in drawing, and the character before it prints.
    """
    if text.isascii() and text.isprintable():
        return []
    drawn = without_variation_selectors(text)
    return [letter for letter in dict.fromkeys(drawn) if font_of[letter] < 0 and letter not in _SEPARATORS]


def common_font(name: str) -> int | None:
    """The first font that has every character of `name`: a name is not set in two faces; else None."""
    for index in range(len(CHAIN)):
        held = glyph_map(index)
        if all(ord(character) in held for character in name):
            return index
    return None
