"""The self-diagnosis and the proposal from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.diagnosis import ITEMS
from tests.services.test_diagnosis_files import filled, full

Run = Callable[..., tuple[int, Any, str]]


def test_from_the_blank_form_to_the_report(county: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    status, data, _ = county("diagnose", "export-blank", "--out", out, "--count", "2")
    assert (status, len(data["files"])) == (0, 3)
    first, second = sorted(out.glob("*.xlsx"))
    filled(first, full("2", "3"))
    filled(second, full("3", "2") | {"A1": {"成熟度": "9"}})
    status, data, _ = county("diagnose", "import", first, second)
    assert (status, [one["state"] for one in data["files"]]) == (1, ["new", "refused"])
    filled(second, {"A1": {"成熟度": "2", "需求程度": "3"}})
    assert county("diagnose", "import", second)[1]["files"][0]["state"] == "new"
    assert county("diagnose", "export", "1", "--out", out / "one.json")[0] == 0
    assert county("diagnose", "import", out / "one.json")[1]["files"][0]["state"] == "same"
    assert county("diagnose", "export", "9", "--out", out / "none.json")[0] == 2
    assert county("diagnose", "agree")[1] == {"agreed": 36}
    status, data, _ = county("diagnose", "agree", "A1", "--level", "4", "--need", "1", "--evidence", "府函")
    assert (status, data) == (0, {"agreed": 1})
    assert county("diagnose", "agree", "A2", "--level", "na")[0] == 1, "not applicable needs a reason"
    assert county("diagnose", "agree", "A2", "--level", "x")[0] == 2
    assert county("diagnose", "status")[1]["open"] == []
    status, data, _ = county("diagnose", "report", "--out", tmp_path / "report")
    assert (status, len(data["files"])) == (0, 3)
    assert county("diagnose", "before", tmp_path / "report" / "diagnosis.json")[0] == 1, "it is this year's"
    assert len(ITEMS) == 36


def test_a_proposal_is_kept_and_closed(county: Run, tmp_path: Path) -> None:
    assert county("proposal", "set", "title=深耕計畫", "content=內容=方法")[0] == 0
    assert county("proposal", "set", "title")[0] == 2
    assert (
        county("proposal", "add", "team", "name=王小明", "agency=雲林縣政府", "role=convener")[1]["lines"]
        == 1
    )
    assert county("proposal", "add", "visit", "day=2015-05-11", "experts=專家")[0] == 0
    assert county("proposal", "state", "selected")[0] == 1
    wanted = ("--number", "研習字第1號", "--date", "104/03/20")
    assert county("proposal", "state", "selected", *wanted)[0] == 0
    _status, data, _ = county("proposal", "show")
    assert (data["state"], data["document_date"]) == ("selected", "2015-03-20")
    assert data["fields"] == {"title": "深耕計畫", "content": "內容=方法"}
    assert data["lists"]["team"][0]["name"] == "王小明"
    assert county("proposal", "closing", "--out", tmp_path / "out")[0] == 0
    assert (tmp_path / "out" / "luminary-closing.pdf").exists()
    assert county("proposal", "remove", "team", "2")[0] == 2
    assert county("proposal", "remove", "team", "1")[1]["lines"] == 0
