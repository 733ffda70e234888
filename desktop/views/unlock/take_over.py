"""Taking an office over from a handover file: file and code, a new passphrase, the new recovery code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.core.progress import Progress
from desktop.services.office_place import Kind, kind
from desktop.views.unlock.passphrase import NewPassphrase
from desktop.views.unlock.wizard_recovery import RecoveryStep
from desktop.views.widgets.basic import button, column, row, words
from desktop.views.widgets.working_dialog import WorkingDialog
from desktop.views.workbench import Workbench

_WIDTH = 600


class TakeOverDialog(WorkingDialog):
    """`done` is given the folder of the new office, when its recovery code was put away."""

    def __init__(
        self, bench: Workbench, folder: Path, done: Callable[[Path], object], parent: QWidget
    ) -> None:
        super().__init__(bench, "unlock.take-over.title", parent, name="take-over")
        self._done = done
        self._folder: Path | None = None
        self.file, self.folder, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        for name, field in (("file", self.file), ("folder", self.folder), ("code", self.code)):
            field.setObjectName(f"take-over-{name}")
        if kind(folder) is Kind.FREE:
            self.folder.setText(str(folder))
        self.new = NewPassphrase(bench)
        self.new.submitted.connect(self._advance)
        self.sheet = RecoveryStep(bench)
        self.sheet.hide()
        self._asked = QWidget()
        self._build()

    def reject(self) -> None:
        """Once the office is there, only putting its code away leads on."""
        if self._folder is None:
            super().reject()

    def _build(self) -> None:
        bench = self.bench
        file = button(bench, "unlock.take-over.browse", self._ask_file, icon="folder-open", name="ask-file")
        folder = button(
            bench, "unlock.take-over.browse", self._ask_folder, icon="folder-open", name="ask-folder"
        )
        self._asked.setLayout(
            column(
                words(bench, "unlock.take-over.text", "soft", wrap=True),
                self._labelled("unlock.take-over.file", self.file, file),
                self._labelled("unlock.take-over.code", self.code),
                self._labelled("unlock.take-over.folder", self.folder, folder),
                self.new,
                gap=10,
            )
        )
        self.set_content(column(self._asked, self.sheet, self.fault, None, gap=10))
        self._go = self.act_with("unlock.take-over.do", self._advance, name="take-over-do")
        self.sheet.kept.toggled.connect(self._go.setEnabled)
        self.fit(_WIDTH)
        self.file.setFocus()

    def _labelled(self, code: str, field: QLineEdit, *beside: QWidget) -> QVBoxLayout:
        self.bench.texts.bind(field, field.setAccessibleName, code)
        return column(words(self.bench, code, "soft"), row(field, *beside), gap=4)

    def _ask_file(self) -> None:
        title = self.bench.texts.text("unlock.take-over.file")
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", "Luminary Desk (*.lgdlhandover)")
        if chosen:
            self.file.setText(chosen)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.bench.texts.text("unlock.take-over.folder"))
        if chosen:
            self.folder.setText(chosen)

    def _advance(self) -> None:
        if self._folder is not None:
            self.accept()
            self._done(self._folder)
            return
        problem = self.new.problem()
        if problem is not None:
            self.fault.tell(problem[0], "bad")
            problem[1].setFocus()
            self.fit(_WIDTH)
            return
        self._take()

    def _take(self) -> None:
        path, folder = Path(self.file.text().strip()), Path(self.folder.text().strip())
        code, passphrase, clock = self.code.text(), self.new.text, self.bench.clock

        def work(_progress: Progress) -> tuple[Path, str, str]:
            # Imported here: the entrance is shown before the database is loaded.
            from desktop.services import handover

            taken = handover.take_over(path, folder, code, passphrase, clock=clock)
            return taken.folder, taken.agency, taken.recovery_code

        self.work(work, self._show, label="unlock.take-over.going-on")

    def _show(self, taken: tuple[Path, str, str]) -> None:
        self._folder, agency, code = taken
        self.new.clear()
        self._asked.hide()
        self.cancel.hide()
        self.sheet.show_code(agency, code)
        self.sheet.show()
        self.bench.texts.bind(self._go, self._go.setText, "unlock.take-over.enter")
        self._go.setEnabled(False)
        self.sheet.enter()
        self.fit(_WIDTH)
