"""The frame of a dialog: its title is a question, its buttons are verbs, Enter and Esc work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import Param
from desktop.views.widgets.basic import button, label
from desktop.views.workbench import Workbench

_WIDTH = 480


class Dialog(QDialog):
    """Put the content in with `set_content`; `accept_with` gives it the one primary button.

    Opened with `open()`, so that the window goes on and a test can drive it.
    """

    def __init__(self, bench: Workbench, title_code: str, parent: QWidget | None, **params: Param) -> None:
        super().__init__(parent)
        self.bench = bench
        bench.texts.bind(self, self.setWindowTitle, title_code, **params)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 20, 24, 16)
        self._layout.setSpacing(16)
        self._heading = label(role="section", wrap=True)
        bench.texts.bind(self._heading, self._heading.setText, title_code, **params)
        self._layout.addWidget(self._heading)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self.cancel = button(bench, "window.cancel", self.reject, name="cancel")
        self._buttons.addWidget(self.cancel)

    def retitle(self, code: str, **params: Param) -> None:
        """Say something else at the top: what was asked is done."""
        self.bench.texts.bind(self, self.setWindowTitle, code, **params)
        self.bench.texts.bind(self._heading, self._heading.setText, code, **params)

    def set_content(self, content: QLayout | QWidget) -> None:
        """What stands between the title and the buttons; call it once."""
        if isinstance(content, QWidget):
            self._layout.addWidget(content, 1)
        else:
            self._layout.addLayout(content, 1)
        self._layout.addLayout(self._buttons)

    def accept_with(
        self, code: str, accepted: Callable[[], object], *, name: str, kind: str = "primary"
    ) -> QPushButton:
        """Add the button that does what the title asks; Enter presses it."""
        made = button(self.bench, code, accepted, kind=kind, name=name)
        made.setAutoDefault(True)
        made.setDefault(True)
        self._buttons.addWidget(made)
        return made

    def fit(self, width: int = _WIDTH) -> None:
        """Become so many logical pixels wide (at normal text size), and as high as the content wants."""
        for child in self.findChildren(QWidget):
            child.ensurePolished()  # before it is seen it does not know its size
        grown = round(width * self.bench.theme.text_size)
        self._layout.activate()
        needed = self._layout.totalHeightForWidth(grown)
        self.resize(grown, max(needed, self._layout.totalMinimumSize().height()))

    def add_at_left(self, widget: QWidget) -> None:
        """Put a further button at the left of the row."""
        self._buttons.insertWidget(0, widget)
