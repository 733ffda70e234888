"""Pairing with a neighbour: a file that names nobody goes out, theirs is read strictly, tokens come back."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.exports import strict_json
from desktop.models.mentoring import PoolToken
from desktop.models.office import OfficeRow
from desktop.models.people import Agency, AgencyUnit, Person
from desktop.services import (
    earlier_pairs,
    mentoring,
    mentoring_terms,
    mentoring_union,
    pairing,
    pairing_acts,
    pairing_parts,
    pairing_pools,
    pairs,
    undo,
)
from desktop.services.office import Office
from desktop.services.pairing import Totals
from desktop.services.pairing_pools import Pools
from tests.builders import copy_office, state

SAMPLES = paths.resources() / "samples"
NEIGHBOUR = "10010"


def fill(office: Office, folder: Path, mentors: slice, mentees: slice) -> None:
    """Take a part of each sample list into the pools."""
    for role, some in (("mentor", mentors), ("mentee", mentees)):
        header, *rows = (SAMPLES / f"{role}s.csv").read_text(encoding="utf-8").splitlines()
        path = folder / f"{role}s.csv"
        path.write_text("\n".join([header, *rows[some]]) + "\n", encoding="utf-8")
        assert mentoring.import_file(office, path, role).committed


@pytest.fixture
def ours(county: Office, tmp_path: Path) -> Office:
    """Twelve mentors and forty mentees: not all of them can be placed."""
    fill(county, tmp_path, slice(12), slice(40))
    return county


@pytest.fixture
def theirs(_with_samples: Path, tmp_path: Path) -> Iterator[Office]:
    """A neighbouring county with other people in its pools."""
    with copy_office(_with_samples, tmp_path / "neighbour") as office:
        with office.database.writing("test.county") as journal:
            journal.update(OfficeRow, 1, {"county_code": NEIGHBOUR})
        fill(office, tmp_path, slice(12, None), slice(40, None))
        yield office


@pytest.fixture
def file(theirs: Office, tmp_path: Path) -> Path:
    path = tmp_path / "theirs.json"
    mentoring_union.export_pool(theirs, path)
    return path


def test_the_file_names_nobody(ours: Office, tmp_path: Path) -> None:
    path = tmp_path / "out" / "pool.json"
    assert mentoring_union.export_pool(ours, path) == 52
    text = path.read_text(encoding="utf-8")
    with ours.database.reading() as session:
        secret = [value for row in session.execute(select(Person.id_no, Person.name)) for value in row]
        secret += session.scalars(select(Agency.name)).all()
        secret += session.scalars(select(AgencyUnit.name)).all()
        secret += [str(row.person_no) for row in session.scalars(select(Person)) if row.person_no > 100]
    assert len(secret) > 1200
    words = {part for one in mentoring.listing(ours) for part in pairing_parts.parts(one.terms)}
    assert [one for one in secret if one in text and one not in words and not one.isdigit()] == []
    told = json.loads(text)
    assert (told["format"], told["county"], told["year"]) == ("luminary-pool/1", "10009", 104)
    assert set(told["members"][0]) == {
        "agency",
        "avoid",
        "capacity",
        "grade",
        "id",
        "languages",
        "role",
        "supervisor",
        "terms",
        "wishes",
    }
    assert [one["id"] for one in told["members"]] == sorted(one["id"] for one in told["members"])


def test_tokens_stay_and_agencies_change(ours: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    mentoring_union.export_pool(ours, first)
    mentoring_union.export_pool(ours, second)
    one, other = (json.loads(path.read_text(encoding="utf-8"))["members"] for path in (first, second))
    assert [row["id"] for row in one] == [row["id"] for row in other]
    assert not {row["agency"] for row in one} & {row["agency"] for row in other}
    with pytest.raises(DataError, match=r"undo\.blocked"):
        undo.undo(ours.database)
    with ours.database.reading() as session:
        assert len(session.scalars(select(PoolToken)).all()) == 52, "what went out can be told for ever"


def joined(*offices: Office) -> Pools:
    """The whole pools of the offices as one, as if all had been read here."""
    some = []
    for office in offices:
        with office.database.reading() as session:
            own = pairing_pools.of_session(session)
        mark = office.row().county_code
        some.append(
            replace(
                own,
                mentors=tuple(replace(one, agency=mark + one.agency) for one in own.mentors),
                mentees=tuple(replace(one, agency=mark + one.agency) for one in own.mentees),
            )
        )
    return Pools(
        mentors=tuple(sorted((one for own in some for one in own.mentors), key=lambda one: one.id)),
        mentees=tuple(sorted((one for own in some for one in own.mentees), key=lambda one: one.id)),
        names={},
        inputs={},
    )


def test_together_is_at_least_as_good(ours: Office, theirs: Office, file: Path) -> None:
    before = state(ours)
    found = mentoring_union.read(ours, [file])
    assert state(ours) == before, "nothing is kept"
    assert (found.counties, found.people) == ((NEIGHBOUR,), 52)
    together, alone = pairing.pair(joined(ours, theirs)), pairing.pair(joined(ours))
    their = pairing.pair(joined(theirs))
    assert found.together == Totals(together.placed, together.worst, together.total)
    assert found.alone == Totals(alone.placed, alone.worst, alone.total)
    assert found.apart == Totals(
        alone.placed + their.placed, min(alone.worst, their.worst), alone.total + their.total
    )
    assert (found.together.placed, found.alone.placed) == (48, 19)
    assert found.with_others.placed > found.alone.placed
    assert found.newly_placed
    mentees = [one for one in found.across if one.role == "mentee"]
    assert sum(not one.placed_before for one in mentees) <= len(found.newly_placed)
    assert len(found.newly_placed) >= found.with_others.placed - found.alone.placed


def test_tokens_come_back_to_their_people(ours: Office, theirs: Office, file: Path, tmp_path: Path) -> None:
    found = mentoring_union.read(ours, [file])
    partners = [one.partner for one in found.across]
    known = mentoring_union.who(theirs, partners)
    assert [one.token for one in known] == partners
    for one, other in zip(found.across, known, strict=True):
        assert {one.role, other.role} == {"mentor", "mentee"}
    pools = {(one.role, one.person.name) for one in mentoring.listing(theirs)}
    assert {(one.role, one.name) for one in known} <= pools
    with pytest.raises(DataError, match=r"pool\.unknown_token"):
        mentoring_union.who(ours, partners)
    mentor = mentoring.listing(theirs, "mentor")[0]
    token = next(
        row["id"]
        for row in json.loads(file.read_text(encoding="utf-8"))["members"]
        if mentoring_union.who(theirs, [row["id"]])[0].name == mentor.person.name
    )
    mentoring.withdraw(theirs, [mentor.id], "調職")
    assert mentoring_union.who(theirs, [token])[0].withdrawn
    out = tmp_path / "across.csv"
    assert mentoring_union.write(ours, found, out) == len(found.across)
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [row["姓名"] for row in rows] == [row.name for row in found.across]
    assert {row["對象縣市"] for row in rows} == {"嘉義縣"}


def test_who_is_granted_is_not_free(ours: Office, tmp_path: Path) -> None:
    before = {one.id: one.capacity or 0 for one in mentoring.listing(ours, "mentor")}
    pairing_acts.accept(ours)
    found = pairs.read(ours)
    full = next(one for one in found if before[one.mentor_member] == 1)
    half = next(one for one in found if before[one.mentor_member] == 2)
    pairs.state(ours, [full.id, half.id], "granted", number="人發字第1號", day=date(2015, 3, 2))
    path = tmp_path / "pool.json"
    count = mentoring_union.export_pool(ours, path)
    assert count == 52 - 3, "both mentees, and the mentor who has no seat left"
    rows = {row["id"]: row for row in json.loads(path.read_text(encoding="utf-8"))["members"]}
    names = {(one.role, one.name): one.token for one in mentoring_union.who(ours, list(rows))}
    assert ("mentor", full.mentor.name) not in names
    assert {("mentee", full.mentee.name), ("mentee", half.mentee.name)}.isdisjoint(names)
    assert rows[names["mentor", half.mentor.name]]["capacity"] == 1, "the seat that is left"
    mentoring.withdraw(ours, [full.mentee_member], "調職")
    assert mentoring_union.export_pool(ours, path) == count + 1, "the mentor is free again"


def test_rules_within_a_county_hold_for_the_neighbour_too(
    ours: Office, theirs: Office, tmp_path: Path
) -> None:
    """Bans and pairs of earlier years go out as tokens to keep apart."""
    with theirs.database.reading() as session:
        line = pairing.pair(pairing_pools.of_session(session)).lines[0]
    history = tmp_path / "history.csv"
    history.write_text(f"徒弟,師傅\n{line.mentee},{line.mentor}\n", encoding="utf-8")
    earlier_pairs.import_file(theirs, history)
    path = tmp_path / "theirs.json"
    mentoring_union.export_pool(theirs, path)
    members = json.loads(path.read_text(encoding="utf-8"))["members"]
    names = {one.person.id_no: one.person.name for one in mentoring.listing(theirs)}
    who = {row["id"]: mentoring_union.who(theirs, [row["id"]])[0].name for row in members}
    apart = {(who[row["id"]], who[other]) for row in members for other in row["avoid"]}
    assert (names[line.mentor], names[line.mentee]) in apart
    assert mentoring_union.read(ours, [path]).together.placed == 48


def sealed(told: dict[str, Any]) -> bytes:
    """The file with a digest that fits, as a neighbour's program could have written it."""
    told = {name: value for name, value in told.items() if name != "sha256"}
    return strict_json.write({**told, "sha256": hashlib.sha256(strict_json.write(told)).hexdigest()})


