"""The steps of the programme in a row: which are done, and a click to where each is entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.services.luminary_steps import STEPS, Step
from desktop.views.widgets.basic import button, column, restyle
from desktop.views.widgets.flow import flow
from desktop.views.workbench import Workbench


class Stepper(QWidget):
    """`go` is given the name of the step that was clicked."""

    def __init__(self, bench: Workbench, go: Callable[[str], object]) -> None:
        super().__init__()
        self._bench = bench
        self._buttons: dict[str, QPushButton] = {}
        for name in STEPS:
            code, taken = f"view.luminary.step.{name}", partial(go, name)
            self._buttons[name] = button(bench, code, taken, kind="quiet", name=f"step-{name}")
        self.setLayout(column(flow(*self._buttons.values())))

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Mark what is done; the first that is not stands out."""
        texts = self._bench.texts
        following = next((one.name for one in steps if not one.done), "")
        for at, one in enumerate(steps, start=1):
            made = self._buttons[one.name]
            said = texts.text(f"view.luminary.step.{one.name}")
            made.setText(f"✓ {said}" if one.done else f"{at}. {said}")
            restyle(made, kind="link" if one.name == following else "quiet")
