"""The top of a page: title, the clause and period it is about, undo and redo, and the page's actions."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.views.widgets.basic import label, words
from desktop.views.widgets.marks import Marks
from desktop.views.widgets.undo import UndoButtons
from desktop.views.workbench import Workbench


class PageHeader(QFrame):
    """Actions stand from left to right; the primary one is added last and is the rightmost."""

    def __init__(self, bench: Workbench, title_code: str) -> None:
        super().__init__()
        self.setObjectName("header")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 8)
        self._layout.setSpacing(8)
        self.title = words(bench, title_code, "title")
        self.subtitle = label(role="soft")
        self._layout.addWidget(self.title)
        self._layout.addWidget(Marks(bench))
        self._layout.addSpacing(4)
        self._layout.addWidget(self.subtitle)
        self._layout.addStretch(1)
        self._layout.addWidget(UndoButtons(bench))
        bench.theme.bind(self, lambda: self.setMinimumHeight(bench.theme.length("header")))

    def add(self, widget: QWidget | QPushButton) -> None:
        """Put an action behind those that are there."""
        self._layout.addWidget(widget)
