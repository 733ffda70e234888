from __future__ import annotations

import csv
import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import DataError
from desktop.exports.csv_out import encode_rows, encode_tables, tables_sha256
from desktop.exports.packet import TableData
from tests.exports import packets

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
CELLS = st.text(LETTERS, max_size=12) | st.text(',"\r\n =x', max_size=6)


def test_the_form_of_the_file() -> None:
    people = {file.name: file for file in encode_tables(packets.tables())}["people"]
    lines = people.content.split(b"\r\n")
    assert not people.content.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith(b"person_no,id_type,id_no,name,")
    assert lines[-1] == b""
    assert b"\n" not in people.content.replace(b"\r\n", b"")
    assert '"𠮷田 ""引號"""'.encode() in people.content
    assert b",=" in people.content  # raw: guarding is for the copy that people open
    assert people.rows == 2
    assert people.path == "data/people.csv"


def test_files_and_rows_are_ordered_whatever_the_order_given() -> None:
    backwards = tuple(TableData(one.name, one.rows[::-1]) for one in packets.tables()[::-1])
    assert encode_tables(backwards) == encode_tables(packets.tables())
    assert [file.name for file in encode_tables(backwards)] == [
        "course_history",
        "course_nominations",
        "people",
    ]


def test_tables_without_rows_are_left_out() -> None:
    assert encode_tables((TableData("people", ()),)) == ()


def test_the_hash_is_what_sha256sum_makes_of_it() -> None:
    files = encode_tables(packets.tables())
    lines = [f"{hashlib.sha256(file.content).hexdigest()}  data/{file.name}.csv\n" for file in files]
    assert tables_sha256(files) == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert tables_sha256(files[::-1]) == tables_sha256(files)


def test_what_does_not_fit_is_named() -> None:
    spoiled = (*packets.PEOPLE[0][:3], "", *packets.PEOPLE[0][4:])
    with pytest.raises(DataError) as caught:
        encode_tables((TableData("people", (spoiled,)),))
    assert caught.value.code == "packet.tables_invalid"
    assert caught.value.params == {"table": "people", "record": 2, "field": "name", "count": 1}


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6))
def test_any_cells_come_back(rows: list[tuple[str, str]]) -> None:
    encoded = encode_rows(("a", "b"), rows)
    read = list(csv.reader(io.StringIO(encoded.decode("utf-8"), newline=""), strict=True))
    assert [tuple(row) for row in read[1:]] == rows


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_the_standard_library_writes_the_same(rows: list[tuple[str, str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([("a", "b", "c"), *rows])
    assert encode_rows(("a", "b", "c"), rows) == text.getvalue().encode("utf-8")
