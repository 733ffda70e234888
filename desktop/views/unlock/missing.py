"""The office folder opened last is gone or holds something else: a drive may be unplugged."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views.unlock.panel import NARROW, panel
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.workbench import Workbench


class MissingPage(QWidget):
    """Signals: `again` to look once more, `new` to make an office there, which only a free folder allows."""

    again = Signal()
    new = Signal()

    def __init__(self, bench: Workbench, folder: Path, *, free: bool) -> None:
        super().__init__()
        self.again_button = button(
            bench, "unlock.look-again", self.again.emit, kind="primary", icon="refresh-cw", name="look-again"
        )
        new = button(bench, "unlock.make-here", self.new.emit, name="make-here")
        new.setVisible(free)
        content = column(
            words(bench, "unlock.missing-title", "section"),
            label(str(folder), "small", wrap=True),
            words(bench, "unlock.missing-text" if free else "unlock.taken-text", wrap=True),
            8,
            row(new, None, self.again_button),
        )
        self.setLayout(column(panel(bench, content, NARROW)))

    def enter(self) -> None:
        """Looking again harms nothing."""
        self.again_button.setFocus()
