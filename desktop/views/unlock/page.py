"""The entrance: the passphrase opens the office; without one, the first-run wizard makes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.core.errors import KnownError
from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.workbench import Workbench

_WIDTH = 420


class UnlockPage(QWidget):
    """Asks for the passphrase of the office in `folder`. Signals: `unlocked` with the open office."""

    unlocked = Signal(object)

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page-unlock")
        self._bench = bench
        self._folder = folder
        self._build()

    def _build(self) -> None:
        bench = self._bench
        brand = words(bench, "window.brand", "title")
        brand.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.passphrase = QLineEdit()
        self.passphrase.setObjectName("passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        bench.texts.bind(self.passphrase, self.passphrase.setAccessibleName, "unlock.passphrase")
        self.passphrase.returnPressed.connect(self.open)
        self.shown = QCheckBox()
        bench.texts.bind(self.shown, self.shown.setText, "unlock.show")
        self.shown.toggled.connect(self._show_letters)
        self.fault = label(wrap=True, tone="bad")
        self.fault.setObjectName("unlock-fault")
        self.fault.hide()
        self.button = button(bench, "unlock.open", self.open, kind="primary", icon="lock-open", name="unlock")
        content = column(
            words(bench, "unlock.title", "section"),
            label(str(self._folder), "small", wrap=True),
            words(bench, "unlock.passphrase"),
            self.passphrase,
            self.shown,
            self.fault,
            row(None, self.button),
            gap=10,
        )
        box = card(content)
        box.setFixedWidth(_WIDTH)
        bench.theme.bind(box, lambda: box.setFixedWidth(round(_WIDTH * bench.theme.text_size)))
        self.setLayout(column(None, brand, 8, row(None, box, None), None, None))

    def open(self) -> None:
        """Try the passphrase."""
        self._set_busy(True)
        text, folder, clock = self.passphrase.text(), self._folder, self._bench.clock

        def work(_progress: Progress) -> object:
            # Imported here, in the worker: the window is painted before the database is loaded.
            from desktop.services.office import Passphrase, open_office

            return open_office(folder, Passphrase(text), clock=clock)

        self._bench.runner.run(work, self._opened, failed=self._refused)

    def _opened(self, office: object) -> None:
        self.passphrase.clear()
        self._set_busy(False)
        self.unlocked.emit(office)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(False)
        mendable: KnownError | None = as_known(error)
        if mendable is None:
            self._bench.presenter.present(error)
            return
        self.fault.setText(self._bench.texts.catalogue.error(mendable))
        self.fault.show()
        self.passphrase.setFocus()
        self.passphrase.selectAll()

    def _set_busy(self, busy: bool) -> None:
        self.fault.setVisible(self.fault.isVisible() and not busy)
        self.button.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)
        code = "unlock.opening" if busy else "unlock.open"
        self.button.setText(self._bench.texts.text(code))

    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)
