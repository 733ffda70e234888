"""The dialog of a withdrawal: who, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.lists.attest import Named, people
from desktop.views.widgets.basic import button, column, label, row, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_USUAL = ("duty", "declined", "mistake")
"""Reasons that offices give most; a click writes one into the field."""

_WIDTH = 480


class WithdrawDialog(Dialog):
    """`withdrawn` is given the reason; nothing is written without one."""

    def __init__(
        self, bench: Workbench, lines: Sequence[Named], withdrawn: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(bench, "view.courses.withdraw.title", parent)
        self._withdrawn = withdrawn
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        bench.texts.bind(self.reason, self.reason.setAccessibleName, "view.courses.withdraw.reason")
        usual = [
            button(
                bench,
                f"view.courses.withdraw.{one}",
                partial(self._write, one),
                name=f"reason-{one}",
            )
            for one in _USUAL
        ]
        self.set_content(
            column(
                label(people(bench, lines), wrap=True),
                words(bench, "view.courses.withdraw.reason"),
                self.reason,
                row(*usual, None),
                words(bench, "view.courses.withdraw.note", "small", wrap=True),
            )
        )
        self._accept = self.accept_with("view.courses.withdraw.do", self._give, name="withdraw-do")
        self._accept.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self._accept.setEnabled(bool(text.strip())))
        self.fit(_WIDTH)
        self.reason.setFocus()

    def _write(self, usual: str) -> None:
        self.reason.setText(self.bench.texts.text(f"view.courses.withdraw.{usual}"))
        self.reason.setFocus()

    def _give(self) -> None:
        self.accept()
        self._withdrawn(self.reason.text())
