"""How one person is drawn on the board: name, agency, what they need or can do, and the seats."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from desktop.services.pairing_board import MenteeLine, MentorLine
from desktop.views.widgets.table import draw_chip
from desktop.views.workbench import Workbench

_PADDING = 10
_DOT = 9


class BoardCards:
    """Draws cards and the points on the lines in the theme of the window."""

    def __init__(self, bench: Workbench) -> None:
        self._bench = bench

    def draw(
        self, painter: QPainter, box: QRect, one: MenteeLine | MentorLine, told: Collection[str]
    ) -> None:
        """A card; `told` of current, focus, partner and under say how it stands out."""
        theme = self._bench.theme
        radius = theme.length("radius")
        ground = "primary_soft" if {"current", "focus", "partner"} & set(told) else "surface"
        edge = "primary" if {"focus", "under"} & set(told) else "line"
        painter.setPen(QPen(theme.colour(edge), 2 if edge == "primary" else 1))
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), radius, radius)
        inner = box.adjusted(_PADDING, 4, -_PADDING, -4)
        used = self._marks(painter, inner, one)
        self._texts(painter, inner.adjusted(0, 0, -used, 0), one)

    def draw_points(self, painter: QPainter, at: QPointF, points: int, *, strong: bool) -> None:
        """The points of a pair on its line."""
        theme = self._bench.theme
        font = theme.font("small", bold=True)
        metrics = QFontMetrics(font)
        width, height = metrics.horizontalAdvance(str(points)) + 12, metrics.height() + 2
        box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        painter.setPen(QPen(theme.colour("primary" if strong else "line_strong"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setPen(theme.colour("primary" if strong else "ink"))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(points))

    def _marks(self, painter: QPainter, inner: QRect, one: MenteeLine | MentorLine) -> int:
        """What stands at the right of a card; returns how wide it is."""
        theme, texts = self._bench.theme, self._bench.texts
        if isinstance(one, MenteeLine):
            if one.mentor and not one.locked:
                return 0
            code, tone = ("fixed", "star") if one.locked else ("unplaced", "bad")
            code, tone = ("granted", "good") if one.granted else (code, tone)
            half = QRect(inner.x(), inner.y(), inner.width(), inner.height())
            return (
                draw_chip(theme, painter, half, texts.text(f"view.mentoring.{code}"), tone, at_right=True) + 8
            )
        width = max(one.seats, 1) * (_DOT + 4)
        middle = QRectF(inner).center().y()
        for seat in range(one.seats):
            left = inner.right() - width + 4 + seat * (_DOT + 4)
            painter.setPen(QPen(theme.colour("primary"), 1.5))
            painter.setBrush(
                theme.colour("primary") if seat < one.used else Qt.BrushStyle.NoBrush  # taken or free
            )
            painter.drawEllipse(QRectF(left, middle - _DOT / 2, _DOT, _DOT))
        return width + 8

    def _texts(self, painter: QPainter, box: QRect, one: MenteeLine | MentorLine) -> None:
        theme = self._bench.theme
        bold, small = theme.font("body", bold=True), theme.font("small")
        above = QRect(box.x(), box.y(), box.width(), QFontMetrics(bold).height())
        used = self._text(painter, bold, "ink", above, one.name) + 8
        grade = "" if one.grade is None else self._bench.texts.text("view.mentoring.grade", grade=one.grade)
        where = "　".join(part for part in (one.agency, grade) if part)
        self._text(painter, small, "ink_soft", above.adjusted(used, 0, 0, 0), where)
        below = QRect(box.x(), above.bottom() + 2, box.width(), QFontMetrics(small).height())
        self._text(painter, small, "ink", below, one.terms)

    def _text(self, painter: QPainter, font: QFont, colour: str, box: QRect, text: str) -> int:
        """One line, shortened to its room; returns how wide it is."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.setFont(font)
        painter.setPen(self._bench.theme.colour(colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)
