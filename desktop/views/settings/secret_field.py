"""Fields for what opens an office: a passphrase or a recovery code, hidden until one asks to see it."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from desktop.core.vault import Passphrase, RecoveryCode
from desktop.views.settings.fields import Note, labelled, say_choices
from desktop.views.widgets.basic import column
from desktop.views.workbench import Workbench

_KINDS = ("passphrase", "recovery")


class HiddenLine(QLineEdit):
    """A line whose letters are hidden."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        """Show or hide what is typed."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class SecretField(QWidget):
    """Asks for the passphrase or, if that is chosen, for the recovery code."""

    def __init__(self, bench: Workbench, name: str, asked: str = "view.settings.secret.current") -> None:
        super().__init__()
        self._bench = bench
        self.kind = QComboBox()
        self.kind.setObjectName(f"{name}-kind")
        say_choices(bench, self.kind, [f"view.settings.secret.{kind}" for kind in _KINDS])
        self.edit = HiddenLine(name)
        self.shown = QCheckBox()
        bench.texts.bind(self.shown, self.shown.setText, "view.settings.secret.show")
        self.shown.toggled.connect(self.edit.show_letters)
        self.note = Note(f"{name}-note")
        self.setLayout(
            column(
                labelled(bench, "view.settings.secret.by", self.kind),
                labelled(bench, asked, self.edit),
                self.shown,
                self.note,
                gap=8,
            )
        )
        self.setFocusProxy(self.edit)

    def secret(self) -> Passphrase | RecoveryCode:
        """What was typed, as the services take it."""
        kind = Passphrase if _KINDS[self.kind.currentIndex()] == "passphrase" else RecoveryCode
        return kind(self.edit.text())
