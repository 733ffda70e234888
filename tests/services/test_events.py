"""Registrations for the plan's events: from files and by hand, their states, and the lists on paper."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.services import (
    camp_nominate,
    camp_stages,
    event_acts,
    event_import,
    event_papers,
    events,
    judged,
    undo,
)
from desktop.services.event_papers import Kind
from desktop.services.office import Office
from tests.tools import require_tool

SAMPLES = paths.resources() / "samples"
SAMPLE = SAMPLES / "events.csv"
HEADER = "身分證統一編號,姓名,活動,膳食,狀態"
FIRST = ("F258961245", "魏心怡")
COUNCIL = ("P178723228", "葉犇豪")


def file_of(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def filled(county: Office) -> Office:
    event_import.import_file(county, SAMPLE)
    return county


def test_the_plan_has_three_events(county: Office) -> None:
    assert [one.id for one in events.choices(county)] == ["gathering", "launch_camp", "sharing_camp"]
    with pytest.raises(UsageError, match=r"events\.unknown_event"):
        events.overview(county, "reading")


def test_the_sample_is_read_and_read_again(county: Office) -> None:
    result = event_import.import_file(county, SAMPLE)
    assert (result.records, result.new, result.errors, result.committed) == (19, 19, 0, True)
    states = events.overview(county, "gathering").states
    assert states == {"confirmed": 6, "waiting": 2, "registered": 1}
    front = next(line for line in events.listing(county, "gathering") if line.access_need)
    assert (front.meal, front.lodging, front.note) == ("regular", False, "行動不便，請安排前排座位")
    again = event_import.import_file(county, SAMPLE)
    assert (again.new, again.changed, again.same) == (0, 0, 19)
    undo.undo(county.database)
    assert events.listing(county, "gathering") == ()


def test_a_later_file_changes_what_it_says_and_a_blank_says_nothing(filled: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path / "later.csv", f"{FIRST[0]},{FIRST[1]},gathering,,出席")
    result = event_import.import_file(filled, path)
    assert (result.changed, result.committed) == (1, True)
    line = events.listing(filled, "gathering")[0]
    assert (line.name, line.state, line.meal) == (FIRST[1], "attended", "regular")


def test_mistakes_are_told_and_nothing_is_written(county: Office, tmp_path: Path) -> None:
    rows = (
        f"{FIRST[0]},{FIRST[1]},運動會,,",
        "V280133741,王大明,大會師,,",
        "A123456789,陳某,大會師,,",
        f"{COUNCIL[0]},{COUNCIL[1]},師徒啟航共識營,,",
        f"{FIRST[0]},{FIRST[1]},學習成果分享營,素,",
        f"{FIRST[0]},{FIRST[1]},學習成果分享營,葷,",
    )
    result = event_import.import_file(county, file_of(tmp_path / "bad.csv", *rows))
    codes = [finding.code for finding in result.findings]
    assert not result.committed
    assert codes == [
        "events.event_unknown",
        "nominate.other_name",
        "nominate.not_in_roster",
        "events.refused",
        "imports.event-repeated",
    ]
    assert events.listing(county, "gathering") == ()


def test_members_of_the_camp_are_suggested_by_the_stage_before(county: Office) -> None:
    assert events.overview(county, "gathering").suggested == ()
    camp_nominate.import_file(county, SAMPLES / "english-camp.csv", skip_errors=True)
    assert len(events.overview(county, "gathering").suggested) == 50
    camp_stages.import_file(county, SAMPLES / "camp-stages.csv")
    suggested = events.overview(county, "gathering").suggested
    assert len(suggested) == 17, "those of the live teaching who did not leave"
    made = event_acts.register(county, "gathering", suggested)
    assert len(made) == 17
    assert events.overview(county, "gathering").suggested == ()
    assert events.overview(county, "launch_camp").suggested == ()
    with pytest.raises(DataError, match=r"events\.held"):
        event_acts.register(county, "gathering", suggested[:1])


def test_states_details_and_withdrawing(filled: Office) -> None:
    first, second = (line.id for line in events.listing(filled, "gathering")[:2])
    event_acts.put_state(filled, [first, second], "attended")
    assert events.overview(filled, "gathering").states["attended"] == 2
    event_acts.restate(filled, first, {"transport": "shuttle", "note": " 晚到 "})
    line = events.listing(filled, "gathering")[0]
    assert (line.transport, line.note) == ("shuttle", "晚到")
    with pytest.raises(DataError, match=r"nominate\.value_unknown"):
        event_acts.restate(filled, first, {"meal": "insects"})
    with pytest.raises(UsageError, match=r"events\.state_code"):
        event_acts.put_state(filled, [first], "lost")
    with pytest.raises(DataError, match=r"nominate\.no_reason"):
        event_acts.withdraw(filled, [first], " ")
    event_acts.withdraw(filled, [first], "公務衝突")
    assert len(events.listing(filled, "gathering")) == 8
    with pytest.raises(UsageError, match=r"events\.unknown"):
        event_acts.put_state(filled, [first], "attended")
    with filled.database.reading() as session:
        person = judged.people(session, {FIRST[0]})[FIRST[0]]
    assert event_acts.register(filled, "gathering", [person]), "who withdrew may come back"


def test_who_may_not_go_is_judged_and_refused(county: Office) -> None:
    with county.database.reading() as session:
        council = judged.people(session, {COUNCIL[0]})[COUNCIL[0]]
    assert event_acts.judge_people(county, "launch_camp", [council])[council].answer == "no"
    assert event_acts.judge_people(county, "gathering", [council])[council].answer != "no"
    with pytest.raises(DataError):
        event_acts.register(county, "launch_camp", [council])


@pytest.mark.tools
def test_the_lists_on_paper(filled: Office, tmp_path: Path) -> None:
    roster, signing = event_papers.write(filled, "gathering", tmp_path)
    assert (roster.name, signing.name) == ("gathering-event-roster.pdf", "gathering-sign-in.pdf")
    command = [require_tool("pdftotext"), "-layout"]
    told = {
        path: subprocess.run([*command, path, "-"], check=True, capture_output=True, encoding="utf-8").stdout
        for path in (roster, signing)
    }
    assert "線上英語營大會師報名名冊" in told[roster]
    assert "合計 9 人" in told[roster]
    assert "搭乘接駁" in told[roster]
    assert "合計 7 人" in told[signing], "without those who wait"
    with pytest.raises(DataError, match=r"events\.nobody"):
        event_acts.withdraw(filled, [line.id for line in events.listing(filled, "sharing_camp")], "改期")
        event_papers.pdf(filled, "sharing_camp", Kind.ROSTER)
