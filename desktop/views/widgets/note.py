"""A line below a field that says what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desktop.views.widgets.basic import restyle


class Note(QLabel):
    """A line below a field: hidden, or what is wrong with it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWordWrap(True)
        self.setProperty("role", "small")
        self.hide()

    def tell(self, text: str, tone: str = "") -> None:
        """Say something, or nothing."""
        self.setText(text)
        self.setVisible(bool(text))
        restyle(self, tone=tone)
