"""Next year is data: a plan folder of another year, made from this one, runs the whole job without code."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import DataError
from desktop.rules import load
from desktop.services import (
    forms,
    imported_plan,
    next_year,
    nominate,
    overview,
    packets,
    plan_overview,
    preflight,
    year,
)
from desktop.services.office import Office, Passphrase, create_office, open_office
from tests.builders import COST, COUNTY, PASSPHRASE, fill_from_samples, make_office
from tests.plan_files import RENAMED, plan_105, zipped

CLOCK = FixedClock(datetime(2016, 1, 5, 9, 0, tzinfo=TAIWAN))
SAMPLES = paths.resources() / "samples"


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The resources with a plan for 105 beside that of 104; returns its folder."""
    here, there = paths.resources(), tmp_path / "resources"
    (there / "plans").mkdir(parents=True)
    for child in here.iterdir():
        if child.name != "plans":
            (there / child.name).symlink_to(child)
    (there / "plans" / "104").symlink_to(here / "plans" / "104")
    plan_105(there / "plans" / "105")
    monkeypatch.setattr(paths, "resources", lambda: there)
    return there / "plans" / "105"


@pytest.fixture
def begun(tmp_path: Path) -> Office:
    """An office of 105 that was begun from the samples' office of 104 with a plan that came as a zip file."""
    file = zipped(plan_105(tmp_path / "from the center"), tmp_path / "plan.zip")
    with fill_from_samples(make_office(tmp_path / "office", clock=CLOCK)) as old:
        made = next_year.begin(old, imported_plan.read(file), tmp_path / "office-105")
    return open_office(made.folder, Passphrase(PASSPHRASE), clock=CLOCK)


def test_a_new_office_works_with_the_newest_plan(bundled: Path, tmp_path: Path) -> None:
    create_office(tmp_path / "office", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST)
    assert load.years() == (104, 105)
    with open_office(tmp_path / "office", Passphrase(PASSPHRASE), clock=CLOCK) as office:
        assert office.row().plan == "105"
        assert next_year.years(office) == ()
        assert plan_overview.read(office, "zh_TW").sha256 == load.load_plan(bundled).sha256


def test_a_new_office_works_with_a_plan_that_came_as_a_file(tmp_path: Path) -> None:
    given = imported_plan.read(plan_105(tmp_path / "105"))
    create_office(tmp_path / "office", COUNTY, PASSPHRASE, plan=given, clock=CLOCK, cost=COST)
    with open_office(tmp_path / "office", Passphrase(PASSPHRASE), clock=CLOCK) as office:
        assert plan_overview.read(office, "zh_TW").sha256 == given.plan.sha256


def test_the_whole_job_runs_with_it(begun: Office, tmp_path: Path) -> None:
    with begun as office:
        assert load.years() == (104,), "the program knows nothing of 105"
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


def test_a_mistake_in_it_is_named(bundled: Path) -> None:
    broken = bundled / "showcase.toml"
    broken.write_text(broken.read_text(encoding="utf-8").replace("clause", "clausse", 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load.load_plan(bundled)
    assert raised.value.params["file"] == "showcase.toml"
