"""The dialog of what was posted: where, when, under which address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.services.reflections import Line, Overview
from desktop.views.widgets.basic import column, label, words
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.roc_date import RocDateEdit
from desktop.views.workbench import Workbench

_WIDTH = 480


class PostDialog(Dialog):
    """`posted` is given place, day and address."""

    def __init__(
        self,
        bench: Workbench,
        found: Overview,
        lines: Sequence[Line],
        posted: Callable[[str, date, str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(bench, "view.reflections.post.title", parent)
        self._posted = posted
        self.place, self.reference = QComboBox(), QLineEdit()
        for choice in found.places:
            self.place.addItem(choice.label.in_language(bench.texts.language), choice.code)
        known = next((line.post_place for line in lines if line.post_place), "")
        self.place.setCurrentIndex(max(self.place.findData(known), 0))
        self.day = RocDateEdit(bench, "post-day")
        self.day.show_day(bench.clock.now().date())
        self.place.setObjectName("post-place")
        self.reference.setObjectName("post-reference")
        for widget, name in ((self.place, "place"), (self.day, "day"), (self.reference, "reference")):
            bench.texts.bind(widget, widget.setAccessibleName, f"view.reflections.post.{name}")
        numbers = "、".join(str(line.number) for line in lines)
        self.set_content(
            column(
                label(bench.texts.text("view.reflections.post.which", numbers=numbers), wrap=True),
                words(bench, "view.reflections.post.place", "soft"),
                self.place,
                words(bench, "view.reflections.post.day", "soft"),
                self.day,
                words(bench, "view.reflections.post.reference", "soft"),
                self.reference,
            )
        )
        self._accept = self.accept_with("view.reflections.post.do", self._give, name="post-do")
        self.day.textChanged.connect(lambda _text: self._accept.setEnabled(self.day.day is not None))
        self.fit(_WIDTH)
        self.place.setFocus()

    def _give(self) -> None:
        assert self.day.day is not None, "the button is only enabled with a day"
        self.accept()
        self._posted(self.place.currentData(), self.day.day, self.reference.text())
