from __future__ import annotations

import io

import pikepdf
import pytest

from desktop.exports import layouts
from desktop.exports.book import Book, filled
from desktop.exports.paper import PORTRAIT
from desktop.exports.typesetting import label_font


def test_a_template_leaves_out_what_the_header_does_not_say() -> None:
    assert filled("{county}　{plan_title}", {"county": "雲林縣", "plan_title": "計畫"}) == "雲林縣　計畫"
    assert filled("{county}　{plan_title}", {"plan_title": "計畫"}) == "計畫"


@pytest.mark.parametrize("count", [1, 11, 60])
def test_the_footnote_about_missing_characters_stays_on_its_line(count: int) -> None:
    out = io.BytesIO()
    book = Book(out, layouts.common(), label_font(" "))
    book.section("甲", "甲", "甲", 0)
    with book.page(PORTRAIT) as pen:
        for number in range(count):
            line = book.typesetter.line(chr(0xE000 + number))
            pen.text(100, 500, 12, line)
    book.close()
    assert [missing.code_point for missing in book.missing] == [f"U+{0xE000 + at:04X}" for at in range(count)]
    footnote = book.typesetter.line(layouts.common().missing.format(points="U+E000"))
    assert footnote.missing == ""
    with pikepdf.open(out) as pdf:
        operators = pdf.pages[0].Contents.read_bytes()
    assert operators.count(b"/Note <</MCID 0>> BDC") == 1
    longest = max(operators.split(b"/Note")[1].split(b"EMC")[0].split(b"<"), key=len)
    assert len(longest) // 4 * 4.5 < PORTRAIT.inner_width + 60


def test_a_page_counts_and_a_page_without_a_foot_has_no_number() -> None:
    out = io.BytesIO()
    book = Book(out, layouts.common(), label_font(" "))
    book.section("甲", "甲", "甲", 0)
    for foot in (True, False, True):
        with book.page(PORTRAIT, foot=foot) as pen:
            pen.text(100, 500, 12, book.typesetter.line("乙"))
    book.close()
    assert book.pages == 3
    with pikepdf.open(out) as pdf:
        shown = [b" Do" in page.Contents.read_bytes() for page in pdf.pages]
    assert shown == [True, False, True]
