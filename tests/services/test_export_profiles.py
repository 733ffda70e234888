"""People in a file: the columns asked for, masked unless asked otherwise, and logged."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from desktop.core.errors import DataError
from desktop.services import audit_log, export_profiles, roster, undo
from desktop.services.export_profiles import Profile
from desktop.services.office import Office
from tests.builders import make_office

NAMES = Profile("名冊", "csv", ("name", "id_no", "agency", "grade"))


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_ids_are_masked_and_the_export_is_logged(county: Office, tmp_path: Path) -> None:
    everybody = export_profiles.everybody(county)
    done = export_profiles.export_people(county, everybody[:3], NAMES, tmp_path / "a.csv")
    header, *rows = cells(tmp_path / "a.csv")
    assert header == ["姓名", "身分證統一編號", "服務機關", "審定職等"]
    assert done.people == len(rows) == 3
    assert all("*" in row[1] for row in rows)
    (entry,) = audit_log.entries(county, audit_log.ids(county, "exports"))
    assert (entry.action, entry.subject) == ("export.people", "3")


def test_the_same_export_is_logged_each_time(county: Office, tmp_path: Path) -> None:
    whole = replace(NAMES, full_ids=True)
    for _ in range(2):
        export_profiles.export_people(
            county, export_profiles.everybody(county)[:3], whole, tmp_path / "a.csv"
        )
    found = audit_log.entries(county, audit_log.ids(county, "exports"))
    assert [entry.action for entry in found] == ["export.people_full", "export.people_full"]
    assert "export" not in {action.action.partition(".")[0] for action in undo.stacks(county.database).done}


def test_people_come_in_the_order_asked_for(county: Office, tmp_path: Path) -> None:
    first, second, *_ = export_profiles.everybody(county)
    export_profiles.export_people(county, [second, 99_999, first], NAMES, tmp_path / "a.csv")
    forth = [row[0] for row in cells(tmp_path / "a.csv")[1:]]
    export_profiles.export_people(county, [first, second], NAMES, tmp_path / "b.csv")
    assert forth == [row[0] for row in cells(tmp_path / "b.csv")[1:]][::-1]


def test_a_workbook_keeps_digits_as_text(county: Office, tmp_path: Path) -> None:
    some = export_profiles.everybody(county)[:50]
    profile = Profile("名冊", "xlsx", ("name", "mobile", "grade", "note"))
    export_profiles.export_people(county, some, profile, tmp_path / "a.xlsx")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert page is not None
    rows = list(page.iter_rows())
    assert [cell.value for cell in rows[0]] == ["姓名", "行動電話", "審定職等", "備註"]
    assert all(row[1].value is None or str(row[1].value).startswith("09") for row in rows[1:])


def test_a_character_that_big5_lacks_is_told(county: Office, tmp_path: Path) -> None:
    profile = replace(NAMES, form="csv-cp950")
    done = export_profiles.export_people(
        county, export_profiles.everybody(county), profile, tmp_path / "a.csv"
    )
    text = (tmp_path / "a.csv").read_bytes().decode("cp950")
    assert ("□" in text) == any(finding.code == "excel.does_not_fit" for finding in done.findings)


def test_the_whole_roster_comes_back_as_it_was(county: Office, tmp_path: Path) -> None:
    whole = export_profiles.bundled("zh_TW")[1]
    export_profiles.export_people(county, export_profiles.everybody(county), whole, tmp_path / "a.csv")
    preview = roster.preview(county, tmp_path / "a.csv")
    assert (len(preview.new), len(preview.known)) == (0, 620)
    assert {row.state.value for row in preview.known} == {"same"}
    with make_office(tmp_path / "other") as other:
        result = roster.commit(other, roster.preview(other, tmp_path / "a.csv"))
        assert (result.committed, result.new) == (True, 620)


def test_profiles_are_kept_and_undone(office: Office) -> None:
    assert export_profiles.read(office, "en")[0].name == "Contact list"
    export_profiles.put(office, [NAMES])
    assert export_profiles.read(office, "en") == (NAMES,)
    undo.undo(office.database)
    assert len(export_profiles.read(office, "zh_TW")) == 2


@pytest.mark.parametrize(
    ("profiles", "code"),
    [
        ([replace(NAMES, name=" ")], "export.name"),
        ([replace(NAMES, name="長" * 31)], "export.name"),
        ([NAMES, NAMES], "export.name_taken"),
        ([replace(NAMES, columns=())], "export.no_columns"),
    ],
)
def test_profiles_that_make_no_sense_are_refused(office: Office, profiles: list[Profile], code: str) -> None:
    with pytest.raises(DataError) as caught:
        export_profiles.put(office, profiles)
    assert caught.value.code == code
