from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import text


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("王小明", 3),
        ("𠮷", 1),
        ("葛\U000e0100", 1),
        ("夷將·拔路兒", 6),
        ("Lisin", 5),
        ("👨\u200d👩\u200d👧", 1),
        ("", 0),
    ],
)
def test_length_counts_what_people_see(written: str, count: int) -> None:
    assert text.length(written) == count == len(text.graphemes(written))


@given(
    st.text(
        st.sampled_from("王𠮷一㐀ぁヶＡ A1~\ue000\u3000，\u3099\u302a葛\U000e0100é\u0301\u200d👨🇹🇼\r\n각")
    )
)
def test_short_cuts_change_nothing(written: str) -> None:
    assert text.graphemes(written) == regex.findall(r"\X", written)


def test_every_character_that_is_taken_alone_is_alone() -> None:
    for code in range(0x20, 0x323B0):
        letter = chr(code)
        if text._ALONE.fullmatch(letter):
            assert len(regex.findall(r"\X", f"王{letter}王")) == 3, f"U+{code:04X}"


def test_reflections_are_counted_without_space() -> None:
    assert text.characters_without_space("心 得\u3000，\n好") == 4


def test_private_use_characters_are_found_in_every_plane() -> None:
    assert text.private_use("王\ue000明\U000f0000") == ["\ue000", "\U000f0000"]
    assert text.private_use("王小明") == []


def test_half_width_leaves_ideographs_alone() -> None:
    assert text.halfwidth("Ａ１＠\u3000王－") == "A1@ 王-"
    assert text.halfwidth("\uf914樂") == "\uf914樂"  # a compatibility ideograph stays itself


@pytest.mark.parametrize(
    ("id_no", "masked"),
    [("A123456789", "A12*****89"), ("AB123456", "AB1***56"), ("12345", "*****"), ("", "")],
)
def test_masked_numbers(id_no: str, masked: str) -> None:
    assert text.mask_id(id_no) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王○明"),
        ("王明", "王○"),
        ("王", "○"),
        ("", ""),
        ("歐陽大明", "歐○○明"),
        ("𠮷𡍼㛢", "𠮷○㛢"),
    ],
)
def test_masked_names(name: str, masked: str) -> None:
    assert text.mask_name(name) == masked


@given(st.text(max_size=30))
def test_a_mask_is_as_long_as_what_it_hides_and_hides_something(written: str) -> None:
    assert len(text.mask_id(written)) == len(written)
    if len(written) > 5:
        assert text.mask_id(written)[3:-2] == "*" * (len(written) - 5)
    assert text.length(written) == 0 or "○" in text.mask_name(written)


@pytest.mark.parametrize("letter", ["\x00", "\n", "\t", "\x7f", "\x85", "\u2028", "\u2029", "\ud800"])
def test_control_characters(letter: str) -> None:
    assert list(text.control_characters(f"王{letter}明")) == [letter]


def test_names_of_every_kind_have_no_control_characters() -> None:
    for name in ("夷將·拔路兒", "Lisin Haluwey", "葛\U000e0100城", "羽生 結弦", "𬷮"):
        assert list(text.control_characters(name)) == []


def test_variation_selectors_are_dropped_for_drawing_only() -> None:
    assert text.without_variation_selectors("葛\U000e0100城\ufe00") == "葛城"
