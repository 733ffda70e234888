"""The seats as blocks in rank order, with lines where the plan's and the granted seats end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.services.camp import Line, Overview, Seat
from desktop.views.camp.columns import seat
from desktop.views.workbench import Workbench

_BLOCKS = 16
"""Height of the blocks in logical pixels."""
_COLOURS = 5
"""Colours of the theme that tell groups apart."""


class QuotaBar(QWidget):
    """`50 ┃ 核增 4 ┃`: blocks are people in the colour of their circle, framed ones seats that are free.

    Signals: `chosen` with the member whose block was clicked.
    """

    chosen = Signal(int)

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

    def colour_of(self, circle: str) -> str:
        """The token of a circle's colour; they repeat after the last."""
        names = [one.name for one in self._found.circles] if self._found else []
        return f"group_{names.index(circle) % _COLOURS + 1}" if circle in names else "ink_soft"

    def member_at(self, x: float, y: float) -> Line | None:
        """Whose block is there."""
        at = int(x / self._step) if y >= self._top else -1
        return self._taken[at] if 0 <= at < len(self._taken) else None

    @property
    def _taken(self) -> list[Line]:
        """Everybody who takes a seat or waits for one, in rank order."""
        return [one for one in self._found.lines if one.seat is not Seat.NONE] if self._found else []

    @property
    def _count(self) -> int:
        assert self._found is not None, "something is shown"
        seats = self._found.seats
        return max(seats.seated + seats.waiting, len(self._taken), 1)

    @property
    def _step(self) -> float:
        return self.width() / self._count

    @property
    def _top(self) -> float:
        return QFontMetrics(self._bench.theme.font("small")).height() + 6

    def sizeHint(self) -> QSize:
        """Qt."""
        return QSize(200, round(self._top + _BLOCKS * self._bench.theme.text_size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt."""
        if self._found is None:
            return
        painter = QPainter(self)
        font = self._bench.theme.font("small")
        painter.setFont(font)
        painter.setPen(self._bench.theme.colour("ink"))
        words = QFontMetrics(font).elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRectF(0, 0, self.width(), self._top), Qt.AlignmentFlag.AlignLeft, words)
        for at in range(self._count):
            self._draw_block(painter, at)
        self._draw_ends(painter)

    def _draw_block(self, painter: QPainter, at: int) -> None:
        """Full: seated; half: waiting for a further seat; crossed out: beyond; framed: free."""
        theme, taken = self._bench.theme, self._taken
        height = self.height() - self._top
        box = QRectF(at * self._step + 0.5, self._top + 0.5, max(self._step - 2, 1), height - 1)
        member = taken[at] if at < len(taken) else None
        colour = theme.colour(self.colour_of(member.circle) if member else "line_strong")
        if member is not None and member.seat is Seat.SEAT:
            painter.fillRect(box, colour)
            return
        painter.setPen(colour)
        painter.drawRect(box)
        if member is not None and member.seat is Seat.EXTRA:
            painter.fillRect(box.adjusted(0, height / 2, 0, 0), colour)
        elif member is not None:
            painter.setPen(theme.colour("bad"))
            painter.drawLine(box.bottomLeft(), box.topRight())

    def _draw_ends(self, painter: QPainter) -> None:
        """Where the plan's seats end, and where the granted ones do."""
        assert self._found is not None, "something is shown"
        seats = self._found.seats
        painter.setPen(QPen(self._bench.theme.colour("ink"), 2))
        for place in {seats.base - seats.released, seats.seated}:
            if 0 < place < self._count:
                x = place * self._step - 1
                painter.drawLine(QPointF(x, self._top - 3), QPointF(x, self.height()))

    def event(self, event: QEvent) -> bool:
        """Over a block the tooltip says whose it is."""
        if isinstance(event, QHelpEvent):
            one = self.member_at(event.x(), event.y())
            texts = self._bench.texts
            told = self.words
            if one is not None:
                told = "　".join(
                    part for part in (f"{one.rank} {one.name}", one.circle, seat(texts, one)) if part
                )
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a block shows the member."""
        one = self.member_at(event.position().x(), event.position().y())
        if one is not None:
            self.chosen.emit(one.id)
