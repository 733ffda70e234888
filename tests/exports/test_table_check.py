from __future__ import annotations

import pytest

from desktop.exports.table_check import Tables, check_tables
from desktop.exports.tables import definitions
from tests.exports import packets

GOOD = {table.name: list(table.rows) for table in packets.year()}


def changed(table: str, record: int, **cells: str) -> dict[str, list[tuple[str, ...]]]:
    """The good tables with some cells of one record otherwise; records count the header as 1."""
    header = definitions()[table].header
    row = dict(zip(header, GOOD[table][record - 2], strict=True)) | cells
    rows = [*GOOD[table]]
    rows[record - 2] = tuple(row[name] for name in header)
    return {**GOOD, table: rows}


def test_good_tables_have_no_findings() -> None:
    assert check_tables(GOOD) == []


@pytest.mark.parametrize(
    ("table", "record", "cells", "code", "field"),
    [
        ("people", 2, {"name": ""}, "packet.cell_missing", "name"),
        ("people", 3, {"birth_date": "1975-02-30"}, "packet.cell_invalid", "birth_date"),
        ("people", 3, {"cns_code": "3-2144、x"}, "packet.cell_invalid", "cns_code"),
        ("people", 3, {"cns_code": "3-2144、"}, "packet.cell_invalid", "cns_code"),
        ("people", 3, {"person_no": "P0001"}, "packet.key_twice", "person_no"),
        ("course_nominations", 3, {"rank": "10"}, "packet.key_twice", "activity session rank"),
        ("course_nominations", 2, {"person_no": "P0009"}, "packet.reference", "person_no"),
        ("course_history", 2, {"person_no": "P0009"}, "packet.reference", "person_no"),
        ("reflections", 2, {"person_no": "P0009"}, "packet.reference", "person_no"),
        ("showcase_requests", 2, {"person_no": "P0009"}, "packet.reference", "person_no"),
        ("mentees", 2, {"supervisor_no": "P0002"}, "packet.reference", "supervisor_no"),
        ("mentors", 2, {"wishes": "P0002、x"}, "packet.cell_invalid", "wishes"),
        ("pair_log", 3, {"list": "discussion"}, "packet.key_twice", "mentee_no mentor_no list line"),
        ("pair_log", 2, {"mentor_no": "P0002"}, "packet.reference", "mentee_no mentor_no"),
    ],
)
def test_each_kind_of_mistake(table: str, record: int, cells: dict[str, str], code: str, field: str) -> None:
    found = check_tables(changed(table, record, **cells))
    assert (code, record, field) in [(one.code, one.record, one.field) for one in found]


def test_a_missing_table_leaves_references_without_a_row() -> None:
    found = check_tables({"course_history": GOOD["course_history"]})
    assert [one.code for one in found] == ["packet.reference"]


def test_a_blank_cell_refers_to_nothing_and_a_filled_one_to_somebody() -> None:
    row = ("1", "", "何老師", "某校", "book", "書", "", "", "心得", "2", "", "", "true")
    known: Tables = {**GOOD, "reflections": [row]}
    assert check_tables(known) == []
    lost: Tables = {**GOOD, "reflections": [("1", "P0009", *row[2:])]}
    assert [(one.code, one.field) for one in check_tables(lost)] == [("packet.reference", "person_no")]


def test_an_unknown_table_and_a_row_of_another_width() -> None:
    assert [one.code for one in check_tables({"secrets": []})] == ["packet.table_unknown"]
    assert [one.code for one in check_tables({"people": [("P0001",)]})] == ["packet.table_width"]


def test_more_of_the_same_is_cut_off() -> None:
    rows = [(f"P{number:04d}", *GOOD["people"][0][1:3], "", *GOOD["people"][0][4:]) for number in range(500)]
    found = check_tables({"people": rows})
    assert len(found) == 20
    assert {one.code for one in found} == {"packet.cell_missing"}
