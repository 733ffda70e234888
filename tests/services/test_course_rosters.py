"""簽到表, 出席名冊 and 結訓名冊: who stands on them, on how many pages, under which days."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.exports import list_paper
from desktop.exports.document import ListPaper, Roster, RosterGroup
from desktop.rules.plan import Period, Session
from desktop.services import course_rosters, history, nominate, nominations, outcome_import, outcomes
from desktop.services.course_rosters import Kind
from desktop.services.office import Office
from desktop.services.outcomes import Outcome
from tests.tools import require_tool

SAMPLES = paths.resources() / "samples"
BASIC = "course-basic"


@pytest.fixture
def county(county: Office) -> Office:
    """With nominations to the basic course, and what became of them."""
    history.import_file(county, SAMPLES / "history.csv")
    for course in ("basic", "advanced", "newmedia"):
        nominate.nominate_file(
            county, f"course-{course}", SAMPLES / f"nominate-{course}.csv", skip_errors=True
        )
    outcome_import.import_file(county, SAMPLES / "attendance.csv")
    return county


def words(pdf: bytes, folder: Path) -> str:
    path = folder / "list.pdf"
    path.write_bytes(pdf)
    command = [require_tool("pdftotext"), "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.tools
def test_the_lists_of_a_session_are_nested(county: Office, tmp_path: Path) -> None:
    signing, came, finished = (words(course_rosters.pdf(county, BASIC, 1, kind), tmp_path) for kind in Kind)
    assert "自製數位教材基礎班第 1 期簽到表" in signing
    assert "自製數位教材基礎班第 1 期出席名冊" in came
    assert "自製數位教材基礎班第 1 期結訓名冊" in finished
    assert [text.count("合計") for text in (signing, came, finished)] == [1, 1, 1]
    assert ("合計 4 人" in signing, "合計 3 人" in came, "合計 2 人" in finished) == (True, True, True)
    assert "研習字第1040000321號" in came
    assert "上午簽名" in signing
    assert "機關首長" not in signing, "who signs there is not the one who approves"
    assert "機關首長" in finished


@pytest.mark.tools
def test_before_the_answer_all_but_the_alternates_sign(county: Office, tmp_path: Path) -> None:
    signing = words(course_rosters.pdf(county, "course-newmedia", 2, Kind.SIGN_IN), tmp_path)
    with county.database.reading() as session:
        own = [one for one in nominations.listing(session, "course-newmedia") if one.session == 2]
    outcomes.put(county, [one.id for one in own], Outcome())
    unanswered = words(course_rosters.pdf(county, "course-newmedia", 2, Kind.SIGN_IN), tmp_path)
    expected = [one.person.name for one in own if not one.alternate]
    assert all(name in unanswered for name in expected)
    assert f"合計 {len(expected)} 人" in unanswered
    assert signing != unanswered


@pytest.mark.tools
def test_who_came_without_a_nomination_is_listed(county: Office, tmp_path: Path) -> None:
    listed = words(course_rosters.pdf(county, "course-oer", 1, Kind.ATTENDANCE), tmp_path)
    assert "自行報名" in listed
    assert "合計 1 人" in listed


def test_a_list_without_anybody_is_a_sentence(county: Office, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"rosters\.nobody"):
        course_rosters.pdf(county, "course-marketing", 1, Kind.ATTENDANCE)
    with pytest.raises(DataError, match=r"rosters\.nobody"):
        course_rosters.write(county, "course-marketing", tmp_path)
    with pytest.raises(UsageError, match=r"rosters\.no_session"):
        course_rosters.write(county, BASIC, tmp_path, number=99)
    written = course_rosters.write(county, BASIC, tmp_path, number=1)
    assert [path.name for path in written] == [
        "course-basic-1-sign-in.pdf",
        "course-basic-1-attendance-roster.pdf",
        "course-basic-1-completion-roster.pdf",
    ]


def test_a_sheet_a_day_where_the_days_are_announced() -> None:
    five = Session(1, 5, (Period(date(2015, 3, 9), date(2015, 3, 13)),), venue="研習中心")
    days = course_rosters._days(five)
    assert days[0] == "中華民國104年3月9日（一）　研習中心"
    assert [day.partition("（")[2][0] for day in days] == list("一二三四五")
    whole = replace(five, periods=(Period(date(2015, 3, 1), date(2015, 7, 31)),))
    assert course_rosters._days(whole) == ["日期：　　　年　　月　　日　研習中心"]
    assert course_rosters._days(replace(five, periods=(), venue="")) == ["日期：　　　年　　月　　日"]


@pytest.mark.tools
def test_sixty_people_go_over_pages_with_the_head_on_each_and_rare_names(tmp_path: Path) -> None:
    rows = tuple({"no": str(at), "agency": "雲林縣政府", "name": f"曹𪚥宏{at}"} for at in range(1, 61))
    paper = ListPaper(
        form="sign_in",
        about="自製數位教材基礎班第 1 期",
        subtitle="",
        header={"county": "雲林縣", "plan_title": "計畫", "fill_date": "中華民國104年3月3日"},
        roster=Roster((RosterGroup("", rows),)),
        seals=(),
        created=datetime(2015, 3, 3, tzinfo=UTC),
    )
    out = io.BytesIO()
    drawn = list_paper.render([paper], out)
    again = io.BytesIO()
    list_paper.render([paper], again)
    assert out.getvalue() == again.getvalue(), "the same list gives the same bytes"
    assert (drawn.people, drawn.missing) == (60, ())
    assert drawn.pages > 3
    text = words(out.getvalue(), tmp_path)
    assert text.count("上午簽名") == drawn.pages
    assert text.count("曹𪚥宏") == 60
