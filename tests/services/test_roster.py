"""A roster's way in: preview, all-or-nothing commit, changes, clashes, undo."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.findings import Severity
from desktop.models.office import OfficeRow
from desktop.models.people import Agency, Person
from desktop.services import roster, undo
from desktop.services.importing import ImportResult
from desktop.services.office import Office
from tests.imports.files import xlsx_bytes

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def county(agencies_only: Office) -> Office:
    return agencies_only


def load(office: Office, path: Path, *, skip_errors: bool = False) -> ImportResult:
    return roster.commit(office, roster.preview(office, path), skip_errors=skip_errors)


def count(office: Office) -> int:
    with office.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Person)) or 0


def people(office: Office) -> set[tuple[object, ...]]:
    with office.database.reading() as session:
        columns = [getattr(Person, name) for name in ("id_no", "name", *roster.PLAIN)]
        rows = session.execute(
            select(*columns, Agency.name.label("agency")).join(Agency, Agency.id == Person.agency_id)
        )
        return {tuple(row) for row in rows}


def edited(path: Path, target: Path, **changes: dict[str, str]) -> Path:
    """A copy of a roster with cells changed by ID number: `id={column: text}`."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    for row in rows:
        row.update(changes.get(row["身分證統一編號"], {}))
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return target


@pytest.mark.parametrize(
    ("name", "expected"), [("roster.csv", 620), ("roster.xlsx", 620), ("roster-cp950.csv", 583)]
)
def test_the_three_rosters_give_their_people(county: Office, name: str, expected: int) -> None:
    result = load(county, SAMPLES / name)
    assert (result.records, result.new, result.errors, result.committed) == (expected, expected, 0, True)
    assert count(county) == expected


def test_csv_and_xlsx_give_the_same_people(county: Office) -> None:
    load(county, SAMPLES / "roster.csv")
    from_csv = people(county)
    undo.undo(county.database)
    load(county, SAMPLES / "roster.xlsx")
    assert people(county) == from_csv
    again = load(county, SAMPLES / "roster-cp950.csv")
    assert (again.same, again.new, again.changed) == (583, 0, 0)


def test_the_same_roster_again_changes_nothing(county: Office) -> None:
    load(county, SAMPLES / "roster.csv")
    entries = undo.stacks(county.database).done
    again = load(county, SAMPLES / "roster.csv")
    assert (again.new, again.changed, again.same) == (0, 0, 620)
    assert undo.stacks(county.database).done == entries


def test_changes_are_shown_written_and_taken_back(county: Office, tmp_path: Path) -> None:
    load(county, SAMPLES / "roster.csv")
    before = people(county)
    changed = edited(
        SAMPLES / "roster.csv", tmp_path / "new.csv", Q155039466={"職稱": "科長", "電子郵件": ""}
    )
    preview = roster.preview(county, changed)
    (row,) = [one for one in preview.known if one.changes]
    assert row.changes == {"title": ("科員", "科長")}, "a blank cell must not wipe what was there"
    assert roster.commit(county, preview).changed == 1
    undo.undo(county.database)
    assert people(county) == before


def test_the_same_number_with_another_name_is_a_clash(county: Office, tmp_path: Path) -> None:
    load(county, SAMPLES / "roster.csv")
    clashing = edited(SAMPLES / "roster.csv", tmp_path / "new.csv", Q155039466={"姓名": "別人名"})
    result = load(county, clashing)
    assert (result.clash, result.committed) == (1, False)
    assert [one.code for one in result.findings if one.severity is Severity.ERROR] == [
        "roster.same_id_other_name"
    ]


def test_the_dirty_roster_is_all_or_nothing(county: Office) -> None:
    result = load(county, SAMPLES / "roster-dirty.csv")
    assert not result.committed
    assert count(county) == 0
    skipped = load(county, SAMPLES / "roster-dirty.csv", skip_errors=True)
    assert skipped.committed
    assert count(county) == skipped.new > 0


def test_the_report_says_exactly_what_is_expected(county: Office, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    roster.write_report(roster.preview(county, SAMPLES / "roster-dirty.csv"), report, "zh_TW")
    expected = (SAMPLES / "roster-dirty.expected.csv").read_text(encoding="utf-8-sig")
    assert report.read_text(encoding="utf-8-sig").splitlines() == expected.splitlines()


def test_a_stale_preview_is_refused(county: Office) -> None:
    preview = roster.preview(county, SAMPLES / "roster.csv")
    load(county, SAMPLES / "roster-cp950.csv")
    with pytest.raises(DataError, match=r"import\.stale"):
        roster.commit(county, preview)
    assert count(county) == 583


def test_a_person_number_is_never_given_twice(county: Office) -> None:
    load(county, SAMPLES / "roster-cp950.csv")
    undo.undo(county.database)
    load(county, SAMPLES / "roster-cp950.csv")
    with county.database.reading() as session:
        numbers = set(session.scalars(select(Person.person_no)))
        assert numbers == set(range(584, 584 + 583))
        assert session.scalars(select(OfficeRow.last_person_no)).one() == 2 * 583


def test_an_unknown_agency_is_added_unconfirmed(county: Office) -> None:
    load(county, SAMPLES / "roster-dirty.csv", skip_errors=True)
    with county.database.reading() as session:
        assert list(session.scalars(select(Agency.name).where(~Agency.confirmed))) == ["不存在機關"]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (["服務機關,姓名,身分證統一編號", "雲林縣政府,王小明,A123456789"], ["roster.no_type_column"]),
        (
            ["服務機關,姓名,身分證統一編號,人員類別", "雲林縣政府,王小明,A123456789,"],
            ["roster.type_not_stated"],
        ),
    ],
)
def test_somebody_new_without_a_staff_type_is_to_be_confirmed(
    county: Office, tmp_path: Path, rows: list[str], codes: list[str]
) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    result = load(county, path)
    assert (result.committed, [finding.code for finding in result.findings]) == (True, codes)
    with county.database.reading() as session:
        assert session.scalars(select(Person.personnel_type)).one() == "other"
    assert load(county, path).findings == ()


def test_a_blank_staff_type_wipes_none(county: Office, tmp_path: Path) -> None:
    load(county, SAMPLES / "roster.csv")
    blank = edited(SAMPLES / "roster.csv", tmp_path / "b.csv", U144499361={"人員類別": ""})
    assert load(county, blank).changed == 0


def test_a_finding_in_a_workbook_says_where_it_stands_on_the_sheet(county: Office, tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    header = ["服務機關", "姓名", "身分證統一編號", "人員類別"]
    bad = ["雲林縣政府", "王小明", "A123456788", "公務人員"]
    path.write_bytes(xlsx_bytes([["雲林縣政府同仁名冊"], [], header, bad]))
    (finding,) = load(county, path).findings
    assert (finding.record, finding.row) == (2, 4)
