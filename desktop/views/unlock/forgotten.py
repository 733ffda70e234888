"""The passphrase was forgotten: the recovery code opens the office, and a new passphrase is set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.core import recovery_code
from desktop.core.errors import EnvironmentFailure
from desktop.core.progress import Progress
from desktop.views.unlock.panel import WIDE, fault_label, focus_on, panel, say, tell
from desktop.views.unlock.passphrase import NewPassphrase
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.office import Office


class ForgottenPage(QWidget):
    """Signals: `unlocked` with the open office, whose passphrase is the new one; `back`."""

    unlocked = Signal(object)
    back = Signal()

    def __init__(self, bench: Workbench, folder: Path) -> None:
        super().__init__()
        self._bench = bench
        self._folder = folder
        self.code = QLineEdit()
        self.code.setObjectName("recovery-code")
        self.code.setPlaceholderText("-".join(["XXXXX"] * recovery_code.GROUPS))
        bench.texts.bind(self.code, self.code.setAccessibleName, "unlock.recovery-code")
        self.code.returnPressed.connect(self._leave_code)
        self.new = NewPassphrase(bench)
        self.new.submitted.connect(self.submit)
        self.fault = fault_label("forgotten-fault")
        self.button = button(bench, "unlock.reset", self.submit, kind="primary", name="reset")
        content = column(
            words(bench, "unlock.forgotten-title", "section"),
            words(bench, "unlock.forgotten-text", "soft", wrap=True),
            words(bench, "unlock.recovery-code"),
            self.code,
            4,
            self.new,
            self.fault,
            row(button(bench, "unlock.back", self.back.emit, name="back"), None, self.button),
        )
        self.setLayout(column(panel(bench, content, WIDE)))

    def enter(self) -> None:
        """Begin with the code."""
        self.code.setFocus()

    def submit(self) -> None:
        """Open with the code and set the passphrase, or say what is wrong."""
        if not self._code_is_well_written():
            return
        if (problem := self.new.problem()) is not None:
            self._say(*problem)
            return
        self._set_busy(True)
        code, new, folder, clock = self.code.text(), self.new.text, self._folder, self._bench.clock

        def work(_progress: Progress) -> Office:
            # Imported here, in the worker: the window is painted before the database is loaded.
            from desktop.services.office import RecoveryCode, open_office
            from desktop.services.office_secrets import change_passphrase

            office = open_office(folder, RecoveryCode(code), clock=clock)
            try:
                change_passphrase(office, RecoveryCode(code), new)
            except BaseException:
                office.close()
                raise
            return office

        self._bench.runner.run(work, self._opened, failed=self._refused)

    def _leave_code(self) -> None:
        if self._code_is_well_written():
            self.fault.hide()
            self.new.first.setFocus()

    def _code_is_well_written(self) -> bool:
        """Slips are found by the check letters, without opening anything."""
        try:
            recovery_code.parse(self.code.text())
        except EnvironmentFailure as error:
            self._say(self._bench.texts.catalogue.error(error), self.code)
            return False
        return True

    def _say(self, sentence: str, field: QWidget) -> None:
        say(self.fault, sentence)
        focus_on(field)

    def _opened(self, office: Office) -> None:
        self.code.clear()
        self.new.clear()
        self._set_busy(False)
        self.unlocked.emit(office)

    def _refused(self, error: BaseException) -> None:
        self._set_busy(False)
        tell(self._bench, self.fault, error)
        focus_on(self.code)

    def _set_busy(self, busy: bool) -> None:
        self.fault.setVisible(self.fault.isVisible() and not busy)
        self.button.setEnabled(not busy)
