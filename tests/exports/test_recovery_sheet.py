"""The recovery sheet: one page, the whole code, what it is for."""

from __future__ import annotations

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from desktop.core import recovery_code
from desktop.core.clock import TAIWAN
from desktop.exports import recovery_sheet
from tests.tools import require_tool

pytestmark = pytest.mark.tools
WHEN = datetime(2015, 1, 5, 9, 30, tzinfo=TAIWAN)


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    command = [require_tool("pdftotext"), "-enc", "UTF-8", "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_it_holds_the_code_the_office_and_the_day(tmp_path: Path) -> None:
    code = recovery_code.generate()
    text = text_of(recovery_sheet.render("雲林縣政府", code, WHEN), tmp_path)
    groups = code.split("-")
    assert "-".join(groups[:4]) in text
    assert "-".join(groups[4:]) in text
    for said in ("復原單", "雲林縣政府", "中華民國104年1月5日", "保管人／日期", "忘記密碼時"):
        assert said in text
    assert text.count("\f") == 1, "one page"


@pytest.mark.parametrize("name", ["雲" * 60, "臺北市政府公務人員訓練處（附設人力資源發展中心）"])
def test_a_long_name_stays_in_its_box(name: str, tmp_path: Path) -> None:
    text = text_of(recovery_sheet.render(name, recovery_code.generate(), WHEN), tmp_path)
    drawn = "".join(line.strip() for line in text.splitlines() if set(line.strip()) <= set(name))
    assert drawn.replace(" ", "") == name or name in text


def test_the_same_sheet_is_the_same_bytes() -> None:
    code = recovery_code.generate()
    assert recovery_sheet.render("雲林縣政府", code, WHEN) == recovery_sheet.render("雲林縣政府", code, WHEN)
