from __future__ import annotations

import pytest

from desktop.core.errors import DataError
from desktop.imports.delimited import open_delimited
from desktop.imports.headers import HeaderNames
from desktop.imports.inputs import given
from desktop.imports.layouts import layout
from tests.imports.files import ANNA, HEADER, csv_bytes

NAMES = HeaderNames(layout("roster"))


def rows(content: bytes) -> list[list[object]]:
    return [list(row) for row in open_delimited(given(content, "名冊.csv"), NAMES).rows()]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    content = csv_bytes([HEADER, ANNA], delimiter=delimiter, encoding=encoding)
    assert rows(content) == [HEADER, ANNA]


def test_a_delimiter_inside_cells_does_not_mislead() -> None:
    table = [HEADER, [*ANNA[:2], "a;b;c;d;e;f;g;h,i", *ANNA[3:]]]
    assert rows(csv_bytes(table)) == table


def test_reading_again_starts_at_the_beginning() -> None:
    text = open_delimited(given(csv_bytes([HEADER, ANNA])), NAMES)
    assert list(text.rows()) == list(text.rows())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('甲,"乙\r\n' + "丙," * 50, "imports.csv-quote-open"),
        ('甲,"乙"丙\r\n', "imports.csv-quote-broken"),
        ("甲," + "x" * 140_000 + "\r\n", "imports.csv-cell-too-long"),
    ],
)
def test_a_broken_quotation_is_told_with_its_record(line: str, code: str) -> None:
    content = csv_bytes([HEADER, *[ANNA] * 60]) + line.encode()
    with pytest.raises(DataError) as raised:
        rows(content)
    assert (raised.value.code, raised.value.params["record"]) == (code, 62)


def test_a_row_of_too_many_cells_is_refused() -> None:
    with pytest.raises(DataError, match=r"imports\.too-many-columns"):
        rows(csv_bytes([HEADER, ANNA]) + b"," * 5_000)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end: str) -> None:
    assert rows((",".join(HEADER) + end + ",".join(map(str, ANNA)) + end).encode()) == [HEADER, ANNA]


def test_the_number_of_rows_is_estimated() -> None:
    text = open_delimited(given(csv_bytes([HEADER, *[ANNA] * 5000])), NAMES)
    assert 4900 < text.expected_rows() < 5200
