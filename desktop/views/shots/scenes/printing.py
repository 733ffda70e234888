"""Pictures of the preview: a booklet, a search in it, a paper of one page, a printing that was refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.core.errors import EnvironmentFailure
from desktop.views.printing.preview import PdfPreview
from desktop.views.shots.scene import Office, Scene, Stage
from desktop.views.tasks import Task


def _preview(stage: Stage, title: str, file: Path) -> PdfPreview:
    preview = PdfPreview(stage.window.bench, title, file, stage.window)
    preview.open()
    stage.drawn()
    return preview


def _booklet(stage: Stage) -> QWidget:
    preview = _preview(stage, "數位學習基礎班薦送表冊", stage.demo / "forms" / "course-basic.pdf")
    assert preview.outline is not None
    preview.outline.list.setCurrentRow(4)
    stage.drawn()
    return preview


def _search(stage: Stage) -> QWidget:
    preview = _preview(stage, "數位學習基礎班薦送表冊", stage.demo / "forms" / "course-basic.pdf")
    preview.search.field.setText("雲林縣衛生局")
    stage.drawn()
    preview.search.next()
    stage.drawn()
    return preview


def _not_found(stage: Stage) -> QWidget:
    preview = _preview(stage, "數位學習基礎班薦送表冊", stage.demo / "forms" / "course-basic.pdf")
    preview.search.field.setText("臺東")
    return preview


def _slip(stage: Stage) -> QWidget:
    slip = next((stage.demo / "packet").glob("*-slip.pdf"))
    return _preview(stage, "送件單", slip)


def _refused(stage: Stage) -> QWidget:
    preview = _preview(stage, "空白薦送表", stage.demo / "forms" / "course-basic-blank.pdf")
    stage.window.bench.presenter.present(EnvironmentFailure("view.printing.no-paper", paper="A4"))
    stage.drawn()
    return preview


def _printing(stage: Stage) -> QWidget:
    preview = _preview(stage, "數位學習基礎班薦送表冊", stage.demo / "forms" / "course-basic.pdf")
    task = Task(lambda _progress: None, None, None, "view.printing.progress")
    stage.window.bench.runner.progressed.emit(task, 7, 19, task.label)
    return preview


SCENES = (
    Scene("printing-booklet", Office.DEMO, _booklet),
    Scene("printing-search", Office.DEMO, _search),
    Scene("printing-not-found", Office.DEMO, _not_found),
    Scene("printing-slip", Office.DEMO, _slip),
    Scene("printing-progress", Office.DEMO, _printing),
    Scene("printing-refused", Office.DEMO, _refused),
)
