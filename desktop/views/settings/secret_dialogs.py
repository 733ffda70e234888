"""Dialogs that change what opens the office: another passphrase, another recovery code."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.core.progress import Progress
from desktop.services import office_profile, office_secrets
from desktop.services.recovery_offer import RecoveryOffer
from desktop.views.settings.secret_field import SecretField
from desktop.views.unlock.passphrase import NewPassphrase
from desktop.views.unlock.wizard_recovery import RecoveryStep
from desktop.views.widgets.basic import column, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench


class PassphraseDialog(WorkingDialog):
    """The current secret, the new passphrase twice."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.secrets.change-title", parent, name="passphrase-dialog")
        profile = office_profile.read(bench.office)
        self.current = SecretField(bench, "passphrase-current")
        self.new = NewPassphrase(bench)
        self.new.know((profile.agency, profile.coordinator))
        self.new.submitted.connect(self._do)
        self.new.edited.connect(lambda: self.fault.tell(""))
        self.set_content(
            column(
                self.current,
                self.new,
                words(bench, "view.settings.secrets.change-note", "small", wrap=True),
                self.fault,
                gap=12,
            )
        )
        self.act_with("view.settings.secrets.change-do", self._do, name="passphrase-do")
        self.fit()
        self.current.edit.setFocus()

    def _do(self) -> None:
        problem = self.new.problem()
        if problem is not None:
            sentence, field = problem
            self.fault.tell(sentence, "bad")
            field.setFocus()
            self.fit()
            return
        office, current, new = self.bench.office, self.current.secret(), self.new.text

        def work(_progress: Progress) -> None:
            office_secrets.change_passphrase(office, current, new)

        self.work(work, lambda _none: self._done())

    def _done(self) -> None:
        self.new.clear()
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.settings.secrets.changed"))


class RecoveryDialog(WorkingDialog):
    """Proves who asks, shows the new code once, and lets it count when it is said to be kept."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.secrets.recovery-title", parent, name="recovery-dialog")
        self._offer: RecoveryOffer | None = None
        self.current = SecretField(bench, "recovery-current")
        self.sheet = RecoveryStep(bench, "view.settings.secrets.recovery-once")
        self.sheet.hide()
        self._explain = words(bench, "view.settings.secrets.recovery-proof", wrap=True)
        self.set_content(column(self._explain, self.current, self.sheet, self.fault, gap=12))
        self._go = self.act_with("view.settings.secrets.recovery-make", self._advance, name="recovery-do")
        self.sheet.kept.toggled.connect(self._go.setEnabled)
        self.fit()
        self.current.edit.setFocus()

    def reject(self) -> None:
        """The old code goes on counting."""
        offer, self._offer = self._offer, None
        if offer is not None:
            self.bench.runner.run(lambda _progress: offer.drop())
        super().reject()

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
        self.sheet.show_code(office_profile.read(self.bench.office).agency, offer.code)
        self._explain.hide()
        self.current.hide()
        self.sheet.show()
        self.bench.texts.bind(self._go, self._go.setText, "view.settings.secrets.recovery-do")
        self._go.setEnabled(False)
        self.sheet.enter()
        self.fit()

    def _keep(self, offer: RecoveryOffer) -> None:
        def work(_progress: Progress) -> None:
            offer.keep()

        self.work(work, lambda _none: self._done())

    def _done(self) -> None:
        self._offer = None
        self.accept()
        self.bench.presenter.say(self.bench.texts.text("view.settings.secrets.recovery-changed"))
