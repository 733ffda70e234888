from __future__ import annotations

import io
from datetime import date, datetime, time

import pytest
from python_calamine import CalamineWorkbook

from desktop.core.errors import DataError
from desktop.imports import workbooks
from desktop.imports.archives import Archive
from desktop.imports.cells import Cell
from desktop.imports.inputs import given
from tests.imports.files import Row, rezipped, xlsx_bytes

DAY = date(1975, 3, 8)


def sheets(content: bytes) -> dict[str, list[list[Cell]]]:
    return {sheet.name: list(sheet.rows()) for sheet in workbooks.sheets(Archive(given(content, "t.xlsx")))}


def test_cells_of_every_kind() -> None:
    row: Row = ["文字", 5, 5.5, True, DAY, datetime(1975, 3, 8, 10, 30), time(9, 5), None, "05-1234"]
    assert sheets(xlsx_bytes([row]))["名冊"] == [
        ["文字", "5", "5.5", "TRUE", DAY, DAY, "09:05:00", "", "05-1234"]
    ]


def test_a_date_in_the_format_of_taiwan_is_a_date() -> None:
    content = xlsx_bytes([[27461]], formats={"A1": "[$-404]e/mm/dd"})
    assert sheets(content)["名冊"] == [[DAY]]


def test_rows_begin_at_row_one() -> None:
    assert sheets(xlsx_bytes([[], [], ["a"]]))["名冊"] == [[""], [""], ["a"]]


def test_only_visible_sheets_in_their_order() -> None:
    content = xlsx_bytes([["a"]], more={"乙": [["b"]], "丙": [["c"]]}, hidden=["乙"])
    assert sheets(content) == {"名冊": [["a"]], "丙": [["c"]]}


def test_merged_cells_are_filled_down_only() -> None:
    rows = [["t", "", ""], ["府", "甲", "x"], ["", "乙", ""], ["", "丙", "y"], ["所", "丁", "z"]]
    content = xlsx_bytes(rows, merges=["A1:C1", "A2:A4"])
    assert sheets(content)["名冊"] == [
        ["t", "", ""],
        ["府", "甲", "x"],
        ["府", "乙", ""],
        ["府", "丙", "y"],
        ["所", "丁", "z"],
    ]


def test_a_blank_row_stays_blank_inside_a_merged_cell() -> None:
    rows = [["府", "甲"], ["", ""], ["", "乙"]]
    assert sheets(xlsx_bytes(rows, merges=["A1:A3"]))["名冊"] == [["府", "甲"], ["", ""], ["府", "乙"]]


def test_an_empty_sheet_has_no_rows() -> None:
    assert sheets(xlsx_bytes([])) == {"名冊": []}


def test_sheets_are_read_again_from_the_start_in_any_order() -> None:
    first, second = workbooks.sheets(Archive(given(xlsx_bytes([["a"]], more={"乙": [["b"]]}), "t.xlsx")))
    assert [list(sheet.rows()) for sheet in (first, second, first)] == [[["a"]], [["b"]], [["a"]]]
    assert (first.expected(), second.expected()) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"xl/workbook.xml": b"<workbook"},
        {"xl/workbook.xml": b""},
        {"xl/_rels/workbook.xml.rels": None},
        {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c r='A1'><v>1</v></c></row>"},
        {
            "xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='x'>"
            b"<c r='1A'><v>1</v></c></row></sheetData></worksheet>"
        },
        {"xl/worksheets/sheet1.xml": None},
        {"xl/sharedStrings.xml": b"<sst><si>"},
    ],
)
def test_damaged_workbooks_are_known_errors(changes: dict[str, bytes | None]) -> None:
    content = rezipped(xlsx_bytes([["文字"]]), changes)
    try:
        sheets(content)
    except DataError as raised:
        assert raised.code == "imports.workbook-damaged"


def test_a_panic_of_the_reader_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """As pyo3 names what no `except Exception` catches."""

    def panic(_stream: io.BufferedIOBase) -> CalamineWorkbook:
        raise PanicException

    monkeypatch.setattr("desktop.imports.workbooks.CalamineWorkbook.from_filelike", panic)
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        sheets(xlsx_bytes([["a"]]))
