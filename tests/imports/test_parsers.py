from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.findings import Severity
from desktop.imports import parsers
from desktop.imports.cells import Cell, Remarks, cell_of

DAY = date(2015, 4, 23)


def parse(name: str, cell: Cell, **parameters: Any) -> tuple[object, list[str]]:
    value, remarks = parsers.build(name, parameters).parse(cell)
    return value, [remark.code.removeprefix("imports.") for remark in remarks]


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        (" 人事處\u3000", "人事處", []),
        ("", "", []),
        ("一二三四五六", "", ["text-too-long"]),
        ("甲\n乙", "", ["control-character"]),
        ("甲\x07乙", "", ["control-character"]),
        ("=1+1", "", ["formula-text"]),
        ("＝甲", "", ["formula-text"]),
        ("-", "-", []),
        (DAY, "104/04/23", ["cell-is-date"]),
    ],
)
def test_text(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("text", cell, longest=5) == (value, codes)


def test_text_of_several_lines_is_a_note_and_may_begin_like_a_formula() -> None:
    assert parse("text", "第一行\r\n第二行\r第三行", longest=99, lines=True) == ("第一行\n第二行\n第三行", [])
    assert parse("text", "+886-5-1234567", longest=99, lines=True) == ("+886-5-1234567", [])
    assert parse("text", "甲\x00乙", longest=99, lines=True) == ("", ["control-character"])


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('="0912345678"', "0912345678"),
        ("'+886-5-1234567", "+886-5-1234567"),
        ("'=1+1", "=1+1"),
        ("'＠甲", "＠甲"),
        ("'甲'", "'甲'"),
        ('="', '="'),
        ('="a"&"b"', '="a"&"b"'),
        ("'", "'"),
    ],
)
def test_the_guards_of_exports_for_excel_are_taken_off_once(cell: str, value: str) -> None:
    assert parse("text", cell, longest=99, lines=True) == (value, [])


def test_length_is_what_people_see() -> None:
    assert parse("text", "葛\U000e0100" * 5, longest=5) == ("葛\U000e0100" * 5, [])


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        (DAY, DAY, []),
        ("104/04/23", DAY, []),
        ('="104/04/23"', DAY, []),
        ("2015/04/23", DAY, ["date-western"]),
        ("42117", DAY, ["date-serial"]),
        ("64/02/30", None, ["date-nonexistent"]),
        ("soon", None, ["date-unreadable"]),
        ("999/1/1", None, ["date-year"]),
        (" ", None, []),
    ],
)
def test_date(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("date", cell) == (value, codes)


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("5", 5, []),
        ("5.0", 5, []),
        ("０５", 5, []),
        ("第五職等", 5, []),
        ("第 3 期", 3, []),
        ("十四", 14, []),
        ("十", 10, []),
        ("", None, []),
        ("15", None, ["number-out-of-range"]),
        ("0", None, ["number-out-of-range"]),
        ("五五", None, ["not-a-number"]),
        ("十十", None, ["not-a-number"]),
        ("-1", None, ["not-a-number"]),
        ("5.5", None, ["not-a-number"]),
        ("1" * 5000, None, ["not-a-number"]),
        (DAY, None, ["not-a-number"]),
    ],
)
def test_integer(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("integer", cell, first=1, last=14) == (value, codes)


@pytest.mark.parametrize(("number", "written"), [(1, "一"), (11, "十一"), (20, "二十"), (99, "九十九")])
def test_chinese_numbers(number: int, written: str) -> None:
    assert parse("integer", written, first=1, last=99) == (number, [])


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("98", 98, []),
        ("民國98年度", 98, []),
        ("98年", 98, []),
        ("2009", 98, ["date-western"]),
        ("1911", None, ["date-year"]),
        ("69", None, ["date-year"]),
        ("1980", None, ["date-year"]),
        ("70", 70, []),
        ("300", None, ["date-year"]),
        ("last", None, ["date-year"]),
        ("", None, []),
    ],
)
def test_roc_year(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("roc_year", cell, first=70) == (value, codes)


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("薦任第七職等", ("junior", 7), []),
        ("薦任第7職等", ("junior", 7), []),
        ("簡任十職等", ("senior", 10), []),
        ("委任", ("elementary", None), []),
        ("警正", None, ["rank-grade-unread"]),
        ("薦任第15職等", None, ["number-out-of-range"]),
        ("薦任第0職等", None, ["number-out-of-range"]),
        ("", None, []),
    ],
)
def test_rank_grade(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("rank_grade", cell, first=1, last=14) == (value, codes)


def test_terms() -> None:
    assert parse("term", " 男 ", vocabulary="sex") == ("01", [])
    assert parse("term", "", vocabulary="sex") == ("", [])
    assert parse("term", "某", vocabulary="sex") == ("", ["term-unknown"])
    assert parse("term", "工友", vocabulary="personnel_type", otherwise="other") == (
        "other",
        ["term-replaced"],
    )
    assert parse("term", "全英檢", vocabulary="english_test", keep=True) == ("全英檢", ["term-kept"])
    assert parse("term", "=x", vocabulary="english_test", keep=True) == ("", ["formula-text"])
    assert parse("term", "否", vocabulary="elearning_role", none=["否"]) == ("", [])


def test_a_remark_never_repeats_the_cell() -> None:
    """A slipped column may hold a name or a number, and findings may be logged."""
    for name, parameters in (
        ("term", {"vocabulary": "personnel_type", "otherwise": "other"}),
        ("term", {"vocabulary": "english_test", "keep": True}),
        ("yes_no", {}),
        ("email", {}),
        ("integer", {"first": 1, "last": 2}),
        ("text", {"longest": 2}),
        ("date", {}),
    ):
        _, remarks = parsers.build(name, parameters).parse("A123456789 林安娜")
        assert remarks
        assert "A123456789" not in str([remark.params for remark in remarks])


def test_yes_no() -> None:
    for written in ("是", "Y", "ｖ", "✓", "TRUE", "1", "有"):
        assert parse("yes_no", written) == (True, [])
    for written in ("否", "N", "無", "0", "FALSE", ""):
        assert parse("yes_no", written) == (False, [])
    assert parse("yes_no", "", unsaid=True) == (None, [])
    assert parse("yes_no", "", empty=True) == (True, [])
    assert parse("yes_no", "備取", yes=["備取"], no=["正取"]) == (True, [])
    assert parse("yes_no", "正取", yes=["備取"], no=["正取"]) == (False, [])
    assert parse("yes_no", "也許") == (False, ["yes-no-unread"])


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("user@example.gov.tw", "user@example.gov.tw", []),
        ("user+a.b@example.tw", "user+a.b@example.tw", []),
        ("", "", []),
        ("ｕｓｅｒ＠example.tw", "user@example.tw", ["email-converted"]),
        ("user@ example.tw", "user@example.tw", ["email-converted"]),
        ("not-an-email", "not-an-email", ["email-format"]),
        ("a@b", "a@b", ["email-format"]),
        ("a@b..tw", "a@b..tw", ["email-format"]),
        ("=a@b.tw x", "", ["formula-text"]),
    ],
)
def test_email(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("email", cell) == (value, codes)


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        ("05-5322154#2210", "05-5322154#2210", []),
        ("(05)532-2154 轉 12", "(05)532-2154 轉 12", []),
        ("０５－５３２２１５４", "05-5322154", []),
        ("請洽總機", "請洽總機", ["phone-format"]),
        ("", "", []),
    ],
)
def test_phone(cell: Cell, value: object, codes: list[str]) -> None:
    assert parse("phone", cell) == (value, codes)


