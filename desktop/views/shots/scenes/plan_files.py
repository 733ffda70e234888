"""Pictures of plans that come as files: a corrected one, and the one of a new year."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QPushButton

from desktop.core import paths
from desktop.views.shots.scene import Office, Scene, Stage

if TYPE_CHECKING:
    from desktop.services.imported_plan import PlanFile


def _read(*changes: tuple[str, str]) -> PlanFile:
    """The bundled plan with some words changed, read as a coordinator's file is."""
    # Imported here, as in every scene: pictures without an office need no services.
    from desktop.services import imported_plan

    (held,) = (paths.resources() / "plans").glob("104")
    with tempfile.TemporaryDirectory() as folder:
        for file in held.glob("*.toml"):
            text = file.read_text(encoding="utf-8")
            for before, after in changes:
                text = text.replace(before, after)
            (Path(folder) / file.name).write_text(text, encoding="utf-8")
        return imported_plan.read(Path(folder))


def _new_year(stage: Stage) -> QDialog:
    from desktop.views.settings.new_year import NewYearDialog  # lazy: see `_read`

    dialog = _asked(stage)
    assert isinstance(dialog, NewYearDialog)
    dialog.take(_read(("year = 104", "year = 105"), ("104年", "105年"), ("plan104.", "plan105.")))
    return dialog


def _asked(stage: Stage) -> QDialog:
    stage.go("settings", field="plan")
    stage.window.findChildren(QPushButton, "new-year")[-1].click()
    return stage.dialog()


def _import(stage: Stage) -> QDialog:
    from desktop.services import plan_import  # lazy: see `_read`
    from desktop.views.settings.plan_import import PlanImportDialog  # lazy: the same

    stage.go("settings", field="plan")
    bench, given = stage.window.bench, _read(("2015-11-", "2015-12-"))
    PlanImportDialog(bench, given, plan_import.compare(bench.office, given), stage.window).open()
    return stage.dialog()


SCENES = (
    Scene("settings-new-year", Office.DEMO, _asked),
    Scene("settings-new-year-chosen", Office.DEMO, _new_year),
    Scene("settings-plan-import", Office.DEMO, _import),
)
