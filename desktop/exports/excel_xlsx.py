"""A table as an XLSX workbook: every cell is text, so that Excel makes no number, date or formula of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.core.paths import atomic_file

_WIDEST = 40
_LOOKED_AT = 200
"""Lines that tell how wide the columns are."""


def write_xlsx(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write one sheet with a frozen bold header and a filter; whole or not at all."""
    # Imported when used: few people ask for it, and it takes longer to load than the list to write.
    import openpyxl  # noqa: PLC0415 - see above
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see above
    from openpyxl.styles import Font  # noqa: PLC0415 - see above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - see above

    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(header), 1))}{len(rows) + 1}"
    for place, width in enumerate(_widths([header, *rows[:_LOOKED_AT]]), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width

    def text(value: str, font: Any = None) -> Any:
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula
        if font is not None:
            cell.font = font
        return cell

    bold = Font(bold=True)
    sheet.append([text(title, bold) for title in header])
    for row in rows:
        sheet.append([text(value) for value in row])
    with atomic_file(path) as file:
        book.save(file)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """The columns' widths in characters of half width."""
    return [min(max(map(_width, column)) + 2, _WIDEST) for column in zip(*rows, strict=True)]


def _width(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)
