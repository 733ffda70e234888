"""The year strip: every period where it belongs, every word clear of the others, on screen and paper."""

from __future__ import annotations

import itertools
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.core.clock import TAIWAN
from desktop.exports import picture_svg, year_sheet, year_strip
from desktop.exports.picture import Box, Diamond, Picture, Stroke, Words, width_of
from desktop.exports.year_strip import Row, Span, YearStrip
from tests.tools import require_tool

COLOURS = dict.fromkeys(year_strip.COLOURS, "#123456")
MONTHS = tuple(f"{number}月" for number in range(1, 13))


def span(first: tuple[int, int], last: tuple[int, int]) -> Span:
    begin, end = date(2015, *first), date(2015, *last)
    words = f"{begin.month}/{begin.day}" + ("" if begin == end else f"–{end.month}/{end.day}")
    return Span(begin, end, words)


ROWS = (
    Row("基礎班", (span((3, 1), (7, 31)),)),
    Row("新媒體班", (span((1, 19), (1, 23)), span((9, 1), (9, 30)))),
    Row("開放資源班", (span((4, 23), (4, 23)),)),
    Row("熠星方案", (span((2, 1), (12, 31)),), note="計畫原文為103年，疑為誤植"),
    Row("微心得", (span((1, 1), (12, 31)),)),
    Row("成果發表會", (span((11, 1), (11, 30)),)),
)


def strip(month: int = 3, day: int = 3) -> YearStrip:
    return YearStrip(2015, MONTHS, ROWS, date(2015, month, day), f"今天 {month}/{day}")


def words(picture: Picture) -> dict[str, Words]:
    return {shape.text: shape for shape in picture.shapes if isinstance(shape, Words)}


def extent(one: Words) -> tuple[float, float]:
    width = width_of(one.text, one.size)
    left = {"start": one.x, "middle": one.x - width / 2, "end": one.x - width}[one.anchor]
    return left, left + width


def bars(picture: Picture) -> list[Box]:
    return [
        shape
        for shape in picture.shapes
        if isinstance(shape, Box) and shape.fill in {"past", "running", "ahead"}
    ]


def test_bars_stand_at_their_days() -> None:
    picture = year_strip.draw(strip(), 1460 + 73, 12)
    left = width_of("開放資源班", 12) + 12
    per_day = (1460 + 73 - left - 1) / 365
    whole = bars(picture)[-2]
    assert whole.x == pytest.approx(left)
    assert whole.x + whole.width == pytest.approx(left + 365 * per_day)
    basic = bars(picture)[0]
    assert basic.x == pytest.approx(left + 59 * per_day)
    assert basic.width == pytest.approx(153 * per_day)


def test_past_running_and_ahead_look_different() -> None:
    assert [bar.fill for bar in bars(year_strip.draw(strip(), 1000, 12))] == [
        "running",
        "past",
        "ahead",
        "running",
        "running",
        "ahead",
    ]
    assert {bar.fill for bar in bars(year_strip.draw(replace(strip(), today=None), 1000, 12))} == {"ahead"}


def test_a_single_day_is_a_mark_and_so_is_every_session() -> None:
    sessions = (span((3, 16), (3, 21)), span((5, 4), (5, 9)))
    row = Row("進階班", (span((3, 1), (7, 31)),), ticks=sessions)
    picture = year_strip.draw(replace(strip(), rows=(row, ROWS[2])), 1000, 12)
    assert len([shape for shape in picture.shapes if isinstance(shape, Diamond)]) == 3
    assert {"3/16–3/21", "5/4–5/9", "4/23"} <= words(picture).keys()
    assert "3/1–7/31" not in words(picture), "the sessions say it better"


@pytest.mark.parametrize("today", [(1, 1), (1, 20), (3, 3), (6, 30), (9, 15), (11, 29), (12, 31)])
@pytest.mark.parametrize("width", [620, 820, 1080, 1600])
@pytest.mark.parametrize("size", [12, 18])
def test_no_words_meet(width: int, size: int, today: tuple[int, int]) -> None:
    picture = year_strip.draw(strip(*today), width, size)
    lines: dict[float, list[Words]] = {}
    for one in words(picture).values():
        lines.setdefault(one.y, []).append(one)
    for line in lines.values():
        places = sorted(map(extent, line))
        assert all(before[1] <= after[0] for before, after in itertools.pairwise(places)), line
        assert places[0][0] >= -0.5
        assert places[-1][1] <= width + 0.5


def test_words_in_a_bar_keep_clear_of_today() -> None:
    (now,) = (
        shape.x1
        for shape in year_strip.draw(strip(), 1000, 12).shapes
        if isinstance(shape, Stroke) and shape.line == "today"
    )
    for one in words(year_strip.draw(strip(), 1000, 12)).values():
        left, right = extent(one)
        assert not left < now < right or one.text.startswith("今天"), one.text


def test_a_remark_without_room_stands_below() -> None:
    wide, narrow = (words(year_strip.draw(strip(), width, 18)) for width in (1400, 480))
    assert "2/1–12/31　計畫原文為103年，疑為誤植" in wide
    assert {"2/1–12/31＊", "＊ 計畫原文為103年，疑為誤植"} <= narrow.keys()


def test_svg_holds_what_qt_paints_right() -> None:
    picture = year_strip.draw(replace(strip(), rows=(replace(ROWS[0], label="A<B&C"),)), 900, 12)
    content = picture_svg.svg(picture, COLOURS, 'Noto "Sans"')
    root = ET.fromstring(content)
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "rect", "line", "polygon", "text"}
    assert b"None" not in content
    assert "A<B&C" in {element.text for element in root.iter()}
    assert root.get("font-family") == 'Noto "Sans"'


@pytest.mark.tools
def test_paper_holds_the_same_words(tmp_path: Path) -> None:
    pdf = tmp_path / "year.pdf"
    created = datetime(2015, 3, 3, 10, tzinfo=TAIWAN)
    pdf.write_bytes(year_sheet.render("104年度計畫", "雲林縣政府", replace(strip(), today=None), created))
    command = [require_tool("pdftotext"), "-enc", "UTF-8", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    for said in ("104年度計畫", "雲林縣政府", "12月", "開放資源班", "4/23", "計畫原文為103年，疑為誤植"):
        assert said in text
    assert "今天" not in text
