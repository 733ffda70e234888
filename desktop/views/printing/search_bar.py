"""Searching in the pages: type, Enter goes on, Shift+Enter back, Esc clears."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.printing.pages_view import PagesView
from desktop.views.widgets.basic import label, row, tool
from desktop.views.workbench import Workbench

_LEAST, _WIDTH = 120, 200


class SearchBar(QWidget):
    """Marks everything found and shows it place by place; pages far down are searched while one looks on."""

    def __init__(self, bench: Workbench, pages: PagesView) -> None:
        super().__init__()
        self._bench = bench
        self._pages = pages
        self._found = QPdfSearchModel(self)
        self._found.setDocument(pages.document())
        pages.setSearchModel(self._found)
        self.field = _Field(self)
        self.field.setObjectName("pdf-search")
        self.field.setMinimumWidth(_LEAST)
        bench.theme.bind(
            self.field, lambda: self.field.setMaximumWidth(round(_WIDTH * bench.theme.text_size))
        )
        bench.texts.bind(self.field, self.field.setPlaceholderText, "view.printing.search")
        bench.texts.bind(self.field, self.field.setAccessibleName, "view.printing.search")
        self.count = label(role="small")
        self.count.setObjectName("pdf-found")
        self.back = tool(
            bench, "view.printing.found-before", self.before, icon="chevron-up", name="found-before"
        )
        self.on = tool(bench, "view.printing.found-next", self.next, icon="chevron-down", name="found-next")
        layout = row(self.field, self.count, self.back, self.on, gap=4)
        layout.setStretchFactor(self.field, 1)
        self.setLayout(layout)
        self.field.textChanged.connect(self._search)
        self._found.countChanged.connect(self._tell)
        bench.texts.language_changed.connect(self._tell)
        self._tell()

    def take_focus(self) -> None:
        """Ctrl+F."""
        self.field.setFocus()
        self.field.selectAll()

    def next(self) -> None:
        """Show the next place."""
        self._show(self._at + 1)

    def before(self) -> None:
        """Show the place before."""
        self._show(self._at - 1)

    def clear(self) -> bool:
        """Search for nothing; False if nothing was searched for."""
        searched = bool(self.field.text())
        self.field.clear()
        self._pages.setFocus()
        return searched

    @property
    def _at(self) -> int:
        return self._pages.currentSearchResultIndex()

    def _search(self, text: str) -> None:
        self._pages.setCurrentSearchResultIndex(-1)
        self._found.setSearchString(text.strip())
        self._tell()

    def _show(self, at: int) -> None:
        count = self._found.count()
        if count:
            self._pages.setCurrentSearchResultIndex(at % count)
            place = self._found.resultAtIndex(at % count)
            self._pages.pageNavigator().jump(place.page(), place.location())
            self._tell()

    def _tell(self) -> None:
        count = self._found.count() if self.field.text().strip() else 0
        if count and self._at < 0:
            self._show(0)
            return
        for button in (self.back, self.on):
            button.setEnabled(count > 1)
        self.count.setText(self._words(count))

    def _words(self, count: int) -> str:
        if not self.field.text().strip():
            return ""
        text = self._bench.texts.text
        return (
            text("view.printing.found", at=self._at + 1, count=count) if count else text("view.printing.none")
        )


class _Field(QLineEdit):
    """The field, with its own keys."""

    def __init__(self, bar: SearchBar) -> None:
        super().__init__()
        self._bar = bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc belong to the search as long as there is one, not to the dialog."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self._bar.before if back else self._bar.next)()
        elif event.key() != Qt.Key.Key_Escape or not self._bar.clear():
            super().keyPressEvent(event)
