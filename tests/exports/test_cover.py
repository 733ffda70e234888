from __future__ import annotations

import io
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.progress import Silent
from desktop.exports import forms
from desktop.exports.document import SIGNATURE_BOX, Booklet, Cover, Roster
from tests.exports.booklets import booklet, sample_forms
from tests.tools import require_tool

pytestmark = pytest.mark.tools
NAME = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')


def with_cover(**changes: object) -> Booklet:
    whole = booklet(sample_forms(3))
    cover: Cover = replace(whole.cover, **changes)  # type: ignore[arg-type]
    return replace(whole, cover=cover, forms=(), roster=Roster(()))


def text_of(document: Booklet, folder: Path, *options: str) -> str:
    out = io.BytesIO()
    forms.render_booklet(document, out, Silent())
    path = folder / "cover.pdf"
    path.write_bytes(out.getvalue())
    command = [require_tool("pdftotext"), "-enc", "UTF-8", *options, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_a_cover_says_what_it_is_for_whom_and_how_many(tmp_path: Path) -> None:
    text = text_of(with_cover(), tmp_path, "-layout")
    for said in (
        "104年度地方公務人員數位學習推動計畫",
        "自製數位教材基礎班",
        "薦送表冊",
        "05-5522000#2101",
        "1. 順位 3 曹○宏",
        "2. 順位 5",
        "疑為教材",
    ):
        assert said in text
    assert re.search(r"期別\s+推薦\s+備取\s+合格\s+待確認", text)
    assert re.search(r"第 1 期\s+2\s+1\s+0\s+3", text)


def test_nothing_to_look_at_is_said(tmp_path: Path) -> None:
    text = text_of(with_cover(findings=(), notes=()), tmp_path, "-layout")
    assert re.search(r"請中心留意事項\s+無。", text)
    assert "計畫說明" not in text


def test_one_sentence_needs_no_number(tmp_path: Path) -> None:
    assert "1. 請補" not in text_of(with_cover(findings=("請補附證明。",)), tmp_path)


def test_a_long_fact_is_as_large_as_the_others(tmp_path: Path) -> None:
    who = "地方政府公務人員（以未曾參加本中心歷年辦理之自製數位教材等相關研習班別之人員為限）。"
    text = text_of(with_cover(facts=(("薦送機關", "雲林縣政府"), ("參加對象", who))), tmp_path, "-bbox")
    heights = {word: float(y2) - float(y1) for _, y1, _, y2, word in NAME.findall(text)}
    long = next(height for word, height in heights.items() if word.startswith("地方政府公務人員"))
    assert long == heights["雲林縣政府"]


@pytest.mark.parametrize("count", [0, 10, 20, 60])
def test_the_place_of_the_signature_stays_free(count: int, tmp_path: Path) -> None:
    findings = tuple(f"順位 {number}：參訓紀錄不完整，請中心查核。" * 2 for number in range(count))
    text = text_of(with_cover(findings=findings), tmp_path, "-bbox")
    first = text.partition("</page>")[0]
    left, bottom, right, top = SIGNATURE_BOX
    height = 841.89
    inside = [
        word
        for x1, y1, x2, y2, word in NAME.findall(first)
        if float(x2) > left and float(x1) < right and height - float(y1) > bottom and height - float(y2) < top
    ]
    assert inside == ["（電子簽章處）"]
    assert len(re.findall(r"順位", text)) == 2 * count, "every finding is printed, on more pages if need be"
