from __future__ import annotations

from collections import Counter

from desktop.core.counties import county
from desktop.imports import agencies
from desktop.imports.drafts import AgencyDraft, Reading
from desktop.imports.tables import open_table
from tests.imports.files import SAMPLES, Row, csv_bytes

HEADER = ["機關名稱", "機關別", "單位"]


def read(*rows: Row, header: list[str] = HEADER) -> Reading[AgencyDraft]:
    return agencies.read(open_table(csv_bytes([header, *rows]), "agencies"), county=county("10009"))


def told(reading: Reading[AgencyDraft]) -> list[tuple[int | None, str | None, str]]:
    return [(each.record, each.field, each.code.removeprefix("imports.")) for each in reading.findings]


def test_the_sample() -> None:
    reading = agencies.read(open_table(SAMPLES / "agencies.csv", "agencies"), county=county("10009"))
    assert (reading.records, reading.findings) == (32, [])
    assert Counter(draft.kind for draft in reading.drafts) == {
        "government": 1,
        "subordinate": 9,
        "township": 20,
        "council": 1,
        "school": 1,
    }
    assert reading.drafts[8].units == ("人事室", "資訊科", "訓練科")


def test_names_are_written_officially() -> None:
    reading = read(["雲林縣台西鄉公所", "公所", ""])
    assert reading.drafts[0].name == "雲林縣臺西鄉公所"
    assert told(reading) == [(2, "機關名稱", "agency-matched")]


def test_a_missing_kind_is_taken_from_the_name() -> None:
    assert told(read(["雲林縣文化局", "", ""])) == [(2, "機關別", "agency-kind-guessed")]
    assert read(["雲林縣文化局", "", ""]).drafts[0].kind == "subordinate"
    assert read(["雲林縣議會"], header=["機關名稱"]).drafts[0].kind == "council"


def test_a_department_is_no_agency() -> None:
    assert told(read(["雲林縣政府民政處", "府", ""])) == [(2, "機關名稱", "agency-is-unit")]


def test_doubles() -> None:
    row = ["雲林縣文化局", "所屬機關", "人事室"]
    assert told(read(row, row)) == [(3, None, "record-repeated")]
    reading = read(row, [*row[:2], "主計室"])
    assert told(reading) == [(3, "機關名稱", "agency-repeated")]
    assert len(reading.drafts) == 1


def test_the_code_is_only_checked_for_its_form() -> None:
    header = [*HEADER, "機關代碼"]
    reading = read(
        ["雲林縣文化局", "所屬機關", "", "376470000a"], ["雲林縣議會", "議會", "", "12"], header=header
    )
    assert [draft.code for draft in reading.drafts] == ["376470000A", ""]
    assert told(reading) == [(3, "機關代碼", "format")]
