"""Pictures of the calendar, and of Home with reminders."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.services import deadlines
from desktop.views.calendar.page import CalendarPage
from desktop.views.shots.scene import Office, Scene, Stage


def _deadlines(stage: Stage) -> int:
    office = stage.window.bench.office
    today = office.clock.now().date()
    deadlines.add(office, "線上英語營推薦名冊函報中心", today + timedelta(days=5), activity="english-camp")
    deadlines.add(office, "領回參訓證書", today - timedelta(days=2))
    made = deadlines.add(
        office,
        "自製數位教材基礎班薦送表冊用印",
        date(2015, 2, 25),
        activity="course-basic",
        document_no="研習字第1040000123號",
    )
    done = deadlines.add(office, "轉知年度計畫", date(2015, 1, 9))
    deadlines.restate(office, done, {"done": True})
    return made


def _list(stage: Stage) -> None:
    made = _deadlines(stage)
    stage.go("calendar", nomination_id=made)


def _only(stage: Stage) -> None:
    _deadlines(stage)
    stage.go("calendar")
    page = stage.window.page
    assert isinstance(page, CalendarPage)
    page.only.setChecked(True)


def _empty(stage: Stage) -> None:
    stage.go("calendar")


def _home(stage: Stage) -> None:
    _deadlines(stage)
    stage.go("home")


SCENES = (
    Scene("calendar-list", Office.DEMO, _list),
    Scene("calendar-only", Office.DEMO, _only),
    Scene("calendar-empty", Office.NEW, _empty),
    Scene("home-due", Office.DEMO, _home),
)
