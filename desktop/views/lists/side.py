"""A list with its detail beside it, or over it where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.views.workbench import Workbench

_BOTH_FROM = 880
_DETAIL = 344
_GAP = 12


class ListWithDetail(QWidget):
    """Beside from `_BOTH_FROM` logical pixels at normal text size; under that `open_detail` shows the detail.

    The buttons `opener` in the list and `closer` in the detail are seen only where it opens over the list.
    """

    def __init__(
        self,
        bench: Workbench,
        main: QWidget,
        detail: QWidget,
        *,
        opener: QAbstractButton,
        closer: QAbstractButton,
    ) -> None:
        super().__init__()
        self._bench = bench
        self._main, self._detail = main, detail
        self._opener, self._closer = opener, closer
        self._opened = False
        opener.clicked.connect(self.open_detail)
        closer.clicked.connect(self.close_detail)
        main.setParent(self)
        detail.setParent(self)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.close_detail)
        bench.theme.changed.connect(self._arrange)

    @property
    def over(self) -> bool:
        """Whether the detail opens over the list."""
        return self.width() < _BOTH_FROM * self._bench.theme.text_size

    def open_detail(self) -> None:
        """Show the detail; nothing changes where it stands beside."""
        self._opened = True
        self._arrange()
        if self.over:
            self._closer.setFocus()

    def close_detail(self) -> None:
        """Hide the detail where it lies over the list, and go back there."""
        self._opened = False
        self._arrange()
        if self.over:
            self._main.setFocus()

    def _arrange(self) -> None:
        over = self.over
        height = self.height()
        scale = self._bench.theme.text_size
        width = round(min(self.width(), max(_DETAIL * scale, 0.36 * self.width())))
        room = self.width() if over else self.width() - width - _GAP
        self._main.setGeometry(0, 0, room, height)
        self._detail.setGeometry(self.width() - width, 0, width, height)
        self._detail.setVisible(not over or self._opened)
        self._detail.raise_()
        self._escape.setEnabled(over and self._opened)
        self._opener.setVisible(over)
        self._closer.setVisible(over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt."""
        super().resizeEvent(event)
        self._arrange()
