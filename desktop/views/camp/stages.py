"""The five stages: the pyramid, and what became of the members who are selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core import terms
from desktop.services import camp_pyramid
from desktop.services.camp import Line, Overview
from desktop.services.camp_stages import LEFT
from desktop.views.lists.attest import people
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.picture_view import PictureView
from desktop.views.workbench import Workbench

_COLOURS = {
    "ink": "ink",
    "ink_soft": "ink_soft",
    "bar": "primary",
    "left": "surface",
    "outline": "line_strong",
    "on_bar": "on_primary",
}
_WIDTH = 480


class PyramidView(PictureView):
    """The pyramid of the camp."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench, "pyramid", "view.camp.pyramid", _COLOURS)

    def show_overview(self, found: Overview) -> None:
        """Show other numbers."""
        drawn = camp_pyramid.read(found, self._bench.texts.language)
        self.show_picture(partial(camp_pyramid.svg, drawn), camp_pyramid.lines(drawn))


class StageDialog(Dialog):
    """What became of some members in a stage; `recorded` is given stage, result and reason."""

    def __init__(
        self,
        bench: Workbench,
        found: Overview,
        lines: Sequence[Line],
        recorded: Callable[[str, str, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.camp.stage.title", parent)
        self._recorded = recorded
        language = bench.texts.language
        self.stage, self.outcome, self.reason = QComboBox(), QComboBox(), QLineEdit()
        for stage in found.stages:
            self.stage.addItem(stage.label.in_language(language), stage.id)
        for term in terms.vocabulary("camp_result").terms:
            self.outcome.addItem(terms.label("camp_result", term.code, language), term.code)
        self.outcome.addItem(bench.texts.text("view.camp.stage.take-back"), "")
        for widget, name in ((self.stage, "stage"), (self.outcome, "result"), (self.reason, "reason")):
            widget.setObjectName(f"stage-{name}")
            bench.texts.bind(widget, widget.setAccessibleName, f"view.camp.stage.{name}")
        self.set_content(
            column(
                label(people(bench, lines), wrap=True),
                words(bench, "view.camp.stage.stage", "soft"),
                self.stage,
                words(bench, "view.camp.stage.result", "soft"),
                self.outcome,
                words(bench, "view.camp.stage.reason", "soft"),
                self.reason,
            )
        )
        self._accept = self.accept_with("view.camp.stage.do", self._give, name="stage-do")
        self.outcome.currentIndexChanged.connect(lambda _at: self._enable())
        self.reason.textChanged.connect(lambda _text: self._enable())
        self._enable()
        self.fit(_WIDTH)
        self.stage.setFocus()

    def _enable(self) -> None:
        left = self.outcome.currentData() == LEFT
        self.reason.setEnabled(left)
        self._accept.setEnabled(not left or bool(self.reason.text().strip()))

    def _give(self) -> None:
        self.accept()
        self._recorded(self.stage.currentData(), self.outcome.currentData(), self.reason.text())
