"""The dialog of outcomes: what became of the nominees who are selected, hours, reason, letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core import terms
from desktop.services.courses import Line
from desktop.services.outcomes import ABSENT, CAME, LONGEST, Outcome
from desktop.views.lists.attest import people
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.workbench import Workbench

_WIDTH = 480


class OutcomeDialog(Dialog):
    """`recorded` is given the outcome, and whether each keeps its own hours; an absence needs a reason.

    What all of them share is filled in. Where their hours differ, a blank field leaves them as they are.
    """

    def __init__(
        self,
        bench: Workbench,
        lines: Sequence[Line],
        recorded: Callable[[Outcome, bool], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.courses.outcome.title", parent)
        self._recorded = recorded
        self.code = QComboBox()
        for term in terms.vocabulary("outcome").terms:
            self.code.addItem(terms.label("outcome", term.code, bench.texts.language), term.code)
        self.code.addItem(bench.texts.text("view.courses.outcome.take-back"), "")
        self.hours, self.reason, self.number = QLineEdit(), QLineEdit(), QLineEdit()
        outcome = shared(line.outcome for line in lines)
        self.code.setCurrentIndex(max(self.code.findData(outcome), 0) if outcome else 0)
        self.number.setText(shared(line.outcome_document_no for line in lines))
        self.reason.setText(shared(line.outcome_reason for line in lines))
        self.hours.setText(shared(line.hours for line in lines))
        self._hours_differ = len({line.hours for line in lines}) > 1
        if self._hours_differ:
            bench.texts.bind(self.hours, self.hours.setPlaceholderText, "view.courses.outcome.differ")
        fields = {"code": self.code, "hours": self.hours, "reason": self.reason, "document_no": self.number}
        items: list[QWidget] = [label(people(bench, lines), wrap=True)]
        for name, widget in fields.items():
            widget.setObjectName(f"outcome-{name}")
            bench.texts.bind(widget, widget.setAccessibleName, f"view.courses.outcome.{name}")
            if isinstance(widget, QLineEdit):
                widget.setMaxLength(LONGEST[name])
            items += [words(bench, f"view.courses.outcome.{name}", "soft"), widget]
        self.set_content(column(*items, words(bench, "view.courses.outcome.note", "small", wrap=True)))
        self._accept = self.accept_with("view.courses.outcome.do", self._give, name="outcome-do")
        self.code.currentIndexChanged.connect(lambda _at: self._enable())
        self.reason.textChanged.connect(lambda _text: self._enable())
        bench.texts.bind(self.reason, self.reason.setPlaceholderText, "view.courses.outcome.needed")
        self._enable()
        self.fit(_WIDTH)
        self.code.setFocus()

    def _enable(self) -> None:
        code = self.code.currentData()
        self.hours.setEnabled(code in CAME)
        self.reason.setEnabled(code == ABSENT)
        self._accept.setEnabled(code != ABSENT or bool(self.reason.text().strip()))

    def _give(self) -> None:
        self.accept()
        self._recorded(
            Outcome(
                code=self.code.currentData(),
                hours=self.hours.text(),
                reason=self.reason.text(),
                document_no=self.number.text(),
            ),
            self._hours_differ and not self.hours.text().strip(),
        )


def shared(values: Iterable[str]) -> str:
    """The value that all of them have, or nothing."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""
