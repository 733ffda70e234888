"""Next year is data: a plan folder of another year, made from this one, runs the whole job without code."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import DataError
from desktop.rules import load
from desktop.services import agencies, forms, history, nominate, overview, packets, preflight, roster, year
from desktop.services.office import Office, Passphrase, create_office, open_office
from tests.builders import COST, COUNTY, PASSPHRASE

CLOCK = FixedClock(datetime(2016, 1, 5, 9, 0, tzinfo=TAIWAN))
SAMPLES = paths.resources() / "samples"
RENAMED = "course-newmedia", "course-shortfilm"
"""Even a course may be another one."""


@pytest.fixture
def next_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources with a plan for 105 beside that of 104; returns its folder."""
    here, there = paths.resources(), tmp_path / "resources"
    (there / "plans" / "105").mkdir(parents=True)
    for child in here.iterdir():
        if child.name != "plans":
            (there / child.name).symlink_to(child)
    (there / "plans" / "104").symlink_to(here / "plans" / "104")
    for file in (here / "plans" / "104").glob("*.toml"):
        text = _a_year_later(file.read_text(encoding="utf-8"))
        (there / "plans" / "105" / file.name.replace(*RENAMED)).write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "resources", lambda: there)
    return there / "plans" / "105"


def _a_year_later(text: str) -> str:
    text = text.replace("plan104.", "plan105.").replace("year = 104", "year = 105").replace(*RENAMED)
    text = text.replace("104年", "105年").replace("103年", "104年")
    return re.sub(r"\b2015\b", "2016", text)


@pytest.fixture
def office(next_year: Path, tmp_path: Path) -> Office:
    create_office(tmp_path / "office", COUNTY, PASSPHRASE, coordinator="林承辦", clock=CLOCK, cost=COST)
    return open_office(tmp_path / "office", Passphrase(PASSPHRASE), clock=CLOCK)


def test_a_new_office_works_with_the_newest_plan(office: Office) -> None:
    assert load.years() == (104, 105)
    with office:
        assert office.row().plan == "105"


def test_the_whole_job_runs_with_it(office: Office, tmp_path: Path) -> None:
    with office:
        agencies.import_file(office, SAMPLES / "agencies.csv")
        assert roster.commit(office, roster.preview(office, SAMPLES / "roster.csv")).committed
        history.import_file(office, SAMPLES / "history.csv")
        course = RENAMED[1]
        result = nominate.nominate_file(office, course, SAMPLES / "nominate-newmedia.csv", skip_errors=True)
        assert result.committed
        codes = {finding.code for one in result.nominations for finding in one.reason_findings}
        assert codes
        assert all(code.startswith("plan105.") for code in codes)
        cards = {card.activity: card for card in overview.read(office, "zh_TW").cards}
        assert cards[course].people == result.accepted
        assert cards[course].period.startswith("105年")
        assert year.read(office, "zh_TW").year == 2016
        (booklet,) = forms.booklet(office, course, tmp_path / "forms")
        assert booklet.people == result.accepted
        built = packets.build(office, tmp_path / "packet")
        assert built.path is not None, preflight.check(office)
        assert built.path.name == "LGDL-105-10009-0001.asice"
        answer = packets.verify_file(built.path)
        assert answer.accepted
        assert answer.packet is not None
        assert answer.packet.counts["course_nominations"] == result.accepted


def test_a_mistake_in_it_is_named(next_year: Path) -> None:
    broken = next_year / "showcase.toml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("clause", "clausse", 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load.load_plan(next_year)
    assert raised.value.params["file"] == "showcase.toml"
