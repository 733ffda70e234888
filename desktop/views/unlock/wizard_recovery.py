"""Last step: the recovery code, seen once, to be printed or saved and put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLayout

from desktop.core import paths
from desktop.core.progress import Progress
from desktop.views.unlock.wizard_step import Problem, WizardStep
from desktop.views.widgets.basic import button, card, column, label, row, words
from desktop.views.workbench import Workbench

_COLUMNS = 4


class RecoveryStep(WizardStep):
    """Shows the code of an office that was just made."""

    title = "unlock.step-recovery"

    def __init__(self, bench: Workbench, explanation: str = "unlock.recovery-text") -> None:
        super().__init__(bench)
        self._office_name = ""
        self._code = ""
        self._groups = [label(role="big") for _ in range(2 * _COLUMNS)]
        self.kept = QCheckBox()
        self.kept.setObjectName("kept-safely")
        bench.texts.bind(self.kept, self.kept.setText, "unlock.kept")
        self.print = button(bench, "unlock.print-sheet", self._print, icon="printer", name="print-sheet")
        self.save = button(bench, "unlock.save-sheet", self._save, icon="file-down", name="save-sheet")
        code = card(self._code_grid(), raised=True)
        self.setLayout(
            column(
                words(bench, explanation, wrap=True),
                code,
                row(self.print, self.save, None),
                words(bench, "unlock.recovery-note", "small", wrap=True),
                6,
                self.kept,
                None,
                gap=8,
            )
        )

    def show_code(self, office_name: str, code: str) -> None:
        """Show the code of the office with this name."""
        self._office_name, self._code = office_name, code
        for place, group in zip(self._groups, code.split("-"), strict=True):
            place.setText(group)

    def problem(self) -> Problem | None:
        """The box must be ticked: the code is never shown again."""
        return None if self.kept.isChecked() else (self.bench.texts.text("unlock.not-kept"), self.kept)

    def enter(self) -> None:
        """Printing is what most people do next."""
        self.print.setFocus()

    def _code_grid(self) -> QLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for number, group in enumerate(self._groups):
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            group.setObjectName(f"code-{number + 1}")
            grid.addWidget(group, number // _COLUMNS, number % _COLUMNS)
        return grid

    def _sheet(self, _progress: Progress) -> bytes:
        # Imported here, in the worker: drawing loads ReportLab.
        from desktop.services import recovery_sheet

        return recovery_sheet.render(self._office_name, self._code, self.bench.clock.now())

    def _print(self) -> None:
        self.bench.runner.run(self._sheet, self._preview)

    def _preview(self, pdf: bytes) -> None:
        # Imported here: most starts of the window print nothing.
        from desktop.views.printing.preview import PdfPreview

        PdfPreview(self.bench, self.bench.texts.text("unlock.sheet-title"), pdf, self).open()

    def _save(self) -> None:
        # Imported here: see `_preview`.
        from desktop.views.printing.preview import choose_target

        text = self.bench.texts.text
        path = choose_target(self, text("unlock.save-sheet"), f"{text('unlock.sheet-title')}.pdf")
        if path is not None:
            self.bench.runner.run(
                lambda progress: paths.write_atomic(path, self._sheet(progress)),
                lambda _nothing: self.bench.presenter.say(text("unlock.sheet-saved", path=path.name)),
            )
