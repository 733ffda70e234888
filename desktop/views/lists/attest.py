"""The dialog of an attestation (切結): what is open, and from which paper it is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.services.reasons import FrozenReason
from desktop.views.widgets.basic import card, column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_WIDTH = 560


class Named(Protocol):
    """Somebody in a list."""

    @property
    def name(self) -> str:
        """The whole name."""
        ...


class Attestable(Named, Protocol):
    """Somebody about whom something may be open."""

    @property
    def attestable(self) -> tuple[FrozenReason, ...]:
        """What is open today and may be attested."""
        ...


class AttestDialog(Dialog):
    """`attested` is given the basis; nothing is written without one."""

    def __init__(
        self,
        bench: Workbench,
        lines: Sequence[Attestable],
        attested: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.courses.attest.title", parent)
        self._attested = attested
        open_ = [line for line in lines if line.attestable]
        self.basis = QLineEdit()
        self.basis.setObjectName("basis")
        bench.texts.bind(self.basis, self.basis.setAccessibleName, "view.courses.attest.basis")
        bench.texts.bind(self.basis, self.basis.setPlaceholderText, "view.courses.attest.example")
        self.set_content(
            column(
                label(people(bench, open_), wrap=True),
                card(self._reasons(open_)),
                words(bench, "view.courses.attest.basis"),
                self.basis,
                words(bench, "view.courses.attest.note", "small", wrap=True),
            )
        )
        self._accept = self.accept_with("view.courses.attest.do", self._give, name="attest-do")
        self._accept.setEnabled(False)
        self.basis.textChanged.connect(lambda text: self._accept.setEnabled(bool(text.strip())))
        self.fit(_WIDTH)
        self.basis.setFocus()

    def _reasons(self, lines: Sequence[Attestable]) -> QVBoxLayout:
        """What is open, each reason once with its clause and for how many people."""
        language = self.bench.texts.language
        counted = Counter((one.clause, one.text(language)) for line in lines for one in line.attestable)
        found = column(gap=4)
        for (clause, text), count in counted.items():
            found.addWidget(label(text, "strong", wrap=True, tone="doubt"))
            told = self.bench.texts.count("view.courses.attest.reason", count, clause=clause)
            found.addWidget(label(told, "small", wrap=True))
        return found

    def _give(self) -> None:
        self.accept()
        self._attested(self.basis.text())


def people(bench: Workbench, lines: Sequence[Named]) -> str:
    """Who it is about: the first names, and how many there are."""
    names = "、".join(line.name for line in lines[:5])
    if len(lines) <= 5:
        return names
    return bench.texts.text("view.courses.people-and-more", names=names, count=len(lines))
