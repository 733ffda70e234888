"""The entrance: the passphrase where there is an office, the wizard where there is none yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QScrollArea, QStackedWidget, QWidget

from desktop.core import preferences
from desktop.core.messages import LANGUAGES
from desktop.services import office_place
from desktop.views.unlock.page import UnlockPage
from desktop.views.unlock.panel import fault_label, say
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.views.unlock.forgotten import ForgottenPage
    from desktop.views.unlock.missing import MissingPage
    from desktop.views.unlock.wizard import Wizard

    Beginning = UnlockPage | ForgottenPage | MissingPage | Wizard
    """What the entrance can show; each puts the focus where one begins in `enter`."""


class Entrance(QWidget):
    """Leads into the office in a folder. Signals: `unlocked` with the open office."""

    unlocked = Signal(object)

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__()
        self.setObjectName("entrance")
        self._bench = bench
        self._folder = folder
        self._begun = False
        self._page: Beginning | None = None
        self._stack = QStackedWidget()
        self.fault = fault_label("folder-fault")
        self._build()
        self._show_folder()

    @property
    def folder(self) -> Path:
        """The office folder that is asked for."""
        return self._folder

    def choose(self, folder: Path) -> None:
        """Take another folder, which holds an office or nothing; anything else is refused and left alone."""
        self.fault.hide()
        if office_place.kind(folder) is office_place.Kind.TAKEN:
            say(self.fault, self._bench.texts.text("unlock.folder-taken", path=str(folder)))
            return
        self._bench.preferences.put(preferences.OFFICE, "")
        self.show_folder(folder)

    def show_folder(self, folder: Path) -> None:
        """Show what fits a folder; one that was opened before and is gone is no place for a wizard."""
        self._folder = folder
        self._show_folder()

    def make_new(self) -> None:
        """Make an office although another was expected here."""
        self._bench.preferences.put(preferences.OFFICE, "")
        self._show_folder()

    def show_forgotten(self) -> None:
        """Ask for the recovery code instead."""
        from desktop.views.unlock.forgotten import ForgottenPage  # lazy: on most days nobody has forgotten

        page = ForgottenPage(self._bench, self._folder)
        page.unlocked.connect(self._enter)
        page.back.connect(self._show_folder)
        self._show(page)

    def take_over(self) -> None:
        """Make the office of a handover file."""
        from desktop.views.unlock.take_over import TakeOverDialog  # lazy: seen once in the life of an office

        TakeOverDialog(self._bench, self._folder, self.choose, self.window()).open()

    def _build(self) -> None:
        bench = self._bench
        brand = words(bench, "window.brand", "title")
        brand.setAlignment(Qt.AlignmentFlag.AlignCenter)
        language = button(bench, "unlock.other-language", self._switch, kind="quiet", name="other-language")
        other = button(
            bench,
            "unlock.other-folder",
            self._ask_folder,
            kind="quiet",
            icon="folder-open",
            name="other-folder",
        )
        taken = button(
            bench, "unlock.take-over", self.take_over, kind="quiet", icon="key-round", name="take-over-open"
        )
        holder = QWidget()
        middle = row(None, column(self._stack, self.fault, gap=8), None)
        holder.setLayout(column(None, brand, 8, middle, 4, row(None, other, taken, None), None, None))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        self.setLayout(column(row(None, language, margins=(0, 8, 16, 0)), scroll, gap=0))

    def _show_folder(self) -> None:
        """Show what fits the folder."""
        expected = self._bench.preferences.get(preferences.OFFICE) == str(self._folder)
        kind = office_place.kind(self._folder)
        if kind is office_place.Kind.OFFICE:
            unlock = UnlockPage(self._bench, self._folder)
            unlock.unlocked.connect(self._enter)
            unlock.forgotten.connect(self.show_forgotten)
            self._show(unlock)
        elif expected or kind is office_place.Kind.TAKEN:
            self._show_missing(free=kind is office_place.Kind.FREE)
        else:
            self._show_wizard()

    def _show_missing(self, *, free: bool) -> None:
        from desktop.views.unlock.missing import MissingPage  # lazy: as above

        missing = MissingPage(self._bench, self._folder, free=free)
        missing.again.connect(self._show_folder)
        missing.new.connect(self.make_new)
        self._show(missing)

    def _show_wizard(self) -> None:
        from desktop.views.unlock.wizard import Wizard  # lazy: seen once in the life of an office

        wizard = Wizard(self._bench, self._folder)
        wizard.made.connect(self._bench.unlock)
        wizard.finished.connect(self._enter)
        self._show(wizard)

    def _show(self, page: Beginning) -> None:
        before, self._page = self._page, page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if self._begun:
            page.enter()

    def _begin(self) -> None:
        if not self._begun and self.isEnabled() and self._page is not None:
            self._begun = True
            self._page.enter()

    def _enter(self, office: Office) -> None:
        self._bench.preferences.put(preferences.OFFICE, str(self._folder))
        self.unlocked.emit(office)

    def _ask_folder(self) -> None:
        title = self._bench.texts.text("unlock.other-folder")
        chosen = QFileDialog.getExistingDirectory(self, title, str(self._folder))
        if chosen:
            self.choose(Path(chosen))

    def _switch(self) -> None:
        """The other of the two languages, remembered."""
        (other,) = [one for one in LANGUAGES if one != self._bench.texts.language]
        self._bench.preferences.put(preferences.LANGUAGE, other)
        self._bench.texts.choose(other)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin once the window is there."""
        super().showEvent(event)
        self._begin()

    def changeEvent(self, event: QEvent) -> None:
        """Begin once the folder may be used: it may be waiting to be restored."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange and self.isVisible():
            self._begin()
