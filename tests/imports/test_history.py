from __future__ import annotations

from desktop.imports import history
from desktop.imports.drafts import HistoryDraft, Reading
from desktop.imports.tables import open_table
from tests.imports.files import SAMPLES, Row, csv_bytes

HEADER = ["身分證統一編號", "姓名", "班別", "年度", "期別"]
ANNA = ["A223456781", "林安娜", "自製數位教材基礎班", "98", "1"]


def read(
    *rows: Row, header: list[str] = HEADER, passports: frozenset[str] = frozenset()
) -> Reading[HistoryDraft]:
    return history.read(open_table(csv_bytes([header, *rows]), "history"), passports=passports)


def told(reading: Reading[HistoryDraft]) -> list[tuple[int | None, str | None, str]]:
    return [(each.record, each.field, each.code.removeprefix("imports.")) for each in reading.findings]


def test_the_sample() -> None:
    reading = history.read(open_table(SAMPLES / "history.csv", "history"))
    assert (reading.records, len(reading.drafts), reading.findings) == (84, 84, [])
    assert reading.drafts[0] == HistoryDraft(2, "U104070882", "溫國華", "自製數位教材基礎班", 98, 1)


def test_attendance_is_the_point_of_the_list_and_completion_is_optional() -> None:
    header = [*HEADER, "出席", "結訓", "時數"]
    drafts = read([*ANNA, "", "", ""], [*ANNA[:3], "99", "2", "否", "是", "36"], header=header).drafts
    assert [(each.attended, each.completed, each.hours) for each in drafts] == [
        (True, None, ""),
        (False, True, "36"),
    ]
    assert (read(ANNA).drafts[0].attended, read(ANNA).drafts[0].completed) == (True, None)


def test_years_and_sessions_as_people_write_them() -> None:
    reading = read([*ANNA[:3], "2009", "第二期"], [*ANNA[:3], "民國100年度", "3.0"])
    assert [(each.roc_year, each.session) for each in reading.drafts] == [(98, 2), (100, 3)]
    assert told(reading) == [(2, "年度", "date-western")]


def test_what_is_missing_or_wrong() -> None:
    reading = read(["", *ANNA[1:]], [*ANNA[:2], "", "x", "0"], ["A223456788", *ANNA[1:]])
    assert told(reading) == [
        (2, "身分證統一編號", "required"),
        (3, "班別", "required"),
        (3, "年度", "date-year"),
        (3, "期別", "number-out-of-range"),
        (4, "身分證統一編號", "id-checksum"),
    ]
    assert reading.drafts == []


def test_the_same_attendance_twice_and_the_same_number_with_another_name() -> None:
    reading = read(ANNA, ANNA, [ANNA[0], "林安安", *ANNA[2:4], "2"])
    assert told(reading) == [(3, None, "record-repeated"), (4, "姓名", "id-other-name")]
    assert len(reading.drafts) == 1


def test_one_attendance_told_in_two_ways_is_an_error() -> None:
    header = [*HEADER, "出席"]
    reading = read([*ANNA, "是"], [*ANNA, "否"], header=header)
    assert told(reading) == [(3, "身分證統一編號", "attendance-repeated")]
    assert [each.attended for each in reading.drafts] == [True]


def test_passports_the_office_knows() -> None:
    row = ["X1234567", *ANNA[1:]]
    assert told(read(row)) == [(2, "身分證統一編號", "id-length")]
    assert read(row, passports=frozenset({"X1234567"})).drafts[0].id_no == "X1234567"
    assert read([*row, "護照"], header=[*HEADER, "證件類別"]).drafts[0].id_no == "X1234567"
