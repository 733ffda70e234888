"""The booklet of e-mentoring: counts equal to the pools, a form each, nobody named who is to be avoided."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.exports.document import Booklet
from desktop.services import forms, mentoring, mentoring_booklet, pairing_acts, preflight
from desktop.services.office import Office
from tests.builders import copy_office
from tests.tools import require_tool

SAMPLES = paths.resources() / "samples"


@pytest.fixture(scope="module")
def _with_pools(_with_samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pools") / "office"
    with copy_office(_with_samples, folder) as office:
        mentoring.import_file(office, SAMPLES / "mentors.csv", "mentor")
        mentoring.import_file(office, SAMPLES / "mentees.csv", "mentee")
    return folder


@pytest.fixture
def office(_with_pools: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with both pools of the samples and no pairs."""
    with copy_office(_with_pools, tmp_path / "office") as opened:
        yield opened


def made(office: Office) -> Booklet:
    with office.database.reading() as session:
        desk = preflight.read(session, "mentoring")
        return mentoring_booklet.booklet(session, desk, "mentoring", office.clock.now())


def words(path: Path) -> str:
    require_tool("pdftotext")
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_the_counts_are_those_of_the_pools(office: Office) -> None:
    mentors, mentees = mentoring.listing(office, "mentor"), mentoring.listing(office, "mentee")
    seats = sum(one.capacity or 0 for one in mentors)
    before = made(office)
    assert before.cover.counts == (
        ("師傅", str(len(mentors)), str(seats), "0", str(len(mentors))),
        ("徒弟", str(len(mentees)), "—", "0", str(len(mentees))),
    )
    assert before.cover.notes == ()
    pairing_acts.accept(office)
    after = made(office)
    used = {row["number"] for row in after.roster.groups[0].rows if row["paired"].startswith("已配")}
    assert after.cover.counts == (
        ("師傅", str(len(mentors)), str(seats), str(len(used)), str(len(mentors) - len(used))),
        ("徒弟", str(len(mentees)), "—", "48", "0"),
    )
    assert after.cover.notes[0] == "建議 48 對。"
    assert after.cover.notes[1].startswith("配對 48 對，未配對 0 人；最低 35 分，總分 3,647 分。最佳性已驗證")
    assert [group.title for group in after.roster.groups] == ["師傅", "徒弟"]
    assert [form.entry for form in after.forms] == [one.id for one in (*mentors, *mentees)]


def test_what_is_found_about_many_is_one_sentence(office: Office) -> None:
    told = [one for one in made(office).cover.findings if "同意配對與保密" in one]
    assert len(told) == 2, "one for the mentors, one for the mentees"
    assert told[0].endswith("等 36 人。")
    for one in mentoring.listing(office):
        mentoring.put(office, one.id, {"consent": "yes"})
    mentoring.put(office, mentoring.listing(office)[0].id, {"consent": "no"})
    (alone,) = (one for one in made(office).cover.findings if "同意配對與保密" in one)
    assert alone.startswith("丁○廷：")


def test_whom_somebody_avoids_is_not_named(office: Office, tmp_path: Path) -> None:
    mentors, mentees = mentoring.listing(office, "mentor"), mentoring.listing(office, "mentee")
    avoided, wished = mentees[-1].person, mentees[0].person
    values = {"avoid": avoided.id_no, "wishes": f"{wished.id_no}、Z999999999"}
    mentoring.put(office, mentors[0].id, values)
    mentoring.put(office, mentees[0].id, {"avoid": ""})
    booklet = made(office)
    first = booklet.forms[0]
    assert first.values["avoid"] == "有"
    assert first.values["wishes"] == f"{wished.name}、名冊外 1 人"
    assert booklet.forms[len(mentors)].values["avoid"] == "無"
    everything = str(first.values) + str(booklet.roster.groups[0].rows) + str(booklet.cover)
    assert avoided.name not in everything
    assert avoided.id_no not in everything
    path = forms.each(office, "mentoring", tmp_path)[0].path
    told = words(path)
    assert "■有□無" in told
    assert avoided.name not in told
    assert wished.name in told


def test_a_form_says_what_its_role_is_asked(office: Office, tmp_path: Path) -> None:
    mentors, mentees = mentoring.listing(office, "mentor"), mentoring.listing(office, "mentee")
    both = {"experience": "曾任科長", "goals": "學會預算", "domains": "主計", "consent": "yes"}
    mentoring.put(office, mentors[0].id, {**both, "years_service": "23", "modes": "實地、文件"})
    mentoring.put(office, mentees[0].id, {**both, "consent": "no", "leave_consent": None})
    booklet = made(office)
    mentor, mentee = booklet.forms[0], booklet.forms[len(mentors)]
    assert (mentor.values["story"], mentee.values["story"]) == ("曾任科長", "學會預算")
    assert (mentor.values["seniority"], mentor.values["capacity"]) == ("23 年", "1 人")
    assert (mentee.values["consent"], mentee.values["leave_consent"]) == ("不同意", "")
    assert (mentor.form_no, mentee.form_no) == ("10009-MENTOR-104-001", "10009-MENTEE-104-001")
    (file,) = forms.booklet(office, "mentoring", tmp_path)
    assert (file.people, file.findings) == (len(mentors) + len(mentees), ())
    told = words(file.path)
    for said in ("■師傅□徒弟", "□線上討論■實地■文件", mentors[0].person.id_no, "■同意□不同意"):
        assert said in told, said


def test_the_blank_is_one_page_and_needs_nobody(county: Office, tmp_path: Path) -> None:
    (file,) = forms.blank(county, "mentoring", tmp_path)
    assert (file.pages, file.people) == (1, 0)
    assert "□師傅□徒弟" in words(file.path)
    with pytest.raises(DataError, match=r"forms\.nobody"):
        forms.booklet(county, "mentoring", tmp_path)
