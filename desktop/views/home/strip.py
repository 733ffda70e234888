"""The year strip on the screen: painted from the same picture as on paper, in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.theme import FAMILY
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.year import YearStrip

_COLOURS = {
    "ink": "ink",
    "ink_soft": "ink_soft",
    "line": "line",
    "today": "ink",
    "on_today": "surface",
    "past": "hover",
    "running": "primary_soft",
    "ahead": "surface",
    "outline": "line_strong",
    "strong": "primary",
    "mark": "primary",
    "band": "canvas",
}
"""The picture's colours → tokens of the theme."""


class StripView(QWidget):
    """As wide as there is room; the height follows from the rows. A screen reader gets it line by line."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("year-strip")
        self._bench = bench
        self._strip: YearStrip | None = None
        self._renderer = QSvgRenderer()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bench.texts.bind(self, self.setAccessibleName, "view.home.strip")
        bench.theme.bind(self, self._draw)

    def show_strip(self, strip: YearStrip) -> None:
        """Show another year."""
        from desktop.services import year  # lazy: the frame is shown before the database is loaded

        self._strip = strip
        self.setAccessibleDescription("\n".join(year.lines(strip)))
        self._draw()

    def _draw(self) -> None:
        if self._strip is None:
            return
        from desktop.services import year  # lazy: the frame is shown before the database is loaded

        theme = self._bench.theme
        colours = {name: theme.colour(token).name() for name, token in _COLOURS.items()}
        size = QFontMetricsF(theme.font("small")).ascent() / _ASCENT
        content = year.svg(self._strip, max(self.width(), 1), size, colours, FAMILY)
        self._renderer.load(QByteArray(content))
        self.setFixedHeight(self._renderer.defaultSize().height())
        self.update()

    def sizeHint(self) -> QSize:
        """Qt."""
        return self._renderer.defaultSize() if self._strip else QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it anew: words keep their size, months get the room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._draw()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt."""
        if self._strip is not None:
            painter = QPainter(self)
            self._renderer.render(painter, self.rect().toRectF())


_ASCENT = 1.16
"""Ems of our family's ascent: the size of the words in logical pixels follows from it."""
