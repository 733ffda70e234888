"""What is said of each activity, and the papers to sign, by command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core import paths
from tests.rounds import TOWN, people_of

SAMPLES = paths.resources() / "samples"


def test_nobody_is_stated_and_the_papers_written(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    assert county("roster", "import", SAMPLES / "roster.csv")[0] == 0
    person = people_of(TOWN)[0]
    file = tmp_path / "a.csv"
    file.write_text(f"身分證統一編號,姓名\n{person['身分證統一編號']},{person['姓名']}", encoding="utf-8")
    assert county("nominate", "course-oer", file)[0] == 0
    status, data, _ = county("scope", "nil", "showcase", "--reason", "無人報名")
    states = {one["activity"]: one["state"] for one in data["activities"]}
    assert (status, states["showcase"], states["course-oer"]) == (0, "nil", "submitted")
    assert county("scope", "nil", "course-oer", "--reason", "無")[0] == 1
    assert county("memo", "course-oer", "--out", tmp_path / "out")[0] == 0
    assert county("memo", "course-basic", "--out", tmp_path / "out")[0] == 1
    assert county("cover-letter", "--out", tmp_path / "out")[0] == 0
    assert len(list((tmp_path / "out").glob("*.pdf"))) == 3
    assert county("scope", "open", "showcase")[0] == 0
    assert county("scope", "open", "showcase")[0] == 2
