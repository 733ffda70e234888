"""The dialog about a bug: what it means for the person's data, and a report to copy."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.widgets.basic import button, column, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench


class CrashDialog(Dialog):
    """Nothing is lost: every field was saved when it was left."""

    def __init__(self, bench: Workbench, report: str, parent: QWidget | None) -> None:
        super().__init__(bench, "window.crash.title", parent)
        self._report = QPlainTextEdit(report)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(bench.texts.text("window.crash.report"))
        self.set_content(column(words(bench, "window.crash.text", wrap=True), self._report, gap=12))
        self.add_at_left(button(bench, "window.crash.copy", self._copy, icon="copy", name="copy-report"))
        bench.texts.bind(self.cancel, self.cancel.setText, "window.crash.close")
        self.resize(620, 380)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
