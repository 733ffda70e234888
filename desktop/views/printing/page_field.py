"""The number of the page seen; another one typed there is shown on Enter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.printing.pages_view import PagesView
from desktop.views.widgets.basic import label, row
from desktop.views.workbench import Workbench

_WIDTH = 56


class PageField(QWidget):
    """n / N."""

    def __init__(self, bench: Workbench, pages: PagesView, count: int) -> None:
        super().__init__()
        self._pages = pages
        self._count = count
        self.field = _Field(self)
        self.field.setObjectName("pdf-page")
        self.field.setValidator(QIntValidator(1, count, self.field))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        bench.texts.bind(self.field, self.field.setAccessibleName, "view.printing.page")
        bench.theme.bind(self.field, lambda: self.field.setFixedWidth(round(_WIDTH * bench.theme.text_size)))
        self.setLayout(row(self.field, label(f"/ {count}"), gap=4))
        pages.page_changed.connect(self._tell)
        self.field.editingFinished.connect(self._tell)  # what was typed without Enter is not shown
        self._tell()

    def go(self) -> None:
        """Show the page that was typed."""
        number = int(self.field.text() or 0)
        if 1 <= number <= self._count:
            self._pages.show_page(number - 1)
        self._tell()
        self._pages.setFocus()

    def _tell(self) -> None:
        self.field.setText(str(self._pages.page + 1))


class _Field(QLineEdit):
    """The field, with its own Enter."""

    def __init__(self, owner: PageField) -> None:
        super().__init__()
        self._owner = owner

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the page and prints nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._owner.go()
        else:
            super().keyPressEvent(event)
