"""Dialogs about one backup: the secret that opens it, what is in it, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.core.progress import Progress
from desktop.services import backup, restore, restore_preview
from desktop.services.backup import BackupInfo
from desktop.services.restore import Restored
from desktop.services.restore_preview import RestorePreview
from desktop.views.settings.days import long_day
from desktop.views.settings.secret_field import SecretField
from desktop.views.widgets.basic import column, label, restyle, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

_COUNTED = ("people", "agencies", "history", "nominations", "packets")


class CheckDialog(WorkingDialog):
    """The secret of another office's backup."""

    def __init__(
        self, bench: Workbench, path: Path, checked: Callable[[BackupInfo], object], parent: QWidget
    ) -> None:
        super().__init__(bench, "view.settings.backups.check-title", parent, name="check-dialog")
        self._path = path
        self._checked = checked
        self.secret = SecretField(bench, "check-secret", "view.settings.secret.then")
        explain = words(bench, "view.settings.backups.check-text", wrap=True)
        self.set_content(column(explain, self.secret, self.fault, None, gap=12))
        self.act_with("view.settings.backups.check-do", self._do, name="check-do")
        self.fit()
        self.secret.edit.setFocus()

    def _do(self) -> None:
        office, path, secret = self.bench.office, self._path, self.secret.secret()

        def work(_progress: Progress) -> BackupInfo:
            return backup.check_here(office, path, secret)

        self.work(work, self._done, label="view.settings.backups.checking")

    def _done(self, info: BackupInfo) -> None:
        self.accept()
        self._checked(info)


class RestoreDialog(WorkingDialog):
    """First the secret of the backup's day, then what would be replaced, then the act itself."""

    def __init__(self, bench: Workbench, path: Path, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.restore.title", parent, name="restore-dialog")
        self._path = path
        self._preview: RestorePreview | None = None
        self.secret = SecretField(bench, "restore-secret", "view.settings.secret.then")
        self._explain = words(bench, "view.settings.restore.text", wrap=True)
        self._compared = QWidget()
        self._compared.hide()
        self.set_content(column(self._explain, self.secret, self._compared, self.fault, None, gap=12))
        self._go = self.act_with("view.settings.restore.look", self._advance, name="restore-do")
        self.fit()
        self.secret.edit.setFocus()

    def _advance(self) -> None:
        if self._preview is None:
            self._look()
        else:
            self._restore()

    def _look(self) -> None:
        office, path, secret = self.bench.office, self._path, self.secret.secret()

        def work(_progress: Progress) -> RestorePreview:
            return restore_preview.preview(office, path, secret)

        self.work(work, self._show, label="view.settings.backups.checking")

    def _show(self, preview: RestorePreview) -> None:
        self._preview = preview
        self._explain.hide()
        self.secret.hide()
        self._compared.setLayout(column(*self._says(preview), gap=10))
        self._compared.show()
        self.bench.texts.bind(self._go, self._go.setText, "view.settings.restore.do")
        restyle(self._go, kind="danger")
        self.cancel.setFocus()  # Enter twice in a row must not restore
        self.fit()

    def _says(self, preview: RestorePreview) -> list[QWidget]:
        text = self.bench.texts.text
        when = f"{long_day(self.bench.texts, preview.made_at.date())} {preview.made_at:%H:%M}"
        made = label(text("view.settings.restore.made", when=when, agency=preview.agency), wrap=True)
        parts: list[QWidget] = [made, self._table(preview)]
        if not preview.own:
            parts.append(label(f"⚠ {text('view.settings.restore.other')}", wrap=True, tone="doubt"))
        if preview.lost_packets:
            lost = text("view.settings.restore.lost", files="、".join(preview.lost_packets))
            parts.append(label(f"⚠ {lost}", wrap=True, tone="doubt"))
        parts.append(label(text("view.settings.restore.kept"), wrap=True))
        return parts

    def _table(self, preview: RestorePreview) -> QWidget:
        text = self.bench.texts.text
        holder = QWidget()
        holder.setObjectName("restore-counts")
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        right = Qt.AlignmentFlag.AlignRight
        for at, code in enumerate(("now", "then"), start=1):
            grid.addWidget(label(text(f"view.settings.restore.{code}"), "soft"), 0, at, right)
        for line, name in enumerate(_COUNTED, start=1):
            now, then = getattr(preview.now, name), getattr(preview.then, name)
            grid.addWidget(label(text(f"view.settings.restore.{name}")), line, 0)
            grid.addWidget(label(f"{now:,}"), line, 1, right)
            grid.addWidget(label(f"{then:,}", tone="" if now == then else "doubt"), line, 2, right)
        grid.setColumnStretch(3, 1)
        return holder

    def _restore(self) -> None:
        bench, path, secret = self.bench, self._path, self.secret.secret()
        folder, clock = bench.office.folder, bench.clock

        def work(_progress: Progress) -> Restored:
            return restore.restore(path, folder, secret, clock=clock)

        self.accept()
        bench.navigator.close_office(work, lambda done: _say(bench, done), "view.settings.restore.going-on")


def _say(bench: Workbench, done: Restored) -> None:
    kept = "" if done.kept is None else done.kept.name
    bench.presenter.say(bench.texts.count("view.settings.restore.done", done.people, kept=kept))
