"""A question that is answered in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.views.widgets.basic import column, label

_HEIGHT = 72


class TextAnswer(QWidget):
    """Signal: `stated` with the question and the answer, when the field is left."""

    stated = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self._title = label(role="strong", wrap=True)
        self.edit = _Edit()
        self.edit.setObjectName(f"text-{name}")
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_HEIGHT)
        self.edit.left.connect(self.flush)
        self.setLayout(column(self._title, self.edit, gap=4))

    def show_answer(self, title: str, value: str, *, anew: bool = False) -> None:
        """Show question and answer; what is being typed stays, unless it is somebody else's (`anew`)."""
        self._title.setText(title)
        self.edit.setAccessibleName(title)
        if anew or (not self.edit.hasFocus() and self.edit.toPlainText() != value):
            self.edit.setPlainText(value)
            self.edit.document().setModified(False)

    def pending(self) -> dict[str, str]:
        """What is being typed and was not handed in."""
        return {self.name: self.edit.toPlainText()} if self.edit.document().isModified() else {}

    def flush(self) -> None:
        """Hand in what was typed."""
        if self.edit.document().isModified():
            self.edit.document().setModified(False)
            self.stated.emit(self.name, self.edit.toPlainText())


class _Edit(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
