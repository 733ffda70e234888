"""F1: what the page is for, and the shortcuts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QTextBrowser, QWidget

from desktop.core import paths
from desktop.views.pages import PAGES, shortcut_of
from desktop.views.shell.actions import Action
from desktop.views.widgets.basic import column, label, rule
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

_WIDTH, _HEIGHT = 720, 640


class HelpDialog(Dialog):
    """The help of the page that is shown, and below it two columns of keys and meanings."""

    def __init__(
        self, bench: Workbench, page: str, actions: Iterable[Action], parent: QWidget | None
    ) -> None:
        super().__init__(bench, "window.help.title", parent, page=bench.texts.text(f"window.page.{page}"))
        self._text = QTextBrowser()
        self._text.setObjectName("help-text")
        self._text.setAccessibleName(bench.texts.text("window.help.text"))
        self._text.setMarkdown(help_of(page, bench.texts.language))
        self.set_content(column(self._text, rule(), self._keys(actions), gap=12))
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self.resize(_WIDTH, _HEIGHT)

    def _keys(self, actions: Iterable[Action]) -> QGridLayout:
        text = self.bench.texts.text
        lines = [(action.shortcut, text(action.code)) for action in actions]
        lines += [
            (pressed, text(f"window.page.{page.key}")) for page in PAGES if (pressed := shortcut_of(page))
        ]
        lines += [(keys, text(code)) for keys, code in LIST_KEYS.items()]
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(4)
        half = (len(lines) + 1) // 2
        for number, (keys, meaning) in enumerate(lines):
            at, side = number % half, 2 * (number // half)
            grid.addWidget(label(keys, "soft"), at, side)
            grid.addWidget(label(meaning), at, side + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid


def help_of(page: str, language: str) -> str:
    """The help of a page in Markdown, from `resources/help`."""
    return (paths.resources() / "help" / f"{page}.{language}.md").read_text(encoding="utf-8")
