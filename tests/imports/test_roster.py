from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core.counties import county
from desktop.core.errors import Cancelled
from desktop.core.findings import Finding, Severity
from desktop.imports import agencies, report, roster
from desktop.imports.drafts import KnownAgency, PersonDraft, RosterReading
from desktop.imports.tables import open_table
from tests.imports.files import ANNA, BERT, HEADER, SAMPLES, Row, csv_bytes, ods_bytes, ods_table, xlsx_bytes

YUNLIN = county("10009")


def known() -> tuple[KnownAgency, ...]:
    drafts = agencies.read(open_table(SAMPLES / "agencies.csv", "agencies"), county=YUNLIN).drafts
    return tuple(KnownAgency(draft.name, draft.kind, draft.units) for draft in drafts)


KNOWN = known()


def read(source: Path | bytes, today: date | None = None) -> RosterReading:
    return roster.read(open_table(source, "roster", name="名冊"), KNOWN, county=YUNLIN, today=today)


def read_rows(*rows: Row, header: Sequence[str] = HEADER, today: date | None = None) -> RosterReading:
    return read(csv_bytes([header, *rows]), today)


def told(reading: RosterReading) -> list[tuple[int | None, str | None, str]]:
    return [(each.record, each.field, each.code.removeprefix("imports.")) for each in reading.findings]


def changed(row: Row, **cells: str | int | date) -> Row:
    columns = {"agency": 0, "unit": 1, "title": 2, "name": 3, "id_no": 4, "sex": 5, "birth": 6}
    copy = list(row)
    for name, value in cells.items():
        copy[columns[name]] = value
    return copy


# --- The samples -----------------------------------------------------------------------------------------


def test_the_dirty_roster_gets_exactly_what_is_expected(tmp_path: Path) -> None:
    reading = read(SAMPLES / "roster-dirty.csv")
    path = tmp_path / "report.csv"
    report.write_report(path, reading.findings, reading.records)
    assert path.read_bytes() == (SAMPLES / "roster-dirty.expected.csv").read_bytes()
    assert (reading.records, len(reading.drafts), reading.refused, reading.repeated) == (31, 23, 7, 1)
    assert [agency.name for agency in reading.new_agencies] == ["不存在機關"]


def test_the_three_rosters_give_the_same_people() -> None:
    by_name = {name: read(SAMPLES / name) for name in ("roster.csv", "roster.xlsx", "roster-cp950.csv")}
    assert [reading.findings for reading in by_name.values()] == [[], [], []]
    people = {name: {draft[1:] for draft in reading.drafts} for name, reading in by_name.items()}
    assert len(people["roster.csv"]) == 620
    assert people["roster.xlsx"] == people["roster.csv"]
    assert len(people["roster-cp950.csv"]) == 583
    assert people["roster-cp950.csv"] < people["roster.csv"]


def test_a_person_of_the_sample() -> None:
    assert read(SAMPLES / "roster.csv").drafts[0] == PersonDraft(
        record=2,
        agency="雲林縣政府",
        unit="教育處",
        title="科員",
        name="簡承翰",
        id_type="national",
        id_no="Q155039466",
        sex="01",
        birth_date=date(1972, 10, 6),
        rank="elementary",
        grade=5,
        personnel_type="civil_servant",
        hired_date=date(1998, 7, 2),
        phone="05-6868153#649",
        email="user0001@example.gov.tw",
        english_test="toeic",
        english_score="815",
    )


# --- One record ------------------------------------------------------------------------------------------


def test_every_format_gives_the_same_drafts() -> None:
    rows: list[Row] = [
        ["雲林縣人員名冊"],
        HEADER,
        changed(ANNA, birth=date(1975, 3, 8)),
        changed(BERT, birth="70/12/31"),
    ]
    readings = [read(xlsx_bytes(rows)), read(ods_bytes(ods_table(rows)))]
    rows[2] = changed(ANNA, birth="064/03/08")
    readings.append(read(csv_bytes(rows, encoding="utf-16", delimiter="\t")))
    assert readings[0].drafts == readings[1].drafts == readings[2].drafts
    assert [told(reading) for reading in readings] == [[], [], []]
    assert readings[0].drafts[0].birth_date == date(1975, 3, 8)


@pytest.mark.parametrize("field", ["agency", "name", "id_no"])
def test_what_must_be_filled(field: str) -> None:
    names = {"agency": "服務機關", "name": "姓名", "id_no": "身分證統一編號"}
    reading = read_rows(changed(ANNA, **{field: " "}), BERT)
    assert told(reading) == [(2, names[field], "required")]
    assert [draft.record for draft in reading.drafts] == [3]


def test_several_findings_of_a_record_come_in_the_order_of_columns() -> None:
    reading = read_rows(
        changed(ANNA, birth="1975/03/08", id_no=" A223456781", agency="本府", name="安\ue000")
    )
    assert told(reading) == [
        (2, "服務機關", "agency-matched"),
        (2, "姓名", "name-private-use"),
        (2, "身分證統一編號", "id-space"),
        (2, "出生年月日", "date-western"),
    ]
    assert reading.findings[0].person == "A22*****81"
    assert reading.findings[0].name == "安○"


def test_names_are_stored_as_written() -> None:
    for name in ("羽生 結弦", "ＬＩＳＩＮ", "夷將·拔路兒", "\uf914\u96ea", "葛\U000e0100城", "𠮷𡍼"):
        assert read_rows(changed(ANNA, name=f" {name}\u3000")).drafts[0].name == name


def test_rank_and_grade_in_one_column() -> None:
    header = [*HEADER, "官職等"]
    reading = read_rows([*ANNA, "薦任第七職等"], [*BERT, "委任第七職等"], header=header)
    assert [(draft.rank, draft.grade) for draft in reading.drafts] == [("junior", 7), ("elementary", 7)]
    assert told(reading) == [(3, "官職等", "grade-differs")]


