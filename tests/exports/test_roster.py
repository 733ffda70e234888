from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.progress import Silent
from desktop.exports import forms
from desktop.exports.document import Booklet, Roster, RosterGroup
from tests.exports.booklets import booklet, sample_forms
from tests.tools import require_tool

pytestmark = pytest.mark.tools


def pages(document: Booklet, folder: Path) -> list[str]:
    """The text of the roster's pages."""
    out = io.BytesIO()
    forms.render_booklet(replace(document, forms=()), out, Silent())
    path = folder / "roster.pdf"
    path.write_bytes(out.getvalue())
    command = [require_tool("pdftotext"), "-enc", "UTF-8", "-layout", str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [page for page in text.split("\f") if "薦送名冊" in page]


def test_every_page_names_the_columns_and_counts_its_people_by_agency(tmp_path: Path) -> None:
    everybody = sample_forms(45)
    found = pages(booklet(everybody), tmp_path)
    assert len(found) == 3
    listed, running = 0, 0
    for page in found:
        assert re.search(r"順位\s+服務機關\s+單位", page)
        count, running = map(int, re.findall(r"本頁小計 (\d+) 人、累計 (\d+) 人", page)[0])
        listed += count
        assert listed == running
        counted = re.sub(r"\s", "", page.partition("累計")[2].partition("：")[2].partition("本表為")[0])
        named = re.findall(r"(\d+)(?=、|合計|承辦人|$)", counted)
        assert sum(map(int, named)) == count or "…" in counted
    assert running == 45
    for person in everybody:
        assert sum(person.values["id_no"] in page for page in found) == 1


def test_groups_have_headings_and_the_last_page_the_total_and_the_seals(tmp_path: Path) -> None:
    found = pages(booklet(sample_forms(30)), tmp_path)
    whole = "".join(found)
    assert whole.index("第 1 期") < whole.index("第 1 期備取")
    assert ["合計 30 人" in page for page in found] == [False] * (len(found) - 1) + [True]
    assert ["機關首長" in page for page in found] == [False] * (len(found) - 1) + [True]


def test_more_agencies_than_there_is_room_for_end_with_an_ellipsis(tmp_path: Path) -> None:
    rows = tuple(
        {"rank": str(number), "agency": f"雲林縣第{number}號附屬機關暨所屬二級單位聯合服務中心", "name": "甲"}
        for number in range(12)
    )
    document = replace(booklet(()), roster=Roster((RosterGroup("第 1 期", rows),)))
    (page, *_) = pages(document, tmp_path)
    assert "…" in page.partition("累計")[2]


def test_a_remark_that_is_too_long_is_cut_and_its_row_stays_on_the_page(tmp_path: Path) -> None:
    rows = ({"rank": "1", "agency": "甲", "name": "乙", "note": "備註" * 500},)
    document = replace(booklet(()), roster=Roster((RosterGroup("第 1 期", rows),)))
    (page,) = pages(document, tmp_path)
    assert page.count("備註") < 50
    assert "…" in page
