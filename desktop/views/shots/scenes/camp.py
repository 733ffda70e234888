"""Pictures of the English camp: members, seats, stages, and every dialog."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.services import camp_nominate, camp_seats, camp_stages
from desktop.services.camp_seats import SeatLetter
from desktop.views.camp.page import CampPage
from desktop.views.shots.scene import Office, Scene, Stage

_LETTER = SeatLetter(
    requested=4,
    reason="合格者 54 人",
    granted=2,
    document_no="研習字第1040000123號",
    document_date=date(2015, 3, 2),
)


def _page(stage: Stage) -> CampPage:
    stage.go("camp")
    page = stage.window.page
    assert isinstance(page, CampPage)
    return page


def _filled(stage: Stage) -> CampPage:
    """The sample's members, some seats granted, two stages on record."""
    office = stage.window.bench.office
    camp_nominate.import_file(office, paths.resources() / "samples" / "english-camp.csv", skip_errors=True)
    camp_seats.put(office, _LETTER)
    page = _page(stage)
    ids = [line.id for line in page.found.lines]
    camp_stages.put(office, ids[:46], "reading", "passed")
    camp_stages.put(office, ids[44:46], "reading", "left", "調職")
    camp_stages.put(office, ids[:31], "exam", "joined")
    camp_stages.put(office, ids[48:49], "exam", "joined")
    stage.settle()
    return page


def _members(stage: Stage) -> None:
    page = _filled(stage)
    page.table.setFocus()


def _detail(stage: Stage) -> None:
    """A leader; over the list in a narrow window."""
    page = _filled(stage)
    stage.go("camp", nomination_id=page.found.lines[0].id)


def _stages(stage: Stage) -> None:
    _filled(stage).tabs.setCurrentIndex(1)


def _empty(stage: Stage) -> None:
    _page(stage)


def _adding(stage: Stage) -> None:
    page = _filled(stage)
    stage.window.activateWindow()
    page.search()
    page.add_field.setText("黃")


def _seats(stage: Stage) -> QWidget:
    _filled(stage)
    stage.go("camp", field="seats")
    return stage.dialog()


def _stage(stage: Stage) -> QWidget:
    page = _filled(stage)
    page.stage.click()
    return stage.dialog()


def _import(stage: Stage) -> QWidget:
    page = _page(stage)
    page.take_files([paths.resources() / "samples" / "english-camp.csv"])
    return stage.dialog()


SCENES = (
    Scene("camp-members", Office.DEMO, _members),
    Scene("camp-detail", Office.DEMO, _detail),
    Scene("camp-stages", Office.DEMO, _stages),
    Scene("camp-empty", Office.NEW, _empty),
    Scene("camp-adding", Office.DEMO, _adding),
    Scene("camp-seats", Office.DEMO, _seats),
    Scene("camp-stage", Office.DEMO, _stage),
    Scene("camp-import", Office.DEMO, _import),
)
