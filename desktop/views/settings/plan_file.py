"""Asking for a plan that came as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.views.texts import Texts


def ask(texts: Texts, parent: QWidget) -> Path | None:
    """The plan.toml or zip file that is chosen; None if nothing is."""
    title = texts.text("view.settings.plan.choose")
    kinds = texts.text("view.settings.plan.kinds")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, "", f"{kinds} (plan.toml *.zip)")
    return Path(chosen) if chosen else None
