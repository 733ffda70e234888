"""The way of a new office in three steps; a step done is ticked, and the card goes with the first packet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout

from desktop.views.widgets.basic import button, column, label, restyle, row, words
from desktop.views.workbench import Place, Workbench

if TYPE_CHECKING:
    from desktop.services.overview import Steps

IMPORT = Place("roster", field="import")
NOMINATE = Place("courses")
SEND = Place("packets")

_STEPS = (
    ("view.home.step-import", "view.home.step-import-text", "upload", IMPORT),
    ("view.home.step-nominate", "view.home.step-nominate-text", "user-plus", NOMINATE),
    ("view.home.step-send", "view.home.step-send-text", "package-check", SEND),
)
"""The code of a step, what it means, its icon, and where it is done."""


class StepsCard(QFrame):
    """Three boxes beside one another."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setProperty("card", "true")
        self._bench = bench
        self._marks: list[QLabel] = []
        self._buttons: list[QPushButton] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        for number, (code, text, icon, place) in enumerate(_STEPS):
            grid.addLayout(self._step(code, text, icon, place), 0, number)
            grid.setColumnStretch(number, 1)

    def show_steps(self, steps: Steps) -> None:
        """Tick what is done; the first that is not is the one to do."""
        done = (steps.people, steps.nominated, steps.sent)
        for number, (mark, is_done) in enumerate(zip(self._marks, done, strict=True)):
            mark.setText("✓" if is_done else str(number + 1))
            restyle(mark, tone="good" if is_done else "")
        self.setVisible(not all(done))

    def _step(self, code: str, text: str, icon: str, place: Place) -> QVBoxLayout:
        mark = label(role="big")
        mark.setObjectName(f"step-{place.page}")
        made = button(
            self._bench, code, lambda: self._bench.navigator.go(place), icon=icon, name=f"go-{place.page}"
        )
        self._marks.append(mark)
        self._buttons.append(made)
        return column(row(mark, made, None, gap=12), words(self._bench, text, "soft", wrap=True), None, gap=6)
