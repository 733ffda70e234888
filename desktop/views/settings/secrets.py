"""密碼: what opens the office, since when, and how to change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.core.progress import Progress
from desktop.services import office_secrets
from desktop.views.settings.days import long_day
from desktop.views.settings.secret_dialogs import PassphraseDialog, RecoveryDialog
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, label, row, words
from desktop.views.workbench import Workbench


class SecretsSection(Section):
    """Three cards: the passphrase, the recovery code, this computer."""

    key: ClassVar[str] = "secrets"
    tables: ClassVar[frozenset[str] | None] = frozenset({"setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._since = {name: label(role="soft", wrap=True) for name in ("passphrase", "recovery", "keyring")}
        for name, line in self._since.items():
            line.setObjectName(f"secret-{name}")
        self.change = self._act("change", self._change, "key-round")
        self.renew = self._act("renew", self._renew, "refresh-cw")
        self.remember = self._act("remember", self._remember, "lock-open")
        self.forget = self._act("forget", self._forget, "lock")
        self._card("passphrase", self.change)
        self._card("recovery", self.renew)
        self._card("keyring", self.remember, self.forget)
        self.fill()

    def reload(self) -> None:
        """Since when each of them opens the office."""
        text, slots = self.bench.texts.text, self.bench.office.vault.slots
        for name in ("passphrase", "recovery"):
            day = long_day(self.bench.texts, datetime.fromisoformat(slots[name].since).date())
            self._since[name].setText(text("view.settings.secrets.since", day=day))
        remembered = office_secrets.is_remembered(self.bench.office.folder)
        code = "view.settings.secrets.remembered" if remembered else "view.settings.secrets.not-remembered"
        self._since["keyring"].setText(text(code))
        self.remember.setVisible(not remembered)
        self.forget.setVisible(remembered)

    def field(self, name: str) -> QWidget | None:
        """The button of a card."""
        return {"passphrase": self.change, "recovery": self.renew, "remember": self.remember}.get(name)

    def _card(self, name: str, *buttons: QPushButton) -> None:
        self.add_card(
            words(self.bench, f"view.settings.secrets.{name}", "section"),
            words(self.bench, f"view.settings.secrets.{name}-text", wrap=True),
            self._since[name],
            row(*buttons, None),
        )

    def _act(self, name: str, act: Callable[[], object], icon: str) -> QPushButton:
        return button(self.bench, f"view.settings.secrets.{name}", act, icon=icon, name=f"secret-{name}")

    def _change(self) -> None:
        PassphraseDialog(self.bench, self.window()).open()

    def _renew(self) -> None:
        RecoveryDialog(self.bench, self.window()).open()

    def _remember(self) -> None:
        self._work(lambda: office_secrets.remember_here(self.bench.office))

    def _forget(self) -> None:
        self._work(lambda: office_secrets.forget_here(self.bench.office))

    def _work(self, act: Callable[[], object]) -> None:
        def work(_progress: Progress) -> None:
            act()

        self.bench.runner.run(work, lambda _none: self.reload())
