from __future__ import annotations

import pytest

from desktop.core.errors import DataError
from desktop.imports.headers import HeaderNames
from desktop.imports.layouts import layout
from desktop.imports.mapping import ColumnMap, letters, resolve

LEAST = ["服務機關", "姓名", "身分證統一編號"]


def mapped(header: list[str], overrides: dict[str, str] | None = None) -> ColumnMap:
    return resolve(header, HeaderNames(layout("roster"), overrides), "名冊.csv")


def test_canonical_names() -> None:
    assert mapped(LEAST).used == {"服務機關": "agency", "姓名": "name", "身分證統一編號": "id_no"}


def test_aliases_width_and_decoration_do_not_matter() -> None:
    used = mapped(["機關名稱", " 姓 名＊", "身份證字號", "Ｅ－ｍａｉｌ", "出生年月日（民國）", "官等"]).used
    assert set(used.values()) == {"agency", "name", "id_no", "rank", "birth_date", "email"}


def test_unknown_columns_are_told() -> None:
    assert mapped([*LEAST, "血型", "", "星座"]).unknown == ("血型", "星座")


def test_missing_columns_are_named_with_what_was_found() -> None:
    with pytest.raises(DataError) as raised:
        mapped(["服務機關", "職稱", "血型"])
    assert raised.value.code == "imports.column-missing"
    assert raised.value.params == {
        "file": "名冊.csv",
        "columns": "姓名、身分證統一編號",
        "found": "服務機關、職稱、血型",
    }


def test_the_same_header_twice_is_an_error() -> None:
    with pytest.raises(DataError) as raised:
        mapped([*LEAST, "電話", "職稱", "電話"])
    assert raised.value.code == "imports.column-doubled"
    assert (raised.value.params["first_letter"], raised.value.params["second_letter"]) == ("D", "F")


def test_the_same_unknown_header_twice_is_nobodys_business() -> None:
    assert mapped([*LEAST, "血型", "血型"]).unknown == ("血型", "血型")


def test_the_canonical_name_wins_over_an_alias_and_an_early_alias_over_a_late_one() -> None:
    found = mapped(["機關名稱", *LEAST, "聯絡電話", "電話"])
    assert found.used["服務機關"] == "agency"
    assert found.used["電話"] == "phone"
    assert found.unknown == ("機關名稱", "聯絡電話")


def test_a_fallback_serves_only_without_better() -> None:
    assert mapped(["服務單位", "姓名", "身分證統一編號"]).used["服務單位"] == "agency"
    assert mapped([*LEAST, "服務單位"]).used["服務單位"] == "unit"


def test_the_user_maps_any_header_to_a_field() -> None:
    found = mapped(["甲", "乙", "身分證統一編號"], {"甲": "agency", "乙": "name"})
    assert found.used == {"甲": "agency", "乙": "name", "身分證統一編號": "id_no"}


def test_the_users_choice_wins_over_known_names() -> None:
    found = mapped([*LEAST, "本名"], {"本名": "name"})
    assert found.used["本名"] == "name"
    assert "姓名" in found.unknown


def test_the_user_leaves_a_column_unread() -> None:
    found = mapped([*LEAST, "備註"], {"備註": ""})
    assert "備註" in found.unknown
    assert "note" not in found.used.values()


def test_two_choices_for_one_field_are_an_error() -> None:
    with pytest.raises(DataError, match=r"imports\.column-doubled"):
        mapped([*LEAST, "甲", "乙"], {"甲": "note", "乙": "note"})


def test_the_key_is_the_number() -> None:
    assert mapped(["姓名", "服務機關", "身分證統一編號"]).key == 2


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_as_spreadsheets_call_them(place: int, name: str) -> None:
    assert letters(place) == name
