"""Pictures of the events: registrations, several at once, offers."""

from __future__ import annotations

from datetime import date

from desktop.core import paths
from desktop.services import event_import, hosting
from desktop.views.events.page import EventsPage
from desktop.views.shots.scene import Office, Scene, Stage


def _page(stage: Stage) -> EventsPage:
    stage.go("events")
    page = stage.window.page
    assert isinstance(page, EventsPage)
    return page


def _filled(stage: Stage) -> EventsPage:
    event_import.import_file(stage.window.bench.office, paths.resources() / "samples" / "events.csv")
    return _page(stage)


def _list(stage: Stage) -> None:
    page = _filled(stage)
    page.registrations.select([page.registrations.lines[4].id])
    page.registrations.table.setFocus()


def _several(stage: Stage) -> None:
    _filled(stage).registrations.table.selectAll()


def _other(stage: Stage) -> None:
    _filled(stage).registrations.choose("launch_camp")


def _empty(stage: Stage) -> None:
    _page(stage)


def _offers(stage: Stage) -> None:
    office = stage.window.bench.office
    held = {one.activity for one in hosting.listing(office)}
    if "course-basic" not in held:
        made = hosting.offer(office, "course-basic", 2)
        days = {"first": date(2015, 4, 13), "last": date(2015, 4, 17)}
        told = {"place": "雲林縣政府訓練教室", "rooms": "電腦 30 台、投影機、網路", "capacity": "30"}
        hosting.restate(office, made, {**days, **told})
    page = _page(stage)
    page.tabs.setCurrentWidget(page.offers)


def _no_offers(stage: Stage) -> None:
    page = _page(stage)
    page.tabs.setCurrentWidget(page.offers)


SCENES = (
    Scene("events-list", Office.DEMO, _list),
    Scene("events-several", Office.DEMO, _several),
    Scene("events-launch", Office.DEMO, _other),
    Scene("events-empty", Office.NEW, _empty),
    Scene("events-offers", Office.DEMO, _offers),
    Scene("events-no-offers", Office.NEW, _no_offers),
)
