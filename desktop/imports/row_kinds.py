"""Which rows below a header are records, and which are blank, totals, repeated headers or notes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from desktop.core import paths
from desktop.core.terms import folded
from desktop.imports.cells import Cell, text_of
from desktop.imports.layouts import header_key

RowKind = Literal["record", "blank", "total", "footer", "header"]


def kind_of_row(row: Sequence[Cell], header: Sequence[str], key: int) -> RowKind:
    """What a row is. A row with a key is a record, unless it is the header again."""
    texts = [text for text in map(text_of, row) if text]
    if not texts:
        return "blank"
    key_text = text_of(row[key]) if key < len(row) else ""
    if key_text:
        return "header" if _is_header(row, header, key_text, header[key]) else "record"
    totals, footers = _patterns()
    if totals.fullmatch(folded(texts[0])):
        return "total"
    return "footer" if footers.match(folded(texts[0])) else "record"


def _is_header(row: Sequence[Cell], header: Sequence[str], key_text: str, key_header: str) -> bool:
    """Printed lists repeat their header on every page."""
    if header_key(key_text) != header_key(key_header):
        return False
    return [text_of(cell) for cell in row[: len(header)]] == list(header)


@lru_cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    path = paths.resources() / "imports" / "sheet.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    totals = "|".join(re.escape(folded(word)) for word in data["totals"])
    footers = "|".join(re.escape(folded(word)) for word in data["footers"])
    return (
        re.compile(rf"(?:{totals})[:：]?(?:共?[0-9,.]*[人名筆位員]?)?"),
        re.compile(rf"[(（※*＊\[【]*(?:{footers})"),
    )
