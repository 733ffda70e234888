from __future__ import annotations

import pytest

from desktop.imports import nominations
from desktop.imports.drafts import NominationDraft, Reading
from desktop.imports.tables import open_table
from tests.imports.files import SAMPLES, Row, csv_bytes

HEADER = ["身分證統一編號", "姓名", "期別", "推薦順位", "業務關係", "業務說明"]
ANNA = ["A223456781", "林安娜", "1", "2", "承辦", "辦理數位學習"]


def read(*rows: Row, header: list[str] = HEADER) -> Reading[NominationDraft]:
    return nominations.read(open_table(csv_bytes([header, *rows]), "nominations"))


def told(reading: Reading[NominationDraft]) -> list[tuple[int | None, str | None, str]]:
    return [(each.record, each.field, each.code.removeprefix("imports.")) for each in reading.findings]


@pytest.mark.parametrize(("name", "people"), [("basic", 22), ("advanced", 13), ("newmedia", 14)])
def test_the_samples(name: str, people: int) -> None:
    reading = nominations.read(open_table(SAMPLES / f"nominate-{name}.csv", "nominations"))
    assert (reading.records, len(reading.drafts), reading.findings) == (people, people, [])


def test_a_nomination() -> None:
    header = [*HEADER, "備取", "膳食", "住宿", "無障礙需求", "備註"]
    reading = read([*ANNA, "備取", "素食", "是", "否", "甲\n乙"], header=header)
    assert reading.drafts == [
        NominationDraft(
            record=2,
            id_no="A223456781",
            name="林安娜",
            session=1,
            rank=2,
            alternate=True,
            business_relation="officer",
            business_note="辦理數位學習",
            meal="vegetarian",
            lodging=True,
            access_need=False,
            note="甲\n乙",
        )
    ]


def test_what_the_file_does_not_say_is_unsaid() -> None:
    draft = read([*ANNA[:2], "", "", "無", ""]).drafts[0]
    assert (draft.session, draft.rank, draft.business_relation) == (None, None, "")
    assert (draft.alternate, draft.lodging, draft.access_need) == (False, None, None)


def test_the_same_person_twice_in_a_session() -> None:
    reading = read(ANNA, [*ANNA[:3], "5", "", ""], [*ANNA[:2], "2", "1", "", ""], ANNA)
    assert told(reading) == [(3, "身分證統一編號", "nomination-repeated"), (5, None, "record-repeated")]
    assert [draft.record for draft in reading.drafts] == [2, 4]


def test_one_number_with_two_names() -> None:
    assert told(read(ANNA, [ANNA[0], "林安安", "2", *ANNA[3:]])) == [(3, "姓名", "id-other-name")]


def test_wrong_cells() -> None:
    reading = read(["A22345678", "=1", "第零期", "0", "某", "x" * 101])
    assert told(reading) == [
        (2, "身分證統一編號", "id-length"),
        (2, "姓名", "formula-name"),
        (2, "期別", "not-a-number"),
        (2, "推薦順位", "number-out-of-range"),
        (2, "業務關係", "term-unknown"),
        (2, "業務說明", "text-too-long"),
    ]
