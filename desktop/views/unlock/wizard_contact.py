"""Second step: who the center may call, and who seals the forms."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QLineEdit

from desktop.core.text import length
from desktop.views.unlock.wizard_step import Problem, WizardStep, field
from desktop.views.widgets.basic import column, words
from desktop.views.workbench import Workbench

SEALS = ("承辦人", "單位主管", "人事單位", "機關首長")
"""What the forms print; they are Chinese whatever the window speaks."""

_LONGEST_SEAL = 8
_PHONE = re.compile(r"[0-9０-９+＋()（） \-－#＃,、轉分機ext.]{5,40}", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class ContactStep(WizardStep):
    """Coordinator, telephone, e-mail, and the labels of the seals."""

    title = "unlock.step-contact"

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self.coordinator = field(bench, "unlock.coordinator", "coordinator")
        self.phone = field(bench, "unlock.phone", "phone", "unlock.phone-hint")
        self.email = field(bench, "unlock.email", "email", "unlock.email-hint")
        self.seals = [self._seal(number, text) for number, text in enumerate(SEALS)]
        self.setLayout(
            column(
                self._contact(),
                10,
                words(bench, "unlock.seals"),
                self._row_of_seals(),
                words(bench, "unlock.seals-note", "small", wrap=True),
                None,
                gap=6,
            )
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """The seals from left to right; an empty field is no seal."""
        return tuple(text for seal in self.seals if (text := seal.text().strip()))

    def problem(self) -> Problem | None:
        """A name is needed; a telephone and an address may come later, but not wrong."""
        text = self.bench.texts.text
        if not self.coordinator.text().strip():
            return text("unlock.no-coordinator"), self.coordinator
        phone, email = self.phone.text().strip(), self.email.text().strip()
        if phone and not _PHONE.fullmatch(phone):
            return text("unlock.bad-phone"), self.phone
        if email and not _EMAIL.fullmatch(email):
            return text("unlock.bad-email"), self.email
        for seal in self.seals:
            if length(seal.text().strip()) > _LONGEST_SEAL:
                return text("unlock.long-seal", most=_LONGEST_SEAL), seal
        return None if self.labels else (text("unlock.no-seal"), self.seals[0])

    def enter(self) -> None:
        """Begin with the name."""
        self.coordinator.setFocus()

    def _contact(self) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.addWidget(words(self.bench, "unlock.coordinator"), 0, 0)
        grid.addWidget(self.coordinator, 1, 0)
        grid.addWidget(words(self.bench, "unlock.phone"), 0, 1)
        grid.addWidget(self.phone, 1, 1)
        grid.addWidget(words(self.bench, "unlock.email"), 2, 0, 1, 2)
        grid.addWidget(self.email, 3, 0, 1, 2)
        return grid

    def _seal(self, number: int, text: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setObjectName(f"seal-{number + 1}")
        self.bench.texts.bind(made, made.setAccessibleName, "unlock.seal", number=number + 1)
        return made

    def _row_of_seals(self) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        for number, seal in enumerate(self.seals):
            grid.addWidget(QLabel(str(number + 1)), 0, 2 * number)
            grid.addWidget(seal, 0, 2 * number + 1)
        return grid
