"""What our workbooks to fill in have in common: cells of text in one look, a mark, an A4 page."""

from __future__ import annotations

from typing import Any

INK, PALE, LINE, GREY = "1F2937", "E8EDF7", "9AA5B5", "6B7280"
_TEXT = "@"
_FONT = "Microsoft JhengHei"
"""The office program's own font; where it is missing the program takes another."""


def new_book(title: str, mark: str, sheets: tuple[str, str]) -> tuple[Any, Any, Any]:
    """A workbook with a sheet to fill in and one to read; no name of a person is in it."""
    # Imported when used: openpyxl takes a while to load.
    import openpyxl  # noqa: PLC0415 - see above
    from openpyxl.packaging.custom import StringProperty  # noqa: PLC0415 - see above

    book: Any = openpyxl.Workbook()
    fill, read = book.active, book.create_sheet(sheets[1])
    fill.title = sheets[0]
    book.properties.creator = ""
    book.properties.title = title
    book.custom_doc_props.append(StringProperty(name="LGDL", value=mark))
    return book, fill, read


def put(
    sheet: Any,
    row: int,
    column: int,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: int = 11,
    color: str = INK,
) -> Any:
    """A cell of text, whatever it begins with."""
    from openpyxl.styles import Font  # noqa: PLC0415 - as in `new_book`

    cell = sheet.cell(row, column, text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    cell.font = Font(name=_FONT, size=size, bold=bold, italic=italic, color=color)
    return cell


def put_wrapped(sheet: Any, row: int, column: int, text: str, **look: Any) -> Any:
    """The same in as many lines as it takes, from the top of the cell."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 - as in `new_book`

    cell = put(sheet, row, column, text, **look)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def frame(cell: Any) -> None:
    """A thin line around a cell."""
    from openpyxl.styles import Border, Side  # noqa: PLC0415 - as in `new_book`

    side = Side(style="thin", color=LINE)
    cell.border = Border(left=side, right=side, top=side, bottom=side)


def explain(sheet: Any, parts: tuple[tuple[str, str], ...]) -> None:
    """The sheet to read: heading and text of each part."""
    fit_width(sheet)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 96
    for row, (heading, text) in enumerate(parts, start=1):
        put_wrapped(sheet, row, 1, heading, bold=True)
        put_wrapped(sheet, row, 2, text)


def landscape(sheet: Any, mark: str, title_rows: str) -> None:
    """A4 across, the head repeated, the mark at the foot of each page."""
    sheet.page_setup.orientation = "landscape"
    fit_width(sheet)
    sheet.print_title_rows = title_rows
    sheet.oddFooter.left.text = mark
    sheet.oddFooter.right.text = "&P／&N"


def fit_width(sheet: Any) -> None:
    """As many A4 pages as it takes, none of them cut at the side."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
