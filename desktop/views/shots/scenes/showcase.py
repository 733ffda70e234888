"""Pictures of the results presentation: the list, a presenter, every dialog."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.services import showcase, showcase_acts, showcase_import
from desktop.views.shots.scene import Office, Scene, Stage
from desktop.views.showcase.page import ShowcasePage


def _page(stage: Stage) -> ShowcasePage:
    stage.go("showcase")
    page = stage.window.page
    assert isinstance(page, ShowcasePage)
    return page


def _filled(stage: Stage) -> ShowcasePage:
    """The sample's requests, most of them answered."""
    office = stage.window.bench.office
    showcase_import.import_file(office, paths.resources() / "samples" / "showcase.csv")
    ids = [line.id for line in showcase.listing(office)]
    letter = ("地研字第1040000999號", date(2015, 10, 12))
    showcase_acts.answer(office, ids[:18], "confirmed", *letter)
    showcase_acts.answer(office, ids[18:22], "waiting", *letter)
    showcase_acts.answer(office, ids[22:23], "declined", *letter)
    return _page(stage)


def _list(stage: Stage) -> None:
    _filled(stage).table.setFocus()


def _outside(stage: Stage) -> None:
    """Somebody outside the roster; over the list in a narrow window."""
    page = _filled(stage)
    stage.go("showcase", nomination_id=page.lines[-1].id)


def _empty(stage: Stage) -> None:
    _page(stage)


def _add(stage: Stage) -> QWidget:
    _filled(stage).ask_who()
    return stage.dialog()


def _answer(stage: Stage) -> QWidget:
    _filled(stage).answer.click()
    return stage.dialog()


SCENES = (
    Scene("showcase-list", Office.DEMO, _list),
    Scene("showcase-outside", Office.DEMO, _outside),
    Scene("showcase-empty", Office.NEW, _empty),
    Scene("showcase-add", Office.DEMO, _add),
    Scene("showcase-answer", Office.DEMO, _answer),
)
