from __future__ import annotations

from datetime import date

import pytest

from desktop.core.errors import DataError
from desktop.imports import opendocument
from desktop.imports.archives import Archive
from desktop.imports.cells import Cell
from desktop.imports.inputs import given
from tests.imports.files import ods_bytes, ods_cell, ods_table

DAY = date(1975, 3, 8)


def sheets(content: bytes) -> dict[str, list[list[Cell]]]:
    found = opendocument.sheets(Archive(given(content, "t.ods")))
    return {sheet.name: list(sheet.rows()) for sheet in found}


def rows(body: str) -> list[list[Cell]]:
    return sheets(ods_bytes(f'<table:table table:name="一">{body}</table:table>'))["一"]


def row(cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{cells}</table:table-row>"


def repeated(number: int, what: str = "columns") -> str:
    return f' table:number-{what}-repeated="{number}"'


def test_cells_of_every_kind() -> None:
    table = ods_table([["文字", 5, 5.5, True, DAY, None, "尾"]])
    assert sheets(ods_bytes(table)) == {"名冊": [["文字", "5", "5.5", "TRUE", DAY, "", "尾"]]}


def test_a_date_with_time_is_its_day() -> None:
    cell = '<table:table-cell office:value-type="date" office:date-value="1975-03-08T10:00:00"/>'
    assert rows(row(cell)) == [[DAY]]


def test_text_with_spaces_tabs_breaks_spans_and_paragraphs() -> None:
    cell = (
        '<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙<text:tab/>'
        "<text:span>丙</text:span><text:line-break/>丁</text:p><text:p>戊</text:p></table:table-cell>"
    )
    assert rows(row(cell)) == [["甲  乙\t丙\n丁\n戊"]]


def test_notes_beside_a_cell_are_no_text() -> None:
    note = "<office:annotation><text:p>註解</text:p></office:annotation>"
    cell = f'<table:table-cell office:value-type="string">{note}<text:p>甲</text:p></table:table-cell>'
    assert rows(row(cell)) == [["甲"]]


def test_repeats_of_cells_and_rows() -> None:
    cells = (
        ods_cell("甲", repeated(2))
        + ods_cell("", repeated(3))
        + ods_cell("乙")
        + ods_cell("", repeated(16_000))
    )
    body = row(cells, repeated(2, "rows")) + row(ods_cell(""), repeated(3, "rows")) + row(ods_cell("丙"))
    assert rows(body) == [["甲", "甲", "", "", "", "乙"]] * 2 + [[]] * 3 + [["丙"]]


def test_the_blank_rest_of_a_sheet_costs_nothing() -> None:
    body = (
        row(ods_cell("甲"))
        + row(ods_cell("", repeated(16_384)), repeated(1_048_575, "rows"))
        + row(ods_cell(""))
    )
    assert rows(body) == [["甲"]]


@pytest.mark.parametrize(
    "body",
    [
        row(ods_cell("甲", repeated(16_384))),
        row(ods_cell("", repeated(16_383)) + ods_cell("甲")),
        row(ods_cell("甲")) + row(ods_cell("甲"), repeated(1_048_576, "rows")),
    ],
)
def test_a_cell_too_far_is_refused(body: str) -> None:
    with pytest.raises(DataError, match=r"imports\.sheet-too-far"):
        rows(body)


def test_merged_cells_are_filled_down() -> None:
    spanned = ods_cell("府", ' table:number-rows-spanned="3" table:number-columns-spanned="1"')
    covered = "<table:covered-table-cell/>"
    body = row(spanned + ods_cell("甲")) + row(covered + ods_cell("乙")) + row(covered + ods_cell("丙"))
    assert rows(body + row(ods_cell("所") + ods_cell("丁"))) == [
        ["府", "甲"],
        ["府", "乙"],
        ["府", "丙"],
        ["所", "丁"],
    ]


def test_hidden_sheets_and_tables_in_cells_are_no_sheets() -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    text = f"<text:p>甲</text:p>{ods_table([['x']])}"
    inner = f'<table:table-cell office:value-type="string">{text}</table:table-cell>'
    outer = f'<table:table table:name="外">{row(inner + ods_cell("乙"))}</table:table>'
    tables = ods_table([["a"]], name="藏", style="h") + outer
    assert sheets(ods_bytes(tables, styles=styles)) == {"外": [["甲", "乙"]]}


def test_an_encrypted_document_is_told() -> None:
    content = ods_bytes("", manifest="<file-entry><encryption-data/></file-entry>")
    with pytest.raises(DataError, match=r"imports\.workbook-encrypted"):
        sheets(content)


@pytest.mark.parametrize(
    "tables",
    [
        "<table:table>",
        row(ods_cell("x")) + "</office:spreadsheet>",
        '<table:table table:name="a">'
        + row('<table:table-cell office:value-type="float" office:value="x"/>')
        + "</table:table>",
        '<table:table table:name="a">'
        + row('<table:table-cell office:value-type="date" office:date-value="1975"/>')
        + "</table:table>",
    ],
)
def test_damaged_documents_are_known_errors(tables: str) -> None:
    with pytest.raises(DataError, match=r"imports\.workbook-damaged"):
        sheets(ods_bytes(tables))
