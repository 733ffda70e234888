"""Keeps the bottom line and the counts of the rail true: after every write, and every minute."""

from __future__ import annotations

import time
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QTimer

from desktop.core.clock import TAIWAN
from desktop.core.findings import Finding
from desktop.views.pages import PAGES
from desktop.views.shell.rail import Rail
from desktop.views.shell.status import StatusBar
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.standing import Counts, Standing

_MINUTE_MS = 60_000
_QUIET_MS = 400
"""The counts are read when nothing was written for so long …"""

_PATIENCE = 4
"""… or for so many times as long as the last reading took: a large office must not wait for its counts."""


class Watch(QObject):
    """Reads in the worker, never twice at once."""

    def __init__(self, bench: Workbench, status: StatusBar, rail: Rail) -> None:
        super().__init__(status)
        self._bench = bench
        self._status = status
        self._rail = rail
        self._standing: Standing | None = None
        self._reading = self._again = False
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self.read_standing)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self.read_counts)
        bench.bus.changed.connect(self._on_changed)
        bench.texts.language_changed.connect(self._say)

    def start(self) -> None:
        """An office is open: read everything now, and again whenever something is written."""
        self._minute.start()
        self.read_standing()
        self.read_counts()

    def read_standing(self) -> None:
        """Read what the bottom line says."""
        if not self._bench.unlocked:
            return
        if self._reading:
            self._again = True
            return
        self._reading = True
        office, built_at = self._bench.office, self._bench.built_at

        def work(_progress: object) -> Standing:
            # Imported here, in the worker: the window is shown before the database is loaded.
            from desktop.services import standing

            return standing.read(office, built_at=built_at)

        self._bench.runner.run(work, self._show_standing, failed=self._failed)

    def read_counts(self) -> None:
        """Read the counts of the rail."""
        if not self._bench.unlocked:
            return
        office = self._bench.office

        def work(_progress: object) -> tuple[Counts, float]:
            # Imported here, in the worker: the window is shown before the database is loaded.
            from desktop.services import standing

            begun = time.monotonic()
            return standing.counts(office), time.monotonic() - begun

        self._bench.runner.run(work, self._show_counts)

    def _on_changed(self, _tables: frozenset[str]) -> None:
        self.read_standing()
        self._quiet.start()

    def _show_standing(self, standing: Standing) -> None:
        self._reading = False
        if not shiboken6.isValid(self) or not self._bench.unlocked:
            return  # the window was closed meanwhile
        self._standing = standing
        self._say()
        if self._again:
            self._again = False
            self.read_standing()

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        self._bench.presenter.present(error)

    def _show_counts(self, read: tuple[Counts, float]) -> None:
        if not shiboken6.isValid(self):
            return
        counts, seconds = read
        self._quiet.setInterval(max(_QUIET_MS, round(_PATIENCE * 1_000 * seconds)))
        self._rail.count("roster", f"{counts.people:,}" if counts.people else "")
        for page in PAGES:
            if page.family:
                number = counts.families.get(page.family, 0)
                self._rail.count(page.key, f"{number:,}" if number else "")
        self._rail.count("packets", f"⚠ {counts.errors:,}" if counts.errors else "")

    def _say(self) -> None:
        """Say what was read last, in the language of the window."""
        standing, status, texts = self._standing, self._status, self._bench.texts
        if standing is None or not self._bench.unlocked:
            return
        read_only = self._bench.office.read_only
        status.show_fact(status.read_only, texts.text("view.home.read-only") if read_only else "")
        saved = standing.saved_at and texts.text("view.home.saved", time=self._time(standing.saved_at))
        status.show_fact(status.saved, saved or "")
        status.show_fact(status.backup, self._backup(standing), "doubt" if standing.backup_is_old else "")
        status.show_fact(status.unsent, self._unsent(standing))
        self._warn(standing.warnings)

    def _backup(self, standing: Standing) -> str:
        if standing.backup_at is not None:
            return self._bench.texts.text("view.home.backed-up", time=self._time(standing.backup_at))
        return self._bench.texts.text("view.home.no-backup-yet") if standing.backup_is_old else ""

    def _unsent(self, standing: Standing) -> str:
        if standing.unsent is None:
            return ""
        if not standing.unsent:
            return self._bench.texts.text("view.home.all-sent") if standing.ever_sent else ""
        return self._bench.texts.count("view.home.unsent", standing.unsent)

    def _warn(self, warnings: tuple[Finding, ...]) -> None:
        """The first warning in few words; all of them whole where the pointer rests."""
        texts, fact = self._bench.texts, self._status.warning
        code = f"view.home.warn-{warnings[0].code.rpartition('.')[2]}" if warnings else ""
        self._status.show_fact(fact, f"⚠ {texts.text(code)}" if warnings else "", "doubt")
        whole = "\n".join(texts.catalogue.sentence(finding) for finding in warnings)
        fact.setToolTip(whole)
        fact.setAccessibleDescription(whole)

    def _time(self, moment: datetime) -> str:
        """The time of day, with the date if it was not today."""
        local, today = moment.astimezone(TAIWAN), self._bench.clock.now().date()
        time_of_day = f"{local:%H:%M}"
        return time_of_day if local.date() == today else f"{local.month}/{local.day} {time_of_day}"
