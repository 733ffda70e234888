"""The visible list as a file: what is seen is what is written."""

from __future__ import annotations

import csv
import logging
from pathlib import Path

import openpyxl
import pytest

from desktop.core.progress import Silent
from desktop.services import people_export, people_list
from desktop.services.office import Office
from desktop.services.people_list import PersonRow

HEADER = ("姓名", "電話")


def cells(row: PersonRow) -> tuple[str, str]:
    return f"={row.name}", row.phone


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_list_is_written_in_its_order(
    county: Office, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    ids = people_list.index(county, order="name").ids[:30]
    path = tmp_path / name
    with caplog.at_level(logging.INFO):
        written = people_export.write(county, path, ids, HEADER, cells, progress=Silent())
    assert (written.path, written.people) == (path, 30)
    rows = people_list.rows(county, ids)
    if name.endswith("csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        assert [line[0] for line in lines[1:]] == [f"'={row.name}" for row in rows]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        assert [cell.value for cell in sheet[1]] == list(HEADER)
        assert [sheet.cell(at, 1).value for at in range(2, 32)] == [f"={row.name}" for row in rows]
        assert {sheet.cell(at, 1).data_type for at in range(2, 32)} == {"s"}, "no formula"
        assert [sheet.cell(at, 2).value for at in range(2, 32)] == [row.phone for row in rows]
    assert "30 people" in caplog.text
    assert rows[0].name not in caplog.text
