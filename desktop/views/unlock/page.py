"""The card that asks for the passphrase of an office."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.views.unlock.panel import NARROW, fault_label, focus_on, panel, tell
from desktop.views.unlock.passphrase import PassphraseEdit, caps_hint, show_box
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.office import Office

Open = Callable[[bool], "Office"]
"""Read-only or not → the open office; called in the worker."""

LOCKED = "office.locked"


class UnlockPage(QWidget):
    """Opens the office in `folder`. Signals: `unlocked` with the open office, `forgotten`."""

    unlocked = Signal(object)
    forgotten = Signal()

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__()
        self.setObjectName("page-unlock")
        self._bench = bench
        self._folder = folder
        self._last: Open = self._with_passphrase("")
        self.passphrase = PassphraseEdit(bench, "unlock.passphrase", "passphrase")
        self.passphrase.returnPressed.connect(self.open)
        self.fault = fault_label("unlock-fault")
        self.button = button(bench, "unlock.open", self.open, kind="primary", icon="lock-open", name="unlock")
        self.look = button(bench, "unlock.read-only", self._look_on, icon="eye", name="open-read-only")
        self.look.hide()
        self._build()

    def enter(self) -> None:
        """Try the PC's credential store if the office is remembered there; the passphrase is asked anyway."""
        self.passphrase.setFocus()
        folder, clock = self._folder, self._bench.clock

        def work(_progress: Progress) -> Office | None:
            # Imported here, in the worker: the window is painted before the database is loaded.
            from desktop.services.office import Keyring, open_office
            from desktop.services.office_secrets import is_remembered

            return open_office(folder, Keyring(), clock=clock) if is_remembered(folder) else None

        self._last = self._with_keyring
        self._bench.runner.run(work, self._remembered, failed=self.refuse)

    def open(self) -> None:
        """Try the passphrase."""
        self._last = self._with_passphrase(self.passphrase.text())
        self._try(read_only=False)

    def _build(self) -> None:
        bench = self._bench
        forgotten = button(bench, "unlock.forgotten", self.forgotten.emit, kind="link", name="forgotten")
        content = column(
            words(bench, "unlock.title", "section"),
            label(str(self._folder), "small", wrap=True),
            4,
            words(bench, "unlock.passphrase"),
            self.passphrase,
            show_box(bench, self.passphrase),
            caps_hint(bench, self.passphrase),
            self.fault,
            row(None, self.look),
            row(forgotten, None, self.button),
        )
        self.setLayout(column(panel(bench, content, NARROW)))

    def _look_on(self) -> None:
        self._try(read_only=True)

    def _try(self, *, read_only: bool) -> None:
        self._set_busy(True)
        attempt = self._last
        self._bench.runner.run(lambda _progress: attempt(read_only), self._opened, failed=self.refuse)

    def _with_passphrase(self, text: str) -> Open:
        def attempt(read_only: bool) -> Office:
            # Imported here, in the worker: the window is painted before the database is loaded.
            from desktop.services.office import Passphrase, open_office

            return open_office(self._folder, Passphrase(text), read_only=read_only, clock=self._bench.clock)

        return attempt

    def _with_keyring(self, read_only: bool) -> Office:
        # Imported here, in the worker: the window is painted before the database is loaded.
        from desktop.services.office import Keyring, open_office

        return open_office(self._folder, Keyring(), read_only=read_only, clock=self._bench.clock)

    def _remembered(self, office: Office | None) -> None:
        if office is not None:
            self._opened(office)

    def _opened(self, office: Office) -> None:
        self._last = self._with_passphrase("")
        self.passphrase.clear()
        self._set_busy(False)
        self.unlocked.emit(office)

    def refuse(self, error: BaseException) -> None:
        """Say why it did not open, and offer what helps."""
        self._set_busy(False)
        code = tell(self._bench, self.fault, error)
        self.look.setVisible(code == LOCKED)
        if code == LOCKED:
            self.look.setFocus()
        else:
            focus_on(self.passphrase)

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self.fault.hide()
            self.look.hide()
        self.button.setEnabled(not busy)
        self.passphrase.setReadOnly(busy)
        self.button.setText(self._bench.texts.text("unlock.opening" if busy else "unlock.open"))
