"""A field for what opens an office: its passphrase or its recovery code, hidden until one asks to see it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.core.vault import Passphrase, RecoveryCode
from desktop.views.settings.fields import labelled, say_choices
from desktop.views.unlock.passphrase import PassphraseEdit, caps_hint, show_box
from desktop.views.widgets.basic import column
from desktop.views.workbench import Workbench

_KINDS = ("passphrase", "recovery")


class SecretField(QWidget):
    """Asks for the passphrase or, if that is chosen, for the recovery code."""

    def __init__(self, bench: Workbench, name: str, asked: str = "view.settings.secret.current") -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setObjectName(f"{name}-kind")
        say_choices(bench, self.kind, [f"view.settings.secret.{kind}" for kind in _KINDS])
        self.edit = PassphraseEdit(bench, asked, name)
        self.setLayout(
            column(
                labelled(bench, "view.settings.secret.by", self.kind),
                labelled(bench, asked, self.edit),
                caps_hint(bench, self.edit),
                show_box(bench, self.edit),
                gap=8,
            )
        )
        self.setFocusProxy(self.edit)

    def secret(self) -> Passphrase | RecoveryCode:
        """What was typed, as the services take it."""
        kind = Passphrase if _KINDS[self.kind.currentIndex()] == "passphrase" else RecoveryCode
        return kind(self.edit.text())
