"""The parts of a PDF by its bookmarks: a click shows one, several can be printed alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.views.printing.document import Part
from desktop.views.rare_fonts import RareFonts
from desktop.views.widgets.basic import button, column
from desktop.views.workbench import Workbench

_WIDTH = 232


class Outline(QWidget):
    """Signals: `chosen` with the first page of a part. `print_some` is given the pages of those selected."""

    chosen = Signal(int)

    def __init__(
        self, bench: Workbench, parts: tuple[Part, ...], print_some: Callable[[list[int]], object]
    ) -> None:
        super().__init__()
        self._bench = bench
        self._parts = parts
        self.list = QListWidget()
        self.list.setObjectName("pdf-outline")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        bench.texts.bind(self.list, self.list.setAccessibleName, "view.printing.parts")
        for part in parts:
            item = QListWidgetItem("　" * part.level + part.title)
            item.setToolTip(part.title)
            self.list.addItem(item)
        self.print = button(
            bench,
            "view.printing.print-parts",
            lambda: print_some(self.pages()),
            icon="printer",
            name="print-parts",
        )
        self.setLayout(column(self.list, self.print))
        self.list.currentRowChanged.connect(lambda at: self.chosen.emit(parts[at].first))
        self.list.itemSelectionChanged.connect(self._enable)
        bench.theme.bind(self, self._size)
        fonts = RareFonts.of(bench)
        fonts.loaded.connect(self.list.viewport().update)
        fonts.show("".join(part.title for part in parts))
        self._enable()

    def pages(self) -> list[int]:
        """The pages of the selected parts, each once, in order."""
        places = (self.list.row(item) for item in self.list.selectedItems())
        return sorted({page for at in places for page in self._pages_of(self._parts[at])})

    def follow(self, page: int) -> None:
        """Mark the part that is seen, without jumping to it."""
        at = max((at for at, part in enumerate(self._parts) if part.first <= page), default=0)
        if len(self.list.selectedItems()) <= 1:
            self.list.blockSignals(True)
            self.list.setCurrentRow(at)
            self.list.blockSignals(False)
            self._enable()

    def _size(self) -> None:
        theme = self._bench.theme
        self.setFixedWidth(round(_WIDTH * theme.text_size))
        for at in range(self.list.count()):
            # Without a width of its own a long title ends in … instead of making the list scroll sideways.
            self.list.item(at).setSizeHint(QSize(0, theme.length("row")))

    def _pages_of(self, part: Part) -> range:
        return range(part.first, part.last + 1)

    def _enable(self) -> None:
        self.print.setEnabled(bool(self.list.selectedItems()))
