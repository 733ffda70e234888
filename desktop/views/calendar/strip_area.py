"""The year strip as high as it is, or scrolling where the list below needs the room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy

from desktop.views.widgets.year_strip import StripView

_LEAST = 120
"""Logical pixels: the months and some rows."""


class StripArea(QScrollArea):
    """Holds the strip."""

    def __init__(self, strip: StripView) -> None:
        super().__init__()
        self._strip = strip
        self.setWidgetResizable(True)
        self.setWidget(strip)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_LEAST)

    def sizeHint(self) -> QSize:
        """Qt."""
        return QSize(super().sizeHint().width(), self._strip.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the strip has another height."""
        if event.type() == QEvent.Type.Resize:
            self.updateGeometry()
        return super().eventFilter(watched, event)
