"""The pools of e-mentoring: lists of one pool, a round with the agencies, one person in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import mentoring, pairing, pairing_pools, round_collect, round_consolidation, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office
from tests.rounds import TOWN, filled, opened, people_of

SAMPLES = paths.resources() / "samples"


def test_both_samples_are_taken(county: Office) -> None:
    mentors = mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor")
    mentees = mentoring.import_file(county, SAMPLES / "mentees.csv", "mentee")
    assert (mentors.committed, mentees.committed) == (True, True), (mentors.findings, mentees.findings)
    assert mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor").same == mentors.records
    found = mentoring.listing(county)
    assert len(found) == mentors.new + mentees.new
    first = mentoring.listing(county, "mentor")[0]
    assert (first.person.name, first.terms, first.capacity) == ("丁彥廷", "文化、採購、資訊、法制", 1)
    assert (first.leave_consent, first.modes) == (True, "實地")
    needs = mentoring.listing(county, "mentee")[1]
    assert (needs.terms, needs.supervisor, needs.capacity) == ("工程、教育、主計", "N275590531", None)
    assert undo.undo(county.database).action == "mentoring.import"
    assert mentoring.listing(county, "mentee") == ()
    assert check_integrity(county) == ()


def test_who_is_withdrawn_may_come_back(county: Office) -> None:
    mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor")
    one = mentoring.listing(county)[0]
    with pytest.raises(DataError, match=r"rounds\.reason"):
        mentoring.withdraw(county, [one.id], " ")
    mentoring.withdraw(county, [one.id], "職務異動")
    assert one.id not in {line.id for line in mentoring.listing(county)}
    with pytest.raises(UsageError, match=r"mentoring\.unknown"):
        mentoring.withdraw(county, [one.id], "再一次")
    assert mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor").new == 1


def test_mentors_and_mentees_come_back_in_a_round(county: Office, tmp_path: Path) -> None:
    made, files = opened(county, tmp_path / "out", activity="mentoring", agencies=(TOWN,))
    first, second = people_of(TOWN)[:2]
    rows = [
        {**first, "角色": "師傅", "專長或需求": "人事、資訊", "可帶人數": "2"},
        {**second, "角色": "徒弟", "專長或需求": "資訊"},
        {**second, "角色": "師傅", "專長或需求": "主計"},
        {**people_of(TOWN)[2], "角色": "徒弟", "專長或需求": ""},
    ]
    (one,) = round_collect.collect(county, [filled(files[TOWN], rows, tmp_path / "a.xlsx")])
    assert (one.state, one.records) == ("taken", 4), [str(finding) for finding in one.findings]
    lines = round_consolidation.read(county, made)
    assert [bool(line.problems) for line in lines].count(True) == 1, "a mentee names a need"
    assert round_consolidation.take(county, made).accepted == 3
    found = mentoring.listing(county)
    assert [(line.role, line.person.name, line.capacity) for line in found] == [
        ("mentor", first["姓名"], 2),
        ("mentor", second["姓名"], 1),
        ("mentee", second["姓名"], None),
    ]
    states = [line.state for line in round_consolidation.read(county, made)]
    assert (states.count("taken"), states.count("open")) == (3, 1)


def test_what_is_no_pool_is_refused(county: Office) -> None:
    with pytest.raises(UsageError, match=r"mentoring\.role"):
        mentoring.import_file(county, SAMPLES / "mentors.csv", "boss")


def test_the_pools_of_the_office_give_the_same_pairs(county: Office) -> None:
    mentoring.import_file(county, SAMPLES / "mentors.csv", "mentor")
    mentoring.import_file(county, SAMPLES / "mentees.csv", "mentee")
    with county.database.reading() as session:
        ours = pairing.pair(pairing_pools.of_session(session))
    theirs = pairing.pair(pairing_pools.from_files(SAMPLES / "mentors.csv", SAMPLES / "mentees.csv"))
    assert (ours.placed, ours.worst, ours.total) == (48, 35, 3647)
    assert [(one.mentee, one.mentor) for one in ours.lines] == [
        (one.mentee, one.mentor) for one in theirs.lines
    ]
