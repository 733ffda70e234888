"""移交: one encrypted file for a successor or a new PC, and the code that opens it, shown once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.core.progress import Progress
from desktop.services import handover
from desktop.services.handover import SUFFIX, Handover
from desktop.views.lists import drawn
from desktop.views.lists.print_menu import preview
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

_WIDTH = 560


class HandoverDialog(WorkingDialog):
    """First what it is, then the code; it closes when the code is said to be written down."""

    def __init__(self, bench: Workbench, parent: QWidget) -> None:
        super().__init__(bench, "view.settings.handover.title", parent, name="handover-dialog")
        self._made: Handover | None = None
        self.code = QLineEdit()
        self.code.setObjectName("handover-code")
        self.code.setReadOnly(True)
        self.code.setProperty("role", "code")
        bench.texts.bind(self.code, self.code.setAccessibleName, "view.settings.handover.code")
        self._explain = words(bench, "view.settings.handover.text", wrap=True)
        self._told = QWidget()
        self._told.setLayout(
            column(
                words(bench, "view.settings.handover.once", wrap=True),
                words(bench, "view.settings.handover.code", "soft"),
                self.code,
                gap=8,
            )
        )
        self._told.hide()
        self.summary = button(
            bench, "view.settings.handover.summary", self._print, icon="printer", name="handover-summary"
        )
        self.set_content(column(self._explain, self._told, row(self.summary, None), self.fault, None, gap=12))
        self._go = self.act_with("view.settings.handover.do", self._advance, name="handover-do")
        self.fit(_WIDTH)

    def make(self, path: Path) -> None:
        """Write the file, and show its code."""
        office = self.bench.office

        def work(progress: Progress) -> Handover:
            return handover.make(office, path, progress=progress)

        self.work(work, self._show, label="handover.step_copy")

    def _advance(self) -> None:
        if self._made is not None:
            self.accept()
            return
        title = self.bench.texts.text("view.settings.handover.title")
        chosen, _ = QFileDialog.getSaveFileName(self, title, "", f"Luminary Desk (*{SUFFIX})")
        if chosen:
            path = Path(chosen)
            self.make(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX))

    def _show(self, made: Handover) -> None:
        self._made = made
        self.code.setText(made.code)
        self._explain.hide()
        self._told.show()
        self.cancel.hide()
        self.bench.texts.bind(self._go, self._go.setText, "view.settings.handover.kept")
        self.code.setFocus()
        self.code.selectAll()
        self.fit(_WIDTH)

    def _print(self) -> None:
        draw = drawn.handover_summary(self.bench.office)
        preview(self.bench, "view.settings.handover.summary", draw, self)
