"""The window: the rail, the page shown, messages above it and the status line below."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.core import preferences
from desktop.views.page import Page
from desktop.views.pages import PAGES
from desktop.views.shell.actions import Action
from desktop.views.shell.message_bar import MessageBar
from desktop.views.shell.rail import Rail
from desktop.views.shell.status import StatusBar
from desktop.views.shell.watch import Watch
from desktop.views.warm_up import WarmUp
from desktop.views.widgets.basic import column, row
from desktop.views.widgets.undo import redo, undo
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.views.shell.palette import Entry

SIZE = (1366, 768)
SMALLEST = (960, 600)
NARROW_BELOW = 1100
"""Logical pixels under which the rail shows icons only."""


class MainWindow(QMainWindow):
    """Shows the entrance until an office is open, then the pages; each is made when it is first shown."""

    def __init__(self, bench: Workbench, entrance: QWidget) -> None:
        super().__init__()
        self.setObjectName("window")
        self.bench = bench
        self._pages: dict[str, Page] = {}
        self._specs = {page.key: page for page in PAGES}
        self.rail = Rail(bench)
        self.status = StatusBar(bench)
        self.messages = MessageBar(bench)
        self.watch = Watch(bench, self.status, self.rail)
        self.warm_up = WarmUp(bench.runner, (page.module for page in PAGES), self)
        self.before_closing: Callable[[], bool] = lambda: True
        """Asked once the typing is handed in; False keeps the window open."""
        self._closing = False
        self._stack = QStackedWidget()
        self._stack.addWidget(entrance)
        self._entrance = entrance
        self.closing: object = None
        """Whoever closes the office for `Navigator.close_office`, kept as long as the window."""
        self._build()
        self._build_shortcuts()
        bench.texts.bind(self, self.setWindowTitle, "window.title")
        bench.navigator.asked.connect(self.show_place)
        bench.presenter.crashed.connect(self._show_crash)
        self.setAcceptDrops(True)
        self.setMinimumSize(*SMALLEST)
        self._restore_geometry()
        self._show_frame(False)

    @property
    def page(self) -> Page | None:
        """The page shown, or None while no office is open."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def page_of(self, key: str) -> Page:
        """A page, made now if it was never shown."""
        if key not in self._pages:
            self._pages[key] = self._specs[key].make(self.bench)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def open_office(self) -> None:
        """An office was unlocked: show the pages."""
        self._show_frame(True)
        self.show_place(Place(PAGES[0].key))
        self.watch.start()
        self.warm_up.start()

    def leave_office(self, entrance: QWidget) -> None:
        """The office is about to be closed: show an entrance that waits; what goes on is told below."""
        if self.page is not None:
            self.page.leave()
        self._stack.removeWidget(self._entrance)
        self._entrance.deleteLater()
        self._entrance = entrance
        entrance.setEnabled(False)
        self._stack.addWidget(entrance)
        self._stack.setCurrentWidget(entrance)
        self.rail.hide()

    def show_entrance(self) -> None:
        """The office is closed: forget its pages, and let the entrance be used."""
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()
        self._entrance.setEnabled(True)
        self._show_frame(False)

    def show_place(self, place: Place) -> None:
        """Show a page and something on it."""
        before = self.page
        page = self.page_of(place.page)
        if before is not None and before is not page:
            before.leave()
        self._stack.setCurrentWidget(page)
        self.rail.select(place.page)
        self.bench.preferences.put(preferences.PAGE, place.page)
        page.enter(place)

    def take_files(self, files: Iterable[Path]) -> bool:
        """Give files to the page shown, then to the others in turn, until one can do something with them."""
        shown = self.page
        if shown is None:
            return False
        given = list(files)
        ordered = sorted(self._specs, key=lambda key: key != shown.key)
        return any(self.page_of(key).take_files(given) for key in ordered)

    def actions_of_window(self) -> tuple[Action, ...]:
        """What has a shortcut everywhere."""
        bench = self.bench
        return (
            Action("window.action.palette", "search", "Ctrl+K", self.show_palette),
            Action("window.action.find", "search", "Ctrl+F", self._find),
            Action("window.undo", "undo-2", "Ctrl+Z", lambda: undo(bench)),
            Action("window.redo", "redo-2", "Ctrl+Y", lambda: redo(bench)),
            Action("window.action.help", "info", "F1", self.show_help),
        )

    def show_palette(self) -> None:
        """Open the palette at the top of the window."""
        from desktop.views.shell.palette import Palette  # lazy: the window is painted without it

        if self.page is None:
            return
        palette = Palette(self.bench, (self._page_entries, self._action_entries, self._people), self)
        corner = self.mapToGlobal(self.rect().topLeft())
        palette.move(corner.x() + (self.width() - palette.width()) // 2, corner.y() + 72)
        palette.open()
        palette.field.setFocus()

    def show_help(self) -> None:
        """Open the help of the page that is shown, with the shortcuts."""
        from desktop.views.shell.help import HelpDialog  # lazy: the window is painted without it

        if self.page is not None:
            HelpDialog(self.bench, self.page.key, self.actions_of_window(), self).open()

    def _build(self) -> None:
        holder = QWidget()
        holder.setObjectName("canvas")
        messages = row(self.messages, margins=(16, 0, 16, 0))
        beside = column(self._stack, messages, gap=0)
        beside.setStretchFactor(self._stack, 1)
        upper = row(self.rail, beside, gap=0)
        upper.setStretchFactor(beside, 1)
        layout = column(upper, self.status, gap=0)
        layout.setStretchFactor(upper, 1)
        holder.setLayout(layout)
        self.setCentralWidget(holder)
        self.rail.chosen.connect(lambda key: self.bench.navigator.go(Place(key)))

    def _build_shortcuts(self) -> None:
        for action in self.actions_of_window():
            shortcut = QShortcut(QKeySequence(action.shortcut), self)
            shortcut.activated.connect(action.run)

    def _show_frame(self, shown: bool) -> None:
        self.rail.setVisible(shown)
        self.status.setVisible(shown)

    def _find(self) -> None:
        if self.page is not None:
            self.page.search()

    def _page_entries(self, text: str) -> list[Entry]:
        from desktop.views.shell.palette import Entry  # lazy: see above

        entries = []
        for page in PAGES:
            name = self.bench.texts.text(f"window.page.{page.key}")
            if text.casefold() in name.casefold():
                entries.append(Entry(name, "", page.icon, partial(self.show_place, Place(page.key))))
        return entries

    def _action_entries(self, text: str) -> list[Entry]:
        from desktop.views.shell.palette import Entry  # lazy: see above

        found = []
        for action in self.actions_of_window():
            name = self.bench.texts.text(action.code)
            if text.casefold() in name.casefold():
                found.append(Entry(name, action.shortcut, action.icon, action.run))
        return found

    def _people(self, text: str) -> list[Entry]:
        from desktop.views.roster.people_source import people  # lazy: the roster's data come with the office

        return people(self.bench, text)

    def _show_crash(self, report: str) -> None:
        from desktop.views.shell.crash import CrashDialog  # lazy: the window is painted without it

        CrashDialog(self.bench, report, self).open()

    def _may_close(self) -> bool:
        """Asked while the window stays alive: a second attempt to close it waits for the first."""
        self._closing = True
        try:
            return self.before_closing()
        finally:
            self._closing = False

    def _restore_geometry(self) -> None:
        saved = self.bench.preferences.get(preferences.GEOMETRY)
        if not (saved and self.restoreGeometry(QByteArray.fromHex(saved.encode("ascii", "ignore")))):
            self.resize(*SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand in what is being typed, finish the work that was asked for, close the office."""
        if self.page is not None:
            self.page.leave()
        if self._closing or not self._may_close():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toHex().data()).decode("ascii")
        self.bench.preferences.put(preferences.GEOMETRY, geometry)
        self.bench.runner.close()
        self.bench.lock()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the rail's room when there is little."""
        super().resizeEvent(event)
        self.rail.narrow(self.width() < NARROW_BELOW * self.bench.theme.text_size)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere."""
        if event.mimeData().hasUrls() and self.page is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files and not self.take_files(files):
            sentence = self.bench.texts.text("window.cannot-take", file=files[0].name)
            self.messages.show_error(sentence, "window.cannot-take")


def raise_window(window: MainWindow) -> None:
    """Bring the window before the others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
