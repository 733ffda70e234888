"""A workbook of texts: what looks like a formula stays text."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from desktop.exports.workbook_out import write_workbook

ROWS = [("=1+1", "0912345678", "7"), ("@SUM(A1)", "", ""), ("𠮷田", "+886", "十")]


def test_text_stays_text_and_numbers_are_numbers(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", "名冊", ("姓名", "電話", "職等"), ROWS, number_columns={2})
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    header, *rows = page.iter_rows()
    assert [cell.value for cell in header] == ["姓名", "電話", "職等"]
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert [[cell.value or "" for cell in row] for row in rows] == [
        ["=1+1", "0912345678", 7],
        *map(list, ROWS[1:]),
    ]


def test_the_header_stays_in_sight_and_columns_fit(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", "名冊", ("姓名", "機關"), [("王", "雲林縣政府人事處訓練科")])
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["B"].width > page.column_dimensions["A"].width
