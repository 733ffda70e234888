"""Files of reflections as agencies send them, and the file for Excel that comes back in."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop.core import paths
from desktop.core.errors import UsageError
from desktop.models.people import Person
from desktop.services import (
    agencies,
    reflection_acts,
    reflection_export,
    reflection_import,
    reflections,
    roster,
    undo,
)
from desktop.services.importing import ImportResult
from desktop.services.office import Office
from desktop.services.reflections import Line, Show
from tests.builders import make_office

SAMPLES = paths.resources() / "samples"
SCHOOL = "雲林縣立斗六國民中學"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make_office(tmp_path / "office") as made:
        agencies.import_file(made, SAMPLES / "agencies.csv")
        roster.commit(made, roster.preview(made, SAMPLES / "roster.csv"))
        yield made


@pytest.fixture
def filled(office: Office) -> Office:
    reflection_import.import_file(office, SAMPLES / "reflections.csv")
    return office


def imported(office: Office, tmp_path: Path, *rows: dict[str, str]) -> ImportResult:
    """Import rows about 學習的力量; the header is that of the first row."""
    given = [{"來源類別": "圖書", "來源名稱": "學習的力量", "心得": "短短的心得"} | row for row in rows]
    file = tmp_path / "some.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    return reflection_import.import_file(office, file)


def codes(result: ImportResult) -> list[str]:
    return [finding.code for finding in result.findings]


def listed(office: Office, show: Show = Show.ALL) -> tuple[Line, ...]:
    return reflections.listing(office, "zh_TW", show)


def unique_name(office: Office) -> tuple[str, str]:
    """Name and agency of somebody whom nobody shares them with."""
    with (SAMPLES / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        people = [(row["姓名"], row["服務機關"]) for row in csv.DictReader(file)]
    return next(one for one in people if people.count(one) == 1 and one[1] == "雲林縣政府")


def test_without_a_number_the_author_is_found_by_name_and_agency(office: Office, tmp_path: Path) -> None:
    name, agency = unique_name(office)
    result = imported(office, tmp_path, {"姓名": name, "服務機關": agency})
    assert (codes(result), result.committed) == ([], True)
    (line,) = listed(office)
    assert line.person_id is not None
    assert (line.author, line.agency) == (name, agency)


def test_a_teacher_needs_no_number_and_keeps_the_job_title(office: Office, tmp_path: Path) -> None:
    teacher = {"姓名": "何老師", "服務機關": SCHOOL, "職稱": "教師"}
    result = imported(office, tmp_path, teacher)
    assert codes(result) == ["reflections.outside"]
    (line,) = listed(office)
    assert (line.person_id, line.agency, line.job_title) == (None, SCHOOL, "教師")
    again = imported(office, tmp_path, teacher)
    assert (again.same, again.new) == (1, 0)
    colleague = imported(office, tmp_path, teacher | {"服務機關": "雲林縣立虎尾國民中學"})
    assert colleague.new == 1, "another school's teacher of the same name is somebody else"


def test_two_of_one_name_in_one_agency_need_a_number(office: Office, tmp_path: Path) -> None:
    name, agency = unique_name(office)
    with office.database.writing("people.edit") as journal:
        query = "SELECT p.id, p.name FROM person p JOIN agency a ON a.id = p.agency_id WHERE a.name = ?"
        rows = journal.session.connection().exec_driver_sql(query, (agency,)).all()
        other = next(row.id for row in rows if row.name != name)
        journal.update(Person, other, {"name": name})
    result = imported(office, tmp_path, {"姓名": name, "服務機關": agency})
    assert (codes(result), result.committed) == (["reflections.name_twice"], False)


def test_a_number_that_is_none_is_still_refused(office: Office, tmp_path: Path) -> None:
    result = imported(office, tmp_path, {"身分證統一編號": "A123", "姓名": "何老師", "服務機關": SCHOOL})
    assert not result.committed
    assert any(code.startswith("imports.id-") for code in codes(result))


def test_the_same_author_twice_in_one_file_with_and_without_number(office: Office, tmp_path: Path) -> None:
    name, agency = unique_name(office)
    with office.database.reading() as session:
        query = "SELECT id_no FROM person WHERE name = ?"
        number = session.connection().exec_driver_sql(query, (name,)).scalars().first()
    rows = [{"身分證統一編號": told, "姓名": name, "服務機關": agency} for told in (str(number), "")]
    result = imported(office, tmp_path, *rows)
    assert (codes(result), result.committed) == (["imports.reflection-repeated"], False)


def test_a_blank_or_missing_consent_takes_nothing_back(office: Office, tmp_path: Path) -> None:
    teacher = {"姓名": "何老師", "服務機關": SCHOOL}
    imported(office, tmp_path, teacher | {"同意公開": "是"})
    assert imported(office, tmp_path, teacher).same == 1
    assert imported(office, tmp_path, teacher | {"同意公開": ""}).same == 1
    assert listed(office)[0].consent
    assert imported(office, tmp_path, teacher | {"同意公開": "否"}).changed == 1
    assert not listed(office)[0].consent


def test_where_and_when_it_was_posted_is_read(office: Office, tmp_path: Path) -> None:
    teacher = {
        "姓名": "何老師",
        "服務機關": SCHOOL,
        "張貼日期": "104/03/20",
        "張貼網址": "https://example.tw/1",
    }
    refused = imported(office, tmp_path, teacher)
    assert "reflections.posted_nowhere" in codes(refused)
    assert not refused.committed
    imported(office, tmp_path, teacher | {"張貼位置": "讀書會「心得撰寫」"})
    (line,) = listed(office)
    assert (line.post_place, line.posted_date) == ("reading_club", date(2015, 3, 20))
    assert line.posted_reference == "https://example.tw/1"
    changed = imported(office, tmp_path, teacher | {"張貼位置": "讀書會「心得撰寫」", "心得": "改寫"})
    assert "reflections.posted_otherwise" in codes(changed)
    assert (changed.changed, listed(office)[0].body) == (1, "改寫")


def test_what_was_withdrawn_does_not_come_back_by_a_file(filled: Office) -> None:
    first = listed(filled)[0]
    reflection_acts.withdraw(filled, [first.id], "作者請求")
    again = reflection_import.import_file(filled, SAMPLES / "reflections.csv")
    assert codes(again).count("reflections.was_withdrawn") == 1
    assert (again.new, again.changed) == (0, 0)
    assert [one.id for one in listed(filled, Show.WITHDRAWN)] == [first.id]
    assert first.id not in {one.id for one in listed(filled)}


def test_what_was_withdrawn_is_brought_back_as_it_was(filled: Office) -> None:
    first = listed(filled)[0]
    reflection_acts.withdraw(filled, [first.id], "作者請求")
    reflection_acts.reinstate(filled, [first.id])
    assert listed(filled)[0] == first
    with pytest.raises(UsageError):
        reflection_acts.reinstate(filled, [first.id])
    undo.undo(filled.database)
    assert [one.withdrawn_reason for one in listed(filled, Show.WITHDRAWN)] == ["作者請求"]


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_exported_file_comes_back_as_it_went(filled: Office, tmp_path: Path, name: str) -> None:
    line = listed(filled)[0]
    told = {
        "body": "=第一行\n\n第二段，含「𠮷」與 0912",
        "takeaways": "一\n二",
        "source_reference": "9789571234567",
    }
    reflection_acts.restate(filled, line.id, told)
    reflection_acts.post(filled, [line.id], "elite_community", date(2015, 4, 1), "https://example.tw/1")
    teacher = reflection_acts.add(filled, author="何老師", agency=SCHOOL)
    reflection_acts.restate(filled, teacher, {"source_title": "書", "body": "心得", "title_of_post": "教師"})
    before = listed(filled)
    path = tmp_path / name
    assert reflection_export.write(filled, path) == len(before)
    back = reflection_import.import_file(filled, path)
    assert (back.errors, back.new, back.changed, back.same) == (0, 0, 0, len(before))
    assert listed(filled) == before


def test_the_exported_file_has_whole_texts_and_counts_but_no_numbers(filled: Office, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    chosen = [one.id for one in listed(filled, Show.TOO_LONG)]
    assert reflection_export.write(filled, path, chosen) == 2
    header, *rows = openpyxl.load_workbook(path).active.values  # type: ignore[union-attr]
    assert header[0] == "編號"
    assert "身分證統一編號" not in header
    bodies = [row[header.index("心得")] for row in rows]
    assert bodies == [one.body for one in listed(filled, Show.TOO_LONG)]
    assert [row[header.index("超過字數")] for row in rows] == ["1", "30"]


def test_words_are_looked_for_everywhere_in_the_text(filled: Office) -> None:
    found = listed(filled)
    assert [one.source_title for one in reflections.matching(found, "雲端時代")] == ["雲端時代"]
    assert reflections.matching(found, "圖書 第五項")[0].source_title == "第五項修練"
    assert reflections.matching(found, "圖書 沒有這本") == ()
    assert reflections.matching(found, "  ") == found
