from __future__ import annotations

import subprocess
import sys

import pytest

from desktop.exports.fonts import CHAIN, SUBSTITUTE, common_font, font_of, unprintable
from tests.exports.booklets import people

RARE = {"𠮷": 1, "𡍼": 1, "㛢": 0, "𤧚": 1, "𨶒": 1, "𬷮": 1, "𰻞": 2, "犇": 0}


@pytest.mark.parametrize(("character", "index"), RARE.items())
def test_a_rare_character_has_its_font(character: str, index: int) -> None:
    assert font_of[character] == index


def test_every_text_of_the_sample_roster_prints() -> None:
    texts = {text for person in people() for text in person.values()}
    assert {text: unprintable(text) for text in texts if unprintable(text)} == {}


def test_what_no_font_has_is_named_once_in_order() -> None:
    assert unprintable("王\ue001明\ue000\ue001") == ["\ue001", "\ue000"]


def test_what_is_not_drawn_is_not_missing() -> None:
    assert unprintable("葛\U000e0100城\tA\nB\r") == []
    assert unprintable("plain ASCII") == []


def test_the_substitute_itself_prints() -> None:
    assert font_of[SUBSTITUTE] == 0


def test_a_name_is_set_in_one_font_where_one_has_all_of_it() -> None:
    assert common_font("王小明") == 0
    assert common_font("𠮷𡍼") == 1
    assert common_font("林𠮷") is None  # the fonts of rare characters have no common ones


def test_every_font_of_the_chain_has_something_of_its_own() -> None:
    own = dict.fromkeys(range(len(CHAIN)), 0)
    for code in range(0x3400, 0x33480):
        index = font_of[chr(code)]
        if index >= 0:
            own[index] += 1
    assert own[0] > 20_920 + 6_582
    assert own[1] > 42_711 + 4_099
    assert (own[2], own[3]) == (848, 5_813)


def test_asking_what_prints_loads_no_pdf_library() -> None:
    code = (
        "import sys; from desktop.exports.fonts import unprintable; assert unprintable('𠮷\\ue000'); "
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'pikepdf', 'pyhanko')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
