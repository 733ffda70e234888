"""Answer sheets go out and come back; the report's numbers are recomputed from what it exports."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.core.errors import DataError
from desktop.rules.diagnosis import Agreed
from desktop.services import (
    diagnoses,
    diagnosis_agreed,
    diagnosis_files,
    diagnosis_papers,
    diagnosis_report,
    undo,
)
from desktop.services.office import Office
from tests.diagnosis import ITEMS, five
from tests.tools import require_tool

HEADER = 4


def filled(path: Path, cells: dict[str, dict[str, str]]) -> Path:
    """An answer sheet with cells by item and header, as a colleague saves it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[HEADER]}
    for row in sheet.iter_rows(min_row=HEADER + 1):
        for header, value in cells.get(str(row[0].value), {}).items():
            sheet.cell(row[0].row or 0, columns[header], value)
    book.save(path)
    return path


def full(level: str = "3", need: str = "1") -> dict[str, dict[str, str]]:
    return {item: {"成熟度": level, "需求程度": need} for item in ITEMS}


def take_one(office: Office, path: Path) -> diagnosis_files.Taken:
    (one,) = diagnosis_files.take(office, [path])
    return one


def test_a_sheet_comes_back(office: Office, tmp_path: Path) -> None:
    first, second = diagnosis_files.export_sheets(tmp_path, 2)
    special = {
        "A1": {
            "成熟度": "４",
            "佐證說明或意見": "府函",
            "期望協助方式": "現場診斷諮詢、研習課程",
            "需求程度": "2 ",
        },
        "A2": {"成熟度": "不適用", "不適用的理由": "無此編制", "需求程度": ""},
        "strengths": {"佐證說明或意見": "同仁踴躍"},
    }
    one = take_one(office, filled(first, full() | special))
    assert (one.state, one.number, one.answered, one.missing) == ("new", 1, 36, 0), one
    told = diagnoses.answers_of(office, diagnoses.respondents(office)[0].id)
    assert (told["A1_level"], told["A1_need"], told["A1_help"]) == ("4", "2", "visit course")
    assert (told["A2_level"], told["A2_reason"], told["strengths"]) == ("na", "無此編制", "同仁踴躍")
    assert take_one(office, first).state == "same"
    assert take_one(office, filled(second, full("2"))).number == 2
    assert [line.source for line in diagnoses.respondents(office)] == ["file", "file"]
    again = take_one(office, filled(first, {"B1": {"成熟度": "1"}}))
    assert (again.state, again.number, again.changed) == ("changed", 1, ("B1_level",))
    assert undo.undo(office.database).action == "diagnosis.collect"
    assert diagnoses.answers_of(office, diagnoses.respondents(office)[0].id) == told


def test_a_sheet_with_a_mistake_is_not_taken(office: Office, tmp_path: Path) -> None:
    (path,) = diagnosis_files.export_sheets(tmp_path)
    one = take_one(office, filled(path, full() | {"C3": {"成熟度": "7", "需求程度": "高高"}}))
    assert (one.state, [finding.code for finding in one.findings]) == (
        "refused",
        ["diagnosis.cell_unknown"] * 2,
    )
    assert one.findings[0].field == "成熟度"
    assert diagnoses.respondents(office) == ()


def test_what_is_of_another_questionnaire_is_refused(office: Office, tmp_path: Path) -> None:
    (path,) = diagnosis_files.export_sheets(tmp_path)
    book = openpyxl.load_workbook(path)
    mark = str(book.worksheets[0]["A3"].value)
    book.worksheets[0]["A3"] = mark[:-8] + "0" * 8
    book.save(path)
    one = take_one(office, path)
    assert one.error is not None
    assert one.error.code == "diagnosis.other_version"
    book.worksheets[0]["A3"] = ""
    book.save(path)
    one = take_one(office, path)
    assert one.error is not None
    assert one.error.code == "diagnosis.no_mark"
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    one = take_one(office, tmp_path / "a.json")
    assert one.error is not None
    assert one.error.code == "diagnosis.no_answers"


def test_answers_travel_as_json(office: Office, tmp_path: Path) -> None:
    made = five(office)[0]
    path = diagnosis_files.export_json(office, made, tmp_path / "a.json")
    assert take_one(office, path).state == "same"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["answers"]["A1_level"] = "9"
    path.write_text(json.dumps(told), encoding="utf-8")
    one = take_one(office, path)
    assert one.error is not None
    assert one.error.code == "diagnosis.no_choice"
    told["answers"]["A1_level"] = "1"
    told["token"] = "ABCDEFGH"
    path.write_text(json.dumps(told), encoding="utf-8")
    assert take_one(office, path).number == 6


