from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from desktop.core.messages import catalogue
from desktop.exports.excel_csv import write_excel_csv, write_table_for_excel
from tests.exports import packets


def rows_of(path: Path, encoding: str = "utf-8-sig") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline="")))


def test_a_bom_and_crlf(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert write_excel_csv(path, ["姓名"], [("王小明",)]) == []
    assert path.read_bytes() == b"\xef\xbb\xbf" + "姓名\r\n王小明\r\n".encode()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"])
def test_cells_that_begin_like_a_formula_are_guarded_and_listed(tmp_path: Path, start: str) -> None:
    path = tmp_path / "a.csv"
    found = write_excel_csv(path, ["備註"], [("安全",), (start + "cmd|' /C calc'!A0",)])
    assert rows_of(path)[2] == ["'" + start + "cmd|' /C calc'!A0"]
    assert [(one.code, one.record, one.field) for one in found] == [("excel.guarded", 3, "備註")]


@pytest.mark.parametrize("cell", ["0912345678", "09020", "1-2", "10/3", "05-5322154#123", "1E5", "104.4.23"])
def test_digits_stay_text(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "a.csv"
    assert write_excel_csv(path, ["電話"], [(cell,)]) == []
    assert rows_of(path)[1] == [f'="{cell}"']


def test_numbers_and_ids_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_excel_csv(path, ["順位", "證號"], [("12", "A123456789")], number_columns={0})
    assert rows_of(path)[1] == ["12", "A123456789"]


def test_a_packet_table_has_its_chinese_titles(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    found = write_table_for_excel(path, "people", packets.PEOPLE)
    header, first, second = rows_of(path)
    assert header[:4] == ["人員編號", "證件類別", "身分證統一編號", "姓名"]
    assert (first[8], first[14], first[17]) == ("1975-06-03", "6", '="0912345678"')
    assert second[12] == "'=科員"
    assert [(one.code, one.field) for one in found] == [("excel.guarded", "職稱")]


def test_cp950_names_whoever_does_not_fit_and_writes_no_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    people = [("王小明", "科員"), ("𠮷田㛢", "科員"), ("游錫堃", "主任")]
    found = write_excel_csv(path, ["姓名", "職稱"], people, name_column=0, for_code_page=True)
    assert rows_of(path, "cp950")[1:] == [["王小明", "科員"], ["□田□", "科員"], ["游錫□", "主任"]]
    assert b"?" not in path.read_bytes()
    assert [(one.code, one.record, one.name, one.field) for one in found] == [
        ("excel.does_not_fit", 3, "𠮷○㛢", "姓名"),
        ("excel.does_not_fit", 4, "游○堃", "姓名"),
    ]
    sentence = catalogue().sentence(found[0])
    assert "U+20BB7、U+36E2" in sentence
