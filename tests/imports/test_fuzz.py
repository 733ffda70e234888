"""Whatever a file holds, reading it ends with drafts and findings or with a known error (rig R13, short)."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.core.counties import county
from desktop.core.errors import KnownError
from desktop.core.messages import LANGUAGES, catalogue
from desktop.imports import history, nominations, report, roster
from desktop.imports.drafts import RosterReading
from desktop.imports.tables import open_table
from tests.imports.files import ANNA, BERT, HEADER, Row, csv_bytes, ods_bytes, ods_table, rezipped, xlsx_bytes

ROWS: list[Row] = [["名冊"], HEADER, ANNA, BERT, [*ANNA[:-1], date(1975, 3, 8)], ["合計", 3]]
WHOLE = {
    "csv": csv_bytes(ROWS),
    "cp950": csv_bytes(ROWS, encoding="cp950"),
    "utf-16": csv_bytes(ROWS, encoding="utf-16"),
    "xlsx": xlsx_bytes(ROWS, merges=["A1:C1", "A3:A4"], more={"乙": [HEADER, BERT]}),
    "ods": ods_bytes(ods_table(ROWS) + ods_table(ROWS, name="乙")),
}

TOKENS = [
    *(b"9" * length for length in (1, 5, 7, 10, 20)),
    *(
        b"A99999999992",
        b"XFD1048576",
        b"A0",
        b"<",
        b">",
        b'"',
        b"'",
        b"&",
        b"&#0;",
        b"<!--",
        b"-->",
        b"<![CDATA[",
    ),
    *(
        b' r="A9"',
        b"<row>",
        b"<c>",
        b"</c>",
        b"<v>",
        b't="s"',
        b't="d"',
        b't="e"',
        b's="99999"',
        b"sheetData",
    ),
    *(
        b'table:number-columns-repeated="9999"',
        b'table:number-rows-repeated="99999"',
        b'uniqueCount="4000000000"',
    ),
    *(b"\0", b"\xff", b"\xfe\xff", b"\r", b"\n", b",", b'"",', b"=", b"\xee\x80\x80"),
]


def mutated(content: bytes, luck: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(luck.choice((1, 1, 2, 4, 16))):
        at = luck.randrange(len(changed) + 1)
        token = luck.choice(TOKENS)
        kind = luck.randrange(4)
        if kind == 0:
            changed[at : at + 1] = bytes([luck.randrange(256)])
        elif kind == 1:
            changed[at:at] = token
        elif kind == 2:
            changed[at : at + len(token)] = token
        else:
            del changed[at : at + luck.choice((1, 2, 8, 64))]
    return bytes(changed)


def mutated_inside(workbook: bytes, luck: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = [name for name in archive.namelist() if "theme" not in name and "docProps" not in name]
        name = luck.choice(parts)
        return rezipped(workbook, {name: mutated(archive.read(name), luck)})


def read(content: bytes) -> RosterReading | None:
    """The reading; None after a known error, whose sentence must exist in both languages."""
    try:
        reading = roster.read(open_table(content, "roster", name="檔案"), [], county=county("10009"))
    except KnownError as known:
        assert all(catalogue(language).error(known) for language in LANGUAGES)
        return None
    for language in LANGUAGES:
        assert len(list(report.rows(reading.findings, reading.records, language=language))) >= reading.records
    assert len(reading.drafts) + reading.refused + reading.repeated == reading.records
    return reading


seeds = st.integers(min_value=0, max_value=2**32)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_random_bytes(content: bytes) -> None:
    read(content)


@given(st.lists(st.lists(st.text(max_size=12), min_size=7, max_size=7), max_size=6))
@settings(deadline=None)
def test_random_cells_under_a_good_header(rows: list[list[str]]) -> None:
    reading = (
        read(csv_bytes([HEADER, *rows], encoding="utf-8").replace(b"\0", b"")) if _encodes(rows) else None
    )
    assert reading is None or reading.records <= len(rows)


def _encodes(rows: list[list[str]]) -> bool:
    return all(
        cell.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in cell)
        for row in rows
        for cell in row
    )


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_files_are_read(kind: str) -> None:
    reading = read(WHOLE[kind])
    assert reading is not None
    assert reading.records == 3


@pytest.mark.parametrize("kind", WHOLE)
@given(seed=seeds)
@often
def test_mutated_files(kind: str, seed: int) -> None:
    read(mutated(WHOLE[kind], random.Random(seed)))


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@given(seed=seeds)
@often
def test_workbooks_mutated_inside(kind: str, seed: int) -> None:
    read(mutated_inside(WHOLE[kind], random.Random(seed)))


@pytest.mark.parametrize("kind", WHOLE)
def test_every_cut_file(kind: str) -> None:
    whole = WHOLE[kind]
    for length in range(0, len(whole), max(1, len(whole) // 60)):
        read(whole[:length])


@given(seed=seeds)
@settings(deadline=None)
def test_other_kinds_of_files(seed: int) -> None:
    header = ["身分證統一編號", "姓名", "班別", "年度", "期別", "推薦順位"]
    content = csv_bytes([header, ["A223456781", "林安娜", "基礎班", "98", "1", "2"]])
    for kind, module in (("history", history), ("nominations", nominations)):
        try:
            module.read(open_table(mutated(content, random.Random(seed)), kind))
        except KnownError as known:
            assert catalogue().error(known)