def test_words_and_patterns() -> None:
    assert parse("words", "人事處、民政處,人事處\n 工務處", longest=9) == (("人事處", "民政處", "工務處"), [])
    assert parse("words", "=甲、乙", longest=9) == ((), ["formula-text"])
    assert parse("pattern", "ａ１", pattern="[A-Z][0-9]", upper=True) == ("A1", [])
    assert parse("pattern", "xx", pattern="[A-Z][0-9]", upper=True) == ("", ["format"])


@given(
    st.sampled_from(sorted(parsers._FACTORIES)),
    st.text(max_size=60) | st.dates() | st.from_regex(r"[0-9a-zA-Z@.\-#()+第期一-十]{1,30}", fullmatch=True),
)
def test_no_parser_fails_and_an_error_leaves_nothing(name: str, cell: Cell) -> None:
    parameters: dict[str, dict[str, object]] = {
        "text": {"longest": 40},
        "name": {"longest": 40},
        "words": {"longest": 40},
        "integer": {"first": 1, "last": 14},
        "rank_grade": {"first": 1, "last": 14},
        "roc_year": {"first": 70},
        "term": {"vocabulary": "sex"},
        "pattern": {"pattern": "[A-Z]+"},
    }
    value, remarks = parsers.build(name, parameters.get(name, {})).parse(cell)
    assert not _has_error(remarks) or value in {"", None, ()}


@given(st.text(max_size=80) | st.from_regex(r"[a-z0-9._-]{1,9}@[a-z.-]{1,20}", fullmatch=True))
def test_a_clean_cell_is_its_own_value_without_remark(cell: str) -> None:
    for name, parameters in (("name", {"longest": 40}), ("email", {}), ("phone", {})):
        parser = parsers.build(name, parameters)
        assert parser.clean
        if re.fullmatch(parser.clean, cell):
            assert parser.parse(cell) == (cell, ())


def _has_error(remarks: Remarks) -> bool:
    return any(remark.severity is Severity.ERROR for remark in remarks)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (5.0, "5"),
        (5.5, "5.5"),
        (True, "TRUE"),
        (DAY, DAY),
        (7, "7"),
        (1e22, "10000000000000000000000"),
        ("x", "x"),
    ],
)
def test_values_of_spreadsheets_become_cells(value: object, cell: Cell) -> None:
    assert cell_of(value) == cell


def test_numbers_that_are_none_become_text() -> None:
    assert cell_of(float("nan")) == "nan"
    assert cell_of(float("inf")) == "inf"
    assert cell_of(None) == ""
