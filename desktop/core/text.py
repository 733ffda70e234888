"""Text as people see it: graphemes, private-use characters, masking, and the few foldings we allow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_ALONE = re.compile(
    r"[\x20-\x7E\u3000-\u3029\u3041-\u3096\u30A1-\u30FA\u3400-\u4DBF\u4E00-\u9FFF\uE000-\uF8FF"
    r"\uFF01-\uFF60\U00020000-\U000323AF]*"
)
"""Text of characters that never join with a neighbour (Grapheme_Cluster_Break=Other): nearly all we meet."""
_WHITE = re.compile(r"\s+")
_VARIATION = re.compile(r"[\uFE00-\uFE0F\U000E0100-\U000E01EF]")
_PRIVATE = re.compile(r"[\uE000-\uF8FF\U000F0000-\U000FFFFD\U00100000-\U0010FFFD]")


def graphemes(text: str) -> list[str]:
    """The user-perceived characters of `text`, in order (UAX #29 extended grapheme clusters)."""
    if _ALONE.fullmatch(text):
        return list(text)
    # Imported when used: it costs 6 MB and more start-up time than all of core, and few texts need it.
    import regex  # noqa: PLC0415 - see above

    found: list[str] = regex.findall(r"\X", text)
    return found


def length(text: str) -> int:
    """How many characters a person sees: 𠮷 is one, 葛󠄀 (with its variation selector) is one."""
    return len(text) if text.isascii() else len(graphemes(text))


def characters_without_space(text: str) -> int:
    """User-perceived characters without white space: how a reflection is counted (柒、五 [D])."""
    return len(graphemes(_WHITE.sub("", text)))


def private_use(text: str) -> list[str]:
    """The private-use characters (造字) in `text`: another PC cannot show them."""
    return [] if text.isascii() else _PRIVATE.findall(text)


def without_variation_selectors(text: str) -> str:
    """For drawing only: the data keeps its selectors."""
    drawn: str = _VARIATION.sub("", text)
    return drawn


def halfwidth(text: str) -> str:
    """Full-width ASCII (Ａ１＠) and the ideographic space to half width; nothing else changes.

    For IDs, numbers and addresses; never for names (no normalisation of names).
    """
    return text.translate(_HALFWIDTH)


_HALFWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def mask_id(id_no: str) -> str:
    """A123456789 → A12*****89: enough to tell colleagues apart, not enough to reuse."""
    if len(id_no) <= 5:
        return "*" * len(id_no)
    return id_no[:3] + "*" * (len(id_no) - 5) + id_no[-2:]


def mask_name(name: str) -> str:
    """王小明 → 王○明, 王明 → 王○: as public notices in Taiwan mask names."""
    letters = graphemes(name)
    if len(letters) <= 1:
        return "○" * len(letters)
    if len(letters) == 2:
        return letters[0] + "○"
    return letters[0] + "○" * (len(letters) - 2) + letters[-1]


HEX_GROUP = 8
"""Hex digits between two spaces: what a person reads aloud."""


def grouped(digest: str) -> str:
    """Hex digits in groups, as people compare them: `0123abcd 4567…`."""
    return " ".join(digest[at : at + HEX_GROUP] for at in range(0, len(digest), HEX_GROUP))


def control_characters(text: str) -> Iterator[str]:
    """Characters that have no place in a one-line field (categories Cc, Cs, line separators)."""
    return (letter for letter in text if unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"})


def is_line(text: str, longest: int) -> bool:
    """Whether `text` is one line of at most `longest` characters, without control characters."""
    return len(text) <= longest and not any(True for _ in control_characters(text))
