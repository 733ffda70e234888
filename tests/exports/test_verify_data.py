from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.exports.csv_out import encode_rows
from desktop.exports.tables import Column, TableDefinition
from desktop.exports.verification import Fault
from desktop.exports.verify_data import read_rows

TABLE = TableDefinition(
    name="pairs",
    columns=tuple(
        Column(
            name,
            name,
            required=False,
            separator=None,
            is_integer=False,
            is_text=True,
            refuses=lambda _: set(),
        )
        for name in ("a", "b")
    ),
    primary_key=(0,),
    foreign_keys=(),
    description={},
)
TEXTS = st.text(st.sampled_from('ab,"\r\n'), max_size=12) | st.lists(
    st.sampled_from(["a", "b", ",", '"', "\r", "\n", "\r\n", "a,b\r\n", '"a,"', '""']), max_size=10
).map("".join)


@given(TEXTS)
@example("")
@example("a\r,b\r\n")
@example("a,\nb\r\n")
@example("a,b")
@example("a,b\r\n\r\n")
@example("b,a\r\na,b\r\n")
@example('a,"b"\r\n')
def test_only_what_the_writer_makes_is_read(rest: str) -> None:
    """With quotes and without: the rows that the standard library reads, if writing gives the same bytes."""
    content = ("a,b\r\n" + rest).encode()
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(content.decode(), newline=""), strict=True)][1:]
        canonical = (
            all(len(row) == 2 for row in rows) and encode_rows(("a", "b"), TABLE.sorted(rows)) == content
        )
    except csv.Error:
        canonical = False
    if canonical:
        assert read_rows(TABLE, content) == rows
    else:
        with pytest.raises(Fault):
            read_rows(TABLE, content)