def agreed(office: Office) -> None:
    five(office)
    for at, item in enumerate(ITEMS):
        if item == "F6":
            diagnosis_agreed.decide(office, item, Agreed(not_applicable=True), note="不辦理")
        elif item[0] != "E" or at % 2:  # three items of E are open: it has no figure
            level = at % 5 + 1
            diagnosis_agreed.decide(
                office, item, Agreed(level, False, at % 4), evidence="紀錄", wished=("camp",)
            )


def test_the_report_equals_what_its_csv_says(office: Office, tmp_path: Path) -> None:
    """Recomputed here from the file alone, in another way."""
    agreed(office)
    _pdf, table, data = diagnosis_papers.write(office, tmp_path)
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told: dict[str, Any] = json.loads(data.read_text(encoding="utf-8"))
    report = diagnosis_report.read(office)
    assert len(rows) == 36
    figures: dict[str, float | None] = {}
    for group in "ABCDEF":
        levels = [int(row["level"]) for row in rows if row["item"][0] == group and row["level"]]
        figures[group] = (
            None if len(levels) < 4 else 100 * sum(level - 1 for level in levels) / 4 / len(levels)
        )
    assert figures["E"] is None
    for one in report.dimensions:
        assert one.percent == pytest.approx(figures[one.code]) if one.percent is not None else True
        assert (one.percent is None) == (figures[one.code] is None)
        assert told["dimensions"][one.code] == one.percent
    gaps = {
        row["item"]: (5 - int(row["level"])) * int(row["need"])
        for row in rows
        if row["level"] and row["need"]
    }
    assert {row["item"]: int(row["gap_index"]) for row in rows if row["gap_index"]} == gaps
    order = sorted((item for item in gaps if gaps[item]), key=lambda item: -gaps[item])
    assert [gaps[one.line.item.code] for one in report.priorities] == [gaps[item] for item in order[:8]]
    assert {row["respondents"] for row in rows} <= {"4", "5"}, "one of the five says that B1 does not apply"


def test_few_respondents_are_not_broken_down(office: Office, tmp_path: Path) -> None:
    agreed(office)
    diagnoses.remove(office, diagnoses.respondents(office)[0].id)
    rows = list(diagnosis_papers.rows(diagnosis_report.read(office)))
    assert all(row[6:8] == ("", "") for row in rows)
    report = diagnosis_papers.pdf(office)
    (tmp_path / "a.pdf").write_bytes(report)
    assert "不足5人" in text(tmp_path / "a.pdf")


def test_a_year_is_compared_with_the_one_before(office: Office, tmp_path: Path) -> None:
    agreed(office)
    data = diagnosis_papers.write(office, tmp_path)[2]
    with pytest.raises(DataError, match=r"diagnosis\.not_before"):
        diagnosis_papers.take_before(office, data)
    told = json.loads(data.read_text(encoding="utf-8")) | {"roc_year": 103}
    data.write_text(json.dumps(told), encoding="utf-8")
    assert diagnosis_papers.take_before(office, data) == 103
    assert diagnosis_papers.take_before(office, data) == 103, "again takes its place"
    report = diagnosis_report.read(office)
    assert report.year_before == 103
    assert [one.before for one in report.dimensions] == [one.percent for one in report.dimensions]
    assert report.priorities[0].before == report.priorities[0].line.agreed
    assert [ring.style for ring in diagnosis_report.radar_of(report, "en").rings] == ["before", "own"]
    shutil.copy(data, tmp_path / "b.json")
    (tmp_path / "b.json").write_text('{"format": "x"}', encoding="utf-8")
    with pytest.raises(DataError, match=r"diagnosis\.no_report"):
        diagnosis_papers.take_before(office, tmp_path / "b.json")


def test_every_need_has_an_offer_of_the_plan(office: Office) -> None:
    agreed(office)
    for one in diagnosis_report.read(office).priorities:
        assert one.offers[-1].activity == "luminary"
        assert all(offer.title.zh_TW for offer in one.offers)


def test_the_papers_say_no_name(office: Office, tmp_path: Path) -> None:
    diagnoses.add(office, note="人事處王小明")
    agreed(office)
    (tmp_path / "a.pdf").write_bytes(diagnosis_papers.pdf(office))
    (tmp_path / "q.pdf").write_bytes(diagnosis_files.paper(office))
    said = text(tmp_path / "a.pdf")
    assert "王小明" not in said
    assert "非地方行政研習中心原版" in said
    assert "優先諮詢清單" in said
    assert all(item in text(tmp_path / "q.pdf") for item in ITEMS)


def text(path: Path) -> str:
    require_tool("pdftotext")
    told = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return "".join(told.stdout.split())
