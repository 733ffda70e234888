"""備份: what there is, made and checked; and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.core.clock import roc_short
from desktop.core.errors import KnownError
from desktop.core.progress import Progress
from desktop.services import backup
from desktop.services.backup import BackupInfo
from desktop.views.errors import as_known
from desktop.views.settings.backup_dialogs import CheckDialog, RestoreDialog
from desktop.views.settings.handover_dialog import HandoverDialog
from desktop.views.settings.section import Section
from desktop.views.table_model import Column, RowModel
from desktop.views.widgets.basic import button, label
from desktop.views.widgets.empty import Empty
from desktop.views.widgets.flow import flow
from desktop.views.widgets.table import Table
from desktop.views.workbench import Workbench

_LEAST_ROWS = 9
MADE = frozenset({"backup"})
"""What the bus is told after a backup: no table was written to, but when the latest one was has changed."""

_REASONS = frozenset({"hand", "import", "nominate", "migration", "interval", "exit"})
_KIND = "Luminary Desk (*.lgdlbackup)"


class BackupsSection(Section):
    """The list with its acts; the office's own folder is read in the worker, for that takes a while."""

    key: ClassVar[str] = "backups"
    tables: ClassVar[frozenset[str] | None] = MADE

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.model = RowModel[BackupInfo](self._columns(), bench.texts.text, self._id)
        self.table = Table(bench, self.model, "backups", "view.settings.backups")
        bench.theme.bind(self.table, self._size)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._mind_choice())
        self.table.activated_id.connect(lambda _id: self.check())
        self.empty = Empty(
            bench, "database-backup", "view.settings.backups.empty", "view.settings.backups.empty-text"
        )
        self.state = label(role="soft", wrap=True)
        self.state.setObjectName("backup-state")
        self._check = self._act("check", self.check, "shield-check")
        self._restore = self._act("restore", self.restore, "archive-restore")
        other = self._act("restore-file", self.restore_file, "folder-open")
        handed = self._act("handover", self.hand_over, "key-round")
        self.add_card(self.state, self.table, self.empty, flow(self._check, self._restore, other, handed))
        self.fill()
        self._to = self._act("make-to", self.make_to, "usb")
        self._make = button(
            bench,
            "view.settings.backups.make",
            self.make,
            kind="primary",
            icon="database-backup",
            name="backup-make",
        )

    def header_buttons(self) -> Sequence[QPushButton]:
        """Make one elsewhere, make one here."""
        return (self._to, self._make)

    def field(self, name: str) -> QWidget | None:
        """The list."""
        return self.table if name in {"backup", "restore"} else None

    def reload(self) -> None:
        """Read the folder again."""
        folder = self.bench.office.folder

        def work(_progress: Progress) -> Sequence[BackupInfo]:
            return backup.list_(folder)

        self.bench.runner.run(work, self._show)

    def make(self) -> None:
        """Make a backup in the office's own folder."""
        self._make_in(None)

    def make_to(self) -> None:
        """Ask for a folder, such as a stick, and make one there."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.bench.texts.text("view.settings.backups.make-to")
        )
        if chosen:
            self._make_in(Path(chosen))

    def check(self) -> None:
        """Open the chosen backup and check all of it."""
        info = self._chosen()
        if info is None:
            return
        office, path = self.bench.office, info.path

        def work(_progress: Progress) -> BackupInfo:
            return backup.check_here(office, path)

        self.bench.runner.run(
            work,
            self._tell_checked,
            failed=lambda error: self._ask_secret(error, path),
            label="view.settings.backups.checking",
        )

    def restore(self) -> None:
        """Ask for the secret of the chosen backup, show what is in it, and restore it."""
        info = self._chosen()
        if info is not None:
            RestoreDialog(self.bench, info.path, self.window()).open()

    def restore_file(self) -> None:
        """The same with a backup from elsewhere."""
        title = self.bench.texts.text("view.settings.backups.restore-file")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", _KIND)
        if chosen:
            RestoreDialog(self.bench, Path(chosen), self.window()).open()

    def hand_over(self) -> None:
        """Make a file for a successor or a new PC."""
        HandoverDialog(self.bench, self.window()).open()

    def _columns(self) -> tuple[Column[BackupInfo], ...]:
        return (
            Column("made", "view.settings.backups.made", _made, width=140),
            Column("reason", "view.settings.backups.reason", self._reason, width=0),
            Column("people", "view.settings.backups.people", _people, width=90, numeric=True),
            Column("size", "view.settings.backups.size", _size, width=100, numeric=True),
            Column("state", "view.settings.backups.state", self._state, width=130, tone=_tone),
        )

    def _id(self, info: BackupInfo) -> int:
        return self.model.rows.index(info)

    def _act(self, name: str, act: Callable[[], object], icon: str) -> QPushButton:
        return button(self.bench, f"view.settings.backups.{name}", act, icon=icon, name=f"backup-{name}")

    def _show(self, found: Sequence[BackupInfo]) -> None:
        self.model.set_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        good = [info for info in found if info.ok]
        text = self.bench.texts.text
        latest = text("view.settings.backups.latest", when=_made(good[0])) if good else ""
        self.state.setText(latest)
        self.state.setVisible(bool(latest))
        if found:
            self.table.select(0)
        self._mind_choice()

    def _mind_choice(self) -> None:
        info = self._chosen()
        self._check.setEnabled(info is not None)
        self._restore.setEnabled(info is not None and info.ok)

    def _chosen(self) -> BackupInfo | None:
        ids = self.table.selected_ids()
        return self.model.row_at(ids[0]) if ids else None

    def _make_in(self, target: Path | None) -> None:
        office = self.bench.office

        def work(progress: Progress) -> BackupInfo:
            return backup.make(office, target, progress=progress)

        self.bench.runner.run(work, self._tell_made, label="backup.step_copy")

    def _tell_made(self, info: BackupInfo) -> None:
        texts = self.bench.texts
        made = texts.count("view.settings.backups.proven", info.people, file=info.path.name)
        self.bench.presenter.say(made)
        self.bench.bus.announce(MADE)

    def _tell_checked(self, info: BackupInfo) -> None:
        if info.ok:
            texts = self.bench.texts
            said = texts.count("view.settings.backups.good", info.people, file=info.path.name)
            self.bench.presenter.say(said)
        else:
            self.bench.presenter.present(KnownError("backup.damaged", path=str(info.path)))
            self.reload()

    def _ask_secret(self, error: BaseException, path: Path) -> None:
        known = as_known(error)
        if known is not None and known.code == "backup.needs_secret":
            CheckDialog(self.bench, path, self._tell_checked, self.window()).open()
        else:
            self.bench.presenter.present(error)

    def _reason(self, info: BackupInfo) -> str:
        if info.reason not in _REASONS:
            return info.path.name
        return self.bench.texts.text(f"view.settings.backups.reason.{info.reason}")

    def _state(self, info: BackupInfo) -> str:
        code = "view.settings.backups.whole" if info.ok else "view.settings.backups.damaged"
        return self.bench.texts.text(code)

    def _size(self) -> None:
        self.table.setMinimumHeight((_LEAST_ROWS + 1) * self.bench.theme.length("row"))


def _made(info: BackupInfo) -> str:
    if not info.made_at:
        return ""
    moment = datetime.fromisoformat(info.made_at)
    return f"{roc_short(moment.date())} {moment:%H:%M}"


def _people(info: BackupInfo) -> str:
    return f"{info.people:,}" if info.ok else ""


def _size(info: BackupInfo) -> str:
    return f"{info.size / 1_000_000:,.1f} MB" if info.ok else ""


def _tone(info: BackupInfo) -> str:
    return "good" if info.ok else "bad"
