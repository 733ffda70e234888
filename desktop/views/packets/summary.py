"""The top of the preflight: may it be sent, or how many things would come back."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel

from desktop.views.widgets.basic import column, label, restyle, row
from desktop.views.workbench import Workbench

_ICON = QSize(32, 32)
_ICONS = {"bad": ("circle-x", "bad"), "good": ("circle-check", "good"), "": ("clock", "ink_soft")}


class Summary(QFrame):
    """Two lines with a mark; the mark and the words say the same as the colour."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("preflight-summary")
        self._bench = bench
        self._tone = ""
        self._icon = QLabel()
        self.title = label(role="section", wrap=True)
        self.title.setObjectName("preflight-title")
        self.text = label(role="soft", wrap=True)
        self.text.setObjectName("preflight-text")
        layout = row(self._icon, column(self.title, self.text, gap=2), gap=12, margins=(12, 10, 12, 10))
        layout.setStretch(1, 1)
        self.setLayout(layout)
        bench.theme.bind(self, self._look)
        self.show_checking()

    def show_checking(self) -> None:
        """Nothing is known yet."""
        self._tell("view.packets.checking", "", "")

    def show_counts(self, errors: int, warnings: int) -> None:
        """What was found."""
        texts = self._bench.texts
        if errors:
            text = texts.count("view.packets.also-look", warnings) if warnings else ""
            self._say(texts.count("view.packets.would-return", errors), text, "bad")
        else:
            text = texts.count("view.packets.may-look", warnings) if warnings else ""
            self._say(texts.text("view.packets.ready"), text or texts.text("view.packets.clean"), "good")

    def _tell(self, code: str, text: str, tone: str) -> None:
        self._say(self._bench.texts.text(code), text, tone)

    def _say(self, title: str, text: str, tone: str) -> None:
        self._tone = tone
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self._look()

    def _look(self) -> None:
        name, colour = _ICONS[self._tone]
        self._icon.setPixmap(self._bench.theme.icon(name, colour).pixmap(_ICON))
        restyle(self, banner=self._tone or "plain")
        restyle(self.title, tone=self._tone)
