"""Pictures of the statistics."""

from __future__ import annotations

from desktop.core import paths
from desktop.services import camp_nominate, outcome_import, showcase_import
from desktop.views.shots.scene import Office, Scene, Stage
from desktop.views.statistics.page import StatisticsPage


def _filled(stage: Stage) -> StatisticsPage:
    """The samples' outcomes, camp and showcase."""
    office, samples = stage.window.bench.office, paths.resources() / "samples"
    outcome_import.import_file(office, samples / "attendance.csv", skip_errors=True)
    camp_nominate.import_file(office, samples / "english-camp.csv", skip_errors=True)
    showcase_import.import_file(office, samples / "showcase.csv")
    stage.go("statistics")
    page = stage.window.page
    assert isinstance(page, StatisticsPage)
    return page


def _activity(stage: Stage) -> None:
    _filled(stage)


def _agency(stage: Stage) -> None:
    page = _filled(stage)
    page.by.setCurrentIndex(1)
    page.by.activated.emit(1)


def _empty(stage: Stage) -> None:
    stage.go("statistics")


SCENES = (
    Scene("statistics-activity", Office.DEMO, _activity),
    Scene("statistics-agency", Office.DEMO, _agency),
    Scene("statistics-empty", Office.NEW, _empty),
)
