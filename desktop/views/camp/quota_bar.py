"""The seats as blocks: one a person in rank order, the lines where the plan's and the granted seats end."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.services.camp import Overview, Seat
from desktop.views.workbench import Workbench

_TONES = {Seat.SEAT: "primary", Seat.EXTRA: "doubt", Seat.BEYOND: "bad"}
_BLOCKS = 16
"""Height of the blocks in logical pixels."""


class QuotaBar(QWidget):
    """`50 ┃ 核增 4 ┃`: filled blocks are people, framed ones seats that are free."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self._found: Overview | None = None
        self.setObjectName("quota-bar")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        bench.texts.bind(self, self.setAccessibleName, "view.camp.quota")
        bench.theme.changed.connect(self.updateGeometry)

    def show_overview(self, found: Overview) -> None:
        """Show other seats."""
        self._found = found
        self.setAccessibleDescription(self.words)
        self.setToolTip(self.words)
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """正取 50/54　增額候補 4, with what was granted, asked for and given back."""
        found, texts = self._found, self._bench.texts
        if found is None:
            return ""
        seats, letter = found.seats, found.letter
        told = [
            texts.text(
                "view.camp.seats",
                taken=found.taken.get(Seat.SEAT, 0),
                seats=seats.seated,
                extra=found.taken.get(Seat.EXTRA, 0),
            )
        ]
        if letter.granted:
            told.append(texts.text("view.camp.granted", count=letter.granted, letter=letter.document_no))
        if letter.requested:
            told.append(texts.text("view.camp.requested", count=letter.requested))
        if letter.released:
            told.append(texts.text("view.camp.released", count=letter.released))
        if found.taken.get(Seat.BEYOND, 0):
            told.append(texts.text("view.camp.beyond", count=found.taken[Seat.BEYOND]))
        return "　".join(told)

    def sizeHint(self) -> QSize:
        """Qt."""
        line = QFontMetrics(self._bench.theme.font("small")).height()
        return QSize(200, line + 6 + round(_BLOCKS * self._bench.theme.text_size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt."""
        if self._found is None:
            return
        theme = self._bench.theme
        painter = QPainter(self)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("ink"))
        line = QFontMetrics(theme.font("small")).height()
        painter.drawText(QRectF(0, 0, self.width(), line), Qt.AlignmentFlag.AlignLeft, self.words)
        self._blocks(painter, line + 6)

    def _blocks(self, painter: QPainter, top: float) -> None:
        found = self._found
        assert found is not None, "something is shown"
        theme, seats = self._bench.theme, found.seats
        taken = [one.seat for one in found.lines if one.seat is not Seat.NONE]
        count = max(seats.seated + seats.waiting, len(taken), 1)
        width, height = self.width() / count, self.height() - top
        for at in range(count):
            box = QRectF(at * width + 0.5, top + 0.5, max(width - 2, 1), height - 1)
            if at < len(taken):
                painter.fillRect(box, theme.colour(_TONES[taken[at]]))
            else:
                painter.setPen(theme.colour("line_strong"))
                painter.drawRect(box)
        painter.setPen(theme.colour("ink"))
        for place in {seats.base - seats.released, seats.seated}:
            if 0 < place < count:
                x = place * width - 1
                painter.drawLine(round(x), round(top) - 2, round(x), self.height())
