"""Micro-reflections from a file: counted as people count, never cut, and each with its author."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.findings import Severity
from desktop.services import agencies, people_merge, reflection_import, reflections, roster, undo
from desktop.services.importing import ImportResult
from desktop.services.office import Office
from tests.builders import make_office

SAMPLES = paths.resources() / "samples"
SAMPLE = SAMPLES / "reflections.csv"
HEADER = [
    "身分證統一編號",
    "姓名",
    "服務機關",
    "來源類別",
    "來源名稱",
    "閱讀日期",
    "心得",
    "同意公開",
    "張貼位置",
]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make_office(tmp_path / "office") as made:
        agencies.import_file(made, SAMPLES / "agencies.csv")
        assert roster.commit(made, roster.preview(made, SAMPLES / "roster.csv")).committed
        yield made


def records() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def imported(office: Office, tmp_path: Path, *rows: list[str]) -> ImportResult:
    file = tmp_path / "some.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        csv.writer(opened).writerows([HEADER, *rows])
    return reflection_import.import_file(office, file)


def somebody(**other: str) -> list[str]:
    first = records()[0]
    own = {
        "身分證統一編號": first["身分證統一編號"],
        "姓名": first["姓名"],
        "來源類別": "圖書",
        "來源名稱": "學習的力量",
        "閱讀日期": "104/03/12",
        "心得": "短短的心得",
    }
    return [(dict.fromkeys(HEADER, "") | own | other)[name] for name in HEADER]


def codes(result: ImportResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_the_sample_is_taken_whole_and_what_is_too_long_is_told(office: Office) -> None:
    result = reflection_import.import_file(office, SAMPLE)
    assert (result.committed, result.new, result.errors) == (True, len(records()), 0)
    told = [one.params["over"] for one in result.findings if one.code == "reflections.too_long"]
    assert sorted(map(int, told)) == [1, 30]
    assert all(one.severity is Severity.WARNING for one in result.findings)
    lines = reflections.listing(office, "zh_TW")
    assert sorted(line.over for line in lines)[-3:] == [0, 1, 30]
    assert {line.characters for line in lines} >= {300, 301, 330}
    rare = [line for line, record in zip(lines, records(), strict=True) if "𠮷" in record["心得"]]
    assert [(line.characters, line.over) for line in rare] == [(300, 0)]
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


def test_the_text_is_kept_to_the_last_sign(office: Office) -> None:
    reflection_import.import_file(office, SAMPLE)
    with office.database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT body FROM reflection ORDER BY number").all()
    assert [row.body for row in rows] == [record["心得"] for record in records()]


def test_the_same_file_again_changes_nothing_and_a_shorter_text_replaces_the_long_one(
    office: Office, tmp_path: Path
) -> None:
    reflection_import.import_file(office, SAMPLE)
    again = reflection_import.import_file(office, SAMPLE)
    assert (again.new, again.changed, again.same) == (0, 0, len(records()))
    long = next(record for record in records() if len(record["心得"]) > 320)
    columns = {name: long[name] for name in ("身分證統一編號", "姓名", "來源類別", "來源名稱", "閱讀日期")}
    shorter = imported(office, tmp_path, somebody(**columns, 心得="縮短了"))
    assert (shorter.new, shorter.changed, shorter.committed) == (0, 1, True)
    assert sum(line.over > 0 for line in reflections.listing(office, "zh_TW")) == 1


def test_an_import_is_undone_as_one(office: Office) -> None:
    reflection_import.import_file(office, SAMPLE)
    undo.undo(office.database)
    assert reflections.listing(office, "zh_TW") == ()


def test_a_teacher_outside_the_roster_needs_a_school(office: Office, tmp_path: Path) -> None:
    outsider = {"身分證統一編號": "A123456789", "姓名": "王老師"}
    refused = imported(office, tmp_path, somebody(**outsider))
    assert (codes(refused), refused.committed) == (["reflections.no_agency"], False)
    taken = imported(office, tmp_path, somebody(**outsider, 服務機關="雲林縣立斗六國民中學"))
    assert (codes(taken), taken.committed) == (["reflections.outside"], True)
    (line,) = reflections.listing(office, "en")
    assert (line.author, line.agency, line.source) == ("王老師", "雲林縣立斗六國民中學", "Book 學習的力量")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"來源類別": "電影院"}, "reflections.reading"),
        ({"張貼位置": "臉書"}, "reflections.place"),
        ({"姓名": "別人"}, "reflections.other_name"),
    ],
)
def test_what_the_plan_does_not_know_is_refused_and_nothing_is_written(
    office: Office, tmp_path: Path, other: dict[str, str], code: str
) -> None:
    result = imported(office, tmp_path, somebody(**other))
    assert (codes(result), result.committed, result.errors) == ([code], False, 1)
    assert reflections.listing(office, "zh_TW") == ()


def test_the_council_is_not_named_by_the_clause(office: Office, tmp_path: Path) -> None:
    with (SAMPLES / "roster.csv").open(encoding="utf-8-sig", newline="") as file:
        of_the_council = next(row for row in csv.DictReader(file) if row["服務機關"].endswith("議會"))
    own = {name: of_the_council[name] for name in ("身分證統一編號", "姓名")}
    result = imported(office, tmp_path, somebody(**own))
    assert codes(result) == ["reflections.refused"]
    assert result.findings[0].clause == "柒、五"


def test_merging_two_records_of_an_author_keeps_the_reflections(office: Office) -> None:
    reflection_import.import_file(office, SAMPLE)
    with office.database.reading() as session:
        query = "SELECT person_id FROM reflection ORDER BY number LIMIT 1"
        author = session.connection().exec_driver_sql(query).scalar_one()
        other = (
            session.connection()
            .exec_driver_sql(
                "SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM reflection) LIMIT 1"
            )
            .scalar_one()
        )
    people_merge.merge(office, other, author)
    assert len(reflections.listing(office, "zh_TW")) == len(records())
