"""Who signs: the office key, or a PKCS#12 file of the agency with its passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QRadioButton, QWidget

from desktop.core.findings import Finding, has_errors
from desktop.views.widgets.basic import button, column, label, restyle, row
from desktop.views.workbench import Workbench

if TYPE_CHECKING:
    from desktop.services.signing_keys import KeyFile

INDENT = 26
"""Pixels from a radio button's left edge to its words."""


class SignerChoice(QWidget):
    """The office key is chosen at first; what is to be said of it stands below."""

    def __init__(self, bench: Workbench, fingerprint: str, findings: tuple[Finding, ...]) -> None:
        super().__init__()
        self._bench = bench
        self._fingerprint = fingerprint
        self._findings = findings
        self.office_key, self.file = QRadioButton(), QRadioButton()
        self.office_key.setObjectName("office-key")
        self.file.setObjectName("key-file")
        group = QButtonGroup(self)
        for radio, code in (
            (self.office_key, "view.packets.office-key"),
            (self.file, "view.packets.key-file"),
        ):
            bench.texts.bind(radio, radio.setText, code)
            group.addButton(radio)
        self._about = label(role="small", wrap=True)
        self._about.setObjectName("office-key-about")
        self._build_file()
        self._warnings = label(role="small", wrap=True)
        self._warnings.setObjectName("office-key-warnings")
        indent = round(INDENT * bench.theme.text_size)
        below = column(self._about, self._warnings, gap=2, margins=(indent, 0, 0, 4))
        self.setLayout(column(self.office_key, below, self.file, self._lines, gap=2))
        self.file.toggled.connect(self._show_lines)
        self.office_key.setChecked(True)
        self._show_lines(False)
        bench.texts.language_changed.connect(self._say)
        self._say()

    @property
    def fault(self) -> str:
        """The code of what is missing, or nothing."""
        if self.file.isChecked() and not self.path.text().strip():
            return "view.packets.no-key-file"
        return ""

    def key(self) -> KeyFile | None:
        """The file chosen, or None for the office key."""
        from desktop.services.signing_keys import KeyFile  # lazy: the page is painted before it is loaded

        if not self.file.isChecked():
            return None
        return KeyFile(Path(self.path.text().strip()).expanduser(), self.passphrase.text())

    def forget(self) -> None:
        """The passphrase does not stay in the window."""
        self.passphrase.clear()

    def _build_file(self) -> None:
        bench = self._bench
        self.path, self.passphrase = QLineEdit(), QLineEdit()
        self.path.setObjectName("key-path")
        self.passphrase.setObjectName("key-passphrase")
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        bench.texts.bind(self.path, self.path.setAccessibleName, "view.packets.key-path")
        bench.texts.bind(self.path, self.path.setPlaceholderText, "view.packets.key-path")
        bench.texts.bind(self.passphrase, self.passphrase.setAccessibleName, "view.packets.key-passphrase")
        bench.texts.bind(self.passphrase, self.passphrase.setPlaceholderText, "view.packets.key-passphrase")
        choose = button(
            bench, "view.packets.choose-file", self._choose, icon="folder-open", name="choose-key"
        )
        first = row(self.path, choose)
        self._lines = QWidget()
        self._lines.setLayout(
            column(first, self.passphrase, gap=8, margins=(round(INDENT * bench.theme.text_size), 0, 0, 0))
        )

    def _show_lines(self, shown: bool) -> None:
        self._lines.setVisible(shown)
        if shown:
            self.path.setFocus()

    def _choose(self) -> None:
        text = self._bench.texts.text
        chosen, _ = QFileDialog.getOpenFileName(
            self, text("view.packets.key-path"), "", f"{text('view.packets.key-filter')} (*.p12 *.pfx)"
        )
        if chosen:
            self.path.setText(chosen)
            self.passphrase.setFocus()

    def _say(self) -> None:
        text = self._bench.texts
        about = (
            text.text("view.packets.office-key-known", fingerprint=self._fingerprint)
            if self._fingerprint
            else text.text("view.packets.office-key-new")
        )
        self._about.setText(about)
        self._warnings.setText("\n".join(text.catalogue.sentence(finding) for finding in self._findings))
        self._warnings.setVisible(bool(self._findings))
        restyle(self._warnings, tone="bad" if has_errors(self._findings) else "doubt")
