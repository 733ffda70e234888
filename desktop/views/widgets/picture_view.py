"""A picture on the screen: painted from the same shapes as on paper, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme import FAMILY
from desktop.views.workbench import Workbench

_ASCENT = 1.16
"""Ems of our family's ascent: the size of the words in logical pixels follows from it."""

Drawing = Callable[[float, float, Mapping[str, str], str], bytes]
"""(width, size of words, colours by name, font family) → SVG."""


class PictureView(QWidget):
    """As wide as there is room; the height follows from the picture. A screen reader gets it line by line.

    `colours` are the picture's colours → tokens of the theme. Signal: `clicked` with the place in the
    picture, the width and the size of words that it was drawn with.
    """

    clicked = Signal(float, float, float, float)

    def __init__(self, bench: Workbench, name: str, title_code: str, colours: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._bench, self._colours = bench, colours
        self._drawing: Drawing | None = None
        self._renderer = QSvgRenderer()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bench.texts.bind(self, self.setAccessibleName, title_code)
        bench.theme.bind(self, self._draw)

    def show_picture(self, drawing: Drawing, spoken: Sequence[str]) -> None:
        """Show another picture."""
        self._drawing = drawing
        self.setAccessibleDescription("\n".join(spoken))
        self._draw()

    def _draw(self) -> None:
        if self._drawing is None:
            return
        theme = self._bench.theme
        colours = {name: theme.colour(token).name() for name, token in self._colours.items()}
        content = self._drawing(max(self.width(), 1), self._size(), colours, FAMILY)
        self._renderer.load(QByteArray(content))
        self.setFixedHeight(self._renderer.defaultSize().height())
        self.update()

    def _size(self) -> float:
        """Of the words, in logical pixels."""
        return QFontMetricsF(self._bench.theme.font("small")).ascent() / _ASCENT

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where the picture was clicked."""
        super().mouseReleaseEvent(event)
        place = event.position()
        self.clicked.emit(place.x(), place.y(), float(max(self.width(), 1)), self._size())

    def sizeHint(self) -> QSize:
        """Qt."""
        return self._renderer.defaultSize() if self._drawing else QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it anew: words keep their size, the shapes get the room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt."""
        if self._drawing is not None:
            painter = QPainter(self)
            self._renderer.render(painter, self.rect().toRectF())
