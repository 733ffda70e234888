from __future__ import annotations

from datetime import date

import pytest

from desktop.imports import fields
from desktop.imports.cells import Cell, Remarks, warning
from desktop.imports.fields import ColumnReader, Memo
from desktop.imports.layouts import layout


def reader(field: str) -> ColumnReader:
    column = layout("roster").column(field)
    assert column is not None
    return ColumnReader(0, 0, column)


def read(field: str, *cells: Cell) -> tuple[list[object], list[tuple[int, str]]]:
    values, remarks = reader(field).read(cells)
    return list(values), [(place, remark.code.removeprefix("imports.")) for place, remark in remarks]


def test_a_clean_batch_is_taken_as_it_is() -> None:
    cells = ("王小明", "𠮷田", "夷將·拔路兒")
    assert reader("name").read(cells) == (cells, ())


def test_one_odd_cell_is_found_among_clean_ones() -> None:
    assert read("name", "王小明", " 李華", "=1") == (["王小明", "李華", ""], [(2, "formula-name")])
    assert read("email", "a@b.tw", "", "x") == (["a@b.tw", "", "x"], [(2, "email-format")])


@pytest.mark.parametrize("cells", [("王明\0李華", "張三"), ("王明\0李華",), ("\0", "王明")])
def test_two_clean_names_in_one_cell_are_no_clean_cell(cells: tuple[str, ...]) -> None:
    """A text file with such a byte is never read, but a workbook may hold it."""
    assert "control-character" in [code for _, code in read("name", *cells)[1]]


def test_an_empty_cell_is_clean_only_where_it_may_be_empty() -> None:
    assert read("phone", "05-5322154", "") == (["05-5322154", ""], [])
    assert read("name", "王小明", "") == (["王小明", ""], [(1, "required")])


def test_a_real_date_among_texts() -> None:
    assert read("phone", "05-5322154", date(2015, 5, 12))[0] == ["05-5322154", "104/05/12"]
    assert read("birth_date", date(2015, 5, 12), "104/05/12")[0] == [date(2015, 5, 12)] * 2


def test_a_column_for_several_checks_is_left_alone() -> None:
    assert read("id_no", " a123456789 ", "") == ([" a123456789 ", ""], [])


def test_a_memo_parses_every_value_once_and_remembers_its_remarks() -> None:
    parsed: list[Cell] = []

    def parse(cell: Cell) -> tuple[object, Remarks]:
        parsed.append(cell)
        return str(cell).upper(), (warning("imports.format"),) if cell == "b" else ()

    memo = Memo(parse)
    assert memo.values_of(["a", "b", "a", "b"]) == ["A", "B", "A", "B"]
    assert [place for place, _ in memo.remarks_on(["a", "b", "a", "b"])] == [1, 3]
    assert parsed == ["a", "b"]


def test_a_memo_forgets_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "CAPACITY", 2)
    memo = Memo(lambda cell: (cell, (warning("imports.format"),)))
    for batch in range(5):
        cells = [f"{batch}-{number}" for number in range(3)]
        assert memo.values_of(cells) == cells
        assert len(list(memo.remarks_on(cells))) == 3
        assert len(memo) == len(memo.remarks) == 3
