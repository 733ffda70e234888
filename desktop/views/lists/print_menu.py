"""A button with a menu of what can be printed; all of it goes through the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.views.lists.drawn import Draw
from desktop.views.widgets.basic import ICON
from desktop.views.workbench import Workbench


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: the code of its words, what is drawn, whether there is any.

    `draw` is asked in the window's thread, where it looks at what is selected, for what the worker is to do.
    `title` is the preview's, where it says more than the menu.
    """

    code: str
    draw: Callable[[], Draw]
    enabled: Callable[[], bool] = _always
    title: Callable[[], str] | None = None


class PrintMenu(QPushButton):
    """Draws in the worker, with progress; the preview opens when it is done."""

    def __init__(self, bench: Workbench, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._bench = bench
        self.setObjectName("print")
        self.setAutoDefault(False)
        self.setIconSize(ICON)
        bench.texts.bind(self, self.setText, "view.lists.print")
        bench.texts.bind(self, self.setAccessibleName, "view.lists.print")
        bench.theme.bind(self, lambda: self.setIcon(bench.theme.icon("printer")))
        self.entries: dict[str, QAction] = {}
        menu = QMenu(self)
        for entry in entries:
            action = self.entries[entry.code] = menu.addAction("", partial(self._print, entry))
            bench.texts.bind(menu, action.setText, entry.code)
        menu.aboutToShow.connect(lambda: self._enable(entries))
        self.setMenu(menu)

    def _enable(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            self.entries[entry.code].setEnabled(entry.enabled())

    def _print(self, entry: Entry) -> None:
        title = entry.title() if entry.title else self._bench.texts.text(entry.code).rstrip("…")
        show(self._bench, title, entry.draw(), self.window())


def preview(bench: Workbench, title_code: str, draw: Draw, parent: QWidget) -> None:
    """Draw a PDF in the worker and show it under a title."""
    show(bench, bench.texts.text(title_code), draw, parent)


def show(bench: Workbench, title: str, draw: Draw, parent: QWidget) -> None:
    """The same with a title that is said already."""
    bench.runner.run(draw, lambda pdf: _show(bench, title, pdf, parent), label="forms.progress")


def _show(bench: Workbench, title: str, pdf: bytes, parent: QWidget) -> None:
    # Imported here: the PDF viewer is loaded only when something is printed.
    from desktop.views.printing.preview import PdfPreview

    PdfPreview(bench, title, pdf, parent).open()
