from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfdoc import PDFDocument

from desktop.exports.fonts import font_of
from desktop.exports.typesetting import (
    MOST_LINES,
    SMALLEST,
    Typesetter,
    broken,
    drawable,
    font,
    label_font,
    steps,
)

NOT_FIRST = "，。、；：」）"
TEXTS = st.text(st.sampled_from("雲林縣政府𠮷𡍼𬷮，。「」（）ABCabc019@.- \n\ue000\U000e0100"), max_size=300)
WIDTHS = st.floats(min_value=25, max_value=700)


def typesetter(labels: str = "") -> Typesetter:
    return Typesetter(PDFDocument(), label_font(labels + " "))


SETTER = typesetter()


def test_a_short_value_keeps_its_size() -> None:
    fitted = SETTER.fit("雲林縣政府", 100, 12, 12)
    assert (fitted.size, len(fitted.lines), fitted.height) == (12, 1, 12)


def test_a_long_value_shrinks_by_steps_and_then_wraps() -> None:
    ten = "雲林縣北港戶政事務所"
    assert [SETTER.fit(ten, width, 12, 12).size for width in (120, 119, 110, 95, 90)] == [
        12,
        11.5,
        11,
        9.5,
        9,
    ]
    wrapped = SETTER.fit(ten, 89, 12, 12)
    assert (wrapped.size, len(wrapped.lines)) == (SMALLEST, 2)
    assert wrapped.height == SMALLEST * 2.25


def test_a_box_with_room_for_two_lines_keeps_the_size() -> None:
    fitted = SETTER.fit("雲林縣北港戶政事務所", 62, 12 * 2.25, 12)
    assert (fitted.size, len(fitted.lines)) == (12, 2)


def test_the_sizes_end_at_the_smallest() -> None:
    assert steps(10) == (10, 9.5, 9)
    assert steps(9) == (9,)
    assert steps(8) == (9,)


@settings(max_examples=150, deadline=None)
@given(TEXTS, WIDTHS, st.sampled_from([9.0, 10.0, 12.0, 14.0]))
def test_no_line_is_wider_than_its_box(text: str, width: float, largest: float) -> None:
    fitted = SETTER.fit(text, width, largest, largest)
    assert SMALLEST <= fitted.size <= largest
    assert 1 <= len(fitted.lines) <= MOST_LINES
    assert all(line.advance * fitted.size / 1000 <= width + 1e-6 for line in fitted.lines)


@settings(max_examples=150, deadline=None)
@given(TEXTS, WIDTHS)
def test_wrapping_loses_nothing_but_spaces(text: str, width: float) -> None:
    own = typesetter()
    wrapped = own.wrap(text, width, 10)
    glyphs = sum(len(codes) // 4 for line in wrapped.lines for _, codes in line.runs)
    spaces = sum(drawable(text).count(space) for space in " \n")
    shown = len(drawable(text)) - spaces
    assert shown <= glyphs <= shown + spaces + len(wrapped.lines), "each line ends with a space"
    assert "".join(line.missing for line in wrapped.lines) == "\ue000" * text.count("\ue000")


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("雲林縣政府，。」"), min_size=30, max_size=200), WIDTHS)
def test_no_line_begins_with_closing_punctuation_where_it_can_be_helped(text: str, width: float) -> None:
    lines = broken(text, max(width, 90) * 100)
    for before, line in pairwise(lines):
        if line[0] in NOT_FIRST:
            assert all(character in NOT_FIRST for character in before[1:]), "there was no better place"


def test_an_address_breaks_after_its_dots() -> None:
    lines = broken("somebody@department.of.something.example.gov.tw", 10_000)
    assert lines == ("somebody@department.", "of.something.", "example.gov.tw")


def test_what_is_cut_says_so() -> None:
    own = typesetter()
    cut = own.fit("字" * 1000, 30, 9, 9, most=3)
    assert len(cut.lines) == 3
    assert cut.lines[-1].runs == own.line("字字…").runs


def test_a_line_feed_starts_a_line_even_where_there_is_room() -> None:
    assert len(SETTER.fit("甲\n乙\r\n丙\r丁", 500, 12, 12).lines) == 4


def test_a_missing_character_is_replaced_and_told() -> None:
    own = typesetter()
    line = own.line("王\ue000明")
    assert line.missing == "\ue000"
    shown = "".join(codes for _, codes in line.runs)
    assert shown == "".join(codes for _, codes in own.line("王〓明").runs)


def test_selectors_and_controls_are_not_drawn() -> None:
    assert drawable("葛\U000e0100城\ufe00") == "葛城"
    assert drawable("甲\u200b\ufeff\x07乙\t丙\xa0丁") == "甲乙 丙 丁"


def test_a_name_of_rare_characters_only_is_one_run() -> None:
    assert [name for name, _ in SETTER.line("𠮷𡍼").runs] == ["K1"]
    assert [name for name, _ in SETTER.line("林𠮷明").runs] == ["K0", "K1", "K0"]


def test_labels_are_set_in_their_own_font() -> None:
    own = typesetter("姓名")
    assert [name for name, _ in own.line("姓名").runs] == ["L0"]
    assert [name for name, _ in own.line("姓名欄").runs] == ["K0"]


def test_a_document_forgets_what_it_set_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exports.typesetting._MEMORY", 10)
    own = typesetter()
    for number in range(100):
        own.fit(str(number), 100, 12, 12)
    assert len(own._lines) <= 10
    assert len(own._fits) <= 10


def test_the_advance_is_that_of_the_font_that_draws() -> None:
    for character in "雲A𠮷𰻞":
        expected = font(font_of[character]).advances[character]
        assert SETTER.line(character).advance == expected
