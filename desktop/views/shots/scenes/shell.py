"""Pictures of the frame: help, the palette, a message, a crash."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.views.shell.palette import Palette
from desktop.views.shots.scene import Office, Scene, Stage


def _help(stage: Stage) -> QWidget:
    stage.go("courses")
    stage.window.show_help()
    return stage.dialog()


def _palette(stage: Stage) -> QWidget:
    stage.window.show_palette()
    palette = stage.window.findChildren(Palette)[-1]
    palette.field.setText("陳")
    return palette


def _crash(stage: Stage) -> QWidget:
    report = "luminary-desk 0.1.0 · Python 3.11.7 · Windows\nZeroDivisionError\n  page.py:41 reload"
    stage.window.bench.presenter.crashed.emit(report)
    return stage.dialog()


SCENES = (
    Scene("shell-help", Office.DEMO, _help),
    Scene("shell-palette", Office.DEMO, _palette),
    Scene("shell-crash", Office.DEMO, _crash),
)
