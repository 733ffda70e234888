"""Hands on the keyboard and mouse, for tests of the window; Chinese arrives as an input method sends it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from tests.views.heartbeat import act

WidgetT = TypeVar("WidgetT", bound=QWidget)

EFFORT: Counter[str] = Counter()
"""What the hands have done: clicks, keys, characters typed, files dropped; cleared by who counts."""


def find(parent: QObject, kind: type[WidgetT], name: str) -> WidgetT:
    """The widget of an objectName; the last made where a dialog was opened twice."""
    found = parent.findChildren(kind, name)
    assert found, f"no {kind.__name__} is named {name}"
    return found[-1]


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """A left click in the middle, on the box of a check box, or at a place."""
    assert not isinstance(widget, QAbstractButton) or widget.isEnabled(), widget.objectName()
    middle = widget.rect().center()
    if isinstance(widget, QCheckBox | QRadioButton):
        middle.setX(10)
    EFFORT["clicks"] += 1
    with act():
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or middle)


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """One key, with what is held down."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    EFFORT["keys"] += 1
    with act():
        QTest.keyClick(widget, key, held)


def write(widget: QWidget, text: str) -> None:
    """Type text: letters by the keyboard, everything else as an input method commits it."""
    EFFORT["characters"] += len(text)
    if text.isascii():
        for letter in text:
            with act():
                QTest.keyClicks(widget, letter)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    with act():
        QApplication.sendEvent(widget, event)


def drop(window: QWidget, *files: Path) -> None:
    """Drag files from a folder onto the window."""
    EFFORT["drops"] += 1
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    at, action = QPointF(600, 300), Qt.DropAction.CopyAction
    held = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(at, action, mime, *held)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted(), "the window takes no files now"
    QApplication.sendEvent(window, QDropEvent(at, action, mime, *held))
