"""What an import tells of every record, for the preview."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from desktop.core import paths
from desktop.services import camp_nominate, history
from desktop.services.importing import ERROR, RowState
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
CAMP = SAMPLES / "english-camp.csv"


def test_every_record_has_its_state_and_whole_name(county: Office) -> None:
    found = camp_nominate.import_file(county, CAMP, dry_run=True)
    assert [one.record for one in found.rows] == list(range(2, 61))
    assert Counter(one.state for one in found.rows) == {RowState.NEW: 54, ERROR: 5}
    assert not any("○" in one.name for one in found.rows)
    assert found.rows[0].name == "魏心怡"


def test_a_second_import_changes_and_the_same_is_the_same(county: Office) -> None:
    camp_nominate.import_file(county, CAMP, skip_errors=True)
    again = camp_nominate.import_file(county, CAMP, dry_run=True)
    assert Counter(one.state for one in again.rows) == {RowState.CHANGED: 54, ERROR: 5}
    attended = history.import_file(county, SAMPLES / "history.csv", dry_run=True)
    assert {one.state for one in attended.rows} == {RowState.SAME}
    assert len(attended.rows) == attended.records


def test_a_record_that_could_not_be_read_is_listed_with_its_masked_name(
    county: Office, tmp_path: Path
) -> None:
    lines = CAMP.read_text(encoding="utf-8-sig").splitlines()
    header = lines[0].split(",")
    cells = lines[1].split(",")
    cells[header.index("身分證統一編號")] = "A123456788"
    path = tmp_path / "camp.csv"
    path.write_text("\n".join([lines[0], ",".join(cells), lines[2], lines[2]]), encoding="utf-8")
    found = camp_nominate.import_file(county, path, dry_run=True)
    first = found.rows[0]
    assert (first.record, first.state, first.name) == (2, ERROR, "魏○怡")
