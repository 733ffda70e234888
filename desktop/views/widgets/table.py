"""The one table of the window: rows of one height, chips, copying for Excel, no scrolling sideways."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop.views.rare_fonts import RareFonts
from desktop.views.table_model import ID_ROLE, TONE_ROLE, TableModel
from desktop.views.theme import Theme
from desktop.views.workbench import Workbench

_CHIP_PADDING = 8
_CELL_PADDING = 8
_FLEXIBLE = 100
"""Logical pixels that a column without a width of its own has at least."""


class Table(QTableView):
    """Shows a `TableModel`. Signals: `chosen` with the id of the current row, `activated_id` on Enter or a
    double click, `remove_asked` on Delete.
    """

    chosen = Signal(int)
    activated_id = Signal(int)
    remove_asked = Signal()

    def __init__(self, bench: Workbench, model: TableModel[Any], name: str, title_code: str) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName(name)
        bench.texts.bind(self, self.setAccessibleName, title_code)
        self.setModel(model)
        self.setItemDelegate(ChipDelegate(bench, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        bench.theme.bind(self, self._size)
        bench.texts.language_changed.connect(self._say_again)
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        model.modelReset.connect(self._size)
        RareFonts.of(bench).loaded.connect(self.viewport().update)
        self.doubleClicked.connect(lambda index: self.activated_id.emit(index.data(ID_ROLE)))

    @property
    def table_model(self) -> TableModel[Any]:
        """The model, as what it is."""
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table_model.id_at(row) for row in rows]

    def select(self, place: int) -> None:
        """Make the row at a place the current and only selected one, and show it."""
        index, flag = self.model().index(place, 0), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)  # whatever key is held
        self.scrollTo(index)

    def copy(self) -> None:
        """Put the selected rows on the clipboard as Excel takes them, with the header."""
        model = self.table_model
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if rows:
            header = [self._bench.texts.text(column.title) for column in model.columns]
            lines = [header, *(model.texts(row) for row in rows)]
            text = "\n".join("\t".join(cell.replace("\n", " ") for cell in line) for line in lines)
            QGuiApplication.clipboard().setText(text)

    def _tell_chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(ID_ROLE))

    def _say_again(self) -> None:
        self.model().headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.model().columnCount() - 1)

    def _size(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._bench.theme.length("row"))
        scale = self._bench.theme.text_size
        columns = self.table_model.columns
        if not columns:
            return
        hidden = [self.isColumnHidden(at) for at in range(len(columns))]
        fixed = [0 if hidden[at] else round(column.width * scale) for at, column in enumerate(columns)]
        flexible = [at for at, column in enumerate(columns) if not column.width] or [len(columns) - 1]
        least = [
            max(width, round(_FLEXIBLE * scale) if at in flexible else 0) for at, width in enumerate(fixed)
        ]
        if sum(least) > self.viewport().width():  # too many columns were chosen: all give way alike
            fixed = [width * self.viewport().width() // sum(least) for width in least]
        spare = max(self.viewport().width() - sum(fixed), 0)
        for at, width in enumerate(fixed):
            extra = spare // len(flexible) if at in flexible else 0
            self.setColumnWidth(at, width + extra)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the flexible columns what is left."""
        super().resizeEvent(event)
        self._size()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies rows, Enter opens, Delete asks to remove."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated_id.emit(self.currentIndex().data(ID_ROLE))
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)


class ChipDelegate(QStyledItemDelegate):
    """Draws a cell with a tone as a chip, every other as usual, without a dotted focus frame."""

    def __init__(self, bench: Workbench, parent: Table) -> None:
        super().__init__(parent)
        self._bench = bench
        self._fonts = RareFonts.of(bench)

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: whatever is about to be drawn is looked at for letters that need a font of their own."""
        super().initStyleOption(option, index)
        self._fonts.show(option.text)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt."""
        tone = index.data(TONE_ROLE)
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        if tone is None:
            super().paint(painter, plain, index)
            return
        self.initStyleOption(plain, index)
        text, plain.text = plain.text, ""
        parent = self.parent()
        assert isinstance(parent, Table)
        parent.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, parent)
        self._draw_chip(painter, plain, text, tone)

    def _draw_chip(self, painter: QPainter, option: QStyleOptionViewItem, text: str, tone: str) -> None:
        rect: Any = option.rect
        draw_chip(self._bench.theme, painter, rect.adjusted(_CELL_PADDING, 0, -_CELL_PADDING, 0), text, tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), self._bench.theme.length("row"))


def draw_chip(
    theme: Theme, painter: QPainter, rect: QRect, text: str, tone: str, *, at_right: bool = False
) -> int:
    """Draw a chip inside a rectangle, shortened to its width; returns how wide it is. `plain` has no tint."""
    font = theme.font("small", bold=True)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(rect.width() - 2 * _CHIP_PADDING, 0))
    width = metrics.horizontalAdvance(shown) + 2 * _CHIP_PADDING
    height = metrics.height() + 2
    left = rect.right() + 1 - width if at_right else rect.x()
    box = QRectF(left, rect.center().y() - height / 2 + 0.5, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("hover" if tone == "plain" else f"{tone}_soft"))
    radius = theme.length("radius")
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(theme.colour("ink_soft" if tone == "plain" else tone))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()
    return int(width)
