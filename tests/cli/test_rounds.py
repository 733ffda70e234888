"""A round with the agencies by command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core import paths
from tests.rounds import CITY, TOWN, filled, people_of

SAMPLES = paths.resources() / "samples"
Run = Callable[..., tuple[int, Any, str]]


def test_a_round_from_opening_to_nominations(county: Run, tmp_path: Path) -> None:
    assert county("roster", "import", SAMPLES / "roster.csv")[0] == 0
    out = tmp_path / "out"
    wanted = ("--agencies", CITY, TOWN, "--due", "140/01/30", "--out", out)
    status, data, _ = county("round", "open", "course-oer", *wanted, "--session", "1")
    assert (status, len(data["files"])) == (0, 5)
    files = {Path(one).stem.split(" ", 1)[-1]: Path(one) for one in data["files"]}
    filled(files[TOWN], people_of(TOWN)[:2], tmp_path / "town.xlsx")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04")
    status, data, _ = county("round", "collect", tmp_path / "town.xlsx", tmp_path / "broken.xlsx")
    assert (status, [one["state"] for one in data["files"]]) == (1, ["taken", "refused"])
    assert data["files"][1]["error"]["code"] == "imports.workbook-damaged"
    (board,) = county("round", "status", "course-oer")[1]["rounds"]
    assert {one["agency"]: one["state"] for one in board["agencies"]} == {CITY: "sent", TOWN: "returned"}
    assert county("round", "remind", "course-oer", "--out", tmp_path / "p")[0] == 0
    assert CITY in (tmp_path / "p" / "reminder.txt").read_text(encoding="utf-8-sig")
    assert county("round", "questions", "course-oer", "--out", tmp_path / "p")[0] == 1, "nothing to ask"
    assert county("round", "nil", "course-oer", CITY)[0] == 0
    assert county("round", "remind", "course-oer", "--out", tmp_path / "p")[0] == 1, "all have answered"
    status, data, _ = county("round", "consolidate", "course-oer", "--out", tmp_path / "p", "--take")
    assert (status, data["taken"], data["committed"]) == (0, 2, True)
    assert [one["rank"] for one in data["entries"]] == [1, 2]
    (board,) = county("round", "status")[1]["rounds"]
    assert {one["state"] for one in board["agencies"]} == {"nil", "consolidated"}
    assert county("round", "status", "course-basic")[0] == 2
    again = tmp_path / "again"
    assert len(county("round", "send", "course-oer", "--out", again)[1]["files"]) == 5


def test_a_file_nobody_recognises_is_assigned(county: Run, tmp_path: Path) -> None:
    assert county("roster", "import", SAMPLES / "roster.csv")[0] == 0
    out = ("--agencies", TOWN, "--due", "140/01/30", "--out", tmp_path / "out")
    assert county("round", "open", "course-oer", *out)[0] == 0
    person = people_of(TOWN)[0]
    file = tmp_path / "名單.csv"
    file.write_text(
        f"身分證統一編號,姓名,期別\n{person['身分證統一編號']},{person['姓名']},1\n", encoding="utf-8"
    )
    assert county("round", "collect", file)[0] == 1
    status, data, _ = county("round", "collect", file, "--agency", TOWN, "--activity", "course-oer")
    assert (status, data["files"][0]["recognised"]) == (0, "hand")
    assert county("round", "collect", file, "--agency", "不存在")[0] == 2
