"""A dialog that asks for a reason, and for a rank where one is moved by hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget

from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench


class ReasonDialog(Dialog):
    """`given` gets the reason; nothing is done without one. `codes` are those of the title and the button."""

    def __init__(
        self,
        bench: Workbench,
        codes: tuple[str, str],
        who: str,
        given: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, codes[0], parent)
        self.setObjectName("reason-dialog")
        self._given = given
        self.reason = QLineEdit()
        self.reason.setObjectName("reason")
        self.reason.setMaxLength(200)
        bench.texts.bind(self.reason, self.reason.setAccessibleName, "view.lists.reason")
        self.extra = QWidget()
        self.set_content(
            column(label(who, wrap=True), self.extra, words(bench, "view.lists.reason"), self.reason)
        )
        self._accept = self.accept_with(codes[1], self._give, name="reason-do")
        self._accept.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self._accept.setEnabled(bool(text.strip())))
        self.extra.hide()
        self.fit()
        self.reason.setFocus()

    def _give(self) -> None:
        self.accept()
        self._given(self.reason.text())


class RankDialog(ReasonDialog):
    """The same with the rank that somebody shall have: `moved` gets rank and reason."""

    def __init__(
        self,
        bench: Workbench,
        codes: tuple[str, str],
        who: str,
        ranks: tuple[int, int],
        moved: Callable[[int, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, codes, who, lambda reason: moved(self.rank.value(), reason), parent)
        self.rank = QSpinBox()
        self.rank.setObjectName("rank")
        now, last = ranks
        self.rank.setRange(1, last)
        self.rank.setValue(now)
        bench.texts.bind(self.rank, self.rank.setAccessibleName, "view.courses.column.rank")
        self.extra.setLayout(column(words(bench, "view.courses.column.rank"), self.rank, gap=4))
        self.extra.show()
        self.fit()
        self.rank.setFocus()
        self.rank.selectAll()
