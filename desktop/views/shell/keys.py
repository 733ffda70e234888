"""F1: the shortcuts of the window and of the pages."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.pages import PAGES
from desktop.views.shell.actions import Action
from desktop.views.widgets.basic import label
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

LIST_KEYS = {
    "Alt+↑ ↓": "window.keys.move",
    "Enter": "window.keys.open",
    "Delete": "window.keys.remove",
    "Ctrl+C": "window.keys.copy",
    "Esc": "window.keys.escape",
}
"""Keys that work in lists and dialogs → what they do."""


class KeysDialog(Dialog):
    """Two columns: key and meaning."""

    def __init__(self, bench: Workbench, actions: Iterable[Action], parent: QWidget | None) -> None:
        super().__init__(bench, "window.keys.title", parent)
        text = bench.texts.text
        lines = [(action.shortcut, text(action.code)) for action in actions]
        lines += [(f"Ctrl+{at}", text(f"window.page.{page.key}")) for at, page in enumerate(PAGES, start=1)]
        lines += [(keys, text(code)) for keys, code in LIST_KEYS.items()]
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        half = (len(lines) + 1) // 2
        for number, (keys, meaning) in enumerate(lines):
            at, side = number % half, 2 * (number // half)
            grid.addWidget(label(keys, "soft"), at, side)
            grid.addWidget(label(meaning), at, side + 1)
        self.set_content(grid)
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
