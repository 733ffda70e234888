"""The whole text of a licence that came with the program."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.core import paths
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

LICENCES = {
    "kai": ("fonts", "TW-Kai-copyright.txt"),
    "noto": ("fonts", "NotoSansTC-OFL.txt"),
    "wenkai": ("fonts", "LXGWWenKai-copyright.txt"),
    "hanazono": ("fonts", "Hanazono-copyright.txt"),
    "icons": ("icons", "LICENSE-lucide.txt"),
}
"""Name → folder and file in the resources."""


class LicenceDialog(Dialog):
    """A text to read and to copy."""

    def __init__(self, bench: Workbench, name: str, parent: QWidget) -> None:
        super().__init__(bench, f"view.settings.about.licence-{name}", parent)
        self.setObjectName("licence-dialog")
        folder, file = LICENCES[name]
        text = QPlainTextEdit((paths.resources() / folder / file).read_text(encoding="utf-8"))
        text.setObjectName("licence-text")
        text.setReadOnly(True)
        bench.texts.bind(text, text.setAccessibleName, f"view.settings.about.licence-{name}")
        self.set_content(text)
        bench.texts.bind(self.cancel, self.cancel.setText, "window.close")
        self.resize(680, 480)
