"""Pairs of earlier years: taken from a file, carried into the next year, and never made again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.services import (
    earlier_pairs,
    imported_plan,
    integrity,
    mentoring,
    mentoring_terms,
    next_year,
    pairing,
    pairing_acts,
    pairing_pools,
    pairs,
    undo,
)
from desktop.services.office import Office, Passphrase, open_office
from desktop.services.pairing import Paired
from tests.builders import CLOCK, PASSPHRASE
from tests.plan_files import plan_105

SAMPLES = paths.resources() / "samples"


def history(folder: Path, rows: Sequence[str], header: str = "徒弟,師傅,年度") -> Path:
    path = folder / "history.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def fill(office: Office) -> None:
    mentoring.import_file(office, SAMPLES / "mentors.csv", "mentor")
    mentoring.import_file(office, SAMPLES / "mentees.csv", "mentee")


def paired(office: Office) -> Paired:
    with office.database.reading() as session:
        return pairing.pair(pairing_pools.of_session(session))


def both(office: Office) -> tuple[str, str]:
    """The first mentee and mentor that are suggested."""
    one = paired(office).lines[0]
    return one.mentee, one.mentor


def test_a_file_is_taken_once_however_often_it_comes(county: Office, tmp_path: Path) -> None:
    fill(county)
    mentee, mentor = both(county)
    rows = [f"{mentee.lower()},{mentor},", f"{mentee},{mentor},103", "A100000001,B200000002,100"]
    path = history(tmp_path, rows)
    dry = earlier_pairs.import_file(county, path, dry_run=True)
    assert (dry.new, dry.committed, earlier_pairs.listing(county)) == (2, False, ())
    first = earlier_pairs.import_file(county, path)
    assert (first.records, first.new, first.same, first.errors) == (3, 2, 1, 0)
    again = earlier_pairs.import_file(county, path)
    assert (again.new, again.same, again.committed) == (0, 3, True)
    held = earlier_pairs.listing(county)
    assert [(one.roc_year, one.mentor_no, one.mentee_no) for one in held] == [
        (103, mentor, mentee),
        (100, "B200000002", "A100000001"),
    ]
    assert held[0].mentor
    assert held[1].mentor == "", "who is not in the roster has no name"
    assert both(county) != (mentee, mentor)
    assert undo.undo(county.database).action == "pairing.history"
    assert earlier_pairs.listing(county) == ()
    assert both(county) == (mentee, mentor)


def test_what_is_no_earlier_pair_is_refused(county: Office, tmp_path: Path) -> None:
    rows = ["A100000001,B200000002,104", "A100000001,A100000001,103", "A100000001,,103", "C1,D1,102"]
    path = history(tmp_path, rows)
    result = earlier_pairs.import_file(county, path)
    assert (result.errors, result.committed, earlier_pairs.listing(county)) == (3, False, ())
    assert {one.code for one in result.findings} >= {
        "earlier_pairs.not_earlier",
        "earlier_pairs.same_person",
    }
    assert [one.record for one in result.findings] == [2, 3, 4]
    assert earlier_pairs.import_file(county, path, skip_errors=True).new == 1


def test_a_pair_of_last_year_is_not_made_again(county: Office, tmp_path: Path) -> None:
    fill(county)
    earlier_pairs.import_file(county, history(tmp_path, ["A100000001,B200000002,100"]))
    mentoring_terms.put(county, "資通", "資訊")
    pairing_acts.accept(county)
    granted, ended, refused, *_rest = pairs.read(county)
    day = date(2015, 3, 2)
    pairs.state(county, [granted.id, ended.id], "granted", number="人發字第1號", day=day)
    pairs.state(county, [ended.id], "ended", reason="調職")
    pairs.state(county, [refused.id], "refused", number="人發字第2號", day=day)
    plan = imported_plan.read(plan_105(tmp_path / "105"))
    begun = next_year.begin(county, plan, tmp_path / "next")
    with open_office(begun.folder, Passphrase(PASSPHRASE), clock=CLOCK) as office:
        assert integrity.check_integrity(office) == ()
        held = {(one.roc_year, one.mentor_no, one.mentee_no) for one in earlier_pairs.listing(office)}
        assert held == {
            (100, "B200000002", "A100000001"),
            (104, granted.mentor.id_no, granted.mentee.id_no),
            (104, ended.mentor.id_no, ended.mentee.id_no),
        }
        assert [one.term for one in mentoring_terms.aliases(office) if one.alias == "資通"] == ["資訊"]
        assert mentoring.listing(office) == (), "the pools are asked for anew each year"
        fill(office)
        found = paired(office)
        assert (granted.mentee.id_no, granted.mentor.id_no) not in {
            (one.mentee, one.mentor) for one in found.lines
        }
        places = {one.id: at for at, one in enumerate(found.pools.mentees)}
        to = [one.id for one in found.pools.mentors].index(granted.mentor.id_no)
        assert pairing.broken(found.pools, places[granted.mentee.id_no], to) == ("earlier",)
        with office.database.reading() as session:
            members = pairing_acts.members_of(session)
        mentee, mentor = members["mentee", granted.mentee.id_no], members["mentor", granted.mentor.id_no]
        with pytest.raises(DataError, match=r"pairing\.lock_reason"):
            pairing_acts.lock(office, mentee, mentor)
        pairing_acts.lock(office, mentee, mentor, "雙方希望延續")
        (line,) = [one for one in paired(office).lines if one.mentee == granted.mentee.id_no]
        assert (line.mentor, line.rules) == (granted.mentor.id_no, ("earlier",))
