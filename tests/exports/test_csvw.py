from __future__ import annotations

import json
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from csvw import CSVW  # type: ignore[import-untyped]

from desktop.exports import csvw
from desktop.exports.csv_out import encode_tables
from desktop.exports.tables import definitions
from tests.exports import packets


def unpacked(folder: Path) -> Path:
    (folder / "data").mkdir()
    for file in encode_tables(packets.year()):
        (folder / file.path).write_bytes(file.content)
        (folder / csvw.metadata_path(file.name)).write_bytes(csvw.metadata(file.name))
    return folder / "data"


def valid(path: Path) -> bool:
    """What `csvwvalidate` says, by the library behind it."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        return bool(CSVW(str(path), validate=True).is_valid)


REFERRED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("people", "diagnosis_items", "reflections", "showcase_requests"), ()),
    **dict.fromkeys(
        (name for name in definitions() if name.startswith("luminary_")), ("luminary_proposals",)
    ),
    **dict.fromkeys(("pairs", "earlier_pairs"), ("mentees", "mentors", "people")),
    "luminary_proposals": (),
    "pair_log": ("pairs", "mentees", "mentors", "people"),
}
"""Table → those it refers to, also by way of another; a reference that may be blank is not told."""


@pytest.mark.parametrize("name", sorted(definitions()))
def test_metadata_is_json_with_the_tables_it_refers_to(name: str) -> None:
    document = json.loads(csvw.metadata(name))
    assert document["@context"][0] == "http://www.w3.org/ns/csvw"
    urls = [table["url"] for table in document.get("tables", [document])]
    assert urls[0] == f"{name}.csv"
    assert urls[1:] == [f"{table}.csv" for table in REFERRED.get(name, ("people",))]


def test_an_independent_validator_accepts_every_table(tmp_path: Path) -> None:
    folder = unpacked(tmp_path)
    assert {table.name for table in packets.year()} == set(definitions())
    for table in packets.year():
        assert valid(folder / f"{table.name}.csv-metadata.json"), table.name
        assert valid(folder / f"{table.name}.csv"), table.name


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("people", "1975-06-03", "1975-02-30"),
        ("people", "P0002", "P0001"),
        ("people", "national", "nonsense"),
        ("people", "王小明", ""),
        ("course_nominations", "P0002", "P0009"),
        ("course_nominations", "true", "yes!"),
        ("course_history", "99", "99.5"),
        ("camp_members", "P0002", "P0009"),
        ("camp_stages", "left", "gone"),
        ("reflections", "true", "perhaps"),
        ("showcase_requests", "confirmed", "refused"),
        ("mentors", "P0001,", "P0009,"),
        ("mentees", "P0002,", ","),
        ("pairs", ",P0001", ",P0002"),
        ("pairs", ",line,", ",mood,"),
        ("pair_log", "P0002,P0001,practice", "P0001,P0002,practice"),
        ("pair_log", "2015-08-14", "2015-08-32"),
        ("earlier_pairs", "103", "1o3"),
    ],
)
def test_it_refuses_what_the_definitions_do_not_allow(tmp_path: Path, table: str, old: str, new: str) -> None:
    folder = unpacked(tmp_path)
    file = folder / f"{table}.csv"
    text = file.read_bytes().decode("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    with suppress(ValueError):  # its way to say so for a required cell
        assert not valid(folder / f"{table}.csv-metadata.json")
