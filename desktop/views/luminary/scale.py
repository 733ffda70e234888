"""A row of choices for one question, by mouse and by the keys that stand on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.views.widgets.basic import row

KEYS = {"na": "N"}
"""Code → the key that chooses it, where that is not the code itself."""


class Scale(QWidget):
    """Exclusive buttons. Signals: `chosen` with the code; `left` when it was chosen by a key, to go on."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, name: str, codes: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for code in codes:
            made = QPushButton(code)
            made.setObjectName(f"{name}-{code}")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setProperty("kind", "filter")
            made.clicked.connect(lambda _on, one=code: self.chosen.emit(one))
            made.installEventFilter(self)
            self._group.addButton(made)
            self._buttons[code] = made
        self.setLayout(row(*self._buttons.values(), gap=4))

    @property
    def value(self) -> str:
        """The code that is chosen; blank for none."""
        return next((code for code, one in self._buttons.items() if one.isChecked()), "")

    def show_value(self, code: str) -> None:
        """Show an answer, or none, without telling anybody."""
        self._group.setExclusive(False)
        for own, made in self._buttons.items():
            made.setChecked(own == code)
        self._group.setExclusive(True)

    def describe(self, title: str, words: Sequence[tuple[str, str]]) -> None:
        """What each choice means, as tooltip and for a screen reader; `title` is the question."""
        for code, told in words:
            if code in self._buttons:
                self._buttons[code].setToolTip(told)
                self._buttons[code].setAccessibleName(f"{title} {code} {told}")

    def say(self, code: str, text: str) -> None:
        """What stands on a button."""
        self._buttons[code].setText(text)

    def focus(self) -> None:
        """Put the focus on what is chosen, or on the first choice."""
        self._buttons[self.value or next(iter(self._buttons))].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A key that stands on a button chooses it, wherever in the row the focus is."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            pressed = event.text().upper()
            code = next((one for one in self._buttons if KEYS.get(one, one) == pressed), None)
            if code is not None and pressed:
                self._buttons[code].setChecked(True)
                self.chosen.emit(code)
                self.left.emit()
                return True
        return False
