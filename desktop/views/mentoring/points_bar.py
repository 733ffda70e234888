"""The points of a pair as one bar of four parts, and what each part is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.services.pairing_board import PARTS, MenteeLine
from desktop.views.widgets.basic import column, label
from desktop.views.workbench import Workbench

_COLOURS = {"needs": "primary", "first": "star", "gap": "good", "wish": "doubt"}
_HEIGHT = 12


class PointsBar(QWidget):
    """A bar as long as the most points that a pair can have."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._bar = _Bar(bench)
        self._told = label(role="small", wrap=True)
        self._told.setObjectName("points-told")
        self.setLayout(column(self._bar, self._told, gap=4))

    def show_points(self, one: MenteeLine, most: int) -> None:
        """Show a mentee's pair; `most` points make the whole bar."""
        texts, points = self._bench.texts, one.points
        assert points is not None, "only pairs have points"
        parts = {name: int(getattr(points, name)) for name in PARTS}
        self._bar.show_parts(parts, most)
        told = [texts.text(f"view.mentoring.part.{name}", points=value) for name, value in parts.items()]
        self._told.setText("　".join(told))


class _Bar(QWidget):
    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._parts: dict[str, int] = {}
        self._most = 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: dict[str, int], most: int) -> None:
        """Name of each part → points."""
        self._parts, self._most = parts, max(most, 1)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt."""
        return QSize(100, round(_HEIGHT * self._bench.theme.text_size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt."""
        painter, theme = QPainter(self), self._bench.theme
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        painter.setBrush(theme.colour("hover"))
        painter.drawRect(whole)
        left = 0.0
        for name, points in self._parts.items():
            width = whole.width() * points / self._most
            painter.setBrush(theme.colour(_COLOURS[name]))
            painter.drawRect(QRectF(left, 0, width, whole.height()))
            left += width
        painter.end()
