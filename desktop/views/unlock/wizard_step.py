"""One step of the first-run wizard."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.workbench import Workbench

Problem = tuple[str, QWidget]
"""What is wrong, as a sentence, and the field to mend."""


class WizardStep(QWidget):
    """Fields of one page; the wizard asks for the problem before it goes on."""

    title: str
    """The code of its name in the row of steps."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench

    def problem(self) -> Problem | None:
        """What must be mended first, or None."""
        return None

    def enter(self) -> None:
        """The step is shown now: put the focus into its first field."""


def field(bench: Workbench, code: str, name: str, placeholder: str = "") -> QLineEdit:
    """A line to fill in; `code` names it for screen readers."""
    made = QLineEdit()
    made.setObjectName(name)
    bench.texts.bind(made, made.setAccessibleName, code)
    if placeholder:
        bench.texts.bind(made, made.setPlaceholderText, placeholder)
    return made
