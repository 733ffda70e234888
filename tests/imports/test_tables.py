from __future__ import annotations

import tracemalloc
from datetime import date
from itertools import repeat
from pathlib import Path

import pytest

from desktop.core.errors import DataError
from desktop.imports import tables
from desktop.imports.cells import Cell
from desktop.imports.tables import LeftOut, Table, open_table
from tests.imports.files import (
    ANNA,
    BERT,
    HEADER,
    SAMPLES,
    Row,
    csv_bytes,
    ods_bytes,
    ods_cell,
    ods_table,
    xlsx_bytes,
)

KEY = HEADER.index("身分證統一編號")
DAY = date(1975, 3, 8)


def opened(content: bytes, **options: object) -> Table:
    return open_table(content, "roster", name="名冊", **options)  # type: ignore[arg-type]


def keys(table: Table) -> list[tuple[int, Cell]]:
    return [(number, cells[KEY]) for number, cells in table.records()]


TITLES: list[Row] = [["雲林縣政府人員名冊"], ["製表日期：104年1月5日"], [""]]
TOTALS: list[Row] = [
    ["", "", "", "", "", "", ""],
    ["合計", 2, "", "", "", "", ""],
    ["製表人：林安娜", "", "", "", "", "", ""],
]
EVERYTHING = [*TITLES, HEADER, ANNA, ["", "", "", "", "", "", ""], BERT, *TOTALS]

FORMATS = {
    "csv": csv_bytes(EVERYTHING),
    "cp950": csv_bytes(EVERYTHING, encoding="cp950"),
    "utf-16": csv_bytes(EVERYTHING, encoding="utf-16", delimiter="\t"),
    "xlsx": xlsx_bytes(EVERYTHING, merges=["A1:G1"]),
    "ods": ods_bytes(ods_table(EVERYTHING)),
}


