"""A file on its way in: recognised, its columns named, previewed record by record, written."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.progress import Silent
from desktop.services import import_files, import_preview, import_profiles, undo
from desktop.services.import_preview import ImportPreview
from desktop.services.importing import ERROR
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
FOREIGN = "人員代碼,單位名,稱謂,證號\n王小明,雲林縣政府,科員,A123456789\n"


@pytest.fixture
def county_with_agencies(agencies_only: Office) -> Office:
    return agencies_only


def previewed(office: Office, path: Path, kind: str) -> ImportPreview:
    return import_preview.preview(office, import_files.header(office, path, kind), Silent())


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("roster.csv", "roster"),
        ("roster.xlsx", "roster"),
        ("roster-cp950.csv", "roster"),
        ("agencies.csv", "agencies"),
        ("history.csv", "history"),
        ("nominate-basic.csv", "nominations"),
        ("roster-dirty.expected.csv", None),
    ],
)
def test_the_kind_of_a_file_is_seen_from_its_header(name: str, kind: str | None) -> None:
    assert import_files.recognise(SAMPLES / name) == kind


def test_what_is_no_table_is_of_no_kind(tmp_path: Path) -> None:
    (tmp_path / "a.asice").write_bytes(b"PK\x03\x04")
    (tmp_path / "b.csv").write_bytes(b"%PDF-1.7")
    assert import_files.recognise(tmp_path / "a.asice") is None
    assert import_files.recognise(tmp_path / "b.csv") is None
    assert import_files.recognise(tmp_path / "missing.csv") is None


def test_headers_nobody_knows_are_listed_with_what_they_hold(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "foreign.csv"
    path.write_text(FOREIGN, encoding="utf-8")
    told = import_files.header(office, path, "roster")
    assert told.header == ("人員代碼", "單位名", "稱謂", "證號")
    assert told.fields == {"人員代碼": "", "單位名": "", "稱謂": "", "證號": "id_no"}
    assert told.missing == ("agency", "name")
    assert told.samples == (("王小明", "雲林縣政府", "科員", "A12*****89"),)


def test_a_mapping_is_remembered_for_the_next_file(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "foreign.csv"
    path.write_text(FOREIGN, encoding="utf-8")
    mapping = {"人員代碼": "name", "單位名": "agency", "稱謂": "", "證號": "id_no"}
    import_profiles.save(office, "roster", "人事系統", mapping)
    told = import_files.header(office, path, "roster")
    assert (told.profile, told.fields, told.missing) == ("人事系統", mapping, ())
    assert import_preview.preview(office, told, Silent()).result.new == 1
    import_profiles.save(office, "roster", "人事系統", {"證號": ""})
    assert [one.mapping for one in import_profiles.profiles(office, "roster")] == [{"證號": ""}]
    with pytest.raises(DataError, match=r"profiles\.no_name"):
        import_profiles.save(office, "roster", "  ", mapping)


def test_the_dirty_roster_is_grouped_and_marked(county_with_agencies: Office) -> None:
    told = previewed(county_with_agencies, SAMPLES / "roster-dirty.csv", "roster")
    assert [group.is_error for group in told.groups] == sorted(
        (group.is_error for group in told.groups), reverse=True
    )
    counts = {state: len(told.records_of(state)) for state in ("new", "same", "clash", "error")}
    assert counts == {"new": 23, "same": 1, "clash": 0, "error": 7}
    assert (told.writable, told.has_errors) == (23, True)
    wrong = next(group for group in told.groups if group.first.code == "imports.id-checksum")
    (row,) = told.rows(told.records_of(group=wrong))
    assert (row.record, row.state, row.cells["id_no"]) == (8, "error", "Q17*****10")
    fault = row.fault_of("身分證統一編號")
    assert fault is not None
    assert fault.code == "imports.id-checksum"
    assert row.fault_of("姓名") is None


def test_changes_are_shown_as_now_and_then(county: Office, tmp_path: Path) -> None:
    lines = (SAMPLES / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    path = tmp_path / "new.csv"
    path.write_text("\n".join([lines[0], lines[1].replace("科員", "科長"), lines[2]]), encoding="utf-8")
    told = previewed(county, path, "roster")
    changed, same = told.rows(told.records_of())
    assert (changed.state, changed.changes) == ("changed", {"title": ("科員", "科長")})
    assert (same.state, same.cells["name"]) == ("same", "葉犇豪")


def test_all_or_nothing_unless_errors_are_skipped(county_with_agencies: Office) -> None:
    told = previewed(county_with_agencies, SAMPLES / "roster-dirty.csv", "roster")
    assert not import_preview.commit(county_with_agencies, told).committed
    assert import_preview.commit(county_with_agencies, told, skip_errors=True).new == 23


def test_agencies_and_history_go_the_same_way(office: Office) -> None:
    agencies = previewed(office, SAMPLES / "agencies.csv", "agencies")
    assert agencies.rows([2])[0].cells["name"] == "雲林縣政府"
    assert import_preview.commit(office, agencies).new == 32
    told = previewed(office, SAMPLES / "history.csv", "history")
    assert (told.has_errors, len(told.records_of(ERROR))) == (True, 84)
    people = previewed(office, SAMPLES / "roster.csv", "roster")
    import_preview.commit(office, people)
    again = previewed(office, SAMPLES / "history.csv", "history")
    assert (again.has_errors, again.writable) == (False, 84)
    assert import_preview.commit(office, again, complete=True).committed
    undo.undo(office.database)
    assert previewed(office, SAMPLES / "history.csv", "history").writable == 84


def test_a_roster_without_personnel_types_is_told_and_written(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text("服務機關,姓名,身分證統一編號\n雲林縣政府,王小明,A123456789\n", encoding="utf-8")
    told = previewed(office, path, "roster")
    assert "roster.no_type_column" in {group.first.code for group in told.groups}
    assert import_preview.commit(office, told).committed
