from __future__ import annotations

from collections import Counter

import pytest

from desktop.core.counties import counties, county
from desktop.core.errors import UsageError


def test_there_are_six_thirteen_and_three() -> None:
    assert Counter(each.kind for each in counties()) == {"municipality": 6, "county": 13, "city": 3}
    assert len({each.code for each in counties()}) == 22


def test_codes_are_text_with_their_zeros() -> None:
    assert county("09020").zh == "金門縣"
    assert county("09007").en == "Lienchiang County"
    assert all(len(each.code) == 5 and each.code.isdigit() for each in counties())


def test_names_are_official() -> None:
    assert not [each.zh for each in counties() if "台" in each.zh]
    assert county("10009").government == "雲林縣政府"
    assert "桃園縣" in county("68000").former


def test_an_unknown_code_is_a_wrong_request() -> None:
    with pytest.raises(UsageError, match=r"counties\.unknown"):
        county("9020")
