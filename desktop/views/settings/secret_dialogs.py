"""Dialogs that change what opens the office: another passphrase, another recovery code."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from desktop.core import passphrase
from desktop.core.progress import Progress
from desktop.core.text import length
from desktop.services import office_secrets
from desktop.services.recovery_offer import RecoveryOffer
from desktop.views.settings import recovery_paper
from desktop.views.settings.fields import Note, labelled
from desktop.views.settings.secret_field import HiddenLine, SecretField
from desktop.views.settings.working_dialog import WorkingDialog
from desktop.views.widgets.basic import button, column, label, restyle, row, words
from desktop.views.workbench import Workbench


class PassphraseDialog(WorkingDialog):
    """The current secret, the new passphrase twice."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.secrets.change-title", parent, name="passphrase-dialog")
        self.current = SecretField(bench, "passphrase-current")
        self.new, self.again = HiddenLine("passphrase-new"), HiddenLine("passphrase-again")
        self.hint = Note("passphrase-hint")
        for line in (self.new, self.again):
            line.textChanged.connect(self._judge)
            self.current.shown.toggled.connect(line.show_letters)
        self.set_content(
            column(
                self.current,
                labelled(bench, "view.settings.secrets.new", self.new),
                labelled(bench, "view.settings.secrets.again", self.again, self.hint),
                words(bench, "view.settings.secrets.change-note", "small", wrap=True),
                self.fault,
                gap=12,
            )
        )
        self._change = self.act_with("view.settings.secrets.change-do", self._do, name="passphrase-do")
        self._judge()
        self.fit()
        self.current.edit.setFocus()

    def _judge(self) -> None:
        """Say what is still missing; the button waits for it."""
        texts, found = self.bench.texts, length(self.new.text())
        if found < passphrase.LEAST:
            says, tone = texts.text("view.settings.secrets.short", found=found, least=passphrase.LEAST), ""
        elif self.new.text() != self.again.text():
            says, tone = texts.text("view.settings.secrets.differ"), "doubt" if self.again.text() else ""
        else:
            says, tone = texts.text("view.settings.secrets.fits", found=found), "good"
        self.hint.tell(says, tone)
        self._change.setEnabled(tone == "good")

    def _do(self) -> None:
        office, current, new = self.bench.office, self.current.secret(), self.new.text()

        def work(_progress: Progress) -> None:
            office_secrets.change_passphrase(office, current, new)

        self.work(work, lambda _none: self._done())

    def _done(self) -> None:
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.settings.secrets.changed"))


class RecoveryDialog(WorkingDialog):
    """Proves who asks, shows the new code once, and lets it count when it is said to be kept."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.secrets.recovery-title", parent, name="recovery-dialog")
        self._offer: RecoveryOffer | None = None
        self.current = SecretField(bench, "recovery-current")
        self.code = label(role="big", wrap=True)
        self.code.setObjectName("recovery-code")
        self.kept = QCheckBox()
        self.kept.setObjectName("recovery-kept")
        bench.texts.bind(self.kept, self.kept.setText, "view.settings.secrets.recovery-kept")
        self._explain = words(bench, "view.settings.secrets.recovery-proof", wrap=True)
        self._shown = self._build_shown()
        self.set_content(column(self._explain, self.current, self._shown, self.fault, None, gap=12))
        self._go = self.act_with("view.settings.secrets.recovery-make", self._advance, name="recovery-do")
        self.kept.toggled.connect(self._go.setEnabled)
        self.fit()
        self.current.edit.setFocus()

    def save_sheet(self) -> None:
        """Save the recovery sheet as PDF, to be printed."""
        name = self.bench.texts.text("view.settings.secrets.sheet-file")
        title = self.bench.texts.text("view.settings.secrets.sheet")
        chosen, _ = QFileDialog.getSaveFileName(self, title, f"{name}.pdf", "PDF (*.pdf)")
        if chosen and self._offer is not None:
            self._write_sheet(Path(chosen), self._offer.code)

    def reject(self) -> None:
        """The old code goes on counting."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self.bench.runner.run(lambda _progress: offer.drop())
        super().reject()

    def _build_shown(self) -> QWidget:
        holder = QWidget()
        parts: list[QWidget] = [
            self.code,
            words(self.bench, "view.settings.secrets.recovery-once", wrap=True),
        ]
        sheet = button(
            self.bench, "view.settings.secrets.sheet", self.save_sheet, icon="printer", name="recovery-sheet"
        )
        sheet.setVisible(recovery_paper.is_there())
        holder.setLayout(column(*parts, row(sheet, None), self.kept, gap=12))
        holder.hide()
        return holder

    def _advance(self) -> None:
        if self._offer is None:
            self._make()
        else:
            self._keep(self._offer)

    def _make(self) -> None:
        office, current = self.bench.office, self.current.secret()

        def work(_progress: Progress) -> RecoveryOffer:
            return RecoveryOffer(office, current)

        self.work(work, self._show)

    def _show(self, offer: RecoveryOffer) -> None:
        self._offer = offer
        groups = offer.code.split("-")
        half = len(groups) // 2
        self.code.setText(f"{'-'.join(groups[:half])}\n{'-'.join(groups[half:])}")
        self._explain.hide()
        self.current.hide()
        self._shown.show()
        self.bench.texts.bind(self._go, self._go.setText, "view.settings.secrets.recovery-do")
        self._go.setEnabled(False)
        self.kept.setFocus()
        self.fit()

    def _keep(self, offer: RecoveryOffer) -> None:
        def work(_progress: Progress) -> None:
            offer.keep()

        self.work(work, lambda _none: self._done())

    def _done(self) -> None:
        self._offer = None
        self.code.clear()
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.settings.secrets.recovery-changed"))

    def _write_sheet(self, path: Path, code: str) -> None:
        office, now = self.bench.office, self.bench.clock.now()

        def work(_progress: Progress) -> None:
            recovery_paper.write(path, office.row().agency, code, now)

        said = self.bench.texts.text("view.settings.saved-to", file=path.name)
        self.work(work, lambda _none: self._say_saved(said))

    def _say_saved(self, said: str) -> None:
        self._go.setEnabled(self.kept.isChecked())
        self.fault.tell(said, "good")
        restyle(self.fault)
