"""The answer sheet of the self-diagnosis: one workbook a colleague, a row an item, no name in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.paths import atomic_file
from desktop.exports import workbook_cells as cells

_HEADER = 4
_CLOSED = "F7F8FA"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column. `choices` are what may be chosen; `open` columns are filled in by the respondent."""

    header: str
    width: int
    choices: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """Everything in one sheet; all words are ready to be shown."""

    mark: str
    title: str
    note: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row an item, by column; a row with a single cell is a heading."""
    explained: tuple[tuple[str, str], ...]
    sheets: tuple[str, str]


def write(path: Path, sheet: AnswerSheet) -> None:
    """Write the workbook, whole or not at all."""
    book, fill, read = cells.new_book(sheet.title, sheet.mark, sheet.sheets)
    _head(fill, sheet)
    for at, row in enumerate(sheet.rows, start=_HEADER + 1):
        _row(fill, at, row, sheet.columns)
    _validate(fill, sheet)
    cells.landscape(fill, sheet.mark, f"{_HEADER}:{_HEADER}")
    cells.explain(read, sheet.explained)
    with atomic_file(path) as file:
        book.save(file)


def _head(sheet: Any, told: AnswerSheet) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - openpyxl takes a while to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    cells.put(sheet, 1, 1, told.title, bold=True, size=14)
    cells.put(sheet, 2, 1, told.note, color=cells.GREY)
    cells.put(sheet, 3, 1, told.mark, color=cells.GREY)
    for at, column in enumerate(told.columns, start=1):
        head = cells.put_wrapped(sheet, _HEADER, at, column.header, bold=True)
        head.fill = PatternFill("solid", fgColor=cells.PALE)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = f"C{_HEADER + 1}"


def _row(sheet: Any, at: int, row: Sequence[str], columns: Sequence[SheetColumn]) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above

    if len(row) == 1:
        cells.put(sheet, at, 2, row[0], bold=True)
        return
    for place, (text, column) in enumerate(zip(row, columns, strict=True), start=1):
        cell = cells.put_wrapped(sheet, at, place, text)
        cells.frame(cell)
        if not column.open:
            cell.fill = PatternFill("solid", fgColor=_CLOSED)


def _validate(sheet: Any, told: AnswerSheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as above

    last = _HEADER + len(told.rows)
    for at, column in enumerate(told.columns, start=1):
        if column.choices:
            rule = DataValidation(
                type="list", formula1=f'"{",".join(column.choices)}"', allow_blank=True, showErrorMessage=True
            )
            rule.error, rule.errorTitle = "、".join(column.choices), column.header
            letter = get_column_letter(at)
            rule.add(f"{letter}{_HEADER + 1}:{letter}{last}")
            sheet.add_data_validation(rule)
