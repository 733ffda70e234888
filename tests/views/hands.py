"""Hands on the keyboard and mouse, for tests of the window; Chinese arrives as an input method sends it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.views.heartbeat import act

WidgetT = TypeVar("WidgetT", bound=QWidget)


def find(parent: QObject, kind: type[WidgetT], name: str) -> WidgetT:
    """The widget of an objectName; the last made where a dialog was opened twice."""
    found = parent.findChildren(kind, name)
    assert found, f"no {kind.__name__} is named {name}"
    return found[-1]


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """A left click in the middle, or at a place."""
    assert not isinstance(widget, QAbstractButton) or widget.isEnabled(), widget.objectName()
    with act():
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())


def press(widget: QWidget, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """One key, with what is held down."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    with act():
        QTest.keyClick(widget, key, held)


def write(widget: QWidget, text: str) -> None:
    """Type text: letters by the keyboard, everything else as an input method commits it."""
    if text.isascii():
        for letter in text:
            with act():
                QTest.keyClicks(widget, letter)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    with act():
        QApplication.sendEvent(widget, event)
