"""A list whose order counts: Alt+↑ and Alt+↓ move the chosen item, Delete asks to take it away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class OrderedList(QListWidget):
    """Signals: `move_asked` with −1 for up or 1 for down, `remove_asked`."""

    move_asked = Signal(int)
    remove_asked = Signal()

    def commitData(self, editor: QWidget) -> None:
        """Qt; an editor that lost the focus meanwhile was taken already, and Enter would take it twice."""
        if self.state() is QAbstractItemView.State.EditingState:
            super().commitData(editor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_asked.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)
