from __future__ import annotations

import pytest

from desktop.core.counties import county
from desktop.imports.agency_names import AgencyNames, official
from desktop.imports.drafts import KnownAgency, NewAgency

YUNLIN = county("10009")
KNOWN = (
    KnownAgency("雲林縣政府", "government", ("民政處", "人事處", "資訊科")),
    KnownAgency("雲林縣警察局", "subordinate", ("人事室",)),
    KnownAgency("雲林縣臺西鄉公所", "township", ("民政課",)),
    KnownAgency("雲林縣斗六市公所", "township", ("民政課",)),
    KnownAgency("雲林縣議會", "council", ("人事室",)),
)
NAMES = AgencyNames(YUNLIN, KNOWN)


@pytest.mark.parametrize("name", [agency.name for agency in KNOWN])
def test_known_names_are_left_in_peace(name: str) -> None:
    match = NAMES.match(name, "人事室")
    assert (match.name, match.unit, match.known, match.remark) == (name, "人事室", True, None)


@pytest.mark.parametrize(
    ("written", "name", "told"),
    [
        ("台西鄉公所", "雲林縣臺西鄉公所", "臺西鄉公所"),
        ("臺西鄉公所", "雲林縣臺西鄉公所", "臺西鄉公所"),
        ("雲林縣台西鄉公所", "雲林縣臺西鄉公所", "雲林縣臺西鄉公所"),
        ("雲林縣 斗六市公所", "雲林縣斗六市公所", "雲林縣斗六市公所"),
        ("警察局", "雲林縣警察局", "警察局"),
        ("雲林縣政府警察局", "雲林縣警察局", "雲林縣警察局"),
        ("縣政府", "雲林縣政府", "雲林縣政府"),
        ("本府", "雲林縣政府", "雲林縣政府"),
        ("雲林縣府", "雲林縣政府", "雲林縣政府"),
    ],
)
def test_other_ways_to_write_a_known_name(written: str, name: str, told: str) -> None:
    match = NAMES.match(written, "人事室")
    assert (match.name, match.unit, match.known) == (name, "人事室", True)
    assert match.remark is not None
    assert (match.remark.code, dict(match.remark.params)) == ("imports.agency-matched", {"name": told})


@pytest.mark.parametrize(
    ("written", "unit", "result"),
    [
        ("民政處", "", "民政處"),
        ("雲林縣政府民政處", "", "民政處"),
        ("雲林縣民政處", "", "民政處"),
        ("雲林縣政府民政處", "民政處", "民政處"),
        ("雲林縣政府民政處", "戶政科", "民政處戶政科"),
        ("雲林縣政府研考處", "", "研考處"),
    ],
)
def test_a_department_is_a_unit_of_the_government(written: str, unit: str, result: str) -> None:
    match = NAMES.match(written, unit)
    assert (match.name, match.unit, match.known) == ("雲林縣政府", result, True)


@pytest.mark.parametrize("written", ["不存在機關", "嘉義縣政府", "雲林縣政府福利協會", "西螺鎮公所"])
def test_an_unknown_name_is_a_new_agency_to_be_confirmed(written: str) -> None:
    match = NAMES.match(written, "業務科")
    assert (match.name, match.unit, match.known) == (written, "業務科", False)
    assert match.remark is not None
    assert match.remark.code == "imports.agency-new"


def test_a_new_name_is_written_officially() -> None:
    assert NAMES.match("雲林縣 台中港處", "").name == "雲林縣臺中港處"
    assert official(" 台 南 ") == "臺南"


def test_nothing_written_matches_nothing() -> None:
    assert NAMES.match("", "人事室").remark is None


def test_without_any_agency_all_are_new() -> None:
    nobody = AgencyNames(YUNLIN, ())
    assert not nobody.match("雲林縣政府", "").known
    assert not nobody.match("本府", "").known


def test_an_earlier_name_of_the_county() -> None:
    names = AgencyNames(county("68000"), [KnownAgency("桃園市政府", "government", ("民政局",))])
    match = names.match("桃園縣政府", "民政局")
    assert (match.name, match.known) == ("桃園市政府", True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("雲林縣古坑鄉公所", "township"),
        ("雲林縣議會", "council"),
        ("雲林縣立東仁國民中學", "school"),
        ("雲林縣政府", "government"),
        ("雲林縣文化局", "subordinate"),
        ("雲林縣家庭教育中心", "subordinate"),
        ("不存在機關", "other"),
    ],
)
def test_kind_by_ending(name: str, kind: str) -> None:
    assert NAMES.kind_by_ending(name) == kind


def test_new_agencies_come_with_similar_known_ones() -> None:
    assert NAMES.new_agencies([("雲林縣斗六鎮公所", 5, 2)]) == (
        NewAgency("雲林縣斗六鎮公所", "township", 5, 2, ("雲林縣斗六市公所", "雲林縣臺西鄉公所")),
    )


def test_departments_in_a_list_of_agencies() -> None:
    assert NAMES.is_unit("雲林縣政府民政處")
    assert not NAMES.is_unit("雲林縣政府")
    assert not NAMES.is_unit("雲林縣警察局")
