"""A person's name as it comes from a file: kept as written, and what may be wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from desktop.core.text import control_characters, length, private_use
from desktop.imports.cells import Remark, Remarks, error, info, warning

_IDEOGRAPHS = r"[\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U000323AF·]"
_PLAIN = re.compile(f"{_IDEOGRAPHS}+")
_FORMULA = tuple("=+-@＝＋－＠")
_FULL_WIDTH_LETTER = re.compile(r"[Ａ-Ｚａ-ｚ]")
_LOST = frozenset("?？\ufffd〓□■")  # what other systems write for a character they do not have


def plain(longest: int) -> str:
    """A regular expression for names that need no look: ideographs of every block, and the middle dot."""
    return f"{_IDEOGRAPHS}{{1,{longest}}}+"


def check(name: str, longest: int) -> tuple[str, Remarks]:
    """The name with its remarks; with an error the name is empty. Nothing is ever normalised."""
    if len(name) <= longest and _PLAIN.fullmatch(name):
        return name, ()
    refused = _refused(name, longest)
    return ("", (refused,)) if refused else (name, tuple(_remarks(name)))


def beyond_cp950(names: Sequence[str]) -> list[int]:
    """The places of names with a character that cp950 lacks: read as big5hkscs, another may be meant."""
    return [place for place, name in enumerate(names) if not name.isascii() and not _encodes(name)]


def _encodes(name: str) -> bool:
    try:
        name.encode("cp950")
    except UnicodeEncodeError:
        return False
    return True


def _refused(name: str, longest: int) -> Remark | None:
    if name.startswith(_FORMULA):
        return error("imports.formula-name")
    if any(True for _ in control_characters(name)):
        return error("imports.control-character")
    if len(name) > longest and length(name) > longest:
        return error("imports.text-too-long", longest=longest, length=length(name))
    return None


def _remarks(name: str) -> list[Remark]:
    found = []
    if private_use(name):
        found.append(warning("imports.name-private-use"))
    if any(letter in _LOST for letter in name):
        found.append(warning("imports.name-lost-character"))
    if any(unicodedata.category(letter) == "Cf" for letter in name):
        found.append(warning("imports.name-invisible"))
    if _FULL_WIDTH_LETTER.search(name):
        found.append(info("imports.name-fullwidth"))
    return found
