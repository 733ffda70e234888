"""Third step: the passphrase, typed twice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop.views.unlock.passphrase import NewPassphrase
from desktop.views.unlock.wizard_step import Problem, WizardStep
from desktop.views.widgets.basic import column, words
from desktop.views.workbench import Workbench


class PassphraseStep(WizardStep):
    """Signals: `submitted` on Enter in the last field."""

    title = "unlock.step-passphrase"
    submitted = Signal()

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.new = NewPassphrase(bench)
        self.new.submitted.connect(self.submitted)
        self.setLayout(column(words(bench, "unlock.passphrase-text", "soft", wrap=True), 4, self.new, None))

    def know(self, personal: Sequence[str]) -> None:
        """What was typed in the steps before is no secret."""
        self.new.know(personal)

    def problem(self) -> Problem | None:
        """As long as the vault asks for, and twice the same."""
        return self.new.problem()

    def enter(self) -> None:
        """Begin with the first field."""
        self.new.first.setFocus()
