"""What pyxform lets pass and the program could not use is found, with sheet and row."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from authoring import questionnaires
from desktop.core.errors import DataError
from desktop.rules import questionnaire

WORKBOOK = questionnaires.FOLDER / "luminary.xlsx"


def changed(tmp_path: Path, sheet: str, cell: str, value: str | None) -> Path:
    book = openpyxl.load_workbook(WORKBOOK)
    book[sheet][cell] = value
    path = tmp_path / "q.xlsx"
    book.save(path)
    return path


def test_the_shipped_data_is_what_the_workbook_says() -> None:
    assert questionnaires.lint(WORKBOOK) == []
    shipped = WORKBOOK.with_suffix(".json").read_text(encoding="utf-8")
    assert questionnaires.dumps(questionnaires.compiled(WORKBOOK)) == shipped


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "problem"),
    [
        ("survey", "D3", None, "survey 3: no label in English (en)"),
        ("survey", "B4", "A1_理由", "survey 4: the name 'A1_理由' is not ASCII"),
        ("survey", "G4", "${A1_level} =", "survey 4: relevant: '${A1_level} =' does not parse"),
        ("survey", "G4", "${A9_level} = 'na'", "survey 4: relevant: there is no question 'A9_level'"),
        ("survey", "A4", "integer", "survey 4: the program has no questions of type 'integer'"),
        ("survey", "F6", None, "survey 6: no hint in English (en)"),
        ("choices", "C5", None, "choices 5: no label in 繁體中文 (zh)"),
        ("choices", "B5", "四", "choices 5: the name '四' is not ASCII"),
    ],
)
def test_problems_are_named_with_sheet_and_row(
    tmp_path: Path, sheet: str, cell: str, value: str | None, problem: str
) -> None:
    path = changed(tmp_path, sheet, cell, value)
    found = [str(one) for one in questionnaires.lint(path)]
    assert any(one.startswith(problem) for one in found), found
    with pytest.raises(ValueError, match=r"q\.xlsx"):
        questionnaires.build(path)
    assert not path.with_suffix(".json").exists()


def test_a_good_workbook_is_built_and_read(tmp_path: Path) -> None:
    path = questionnaires.build(changed(tmp_path, "settings", "C2", "105.1"))
    assert questionnaire.parse(path).version == "105.1"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["version"] = "105.2"
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DataError, match=r"questionnaire\.changed"):
        questionnaire.parse(path)
