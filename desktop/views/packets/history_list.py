"""The sealed packets as a timeline, the latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.clock import TAIWAN, roc_short
from desktop.views.packets.wrapping import Wrapped
from desktop.views.texts import Texts
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.packet_history import FileState, Sent

SENT_ROLE = Qt.ItemDataRole.UserRole
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD = 12
_LINE = 22
_DOT = 6
_STATES = {"intact": "good", "changed": "bad", "gone": "bad"}

Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractListModel):
    """Packets, and what is known of their files by now."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._sent: list[Sent] = []
        self._states: dict[int, FileState] = {}

    @property
    def rows(self) -> Sequence[Sent]:
        """The packets shown."""
        return self._sent

    def set_rows(self, sent: Sequence[Sent]) -> None:
        """Show other packets; what is known of the files stays until it is told anew."""
        self.beginResetModel()
        self._sent = list(sent)
        self.endResetModel()

    def tell_states(self, states: Mapping[int, FileState]) -> None:
        """The files of some packets, by sequence, were looked at."""
        self._states.update(states)
        if self._sent:
            self.dataChanged.emit(self.index(0), self.index(len(self._sent) - 1), [STATE_ROLE])

    def state_of(self, sequence: int) -> FileState | None:
        """What is known of the file; None before it was looked at."""
        return self._states.get(sequence)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's name and default
        """Qt."""
        return 0 if parent.isValid() else len(self._sent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt."""
        sent = self._sent[index.row()]
        if role == SENT_ROLE:
            return sent
        if role == STATE_ROLE:
            return self._states.get(sent.sequence)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            state = state_text(self._texts, self._states.get(sent.sequence))
            return f"{title(self._texts, sent)} {facts(self._texts, sent)} {state}"
        return sent.number if role == Qt.ItemDataRole.ToolTipRole else None


def title(texts: Texts, sent: Sent) -> str:
    """第 2 號."""
    return texts.text("view.packets.sequence", sequence=sent.sequence)


def facts(texts: Texts, sent: Sent) -> str:
    """When it was sealed, and how much is in it."""
    at = sent.sealed_at.astimezone(TAIWAN)
    people = texts.count("view.packets.people", sent.counts.get("people", 0))
    activities = texts.count("view.packets.activities", len(sent.activities))
    return f"{roc_short(at.date())} {at:%H:%M}　{people}　{activities}"


def state_text(texts: Texts, state: FileState | None) -> str:
    """Of the file, with a mark."""
    return texts.text(f"view.packets.file-{state}" if state else "view.packets.file-unknown")


class HistoryList(QListView):
    """Signals: `chosen` with the packet that is current, `activated_packet` on Enter or a double click."""

    chosen = Signal(object)
    activated_packet = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("history")
        self._bench = bench
        self.sent = HistoryModel(bench.texts)
        bench.texts.bind(self, self.setAccessibleName, "view.packets.history")
        self.setModel(self.sent)
        self.setItemDelegate(_Delegate(bench, self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._tell)
        self.activated.connect(lambda index: self.activated_packet.emit(index.data(SENT_ROLE)))
        bench.theme.bind(self, self.scheduleDelayedItemsLayout)

    def dataChanged(self, _first: Index, _last: Index, _roles: Sequence[int] = ()) -> None:
        """Paint again; Qt would measure every row again, although only chips change, not heights."""
        self.viewport().update()

    def show_packets(self, sent: Sequence[Sent]) -> None:
        """Show these, staying on the one that is current; the latest is current at first."""
        before = self.currentIndex().data(SENT_ROLE) if self.currentIndex().isValid() else None
        latest = self.sent.rows[0].sequence if self.sent.rows else None
        self.sent.set_rows(sent)
        kept = before.sequence if before is not None and before.sequence != latest else None
        row = next((at for at, one in enumerate(sent) if one.sequence == kept), 0)
        if sent:
            self.setCurrentIndex(self.sent.index(row))
        else:
            self.chosen.emit(None)

    def _tell(self, current: QModelIndex) -> None:
        self.chosen.emit(current.data(SENT_ROLE) if current.isValid() else None)


class _Delegate(QStyledItemDelegate):
    """A line with a dot at the left, two lines of words, a chip at the right."""

    def __init__(self, bench: Workbench, parent: HistoryList) -> None:
        super().__init__(parent)
        self._bench = bench
        self._view = parent

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt."""
        width = self._view.viewport().width()
        first = QFontMetrics(self._bench.theme.font("body", bold=True)).height()
        return QSize(width, first + self._facts(index, width).height + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt."""
        rect: Any = option.rect
        state: Any = option.state
        theme = self._bench.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("primary_soft"))
        self._paint_line(painter, rect, index)
        self._paint_words(painter, rect, index)
        painter.restore()

    def _paint_line(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme = self._bench.theme
        x, y = rect.left() + _LINE, rect.center().y()
        top = y if index.row() == 0 else rect.top()
        bottom = y if index.row() == index.model().rowCount() - 1 else rect.bottom() + 1
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawLine(x, top, x, bottom)
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.setBrush(theme.colour("primary" if index.row() == 0 else "surface"))
        painter.drawEllipse(QPoint(x, y), _DOT, _DOT)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index) -> None:
        theme, texts, sent = self._bench.theme, self._bench.texts, index.data(SENT_ROLE)
        bold, below = theme.font("body", bold=True), self._facts(index, rect.width())
        left, right = rect.left() + 2 * _LINE, rect.right() - _PAD
        tall = QFontMetrics(bold).height()
        top = rect.top() + (rect.height() - tall - below.height) // 2
        painter.setFont(bold)
        painter.setPen(theme.colour("ink"))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, top, right - left, tall), middle, title(texts, sent))
        self._paint_chip(painter, QRect(left, top, right - left, tall), index)
        painter.setPen(theme.colour("ink_soft"))
        below.draw(painter, QPoint(left, top + tall))

    def _facts(self, index: Index, width: int) -> Wrapped:
        said = facts(self._bench.texts, index.data(SENT_ROLE))
        return Wrapped(said, self._bench.theme.font("small"), width - 2 * _LINE - _PAD, self._view)

    def _paint_chip(self, painter: QPainter, room: QRect, index: Index) -> None:
        theme = self._bench.theme
        state = index.data(STATE_ROLE)
        text, tone = state_text(self._bench.texts, state), _STATES.get(str(state), "")
        metrics = QFontMetrics(theme.font("small"))
        width, height = metrics.horizontalAdvance(text) + 16, metrics.height() + 2
        box = QRect(room.right() - width, room.center().y() - height // 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(f"{tone}_soft" if tone else "hover"))
        painter.drawRoundedRect(box, theme.length("radius"), theme.length("radius"))
        painter.setPen(theme.colour(tone or "ink_soft"))
        painter.setFont(theme.font("small"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
