from __future__ import annotations

from desktop.imports import headers
from desktop.imports.cells import Cell
from desktop.imports.headers import HeaderNames
from desktop.imports.layouts import layout
from tests.imports.files import ANNA, HEADER

NAMES = HeaderNames(layout("roster"))


def test_the_header_is_the_row_with_most_known_names() -> None:
    rows: list[list[Cell]] = [["雲林縣政府人員名冊"], ["姓名", "單位"], [*HEADER], [*map(str, ANNA)]]
    assert headers.find(rows, NAMES) == (2, 7)


def test_data_is_no_header() -> None:
    assert headers.find([[*map(str, ANNA)]], NAMES) == (0, 0)
    assert headers.find([], NAMES) == (0, 0)


def test_a_title_of_one_known_word_is_no_header_beside_a_better_one() -> None:
    assert headers.find([["姓名"], [*HEADER]], NAMES)[0] == 1
    assert headers.find([["說明", "請勿更動本表"], [*HEADER]], NAMES)[0] == 1


def test_a_header_of_one_column_is_possible() -> None:
    assert headers.find([["機關清單", "甲"], ["機關名稱"]], HeaderNames(layout("agencies"))) == (1, 1)


def test_two_lines_are_joined() -> None:
    first: list[Cell] = ["姓名", "審定官職等", "", "備註"]
    second: list[Cell] = ["", "官等", "職等"]
    assert headers.second_line(second, NAMES)
    assert headers.joined(first, second) == ["姓名", "官等", "職等", "備註"]


def test_data_under_the_header_is_no_second_line() -> None:
    assert not headers.second_line([*map(str, ANNA)], NAMES)
    assert not headers.second_line(["", ""], NAMES)


def test_headers_the_user_mapped_count_too() -> None:
    names = HeaderNames(layout("roster"), {"甲": "name", "乙": "agency"})
    assert headers.find([["甲", "乙", "丙"]], names) == (0, 2)
    assert headers.find([["甲", "乙", "丙"]], NAMES) == (0, 0)
