from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.imports import names


def codes(name: str) -> list[str]:
    return [remark.code.removeprefix("imports.") for remark in names.check(name, 40)[1]]


@pytest.mark.parametrize(
    "name",
    [
        "王小明",
        "𠮷田",
        "夷將·拔路兒",
        "夷將‧拔路兒",
        "Lisin Haluwey",
        "羽生 結弦",
        "葛\U000e0100城",
        "歐陽",
        "O'Neil",
        "𬷮",
    ],
)
def test_normal_names_are_left_in_peace(name: str) -> None:
    assert names.check(name, 40) == (name, ())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ('=HYPERLINK("http://x")', "formula-name"),
        ("+886", "formula-name"),
        ("-王", "formula-name"),
        ("@王", "formula-name"),
        ("＝王", "formula-name"),
        ("＠王", "formula-name"),
        ("王\n明", "control-character"),
        ("王\x00明", "control-character"),
        ("王\u2028明", "control-character"),
        ("王" * 41, "text-too-long"),
    ],
)
def test_what_is_no_name_is_refused(name: str, code: str) -> None:
    assert names.check(name, 40)[0] == ""
    assert codes(name) == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("王\ue000明", "name-private-use"),
        ("王\U00100001明", "name-private-use"),
        ("王?明", "name-lost-character"),
        ("王\ufffd明", "name-lost-character"),
        ("王〓明", "name-lost-character"),
        ("王\u200b明", "name-invisible"),
        ("\u202e王明", "name-invisible"),
        ("ＬＩＳＩＮ", "name-fullwidth"),
    ],
)
def test_what_is_doubtful_is_kept_and_remarked(name: str, code: str) -> None:
    assert names.check(name, 40)[0] == name
    assert codes(name) == [code]


def test_forty_graphemes_are_allowed() -> None:
    assert codes("𠮷" * 40) == []
    assert codes("葛\U000e0100" * 40) == []


def test_names_beyond_cp950() -> None:
    assert names.beyond_cp950(["王明", "Lisin", "𠮷田", "堃"]) == [2, 3]


@given(st.text(max_size=45))
def test_a_name_is_never_normalised(name: str) -> None:
    kept, _ = names.check(name, 40)
    assert kept in {name, ""}


def test_compatibility_ideographs_stay_themselves() -> None:
    name = "\uf914\u96ea"
    assert unicodedata.normalize("NFC", name) != name
    assert names.check(name, 40) == (name, ())


@given(st.text(min_size=1, max_size=45))
def test_plain_names_have_no_remark(name: str) -> None:
    if re.fullmatch(names.plain(40), name):
        assert names.check(name, 40) == (name, ())
