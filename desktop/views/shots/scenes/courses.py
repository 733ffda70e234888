"""Pictures of the page of courses: filled, empty, adding, why, and every dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.core import paths
from desktop.services import history, session_letters
from desktop.views.courses.page import CoursesPage
from desktop.views.shots.scene import Office, Scene, Stage

_LETTER = {"number": "地研字第1040000123號", "day": "104/02/03"}


def _page(stage: Stage, course: str) -> CoursesPage:
    stage.go("courses", activity=course)
    page = stage.window.page
    assert isinstance(page, CoursesPage)
    page.table.setFocus()
    return page


def _filled(stage: Stage) -> None:
    """With a letter for two sessions, somebody attested, and alternates."""
    page = _page(stage, "course-newmedia")
    office = stage.window.bench.office
    for session, seats, dates in ((1, "6", "104/01/19–104/01/23"), (2, "8", "104/09/07–104/09/11")):
        session_letters.change_session(
            office, "course-newmedia", session, seats=seats, dates=dates, venue="本中心", **_LETTER
        )
    stage.settle()
    page.table.select_ids([line.id for line in page.table.lines.rows[-2:]])
    page.detail.alternate_asked.emit(True)
    stage.settle()
    page.table.select_ids([page.table.lines.rows[0].id])


def _unknown(stage: Stage) -> None:
    """Why somebody is to be confirmed; over the list in a narrow window."""
    page = _page(stage, "course-basic")
    stage.go("courses", activity="course-basic", nomination_id=page.table.lines.id_at(1))


def _list(stage: Stage) -> None:
    """All that a wide list has room for, or a narrow one without the detail."""
    _page(stage, "course-basic")


def _empty(stage: Stage) -> None:
    _page(stage, "course-oer")


def _no_roster(stage: Stage) -> None:
    _page(stage, "course-basic")


def _adding(stage: Stage, text: str, course: str) -> CoursesPage:
    page = _page(stage, course)
    stage.window.activateWindow()
    page.search()
    page.field.setText(text)
    return page


def _add(stage: Stage) -> None:
    """A yes, an unknown and a no."""
    _adding(stage, "黃", "course-newmedia")


def _refused(stage: Stage) -> None:
    """Enter on somebody who may not go says why."""
    field = _adding(stage, "葉犇豪", "course-basic").field
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(field, enter)


def _many(stage: Stage) -> None:
    page = _page(stage, "course-basic")
    page.table.selectAll()


def _changed(stage: Stage) -> None:
    _page(stage, "course-basic")
    history.state_complete(stage.window.bench.office, True)


def _attest(stage: Stage) -> QWidget:
    page = _page(stage, "course-basic")
    page.table.selectAll()
    page.detail.attest_asked.emit()
    return stage.dialog()


def _withdraw(stage: Stage) -> QWidget:
    page = _page(stage, "course-basic")
    page.table.remove_asked.emit()
    return stage.dialog()


def _letter(stage: Stage) -> QWidget:
    page = _page(stage, "course-newmedia")
    page.desk.letter_asked.emit()
    return stage.dialog()


def _import(stage: Stage) -> QWidget:
    page = _page(stage, "course-basic")
    sample: Path = paths.resources() / "samples" / "nominate-basic.csv"
    page.take_files([sample])
    return stage.dialog()


SCENES = (
    Scene("courses-filled", Office.DEMO, _filled),
    Scene("courses-list", Office.DEMO, _list),
    Scene("courses-unknown", Office.DEMO, _unknown),
    Scene("courses-empty", Office.DEMO, _empty),
    Scene("courses-no-roster", Office.NEW, _no_roster),
    Scene("courses-add", Office.DEMO, _add),
    Scene("courses-add-refused", Office.DEMO, _refused),
    Scene("courses-many", Office.DEMO, _many),
    Scene("courses-changed", Office.DEMO, _changed),
    Scene("courses-attest", Office.DEMO, _attest),
    Scene("courses-withdraw", Office.DEMO, _withdraw),
    Scene("courses-letter", Office.DEMO, _letter),
    Scene("courses-import", Office.DEMO, _import),
)