@pytest.mark.parametrize("content", FORMATS.values(), ids=FORMATS)
def test_titles_blank_rows_totals_and_footers_are_left_out(content: bytes) -> None:
    table = opened(content)
    assert keys(table) == [(2, "A223456781"), (3, "A123456789")]
    assert [(each.kind, each.text) for each in table.left_out] == [
        ("total", "合計"),
        ("footer", "製表人：林安娜"),
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_records_know_their_row_on_the_sheet(kind: str) -> None:
    table = opened(FORMATS[kind])
    list(table.batches())
    assert [table.row_of(record) for record in (1, 2, 3, 4)] == [None, 5, 7, None]
    assert table.left_out[0].row == 9


def test_a_text_file_counts_records_not_lines() -> None:
    rows = [HEADER, [*ANNA[:2], "科員\n兼組長", *ANNA[3:]], BERT]
    table = opened(csv_bytes(rows))
    assert keys(table) == [(2, "A223456781"), (3, "A123456789")]
    assert table.row_of(2) is None


def test_reading_twice_gives_the_same() -> None:
    table = opened(FORMATS["xlsx"])
    assert list(table.records()) == list(table.records())
    assert len(table.left_out) == 2


def test_a_repeated_header_is_left_out() -> None:
    table = opened(csv_bytes([HEADER, ANNA, HEADER, BERT]))
    assert [key for _, key in keys(table)] == ["A223456781", "A123456789"]
    assert table.left_out == [LeftOut(3, "header", HEADER[0])]


def test_a_header_of_two_lines() -> None:
    rows: list[Row] = [
        ["服務機關", "姓名", "身分證統一編號", "審定官職等", ""],
        ["", "", "", "官等", "職等"],
        ["雲林縣政府", "林安娜", "A223456781", "委任", 5],
    ]
    table = opened(xlsx_bytes(rows, merges=["A1:A2", "B1:B2", "C1:C2", "D1:E1"]))
    assert table.header == ("服務機關", "姓名", "身分證統一編號", "官等", "職等")
    assert list(table.records()) == [(2, ["雲林縣政府", "林安娜", "A223456781", "委任", "5"])]


def test_a_blank_key_is_a_record_all_the_same() -> None:
    nobody = [*ANNA[:KEY], "", *ANNA[KEY + 1 :]]
    assert keys(opened(csv_bytes([HEADER, nobody, BERT]))) == [(2, ""), (3, "A123456789")]


def test_rows_narrower_and_wider_than_the_header() -> None:
    batch = next(opened(csv_bytes([HEADER, ANNA[:-1], [*BERT, "滑出"], [*ANNA, "", ""]])).batches())
    assert [(place, remark.code, dict(remark.params)) for place, remark in batch.remarks] == [
        (0, "imports.row-too-short", {"missing": 1}),
        (1, "imports.row-too-wide", {"width": 7}),
    ]
    assert [len(column) for column in batch.columns] == [3] * 7


def test_real_dates_and_numbers_of_spreadsheets() -> None:
    row: Row = [*ANNA[:-1], DAY]
    for content in (xlsx_bytes([HEADER, row]), ods_bytes(ods_table([HEADER, row]))):
        assert next(opened(content).records())[1][-1] == DAY


def test_merged_agencies_serve_every_row_they_span() -> None:
    rows: list[Row] = [HEADER, ANNA, ["", *BERT[1:]]]
    spanned = ods_table([HEADER]).replace(
        "</table:table>",
        "<table:table-row>"
        + ods_cell(str(ANNA[0]), ' table:number-rows-spanned="2"')
        + "".join(map(ods_cell, ANNA[1:]))
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + "".join(map(ods_cell, BERT[1:]))
        + "</table:table-row></table:table>",
    )
    for content in (xlsx_bytes(rows, merges=["A2:A3"]), ods_bytes(spanned)):
        assert [cells[0] for _, cells in opened(content).records()] == ["雲林縣政府"] * 2


def test_the_sheet_with_the_header_is_chosen() -> None:
    content = xlsx_bytes([["說明"], ["請勿更動"]], more={"資料": [HEADER, ANNA]})
    table = opened(content)
    assert (table.sheet.name, keys(table)) == ("資料", [(2, "A223456781")])
    assert table.findings == []


def test_other_sheets_of_the_same_form_are_told() -> None:
    content = xlsx_bytes([HEADER, ANNA], more={"乙鎮": [HEADER, BERT]})
    table = opened(content)
    assert keys(table) == [(2, "A223456781")]
    assert [(finding.code, dict(finding.params)) for finding in table.findings] == [
        ("imports.other-sheets", {"sheet": "名冊", "others": "乙鎮"})
    ]
    assert keys(opened(content, sheet="乙鎮")) == [(2, "A123456789")]
    with pytest.raises(DataError, match=r"imports\.sheet-missing"):
        opened(content, sheet="丙鄉")


def test_the_user_maps_unknown_headers() -> None:
    rows = [["甲", "乙", "丙"], ["雲林縣政府", "林安娜", "A223456781"]]
    with pytest.raises(DataError, match=r"imports\.header-missing"):
        opened(csv_bytes(rows))
    table = opened(csv_bytes(rows), overrides={"甲": "agency", "乙": "name", "丙": "id_no"})
    assert table.columns.used == {"甲": "agency", "乙": "name", "丙": "id_no"}


def test_no_header_says_what_was_looked_for() -> None:
    with pytest.raises(DataError) as raised:
        opened(csv_bytes([ANNA, BERT]))
    assert raised.value.code == "imports.header-missing"
    assert raised.value.params["columns"] == "服務機關、姓名、身分證統一編號"


def test_a_file_of_another_kind_lacks_columns() -> None:
    with pytest.raises(DataError) as raised:
        open_table(SAMPLES / "history.csv", "roster")
    assert raised.value.code == "imports.column-missing"
    assert raised.value.params["columns"] == "服務機關"


def test_an_extended_encoding_is_told() -> None:
    table = opened(csv_bytes([HEADER, [*ANNA[:3], "王㛢", *ANNA[4:]]], encoding="big5hkscs"))
    assert [finding.code for finding in table.findings] == ["imports.encoding-extended"]


def test_too_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_RECORDS", 3)
    assert len(list(opened(csv_bytes([HEADER, *repeat(ANNA, 3)])).records())) == 3
    with pytest.raises(DataError, match=r"imports\.too-many-records"):
        list(opened(csv_bytes([HEADER, *repeat(ANNA, 4)])).records())


def test_batches_are_numbered_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH", 4)
    blank = [""] * len(HEADER)
    table = opened(csv_bytes([HEADER, ANNA, blank, ANNA, ANNA, ANNA, blank, blank, blank, blank, BERT]))
    assert [(batch.first, batch.size) for batch in table.batches()] == [(2, 3), (5, 1), (6, 1)]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(csv_bytes([HEADER]) + csv_bytes([ANNA], encoding="utf-8") * 40_000)
    table = open_table(path, "roster")
    tracemalloc.start()
    try:
        assert sum(batch.size for batch in table.batches()) == 40_000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < path.stat().st_size // 2


def test_a_million_repeated_rows_of_a_document_are_not_held(tmp_path: Path) -> None:
    cells = "".join(map(ods_cell, ANNA))
    more = f'<table:table-row table:number-rows-repeated="1000000">{cells}</table:table-row>'
    table = opened(ods_bytes(ods_table([HEADER], after=more)))
    tracemalloc.start()
    try:
        with pytest.raises(DataError, match=r"imports\.too-many-records"):
            for _ in table.batches():
                pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 8_000_000
