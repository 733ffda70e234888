"""The answer sheet of the self-diagnosis: one workbook a colleague, a row an item, no name in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.paths import atomic_file

_HEADER = 4
_INK, _PALE, _LINE, _GREY = "1F2937", "E8EDF7", "9AA5B5", "6B7280"
_FONT = "Microsoft JhengHei"
"""The office program's own font; where it is missing the program takes another."""


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
    # Imported when used: openpyxl takes a while to load.
    import openpyxl  # noqa: PLC0415 - see above
    from openpyxl.packaging.custom import StringProperty  # noqa: PLC0415 - see above

    book: Any = openpyxl.Workbook()
    fill, read = book.active, book.create_sheet(sheet.sheets[1])
    fill.title = sheet.sheets[0]
    book.properties.creator = ""
    book.properties.title = sheet.title
    book.custom_doc_props.append(StringProperty(name="LGDL", value=sheet.mark))
    _head(fill, sheet)
    for at, row in enumerate(sheet.rows, start=_HEADER + 1):
        _row(fill, at, row, sheet.columns)
    _validate(fill, sheet)
    _page(fill, sheet)
    for at, (heading, text) in enumerate(sheet.explained, start=1):
        _put(read, at, 1, heading, bold=True)
        _put(read, at, 2, text)
    read.column_dimensions["A"].width, read.column_dimensions["B"].width = 16, 96
    with atomic_file(path) as file:
        book.save(file)


def _head(sheet: Any, told: AnswerSheet) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as in `write`
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as in `write`

    _put(sheet, 1, 1, told.title, bold=True, size=14, wrap=False)
    _put(sheet, 2, 1, told.note, color=_GREY, wrap=False)
    _put(sheet, 3, 1, told.mark, color=_GREY, wrap=False)
    for at, column in enumerate(told.columns, start=1):
        _put(sheet, _HEADER, at, column.header, bold=True).fill = PatternFill("solid", fgColor=_PALE)
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = f"C{_HEADER + 1}"


def _row(sheet: Any, at: int, row: Sequence[str], columns: Sequence[SheetColumn]) -> None:
    from openpyxl.styles import Border, PatternFill, Side  # noqa: PLC0415 - as in `write`

    if len(row) == 1:
        _put(sheet, at, 2, row[0], bold=True)
        return
    side = Side(style="thin", color=_LINE)
    for place, (text, column) in enumerate(zip(row, columns, strict=True), start=1):
        cell = _put(sheet, at, place, text)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        if not column.open:
            cell.fill = PatternFill("solid", fgColor="F7F8FA")


def _validate(sheet: Any, told: AnswerSheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as in `write`
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - as in `write`

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


def _page(sheet: Any, told: AnswerSheet) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    sheet.oddFooter.left.text = told.mark
    sheet.oddFooter.right.text = "&P／&N"


def _put(
    sheet: Any,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    size: int = 11,
    color: str = _INK,
    wrap: bool = True,
) -> Any:
    """A cell of text, whatever it begins with."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as in `write`

    cell = sheet.cell(row, column, text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = "@"
    cell.font = Font(name=_FONT, size=size, bold=bold, color=color)
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    return cell
