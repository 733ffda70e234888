from __future__ import annotations

import json
import re
import tomllib

import pytest

from desktop.core import paths
from desktop.exports.tables import Column, definitions

DESIGN = {
    "people": "person_no* id_type id_no name name_substitute cns_code name_en sex birth_date agency "
    "agency_kind unit title rank grade personnel_type phone mobile email center_to_check",
    "course_nominations": "activity* session* rank* person_no alternate verdict reasons priority_basis "
    "business_relation business_note attested meal lodging access_need center_to_check",
    "course_history": "person_no* course* roc_year* session attended source center_to_check",
}


def column(table: str, name: str) -> Column:
    return next(one for one in definitions()[table].columns if one.name == name)


@pytest.mark.parametrize("table", DESIGN)
def test_columns_and_keys_are_those_of_the_design(table: str) -> None:
    definition = definitions()[table]
    marked = [
        name + ("*" if number in definition.primary_key else "")
        for number, name in enumerate(definition.header)
    ]
    assert marked == DESIGN[table].split()


def test_every_description_is_whole() -> None:
    for path in sorted((paths.resources() / "packet" / "tables").glob("*.json")):
        described = json.loads(path.read_text(encoding="utf-8"))
        assert described["url"] == f"{path.stem}.csv"
        assert re.fullmatch(r"[a-z][a-z_]*", path.stem)
        names = [spec["name"] for spec in described["tableSchema"]["columns"]]
        assert len(set(names)) == len(names)
        assert all(spec["dc:title"] for spec in described["tableSchema"]["columns"])
        definition = definitions()[path.stem]
        assert all(definition.columns[number].required for number in definition.primary_key)
        for key in definition.foreign_keys:
            assert key.target == definitions()[key.table].primary_key


@pytest.mark.parametrize(
    ("table", "name", "good", "bad"),
    [
        ("people", "person_no", ["P0001", "P10000"], ["P1", "p0001", "P0001 ", "P0001\n", "Ｐ0001"]),
        ("people", "id_type", ["national", "ui_old"], ["nationalx", "", "身分證"]),
        ("people", "id_no", ["A123456789", "AB12CD"], ["A12345678９", "a123456789"]),
        ("people", "name", ["𠮷田", "Lisin Haluwey", "夷將·拔路兒", '"'], ["a\nb", "a\tb", "x" * 121]),
        ("people", "cns_code", ["3-2144", "15-2A3BF"], ["3-21", "x"]),
        (
            "people",
            "birth_date",
            ["1975-06-03", "1976-02-29"],
            ["1975-02-29", "19750603", "1975-6-3", "64/06/03"],
        ),
        ("people", "grade", ["1", "14"], ["0", "15", "01", "6.0", "+6", "６", "-1", ""]),
        ("people", "email", ["a@b.tw"], ["a", "a b@c", "a@b@c"]),
        ("course_nominations", "rank", ["1", "50"], ["0", "1.5", "一"]),
        ("course_nominations", "alternate", ["true", "false"], ["True", "1", "是"]),
        ("course_nominations", "verdict", ["yes", "no", "unknown"], ["maybe", "yes|no"]),
        ("course_history", "roc_year", ["98", "104"], ["2009", "0", "民國98"]),
    ],
)
def test_datatypes(table: str, name: str, good: list[str], bad: list[str]) -> None:
    assert column(table, name).refuses([*good, *bad]) == set(bad)


def test_rows_are_sorted_by_key_and_numbers_by_value() -> None:
    definition = definitions()["course_nominations"]
    rest = ("P0001", "false", "yes", *[""] * 9)
    rows = [("b", "1", "2", *rest), ("a", "2", "1", *rest), ("a", "1", "10", *rest), ("a", "1", "9", *rest)]
    assert [row[:3] for row in definition.sorted(rows)] == [
        ("a", "1", "9"),
        ("a", "1", "10"),
        ("a", "2", "1"),
        ("b", "1", "2"),
    ]


@pytest.mark.parametrize(
    ("table", "name", "kind"),
    [
        ("people", "id_type", "id_type"),
        ("people", "sex", "sex"),
        ("people", "agency_kind", "agency_kind"),
        ("people", "rank", "rank"),
        ("people", "personnel_type", "personnel_type"),
        ("course_nominations", "business_relation", "business_relation"),
        ("course_nominations", "meal", "meal"),
    ],
)
def test_vocabularies_are_those_of_the_program(table: str, name: str, kind: str) -> None:
    spec = next(
        one for one in definitions()[table].description["tableSchema"]["columns"] if one["name"] == name
    )
    terms = tomllib.loads((paths.resources() / "terms.toml").read_text(encoding="utf-8"))
    assert set(spec["datatype"]["format"].split("|")) == set(terms[kind])