def test_own_columns_win_over_the_joined_one() -> None:
    header = [*HEADER, "官職等", "審定官等", "審定職等"]
    reading = read_rows([*ANNA, "薦任第七職等", "簡任", ""], header=header)
    assert (reading.drafts[0].rank, reading.drafts[0].grade) == ("senior", 7)


def test_birth_in_the_future_and_hired_as_a_child() -> None:
    header = [*HEADER, "到職日期"]
    today = date(2015, 1, 5)
    reading = read_rows(
        [*changed(ANNA, birth="150/01/01"), "104/01/01"], [*BERT, "80/01/01"], header=header, today=today
    )
    assert told(reading) == [(2, "出生年月日", "birth-in-future"), (3, "到職日期", "hired-too-young")]
    assert [draft.record for draft in reading.drafts] == [3]


def test_a_row_with_slipped_cells_is_refused() -> None:
    assert told(read_rows([*ANNA, "滑出"])) == [(2, None, "row-too-wide")]


def test_columns_nobody_knows_are_told() -> None:
    reading = read(csv_bytes([[*HEADER, "血型"], [*ANNA, "O"]]))
    assert reading.unknown_columns == ("血型",)
    assert reading.mapping_used["姓名"] == "name"


# --- Several records -------------------------------------------------------------------------------------


def test_a_record_said_twice_is_left_out_even_when_written_differently() -> None:
    reading = read_rows(ANNA, changed(ANNA, birth="民國64年3月8日"), BERT)
    assert told(reading) == [(3, None, "record-repeated")]
    assert reading.findings[0].params == {"earlier": 2}
    assert [draft.record for draft in reading.drafts] == [2, 4]
    assert reading.repeated == 1


def test_a_refused_record_said_twice_is_refused_twice() -> None:
    bad = changed(ANNA, birth="64/02/30")
    reading = read_rows(bad, bad)
    assert (reading.records, len(reading.drafts), reading.refused, reading.repeated) == (2, 0, 2, 0)


def test_the_same_number_with_other_content_is_an_error() -> None:
    reading = read_rows(ANNA, changed(ANNA, name="林安安"), ANNA)
    assert told(reading) == [(3, "身分證統一編號", "id-repeated"), (4, None, "record-repeated")]
    assert [draft.record for draft in reading.drafts] == [2]


def test_bad_numbers_are_not_compared() -> None:
    bad = changed(ANNA, id_no="A123456788")
    assert told(read_rows(bad, bad)) == [
        (2, "身分證統一編號", "id-checksum"),
        (3, "身分證統一編號", "id-checksum"),
    ]


def test_new_agencies_are_counted() -> None:
    new = changed(ANNA, agency="雲林縣新機關處")
    reading = read_rows(new, BERT, changed(BERT, agency="雲林縣新機關處", id_no="A123456798"))
    assert [(each.name, each.kind, each.record, each.people) for each in reading.new_agencies] == [
        ("雲林縣新機關處", "subordinate", 2, 2)
    ]


def test_findings_know_their_row_on_the_sheet() -> None:
    rows: list[Row] = [["名冊"], [""], HEADER, changed(ANNA, birth="64/02/30")]
    assert read(xlsx_bytes(rows)).row_of(2) == 4
    assert read(csv_bytes(rows)).row_of(2) is None


def test_progress_is_told_and_can_cancel() -> None:
    class Impatient:
        def __init__(self) -> None:
            self.steps: list[tuple[int, int, str]] = []

        def step(self, done: int, total: int, label: str) -> None:
            self.steps.append((done, total, label))
            if len(self.steps) == 2:
                raise Cancelled

    rows = [changed(ANNA, id_no=f"A2{number:08d}") for number in range(1500)]
    progress = Impatient()
    with pytest.raises(Cancelled):
        roster.read(open_table(csv_bytes([HEADER, *rows]), "roster"), KNOWN, county=YUNLIN, progress=progress)
    assert [(done, label) for done, _, label in progress.steps] == [
        (512, "imports.progress-reading"),
        (1024, "imports.progress-reading"),
    ]
    assert all(1024 <= total < 2000 for _, total, _ in progress.steps)


# --- Very many -------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_hundred_thousand_wrong_rows_are_all_counted_in_bounded_memory(tmp_path: Path) -> None:
    wrong = changed(ANNA, id_no="A123456788", birth="64/02/30", agency="不明")
    path = tmp_path / "wrong.csv"
    path.write_bytes(csv_bytes([HEADER]) + csv_bytes([wrong], encoding="utf-8") * 100_000)
    tracemalloc.start()
    try:
        reading = read(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (reading.records, reading.refused, reading.drafts) == (100_000, 100_000, [])
    assert reading.counts == {Severity.ERROR: 200_000, Severity.WARNING: 100_000}
    assert len(reading.findings) == 100_000
    assert reading.complete_until == 33_335
    assert Counter(each.record for each in reading.findings)[33_334] == 3
    assert peak < 70_000_000
    rows = list(report.rows(reading.findings, reading.records, complete_until=reading.complete_until))
    assert [row[0] for row in rows[-2:]] == ["33334", "33335"]
    assert not any(row[2] == "ok" for row in rows)


def test_no_finding_holds_a_whole_number_or_name() -> None:
    reading = read(SAMPLES / "roster-dirty.csv")
    for finding in reading.findings:
        assert_masked(finding)


def assert_masked(finding: Finding) -> None:
    text = f"{finding.person} {finding.name} {dict(finding.params)}"
    for draft in read(SAMPLES / "roster-dirty.csv").drafts:
        assert draft.id_no not in text
        assert draft.name not in text
