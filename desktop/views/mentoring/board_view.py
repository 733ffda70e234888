"""The board: mentees at the left, mentors with their seats at the right, a line with points for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QMenu, QToolTip

from desktop.services.pairing_board import Board, Difference, MenteeLine, MentorLine
from desktop.views.mentoring.arrangement import Arrangement
from desktop.views.mentoring.board_card import BoardCards
from desktop.views.rare_fonts import RareFonts
from desktop.views.workbench import Workbench

_LINES = 0.16
"""Of the width, for the lines between the two sides."""

Person = tuple[str, int]
"""mentee or mentor, and the member."""

_ASKED = {
    Qt.Key.Key_L: "lock",
    Qt.Key.Key_B: "ban",
    Qt.Key.Key_S: "swap",
    Qt.Key.Key_Delete: "release",
}


class BoardView(QAbstractScrollArea):
    """Shows a `Board` as it is arranged; only what is seen is painted.

    Signals: `chosen` with the person (see `current`); `tried` with mentee and the person under the pointer
    while a mentee is dragged (None: nobody); `dropped` with mentee and mentor; `exchanged` with two mentees;
    `asked` with lock, ban, swap or release for the current person.
    """

    chosen = Signal()
    tried = Signal(int, object)
    dropped = Signal(int, int)
    exchanged = Signal(int, int)
    asked = Signal(str)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self._bench = bench
        self.board: Board | None = None
        self.arrangement = Arrangement()
        self.current: Person | None = None
        self.marked: int = 0
        """The mentee that is to be swapped with the next one; 0 for none."""
        self._moves: tuple[Difference, ...] = ()
        self._told = ""
        self._pressed: tuple[QPoint, Person] | None = None
        self._dragged: Person | None = None
        self._under: Person | None = None
        self._cards = BoardCards(bench)
        self.setObjectName("board")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        bench.texts.bind(self, self.setAccessibleName, "view.mentoring.board")
        bench.theme.changed.connect(self._measure)
        RareFonts.of(bench).loaded.connect(self.viewport().update)

    @property
    def row(self) -> int:
        """Height of a row in logical pixels."""
        theme = self._bench.theme
        lines = (
            QFontMetrics(theme.font("body", bold=True)).height() + QFontMetrics(theme.font("small")).height()
        )
        return lines + 18

    def show_board(self, board: Board, arrangement: Arrangement) -> None:
        """Show it; the current person stays so, and is seen."""
        self.board, self.arrangement = board, arrangement
        self._moves, self._told = (), ""
        RareFonts.of(self._bench).show("".join(board.names.values()))
        people = self._people()
        if self.current not in people:
            self.current = people[0] if people else None
        self._measure()
        self._show_current()

    def choose(self, person: Person) -> None:
        """Make somebody the current one, and show them."""
        if person != self.current and person in self._people():
            self.current = person
            self._show_current()
            self.chosen.emit()

    def show_moves(self, moves: Sequence[Difference], told: str) -> None:
        """Draw who would move, and say at the pointer what it costs."""
        self._moves, self._told = tuple(moves), told
        self.viewport().update()

    def _people(self) -> list[Person]:
        mentees = [("mentee", one) for one in self.arrangement.mentees]
        return [*mentees, *(("mentor", one) for one in self.arrangement.mentors)]

    def _measure(self) -> None:
        height = self.arrangement.height * self.row
        bar = self.verticalScrollBar()
        bar.setSingleStep(self.row)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, height - self.viewport().height()))
        self.viewport().update()

    def _show_current(self) -> None:
        if self.current is not None:
            box, bar = self._box(self.current), self.verticalScrollBar()
            if box.top() < 0:
                bar.setValue(bar.value() + box.top())
            elif box.bottom() > self.viewport().height():
                bar.setValue(bar.value() + box.bottom() - self.viewport().height())
            self.setAccessibleDescription(self._spoken(self.current))
        self.viewport().update()

    def _spoken(self, person: Person) -> str:
        assert self.board is not None, "somebody stands on a board"
        one = self.board.mentee(person[1]) if person[0] == "mentee" else self.board.mentor(person[1])
        return f"{one.name} {one.agency} {one.terms}"

    def _box(self, person: Person) -> QRect:
        """Where a person's card is in the viewport."""
        width, row = self.viewport().width(), self.row
        card = round(width * (1 - _LINES) / 2)
        side, member = person
        place = self.arrangement.mentees[member] if side == "mentee" else self.arrangement.mentors[member]
        left = 0 if side == "mentee" else width - card
        return QRect(left, round(place * row) - self.verticalScrollBar().value() + 2, card, row - 4)

    def _at(self, point: QPoint) -> Person | None:
        """Whoever is under a point of the viewport."""
        at = (point.y() + self.verticalScrollBar().value()) // self.row
        for group in self.arrangement.groups:
            if group.top <= at < group.top + group.height:
                near = [("mentee", one.id) for one in group.mentees]
                near += [("mentor", group.mentor.id)] if group.mentor else []
                return next((one for one in near if self._box(one).contains(point)), None)
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt."""
        if self.board is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self.viewport().rect()
        painter.fillRect(shown, self._bench.theme.colour("canvas"))
        first = self.verticalScrollBar().value() // self.row - 1
        last = first + shown.height() // self.row + 3
        for group in self.arrangement.groups:
            if group.top > last or group.top + group.height < first:
                continue
            for mentee in group.mentees:
                if group.mentor is not None and mentee.mentor:
                    self._draw_line(painter, mentee, group.mentor)
            for mentee in group.mentees:
                self._draw_card(painter, ("mentee", mentee.id), mentee)
            if group.mentor is not None:
                self._draw_card(painter, ("mentor", group.mentor.id), group.mentor)
        for move in self._moves:
            self._draw_move(painter, move)
        painter.end()

    def _draw_card(self, painter: QPainter, person: Person, one: MenteeLine | MentorLine) -> None:
        told = set()
        if person == self.current:
            told.add("focus" if self.hasFocus() else "current")
        if self._is_partner(person):
            told.add("partner")
        if person in {self._under, ("mentee", self.marked)}:
            told.add("under")
        self._cards.draw(painter, self._box(person), one, told)

    def _is_partner(self, person: Person) -> bool:
        """Whether a person is paired with the current one."""
        if self.current is None or self.board is None or person[0] == self.current[0]:
            return False
        mentee, mentor = (person, self.current) if person[0] == "mentee" else (self.current, person)
        return self.board.mentee(mentee[1]).mentor == mentor[1]

    def _draw_line(self, painter: QPainter, mentee: MenteeLine, mentor: MentorLine) -> None:
        theme = self._bench.theme
        strong = self.current in {("mentee", mentee.id), ("mentor", mentor.id)}
        colour = theme.colour("primary" if strong else _line_colour(mentee))
        painter.setPen(QPen(colour, 2.5 if strong else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = self._path(mentee.id, mentor.id)
        painter.drawPath(path)
        assert mentee.points is not None, "a pair has points"
        self._cards.draw_points(painter, path.pointAtPercent(0.5), mentee.points.total, strong=strong)

    def _draw_move(self, painter: QPainter, move: Difference) -> None:
        if move.mentee in self.arrangement.mentees and move.after in self.arrangement.mentors:
            painter.setPen(QPen(self._bench.theme.colour("doubt"), 2, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._path(move.mentee, move.after))

    def _path(self, mentee: int, mentor: int) -> QPainterPath:
        left, right = self._box(("mentee", mentee)), self._box(("mentor", mentor))
        start = QPointF(left.right() + 1, QRectF(left).center().y())
        end = QPointF(right.left(), QRectF(right).center().y())
        middle = (start.x() + end.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(QPointF(middle, start.y()), QPointF(middle, end.y()), end)
        return path

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose whoever is under the pointer."""
        person = self._at(event.position().toPoint())
        if person is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pressed = (event.position().toPoint(), person)
            self.choose(person)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a mentee: whoever is under the pointer is tried."""
        at = event.position().toPoint()
        if self._dragged is None:
            far = self._pressed is not None and (at - self._pressed[0]).manhattanLength()
            if self._pressed and self._pressed[1][0] == "mentee" and far >= QApplication.startDragDistance():
                self._dragged = self._pressed[1]
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            else:
                hand = self._at(at) is not None
                self.viewport().setCursor(
                    Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
                )
                return
        self._scroll_at(at)
        under = self._at(at)
        if under != self._under:
            self._under = None if under == self._dragged else under
            self._try()
        if self._told and self._under is not None:
            QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 12), self._told, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a mentee over somebody."""
        dragged, under = self._dragged, self._under
        self._let_go()
        if dragged is not None and under is not None:
            (self.dropped if under[0] == "mentor" else self.exchanged).emit(dragged[1], under[1])

    def _scroll_at(self, at: QPoint) -> None:
        """Scroll while somebody is dragged to the upper or lower edge."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if at.y() < self.row // 2:
            bar.setValue(bar.value() - self.row // 2)
        elif at.y() > room - self.row // 2:
            bar.setValue(bar.value() + self.row // 2)

    def _try(self) -> None:
        assert self._dragged is not None, "only what is dragged is tried"
        self.show_moves((), "")
        QToolTip.hideText()
        self.tried.emit(self._dragged[1], self._under)

    def _let_go(self) -> None:
        self._pressed = self._dragged = self._under = None
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        QToolTip.hideText()
        self.show_moves((), "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same as the keys, for who uses the mouse."""
        person = self._at(self.viewport().mapFromGlobal(event.globalPos()))
        if person is None or person[0] != "mentee":
            return
        self.choose(person)
        texts, menu = self._bench.texts, QMenu(self)
        for key, what in _ASKED.items():
            told = f"{texts.text(f'view.mentoring.{what}')}\t{QKeySequence(key).toString()}"
            menu.addAction(told, partial(self.asked.emit, what))
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose; L fixes or frees, B keeps apart, S swaps, Delete takes back, Esc lets go."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self._dragged or self.marked):
            self.marked = 0
            self._let_go()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._cross(key)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._step(-len(self._people()) if key == Qt.Key.Key_Home else len(self._people()))
        elif key in _ASKED and not event.modifiers():
            self.asked.emit(_ASKED[key])
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        side = [one for one in self._people() if self.current and one[0] == self.current[0]]
        if self.current in side:
            at = min(max(side.index(self.current) + by, 0), len(side) - 1)
            self.choose(side[at])

    def _cross(self, key: Qt.Key) -> None:
        """Go to the other side: to the partner, or to whoever stands in the same row."""
        if self.current is None or self.board is None:
            return
        side = "mentor" if key == Qt.Key.Key_Right else "mentee"
        if side != self.current[0]:
            others = [one for one in self._people() if one[0] == side]
            partners = [one for one in others if self._is_partner(one)]
            here = self._box(self.current).center().y()
            near = sorted(others, key=lambda one: abs(self._box(one).center().y() - here))
            if partners or near:
                self.choose((partners or near)[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self._measure()


def _line_colour(mentee: MenteeLine) -> str:
    return "good" if mentee.granted else "star" if mentee.locked else "line_strong"
