"""One sheet of an Excel workbook: every cell is text or a number as given, nothing is a formula."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from desktop.core.paths import write_atomic

_ROWS_MEASURED = 200
_WIDTHS = (8, 40)


def write_workbook(
    path: Path,
    sheet: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    number_columns: Collection[int] = (),
) -> None:
    """Write the rows under a bold header that stays in sight; columns as wide as their first rows need."""
    # Imported here: many who choose what to export never write a workbook.
    from openpyxl import Workbook  # noqa: PLC0415 - see above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - the same

    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    page.freeze_panes = "A2"
    for at in range(len(header)):
        texts = [header[at], *(row[at] for row in rows[:_ROWS_MEASURED])]
        page.column_dimensions[get_column_letter(at + 1)].width = _width(texts)
    page.append([_cell(page, title, bold=True) for title in header])
    for row in rows:
        page.append(
            [
                int(cell) if at in number_columns and cell.isdecimal() else _cell(page, cell)
                for at, cell in enumerate(row)
            ]
        )
    out = io.BytesIO()
    book.save(out)
    write_atomic(path, out.getvalue())


def _cell(page: Any, text: str, *, bold: bool = False) -> object:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - see `write_workbook`
    from openpyxl.styles import Font  # noqa: PLC0415 - the same

    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"  # else a text that begins with = would be a formula
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(texts: Sequence[str]) -> int:
    """Characters; a Chinese one takes two."""
    least, most = _WIDTHS
    need = max(sum(1 if letter.isascii() else 2 for letter in text) for text in texts) + 2
    return min(max(need, least), most)
