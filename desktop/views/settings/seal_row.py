"""The approval seals in small, as a form prints them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.workbench import Workbench

_MARGIN = 12
_LABEL_HEIGHT = 26
_BOX_HEIGHT = 44


class SealRow(QWidget):
    """A strip of paper with a box a seal; `show_rows` gives the labels row by row."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("seal-row")
        self._bench = bench
        self._rows: Sequence[Sequence[str]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bench.texts.bind(self, self.setAccessibleName, "view.settings.seals.preview")
        bench.theme.bind(self, self._size)

    @property
    def rows(self) -> Sequence[Sequence[str]]:
        """The labels shown."""
        return self._rows

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Draw other labels."""
        self._rows = rows
        self.setAccessibleDescription("、".join(label for row in rows for label in row))
        self._size()

    def _size(self) -> None:
        each = (_LABEL_HEIGHT + _BOX_HEIGHT) * self._bench.theme.text_size
        self.setFixedHeight(round(2 * _MARGIN + max(len(self._rows), 1) * each))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt."""
        theme = self._bench.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        painter.setPen(theme.colour("line_strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font("small"))
        label = _LABEL_HEIGHT * theme.text_size
        each = label + _BOX_HEIGHT * theme.text_size
        width = self.width() - 2 * _MARGIN
        for at, row in enumerate(self._rows):
            self._draw(painter, row, _MARGIN + at * each, width / max(len(row), 1), label, each)
        painter.end()

    @staticmethod
    def _draw(
        painter: QPainter, row: Sequence[str], top: float, width: float, label: float, height: float
    ) -> None:
        for at, text in enumerate(row):
            left = _MARGIN + at * width
            painter.drawRect(QRectF(left, top, width, height))
            painter.drawRect(QRectF(left, top, width, label))
            painter.drawText(QRectF(left, top, width, label), Qt.AlignmentFlag.AlignCenter, text)
