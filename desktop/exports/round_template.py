"""The workbook that an agency fills in: one sheet to fill, one to read, and the lists to choose from.

It must survive what offices do to workbooks: saving by another program, renaming, typing over, sorting. So
the mark stands in three places, every cell is text, and nothing is a formula or a macro.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.paths import atomic_file
from desktop.exports import workbook_cells as cells

_TITLE_ROWS = 4
_HEADER = _TITLE_ROWS + 1
_FIRST = _HEADER + 1
_ROW_POINTS = 19


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to fill. `note` is shown at its head; `choices` are what may be chosen, none for free text."""

    header: str
    note: str
    width: int
    choices: tuple[str, ...]
    example: str
    length: int | None = None
    """Characters that a value usually has: anything else asks whether it is meant."""


@dataclass(frozen=True, slots=True)
class Template:
    """Everything in one agency's workbook; all words are ready to be shown."""

    mark: str
    title: str
    facts: tuple[tuple[str, str], ...]
    """Label and value, in two rows of up to three."""
    nil: str
    """What stands beside the box of an agency that recommends nobody."""
    columns: tuple[TemplateColumn, ...]
    rows: int
    """Rows to fill."""
    people: tuple[tuple[str, ...], ...]
    """Rows that are filled in already, by column."""
    explained: tuple[tuple[str, str], ...]
    """Heading and text of each part of the second sheet."""
    sheets: tuple[str, str]
    """What the two sheets are called."""


def write(path: Path, template: Template) -> None:
    """Write the workbook, whole or not at all."""
    book, fill, read = cells.new_book(template.title, template.mark, template.sheets)
    lists = _Lists(book.create_sheet("LGDL"), template.mark)
    _title(fill, template)
    _table(fill, template, lists)
    cells.landscape(fill, template.mark, f"1:{_HEADER}")
    cells.explain(read, template.explained)
    with atomic_file(path) as file:
        book.save(file)


class _Lists:
    """The hidden sheet: the mark in its first cell, and below it a column for each list."""

    def __init__(self, sheet: Any, mark: str) -> None:
        self._sheet = sheet
        self._columns = 0
        sheet.sheet_state = "veryHidden"
        sheet["A1"] = mark

    def range_of(self, choices: Sequence[str]) -> str:
        """Where a list stands, as validations refer to it."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - openpyxl takes a while to load

        self._columns += 1
        letter = get_column_letter(self._columns)
        for row, choice in enumerate(choices, start=2):
            self._sheet.cell(row, self._columns, choice)
        return f"LGDL!${letter}$2:${letter}${len(choices) + 1}"


def _title(sheet: Any, template: Template) -> None:
    from openpyxl.styles import Alignment, Border, Side  # noqa: PLC0415 - openpyxl takes a while to load

    last = len(template.columns)
    cells.put(sheet, 1, 1, template.title, bold=True, size=14)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    for row, some in enumerate((template.facts[:3], template.facts[3:6]), start=2):
        said = "　　".join(f"{label}：{value}" for label, value in some)
        cells.put(sheet, row, 1, said)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=last)
    box = cells.put(sheet, _TITLE_ROWS, 1, "", bold=True)
    side = Side(style="thin", color=cells.INK)
    box.border = Border(left=side, right=side, top=side, bottom=side)
    box.alignment = Alignment(horizontal="center")
    cells.put(sheet, _TITLE_ROWS, 2, f"{template.nil}　　{template.mark}", color=cells.GREY)
    sheet.merge_cells(start_row=_TITLE_ROWS, end_row=_TITLE_ROWS, start_column=2, end_column=last)


def _table(sheet: Any, template: Template, lists: _Lists) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - openpyxl takes a while to load
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - openpyxl takes a while to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - openpyxl takes a while to load

    last = _FIRST + max(template.rows, len(template.people))
    for place, column in enumerate(template.columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        head = cells.put(sheet, _HEADER, place, column.header, bold=True)
        head.fill = PatternFill("solid", fgColor=cells.PALE)
        cells.frame(head)
        head.comment = Comment(column.note, "", width=260, height=70)
        example = cells.put(sheet, _FIRST, place, column.example, color=cells.GREY, italic=True)
        cells.frame(example)
        for row in range(_FIRST + 1, last + 1):
            held = template.people[row - _FIRST - 1] if row - _FIRST <= len(template.people) else ()
            cell = cells.put(sheet, row, place, held[place - 1] if held else "")
            cells.frame(cell)
        _validate(sheet, column, f"{letter}{_FIRST + 1}:{letter}{last}", lists)
    for row in range(_HEADER, last + 1):
        sheet.row_dimensions[row].height = _ROW_POINTS
    sheet.freeze_panes = f"A{_FIRST}"


def _validate(sheet: Any, column: TemplateColumn, cells: str, lists: _Lists) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - openpyxl takes a while to load

    if column.choices:
        rule = DataValidation(type="list", formula1=lists.range_of(column.choices), allow_blank=True)
    elif column.length is not None:
        rule = DataValidation(
            type="textLength", operator="equal", formula1=str(column.length), allow_blank=True
        )
    else:
        return
    rule.errorStyle = "warning"  # a passport number, or words of one's own: it is asked, not forbidden
    rule.error, rule.errorTitle = column.note, column.header
    rule.showErrorMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)
