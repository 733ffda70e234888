from __future__ import annotations

from datetime import date

import pytest

from desktop.core import identity
from desktop.imports.cells import Cell
from desktop.imports.people import Identified, Identifier, birth_in_future, grade_check, hired_as_child

MAN, WOMAN = "A123456789", "A223456781"


def identified(
    cell: Cell, id_type: str | None = None, sex: str | None = None, **options: object
) -> Identified:
    identifier = Identifier(**options)  # type: ignore[arg-type]
    return identifier.identify([cell], None if id_type is None else [id_type], None if sex is None else [sex])


def told(found: Identified) -> list[tuple[str, str | None]]:
    return [(remark.code.removeprefix("imports."), remark.column) for _, remark in found.remarks]


@pytest.mark.parametrize(
    ("cell", "id_type", "sex", "kind"),
    [
        (MAN, "national", "01", "national"),
        (WOMAN, "national", "02", "national"),
        (MAN, None, None, "national"),
        ("A800000014", "ui_new", "01", "ui_new"),
        ("AB23456789", "ui_new", "02", "ui_old"),  # 統一證號 says nothing about old or new
        (MAN, "", "99", "national"),
    ],
)
def test_what_fits_together(cell: str, id_type: str | None, sex: str | None, kind: str) -> None:
    found = identified(cell, id_type, sex)
    assert (found.numbers, found.kinds, told(found)) == ([cell], [kind], [])


@pytest.mark.parametrize(
    ("cell", "id_type", "sex", "remarks"),
    [
        ("A123456788", "national", "01", [("id-checksum", None)]),
        ("", "national", "01", [("required", None)]),
        (" ", None, None, [("required", None)]),
        (date(2015, 4, 23), None, None, [("id-length", None)]),
        ("12345", "passport", "", [("id-passport", None)]),
        (f" {MAN}", "national", "01", [("id-space", None)]),
        (f'="{MAN}"', "national", "01", []),
        ("ａ１２３４５６７８９", "national", "01", [("id-fullwidth", None)]),
        ("a12345 6789", "national", "01", [("id-space-lowercase", None)]),
        (MAN, "national", "02", [("sex-differs", "性別")]),
        (MAN, "national", "", [("sex-from-id", "性別")]),
        (MAN, "ui_new", "01", [("id-type-differs", "證件類別")]),
        (
            "a123456789",
            "ui_old",
            "02",
            [("id-lowercase", None), ("id-type-differs", "證件類別"), ("sex-differs", "性別")],
        ),
    ],
)
def test_what_does_not(
    cell: Cell, id_type: str | None, sex: str | None, remarks: list[tuple[str, str | None]]
) -> None:
    assert told(identified(cell, id_type, sex)) == remarks


def test_an_error_leaves_no_number() -> None:
    found = identified("A123456788", "national", "02")
    assert (found.numbers, found.kinds, found.sexes) == ([""], [""], ["02"])


def test_a_missing_sex_is_taken_from_the_number() -> None:
    assert identified(WOMAN, "national", "").sexes == ["02"]
    assert identified(WOMAN).sexes == ["02"]
    assert told(identified(WOMAN)) == []  # no column, nothing to tell


def test_passports() -> None:
    assert identified("X12345678", "passport", "02").kinds == ["passport"]
    assert told(identified("X12345678", "", "")) == [("id-length", None)]
    assert identified("X12345678", passports=frozenset({"X12345678"})).kinds == ["passport"]
    assert identified(MAN, "passport", "02").kinds == ["passport"]


def test_an_old_ui_number_ends_with_119() -> None:
    assert told(identified("AB23456789", "ui_old", "02", today=date(2030, 12, 31))) == []
    assert told(identified("AB23456789", "ui_old", "02", today=date(2031, 1, 1))) == [("id-expired", None)]


def test_one_bad_number_does_not_touch_its_neighbours() -> None:
    found = Identifier().identify([MAN, "x", WOMAN], ["national"] * 3, ["01", "01", "02"])
    assert found.numbers == [MAN, "", WOMAN]
    assert [(place, remark.code) for place, remark in found.remarks] == [(1, "imports.id-length")]
    assert found.kinds == [identity.NATIONAL, "", identity.NATIONAL]


@pytest.mark.parametrize(
    ("rank", "grade", "personnel_type", "fits"),
    [
        ("elementary", 1, "", True),
        ("elementary", 5, "", True),
        ("elementary", 6, "", False),
        ("junior", 6, "civil_servant", True),
        ("junior", 9, "civil_servant", True),
        ("junior", 3, "civil_servant", False),
        ("senior", 9, "", False),
        ("senior", 14, "", True),
        ("junior", 3, "police", True),
        ("junior", 3, "medical", True),
        ("", 3, "", True),
        ("junior", None, "", True),
    ],
)
def test_grade_and_rank(rank: str, grade: int | None, personnel_type: str, fits: bool) -> None:
    remarks = grade_check()((rank, grade, personnel_type))[1]
    assert [remark.code for remark in remarks] == ([] if fits else ["imports.grade-differs"])


def test_dates_of_a_life() -> None:
    born = date(1975, 3, 8)
    assert birth_in_future(date(2015, 4, 24), date(2015, 4, 23))
    assert not birth_in_future(date(2015, 4, 23), date(2015, 4, 23))
    assert not birth_in_future(None, date(2015, 4, 23))
    assert hired_as_child(born, date(1989, 12, 31))
    assert not hired_as_child(born, date(1990, 1, 1))
    assert not hired_as_child(None, born)
