"""Pictures of the micro-reflections: the list, one that is too long, every dialog."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.services import reflection_acts, reflection_import
from desktop.services.reflections import Show
from desktop.views.reflections.page import ReflectionsPage
from desktop.views.reflections.printing import DigestMenu
from desktop.views.shots.scene import Office, Scene, Stage


def _page(stage: Stage) -> ReflectionsPage:
    stage.go("reflections")
    page = stage.window.page
    assert isinstance(page, ReflectionsPage)
    return page


def _filled(stage: Stage) -> ReflectionsPage:
    """The sample's texts, two of them posted."""
    office = stage.window.bench.office
    reflection_import.import_file(office, paths.resources() / "samples" / "reflections.csv")
    page = _page(stage)
    ids = [line.id for line in page.model.rows if line.sendable][:2]
    reflection_acts.post(office, ids, "reading_club", date(2015, 3, 20), "https://example.gov.tw/read/1")
    stage.settle()
    return page


def _list(stage: Stage) -> None:
    _filled(stage).table.setFocus()


def _long(stage: Stage) -> None:
    """The live count of a text that is too long."""
    page = _filled(stage)
    long = next(line for line in page.model.rows if line.over > 1)
    stage.go("reflections", nomination_id=long.id)


def _withdrawn(stage: Stage) -> None:
    """One that was withdrawn, and how it comes back."""
    page = _filled(stage)
    reflection_acts.withdraw(page.bench.office, [page.model.rows[0].id], "作者請求撤下")
    page.filter.setCurrentIndex(page.filter.findData(str(Show.WITHDRAWN)))
    page.filter.activated.emit(page.filter.currentIndex())


def _several(stage: Stage) -> None:
    """Several, of which some may not be posted."""
    page = _filled(stage)
    page.table.setFocus()
    page.table.selectAll()


def _nothing(stage: Stage) -> None:
    """Words that stand nowhere."""
    _filled(stage).field.setText("相對論")


def _digest(stage: Stage) -> QWidget:
    """The months of which there is a digest."""
    menu = _filled(stage).findChild(DigestMenu)
    assert menu is not None, "the header has it"
    menu.months.popup(menu.mapToGlobal(menu.rect().bottomLeft()))
    return menu.months


def _empty(stage: Stage) -> None:
    _page(stage)


def _add(stage: Stage) -> QWidget:
    page = _filled(stage)
    page.ask_author()
    return stage.dialog()


def _post(stage: Stage) -> QWidget:
    page = _filled(stage)
    page.post.click()
    return stage.dialog()


def _import(stage: Stage) -> QWidget:
    page = _page(stage)
    page.take_files([paths.resources() / "samples" / "reflections.csv"])
    return stage.dialog()


SCENES = (
    Scene("reflections-list", Office.DEMO, _list),
    Scene("reflections-long", Office.DEMO, _long),
    Scene("reflections-withdrawn", Office.DEMO, _withdrawn),
    Scene("reflections-several", Office.DEMO, _several),
    Scene("reflections-nothing", Office.DEMO, _nothing),
    Scene("reflections-digest", Office.DEMO, _digest),
    Scene("reflections-empty", Office.NEW, _empty),
    Scene("reflections-add", Office.DEMO, _add),
    Scene("reflections-post", Office.DEMO, _post),
    Scene("reflections-import", Office.DEMO, _import),
)
