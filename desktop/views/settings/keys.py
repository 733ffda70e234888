"""金鑰與憑證: the office's own signing key, how long it is good, and what the center needs of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from desktop.core.progress import Progress
from desktop.views.settings.days import long_day
from desktop.views.settings.section import Section
from desktop.views.widgets.basic import button, chip, column, label, restyle, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.flow import flow
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.office_key import KeyInfo

_TONES = {"": "good", "soon": "doubt", "near": "doubt", "urgent": "bad", "expired": "bad"}
_MARKS = {"good": "✓", "doubt": "?", "bad": "✕"}


class KeysSection(Section):
    """Facts about the key with its acts, or the one button that makes it."""

    key: ClassVar[str] = "keys"
    tables: ClassVar[frozenset[str] | None] = frozenset({"setting"})

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._info: KeyInfo | None = None
        self._facts = {name: label(wrap=True) for name in ("holder", "fingerprint", "valid")}
        for name, fact in self._facts.items():
            fact.setObjectName(f"key-{name}")
            fact.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        self.left = chip()
        self.left.setObjectName("key-left")
        self._there = self.add_card(
            row(words(bench, "view.settings.keys.own", "section"), self.left, None),
            self._build_facts(),
            flow(*self._build_acts()),
        )
        self._there.hide()
        self._absent = self.add_card(
            words(bench, "view.settings.keys.none", wrap=True),
            row(button(bench, "view.settings.keys.make", self.make, icon="key-round", name="key-make"), None),
        )
        self._absent.hide()
        self.add_card(
            words(bench, "view.settings.keys.file", "section"),
            words(bench, "view.settings.keys.file-how", wrap=True),
            row(
                button(
                    bench,
                    "view.settings.keys.to-packets",
                    lambda: bench.navigator.go(Place("packets")),
                    kind="link",
                    icon="arrow-right",
                    name="key-to-packets",
                ),
                None,
            ),
        )
        self.fill()

    def reload(self) -> None:
        """Show the key, if there is one."""
        self.bench.runner.run(lambda _progress: _keys().read(self.bench.office), self._show_key)

    def make(self) -> None:
        """Make the key before the first packet needs it."""
        self._work(lambda: _keys().make(self.bench.office))

    def copy(self) -> None:
        """Put the fingerprint on the clipboard, to be mailed."""
        if self._info is not None:
            QGuiApplication.clipboard().setText(self._info.fingerprint)
            self.bench.presenter.say(self.bench.texts.text("view.settings.keys.copied"))

    def export(self) -> None:
        """Save the certificate where the coordinator says."""
        path = self._ask("view.settings.keys.export", "office-certificate.pem", "PEM (*.pem)")
        if path is not None:
            self._work(lambda: _keys().export_certificate(self.bench.office, path), path)

    def state(self) -> None:
        """Draw the enrolment statement, to be printed or saved."""
        self.bench.runner.run(lambda _progress: _keys().statement(self.bench.office), self._preview)

    def renew(self) -> None:
        """Ask, then make another key."""
        RenewDialog(self.bench, self._renew, self.window()).open()

    def _preview(self, pdf: bytes) -> None:
        # Imported here: most visits to the settings print nothing.
        from desktop.views.printing.preview import PdfPreview

        PdfPreview(self.bench, self.bench.texts.text("view.settings.keys.statement-title"), pdf, self).open()

    def _renew(self) -> None:
        self._work(lambda: _keys().renew(self.bench.office))

    def _build_facts(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for at, (name, fact) in enumerate(self._facts.items()):
            title = words(self.bench, f"view.settings.keys.{name}", "soft")
            grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, at, 1)
        grid.setColumnStretch(1, 1)
        return holder

    def _build_acts(self) -> list[QWidget]:
        made: list[QWidget] = []
        for name, act, icon in (
            ("copy", self.copy, "copy"),
            ("export", self.export, "file-down"),
            ("statement", self.state, "file-text"),
            ("renew", self.renew, "refresh-cw"),
        ):
            made.append(button(self.bench, f"view.settings.keys.{name}", act, icon=icon, name=f"key-{name}"))
        return made

    def _show_key(self, info: KeyInfo | None) -> None:
        self._info = info
        self._there.setVisible(info is not None)
        self._absent.setVisible(info is None)
        if info is not None:
            self._show(info)

    def _show(self, info: KeyInfo) -> None:
        texts, tone = self.bench.texts, _TONES[info.warned]
        self._facts["holder"].setText(info.holder)
        self._facts["fingerprint"].setText(info.fingerprint)
        first, last = long_day(texts, info.valid_from), long_day(texts, info.valid_until)
        self._facts["valid"].setText(texts.text("view.settings.keys.valid-days", first=first, last=last))
        says = (
            texts.text("view.settings.keys.expired")
            if info.days_left < 0
            else texts.count("view.settings.keys.left", info.days_left)
        )
        self.left.setText(f"{_MARKS[tone]} {says}")
        restyle(self.left, tone=tone)

    def _ask(self, title: str, name: str, kind: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.bench.texts.text(title), name, kind)
        return Path(chosen) if chosen else None

    def _work(self, act: Callable[[], object], path: Path | None = None) -> None:
        def work(_progress: Progress) -> None:
            act()

        self.bench.runner.run(work, lambda _none: self._done(path))

    def _done(self, path: Path | None) -> None:
        self.reload()
        if path is not None:
            self.bench.presenter.say(self.bench.texts.text("view.settings.saved-to", file=path.name))


class RenewDialog(Dialog):
    """What another key means for the center."""

    def __init__(self, bench: Workbench, renew: Callable[[], object], parent: QWidget) -> None:
        super().__init__(bench, "view.settings.keys.renew-title", parent)
        self.setObjectName("key-renew-dialog")
        self._renew = renew
        self.set_content(column(words(bench, "view.settings.keys.renew-text", wrap=True)))
        self.accept_with("view.settings.keys.renew-do", self._do, name="key-renew-do")
        self.fit()

    def _do(self) -> None:
        self.accept()
        self._renew()


def _keys() -> ModuleType:
    # Imported here, in the worker: reading certificates takes a while to load.
    from desktop.services import office_key

    return office_key
