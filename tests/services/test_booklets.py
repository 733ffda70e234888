"""What is printed about nominees: from rows to the document of a booklet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.clock import TAIWAN
from desktop.exports.document import Booklet
from desktop.services import booklet_parts, booklets, nominate, preflight
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
MOMENT = datetime(2015, 1, 5, 9, 0, tzinfo=TAIWAN)


def booklet(office: Office, activity: str) -> Booklet:
    with office.database.reading() as session:
        return booklets.booklet(session, preflight.read(session, activity), activity, MOMENT)


@pytest.fixture
def newmedia(county: Office) -> Booklet:
    path = SAMPLES / "nominate-newmedia.csv"
    nominate.nominate_file(county, "course-newmedia", path, skip_errors=True)
    return booklet(county, "course-newmedia")


def test_only_what_the_records_can_answer_is_asked_of_the_center(newmedia: Booklet) -> None:
    said = {form.values["reasons"]: form.values["eligibility"] for form in newmedia.forms}
    assert said["業務關係未填"] == "待確認"
    assert said["參訓紀錄不完整，請中心查核；業務關係未填"] == "待確認，請中心查核參訓紀錄"
    assert said["資訊人員"] == "合格"


def test_the_list_says_when_somebody_attended_and_the_form_what(newmedia: Booklet) -> None:
    rows = [row for group in newmedia.roster.groups for row in group.rows]
    assert rows[0]["attended"] == "102、103年"
    assert newmedia.forms[0].tables["prior_courses"][0][:2] == ("自製數位教材種籽培訓班", "102年")


@pytest.mark.parametrize(
    ("hired", "written"),
    [
        (date(2005, 1, 5), "10 年"),
        (date(2005, 1, 6), "9 年"),
        (date(2014, 3, 1), "未滿 1 年"),
        (date(2016, 1, 1), ""),
        (None, ""),
    ],
)
def test_seniority_is_in_full_years(hired: date | None, written: str) -> None:
    assert booklet_parts.seniority(hired, MOMENT.date()) == written


def test_the_form_says_how_long_somebody_has_been_there(newmedia: Booklet) -> None:
    assert any(form.values["seniority"].endswith(" 年") for form in newmedia.forms)


def test_the_cover_names_what_is_open_once(newmedia: Booklet) -> None:
    assert newmedia.cover.findings == (
        "待確認：業務關係未填，共 1 人（期別-順位 1-4）。",
        "待確認：參訓紀錄不完整，請中心查核，共 3 人（期別-順位 1-9、1-10、2-4）。",
    )


def test_a_remark_is_not_lost_behind_the_verdict(county: Office, tmp_path: Path) -> None:
    path = tmp_path / "n.csv"
    path.write_text(
        "身分證統一編號,姓名,期別,推薦順位,備註\nU144499361,施文雄,1,1,需輪椅座位\n", encoding="utf-8"
    )
    nominate.nominate_file(county, "course-basic", path)
    ((row,),) = (group.rows for group in booklet(county, "course-basic").roster.groups)
    assert row["note"] == "待確認；需輪椅座位"
