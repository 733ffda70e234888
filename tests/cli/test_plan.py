"""Plans and years by command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core import paths
from tests.plan_files import plan_104, plan_105, zipped

SAMPLES = paths.resources() / "samples"


def test_a_plan_is_checked_imported_and_shown(
    county: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    file = zipped(
        plan_104(tmp_path / "104", {"showcase.toml": ("成果發表會", "成果分享會")}), tmp_path / "104.zip"
    )
    status, data, _ = county("plan", "check", file, office=False)
    assert (status, data["year"], len(data["activities"])) == (0, 104, 11)
    assert county("plan", "show")[1]["imported_at"] is None
    assert county("plan", "import", file)[1] == {
        "sha256": data["sha256"],
        "same": False,
        "added": [],
        "removed": [],
        "changed": ["showcase.toml"],
    }
    assert county("plan", "import", file)[1]["same"]
    shown = county("plan", "show")[1]
    assert (shown["sha256"], bool(shown["imported_at"])) == (data["sha256"], True)
    assert county("plan", "check", tmp_path / "none.zip", office=False)[0] == 3
    assert county("plan", "import", plan_105(tmp_path / "105"))[0] == 1


def test_the_next_year_is_begun(county: Callable[..., tuple[int, Any, str]], tmp_path: Path) -> None:
    assert county("roster", "import", SAMPLES / "roster.csv")[0] == 0
    plan, place = plan_105(tmp_path / "105"), tmp_path / "office-105"
    status, data, _ = county("office", "next-year", "--plan", plan, "--out", place)
    assert (status, data["year"], data["people"], data["path"]) == (0, 105, 620, str(place))
    assert county("office", "check", "--data", place, office=False)[0] == 0
    assert county("plan", "show", "--data", place, office=False)[1]["year"] == 105
    assert county("office", "next-year", "--plan", plan, "--out", place)[0] == 2
    assert county("office", "next-year", "--plan", "104", "--out", tmp_path / "x")[0] == 1


def test_an_office_begins_with_a_plan_that_came_as_a_file(
    run: Callable[..., tuple[int, Any, str]], tmp_path: Path
) -> None:
    made = run("office", "init", "--county", "10009", "--plan", plan_105(tmp_path / "105"))
    assert made[0] == 0
    assert run("plan", "show")[1]["year"] == 105