def _grade(told: dict[str, Any]) -> None:
    told["members"][0]["grade"] = 99


def _nobody(told: dict[str, Any]) -> None:
    told["members"][0]["wishes"] = ["0" * 16]


def _twice(told: dict[str, Any]) -> None:
    told["members"][1]["id"] = told["members"][0]["id"]


def _more(told: dict[str, Any]) -> None:
    told["members"][0]["name"] = "王小明"


def _long(told: dict[str, Any]) -> None:
    told["members"][0]["terms"] = ["字" * 41]


def _hidden(told: dict[str, Any]) -> None:
    told["members"][0]["languages"] = ["\u202e\x07"]


def _other_format(told: dict[str, Any]) -> None:
    told["format"] = "luminary-pool/2"


def _no_county(told: dict[str, Any]) -> None:
    told["county"] = "99999"


@pytest.mark.parametrize(
    "change", [_grade, _nobody, _twice, _more, _long, _hidden, _other_format, _no_county]
)
def test_what_is_no_pool_file_is_refused(
    ours: Office, file: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    change(told)
    file.write_bytes(sealed(told))
    with pytest.raises(DataError, match=r"pool\.foreign"):
        mentoring_union.read(ours, [file])


def test_other_files_are_told_apart(ours: Office, file: Path, tmp_path: Path) -> None:
    whole = file.read_bytes()
    told = json.loads(whole)
    own = tmp_path / "own.json"
    mentoring_union.export_pool(ours, own)
    for code, files, content in (
        ("pool.altered", [file], whole.replace(b'"capacity": 1', b'"capacity": 2', 1)),
        ("pool.altered", [file], whole + b" "),
        ("pool.altered", [file], whole[:-40]),
        ("pool.foreign", [file], b"{}\n"),
        ("pool.foreign", [file], b"\xff" * 40),
        ("pool.foreign", [file], b" " * (strict_json.MAX_BYTES + 1)),
        ("pool.other_year", [file], sealed({**told, "year": 105})),
        ("pool.other_settings", [file], sealed({**told, "settings": 9})),
        ("pool.own", [own], whole),
        ("pool.twice", [file, file], whole),
    ):
        file.write_bytes(content)
        with pytest.raises(DataError) as error:
            mentoring_union.read(ours, files)
        assert error.value.code == code, content[-60:]


def test_free_words_are_cleaned_on_both_sides(ours: Office, theirs: Office, tmp_path: Path) -> None:
    one = mentoring.listing(theirs, "mentor")[0]
    mentoring.put(
        theirs, one.id, {"terms": "字" * 60 + "、\u200b資\u202e訊、資訊", "languages": "國\u200d語"}
    )
    path = tmp_path / "theirs.json"
    mentoring_union.export_pool(theirs, path)
    rows = json.loads(path.read_text(encoding="utf-8"))["members"]
    assert any(row["terms"] == sorted(["字" * 40, "資訊"]) for row in rows)
    assert {language for row in rows for language in row["languages"]} >= {"國語"}
    told = {**json.loads(path.read_text(encoding="utf-8"))}
    told["members"][0]["languages"] = ["國\u202e語"]
    path.write_bytes(sealed(told))
    assert mentoring_union.read(ours, [path]).together.placed == 48


def test_our_own_aliases_count_for_their_words(ours: Office, file: Path) -> None:
    told = json.loads(file.read_text(encoding="utf-8"))
    for row in told["members"]:
        row["terms"] = [f"外{word}" for word in row["terms"]]
    file.write_bytes(sealed(told))
    before = mentoring_union.read(ours, [file])
    for word in ("資訊", "人事", "主計", "法制", "採購"):
        mentoring_terms.put(ours, f"外{word}", word)
    assert mentoring_union.read(ours, [file]).together.total > before.together.total


def test_an_empty_pool_is_not_written(county: Office, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"pool\.nobody"):
        mentoring_union.export_pool(county, tmp_path / "pool.json")
    assert not (tmp_path / "pool.json").exists()
