"""Backups that nobody has to think of: every half hour if something changed, and before closing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.core.progress import Progress
from desktop.views.errors import as_known
from desktop.views.widgets.basic import button, column, label
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.office import Office

EVERY_MS = 30 * 60 * 1_000
PATIENCE_MS = 500
"""A window that closes later than this says why."""

MADE = frozenset({"backup"})
"""What the bus is told after a backup: no table was written to, but the bottom line says when it was."""

_log = logging.getLogger(__name__)


class AutomaticBackups(QObject):
    """Makes a proven backup in the worker when something was written since the last one."""

    def __init__(self, bench: Workbench, window: QWidget) -> None:
        super().__init__(window)
        self._bench = bench
        self._window = window
        self._changed = False
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.make_if_changed)
        self._timer.start()
        bench.bus.changed.connect(self._note)

    @property
    def needed(self) -> bool:
        """Whether something was written that no backup holds."""
        return self._changed and self._bench.unlocked and not self._bench.office.read_only

    def make_if_changed(self) -> None:
        """The half-hourly backup. A failure is told, and tried again after the next half hour."""
        if self.needed:
            office = self._bench.office
            self._changed = False
            self._bench.runner.run(
                lambda _progress: _make(office, "interval"),
                lambda _made: self._bench.bus.announce(MADE),
                failed=self._failed,
            )

    def before_closing(self) -> bool:
        """Finish the work that was asked for and back up; whether the window may close now."""
        if not self.needed and not self._bench.runner.busy:
            return True
        error = self._wait_for_backup()
        return error is None or self._ask(error)

    def _wait_for_backup(self) -> BaseException | None:
        """The window stays alive while the worker finishes; after half a second it says what is going on."""
        loop, told = QEventLoop(), list[BaseException]()
        office, needed = self._bench.office if self._bench.unlocked else None, self.needed

        def failed(error: BaseException) -> None:
            told.append(error)
            loop.quit()

        def work(_progress: Progress) -> None:
            if office is not None and needed:
                _make(office, "exit")

        waiting = ClosingDialog(self._bench, self._window)
        QTimer.singleShot(PATIENCE_MS, waiting, waiting.open)
        self._window.setEnabled(False)
        self._bench.runner.run(work, lambda _made: loop.quit(), failed=failed)
        loop.exec()
        self._window.setEnabled(True)
        waiting.done(0)
        waiting.deleteLater()
        self._changed = self._changed and bool(told)
        return told[0] if told else None

    def _ask(self, error: BaseException) -> bool:
        """The data is saved; only its copy is not. Whether to close all the same."""
        _log.error("backup before closing failed: %s", type(error).__name__)
        question, loop = NoBackupDialog(self._bench, error, self._window), QEventLoop()
        question.finished.connect(loop.quit)
        question.open()
        loop.exec()
        return question.result() == Dialog.DialogCode.Accepted

    def _note(self, tables: frozenset[str]) -> None:
        self._changed = self._changed or bool(tables - MADE)

    def _failed(self, error: BaseException) -> None:
        self._changed = True
        self._bench.presenter.present(error)


def _make(office: Office, reason: str) -> object:
    # Imported here, in the worker: the window is shown before the database is loaded.
    from desktop.services import backup

    return backup.before(office, reason)


class ClosingDialog(Dialog):
    """Says that the window is about to close; there is nothing to press, and Esc does nothing."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.home.closing", parent)
        self.setObjectName("closing")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        text = label(bench.texts.text("view.home.closing-text"), wrap=True)
        self.set_content(column(text, bar, gap=12))
        self.cancel.hide()
        self.fit()

    def reject(self) -> None:
        """The work goes on."""


class NoBackupDialog(Dialog):
    """The backup before closing failed: close all the same, or stay and see to it."""

    def __init__(self, bench: Workbench, error: BaseException, parent: QWidget) -> None:
        super().__init__(bench, "view.home.no-backup", parent)
        self.setObjectName("no-backup")
        mendable = as_known(error)
        reason = bench.texts.catalogue.error(mendable) if mendable else type(error).__name__
        text = label(bench.texts.text("view.home.no-backup-text", reason=reason), wrap=True)
        self.set_content(column(text))
        bench.texts.bind(self.cancel, self.cancel.setText, "view.home.stay")
        leave = button(bench, "view.home.close-anyway", self.accept, kind="danger", name="close-anyway")
        self.add_at_left(leave)
        self.fit()
