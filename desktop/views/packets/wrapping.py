"""Words laid out once: measured and drawn with the same line breaks, whatever the scale of the screen."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget


class Wrapped:
    """A paragraph of so many pixels in width; `height` is what it takes, none for no words."""

    def __init__(self, text: str, font: QFont, width: int, device: QWidget) -> None:
        self._layout = QTextLayout(text, font, device)
        self._layout.setTextOption(_anywhere())
        self.height = 0
        self._layout.beginLayout()
        while text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, self.height))
            self.height += ceil(line.height())
        self._layout.endLayout()

    def draw(self, painter: QPainter, at: QPoint) -> None:
        """With the pen of the painter."""
        self._layout.draw(painter, QPointF(at))


def _anywhere() -> QTextOption:
    """Chinese breaks between any two signs; a word longer than the line breaks too."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
