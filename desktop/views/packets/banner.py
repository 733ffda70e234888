"""A tinted box inside a dialog or page: a mark, a sentence, and the button that helps."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from desktop.views.widgets.basic import ICON, label, restyle, row
from desktop.views.workbench import Workbench

_ICONS = {"bad": "circle-x", "doubt": "triangle-alert", "good": "circle-check", "info": "info"}
_COLOURS = {"info": "primary"}


class Banner(QFrame):
    """Hidden until something is told; the tone is bad, doubt, good or info."""

    def __init__(self, bench: Workbench, name: str, action: QPushButton | None = None) -> None:
        super().__init__()
        self.setObjectName(name)
        self._bench = bench
        self._tone = "info"
        self._icon = QLabel()
        self.text = label(wrap=True)
        self.text.setObjectName(f"{name}-text")
        self.action = action
        items = [self._icon, self.text, *([action] if action else [])]
        layout = row(*items, gap=8, margins=(12, 8, 12, 8))
        layout.setStretchFactor(self.text, 1)
        self.setLayout(layout)
        bench.theme.bind(self, self._look)
        self.hide()

    def tell(self, text: str, tone: str) -> None:
        """Show a sentence; blank hides the box."""
        self._tone = tone
        self.text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._look()

    def _look(self) -> None:
        colour = _COLOURS.get(self._tone, self._tone)
        self._icon.setPixmap(self._bench.theme.icon(_ICONS[self._tone], colour).pixmap(ICON))
        restyle(self, banner=self._tone)
