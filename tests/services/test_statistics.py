"""The statistics against an independent count of the same data, and the report on paper."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.services import (
    agencies,
    camp_nominate,
    camp_stages,
    event_import,
    history,
    nominate,
    outcome_import,
    roster,
    showcase_import,
    statistics,
    statistics_report,
)
from desktop.services.office import Office
from desktop.services.statistics import By

SAMPLES = paths.resources() / "samples"


@pytest.fixture
def filled(office: Office) -> Office:
    agencies.import_file(office, SAMPLES / "agencies.csv")
    roster.commit(office, roster.preview(office, SAMPLES / "roster.csv"))
    history.import_file(office, SAMPLES / "history.csv")
    for course in ("basic", "advanced", "newmedia"):
        path = SAMPLES / f"nominate-{course}.csv"
        nominate.nominate_file(office, f"course-{course}", path, skip_errors=True)
    outcome_import.import_file(office, SAMPLES / "attendance.csv")
    camp_nominate.import_file(office, SAMPLES / "english-camp.csv", skip_errors=True)
    camp_stages.put(office, [1, 2, 3], "reading", "passed")
    camp_stages.put(office, [1], "gathering", "joined")
    showcase_import.import_file(office, SAMPLES / "showcase.csv")
    event_import.import_file(office, SAMPLES / "events.csv")
    return office


def recount(office: Office) -> dict[str, Counter[str]]:
    """Activity → its numbers, by SQL of its own."""
    query = """
        SELECT n.activity, n.outcome, n.hours FROM nomination n WHERE n.withdrawn_at IS NULL
    """
    found: dict[str, Counter[str]] = {}
    with office.database.reading() as session:
        for activity, outcome, hours in session.connection().exec_driver_sql(query):
            own = found.setdefault(activity, Counter())
            own["nominated"] += 1
            own["selected"] += outcome in {"selected", "attended", "completed", "absent"}
            own["attended"] += outcome in {"attended", "completed"}
            own["completed"] += outcome == "completed"
            own["hours"] += int(hours or 0)
    return found


def test_the_courses_equal_an_independent_count(filled: Office) -> None:
    groups = {one.key: one for one in statistics.read(filled, By.ACTIVITY, "zh_TW")}
    for activity, own in recount(filled).items():
        one = groups[activity]
        numbers = (one.nominated, one.selected, one.attended, one.completed, int(one.hours))
        assert numbers == tuple(
            own[name] for name in ("nominated", "selected", "attended", "completed", "hours")
        )
    camp, show = groups["english-camp"], groups["showcase"]
    assert (camp.nominated, camp.selected, camp.attended, camp.completed) == (54, 50, 3, 1)
    assert (show.nominated, show.selected) == (27, 0)
    went = groups["launch_camp"]
    assert (went.nominated, went.selected, went.attended, went.completed) == (6, 6, 5, 0)
    assert list(groups) == [
        "course-basic",
        "course-advanced",
        "course-newmedia",
        "english-camp",
        "gathering",
        "launch_camp",
        "sharing_camp",
        "showcase",
    ]


@pytest.mark.parametrize("by", list(By))
def test_every_grouping_has_everybody_once(filled: Office, by: By) -> None:
    groups = statistics.read(filled, by, "en")
    whole = statistics.total(groups, "all")
    other = statistics.total(statistics.read(filled, By.ACTIVITY, "en"), "all")
    assert whole == other
    one = statistics.read(filled, by, "en", activity="course-basic")
    assert statistics.total(one, "").nominated == 16
    assert all(group.rate is None or 0 <= group.rate <= 100 for group in groups)


def test_the_report_tells_the_sums_and_every_group(filled: Office, tmp_path: Path) -> None:
    path = statistics_report.write(filled, tmp_path)
    told = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    text = "".join(told.stdout.split())
    whole = statistics.total(statistics.read(filled, By.ACTIVITY, "zh_TW"), "")
    assert f"8項活動共薦送{whole.nominated}人次" in text
    assert f"出席率{whole.rate}%" in text
    for by in By:
        for group in statistics.read(filled, by, "zh_TW"):
            assert "".join(group.label.split()) in text


def test_a_chart_draws_the_rest_together(filled: Office) -> None:
    groups = statistics.read(filled, By.AGENCY, "zh_TW")
    drawn = statistics_report.chart(groups, "zh_TW")
    assert len(groups) > 17
    assert len(drawn.bars) == 17
    assert sum(bar.whole for bar in drawn.bars) == statistics.total(groups, "").nominated
    content = statistics_report.svg(drawn, 800, 12, dict.fromkeys(statistics_report.COLOURS, "#123456"), "x")
    assert content.startswith(b"<svg")
    assert json.dumps(statistics_report.lines(drawn), ensure_ascii=False).count("人") >= 17
