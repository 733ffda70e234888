"""The finder of cut-off words finds them, and only them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTabBar, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.shots.clipping import clipped
from desktop.views.workbench import Workbench

LONG = "課程薦送表冊與名冊的預覽"


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int = 60) -> QWidget:
    """A widget in a window, as wide as told."""
    root = QWidget()
    qtbot.addWidget(root)
    widget.setParent(root)
    widget.setObjectName("inner")
    root.resize(600, 200)
    widget.setGeometry(0, 0, width, height)
    root.show()
    qtbot.waitExposed(root)
    return root


def made(kind: str) -> QWidget:
    if kind == "label":
        return QLabel(LONG)
    if kind == "button":
        return QPushButton(LONG)
    if kind == "tabs":
        tabs = QTabBar()
        for _ in range(3):
            tabs.addTab(LONG)
        return tabs
    if kind == "combo":
        combo = QComboBox()
        combo.addItem(LONG)
        return combo
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels([LONG])
    table.setColumnWidth(0, 30)
    return table


@pytest.mark.parametrize("kind", ["label", "button", "tabs", "combo", "header"])
def test_what_is_cut_off_is_found(bench: Workbench, qtbot: QtBot, kind: str) -> None:
    faults = list(clipped(shown(qtbot, made(kind), 60)))
    assert len(faults) == 1
    assert "inner" in faults[0]


@pytest.mark.parametrize("kind", ["label", "button", "combo"])
def test_what_has_room_is_not(bench: Workbench, qtbot: QtBot, kind: str) -> None:
    assert list(clipped(shown(qtbot, made(kind), 500))) == []


@pytest.mark.parametrize(("width", "height", "faults"), [(120, 30, 1), (500, 100, 0)])
def test_a_wrapped_label_needs_height(
    bench: Workbench, qtbot: QtBot, width: int, height: int, faults: int
) -> None:
    label = QLabel(LONG * 4)
    label.setWordWrap(True)
    assert len(list(clipped(shown(qtbot, label, width, height)))) == faults


def test_what_is_hidden_does_not_count(bench: Workbench, qtbot: QtBot) -> None:
    label = QLabel(LONG)
    root = shown(qtbot, label, 60)
    label.hide()
    assert list(clipped(root)) == []
