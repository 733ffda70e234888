"""Pictures of the first page: filled, empty, with warnings, read-only; the dialogs of closing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.errors import EnvironmentFailure
from desktop.core.findings import Finding, Severity
from desktop.views.home.page import HomePage
from desktop.views.shell.backups import ClosingDialog, NoBackupDialog
from desktop.views.shots.scene import Office, Scene, Stage


def _home(stage: Stage) -> None:
    stage.go("home")


def _scrolled(stage: Stage) -> None:
    stage.go("home")
    page = stage.window.page
    assert isinstance(page, HomePage)
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _changed(stage: Stage) -> None:
    """Some nominations were withdrawn since the packet was sealed, and the last run ended early."""
    # Imported here: the other scenes do without the database.
    from desktop.services import nomination_changes, nominations, undo

    office = stage.window.bench.office
    with office.database.reading() as session:
        live = nominations.listing(session)
    for nominee in live[:3]:
        nomination_changes.withdraw(office, [nominee.id], "本人請假")
    undo.undo(office.database)
    office.interrupted = True
    office.findings = (
        Finding(
            "office.synchronised",
            Severity.WARNING,
            params={"path": "C:/OneDrive - 雲林縣政府/熠星", "service": "OneDrive"},
        ),
    )
    stage.window.watch.read_standing()
    stage.go("home")
    _reload(stage)


def _reload(stage: Stage) -> None:
    page = stage.window.page
    assert isinstance(page, HomePage)
    page.reload()
    stage.settle()


def _closing(stage: Stage) -> QWidget:
    ClosingDialog(stage.window.bench, stage.window).open()
    return stage.dialog()


def _no_backup(stage: Stage) -> QWidget:
    error = EnvironmentFailure("storage.short", path="D:/熠星送件站/backups", needed="31.0", free="2.4")
    NoBackupDialog(stage.window.bench, error, stage.window).open()
    return stage.dialog()


SCENES = (
    Scene("home-empty", Office.NEW, _home),
    Scene("home-demo", Office.DEMO, _home),
    Scene("home-demo-below", Office.DEMO, _scrolled),
    Scene("home-closing", Office.DEMO, _closing),
    Scene("home-no-backup", Office.DEMO, _no_backup),
    Scene("home-changed", Office.DEMO, _changed),
)
