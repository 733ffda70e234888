"""Sheets of an XLSX workbook, read with python-calamine after its allocations are known to be safe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop.core.errors import DataError
from desktop.imports import allocations
from desktop.imports.archives import Archive
from desktop.imports.cells import cell_of
from desktop.imports.rows import Rows, Sheet, Span, filled_down


def sheets(archive: Archive) -> list[Sheet]:
    """The visible sheets in their order; raises `DataError` for an encrypted or damaged workbook."""
    allocations.check(archive)
    with archive.source.open() as stream, _known_errors(archive):
        workbook = _Workbook(archive, CalamineWorkbook.from_filelike(stream))
        return [
            Sheet(name, partial(workbook.rows, number), partial(workbook.height, number))
            for number, name in workbook.visible()
        ]


class _Workbook:
    """A workbook that keeps one sheet at a time in memory."""

    def __init__(self, archive: Archive, workbook: CalamineWorkbook) -> None:
        self._archive = archive
        self._workbook = workbook
        self._loaded: tuple[int, CalamineSheet] | None = None

    def visible(self) -> list[tuple[int, str]]:
        """Number and name of the sheets a person sees."""
        return [
            (number, sheet.name)
            for number, sheet in enumerate(self._workbook.sheets_metadata)
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]

    def height(self, number: int) -> int:
        """How many rows a sheet has."""
        end = self._sheet(number).end
        return 0 if end is None else end[0] + 1

    def rows(self, number: int) -> Rows:
        """The rows of a sheet from its row 1, without blank columns on the left."""
        sheet = self._sheet(number)
        if sheet.start is None:
            return iter(())
        left = sheet.start[1]
        spans = [
            Span(first[0], last[0], first[1] - left)
            for first, last in sheet.merged_cell_ranges or ()
            if last[0] > first[0] and first[1] >= left
        ]
        rows = self._converted(sheet)
        return filled_down(rows, spans) if spans else rows

    def _sheet(self, number: int) -> CalamineSheet:
        if self._loaded is None or self._loaded[0] != number:
            self._loaded = None  # before the next one takes its room
            with _known_errors(self._archive):
                self._loaded = (number, self._workbook.get_sheet_by_index(number))
        return self._loaded[1]

    def _converted(self, sheet: CalamineSheet) -> Rows:
        """`iter_rows` begins at row 1 of the sheet, but at its first filled column."""
        with _known_errors(self._archive):
            for row in sheet.iter_rows():
                yield [value if value.__class__ is str else cell_of(value) for value in row]


@contextmanager
def _known_errors(archive: Archive) -> Iterator[None]:
    """calamine's errors as ours; its panics too, which are no `Exception` and have no importable class."""
    try:
        yield
    except PasswordError as locked:
        raise DataError("imports.workbook-encrypted", file=archive.source.name) from locked
    except (CalamineError, ValueError, OverflowError, OSError) as broken:
        raise archive.damaged() from broken
    except BaseException as panic:
        if type(panic).__name__ == "PanicException":
            raise archive.damaged() from panic
        raise
