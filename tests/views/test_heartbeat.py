"""The tool that finds what blocks the window, and the pages of the demo county under it."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.progress import Progress
from desktop.views.changes import ChangeBus
from desktop.views.main_window import MainWindow
from desktop.views.pages import PAGES
from desktop.views.workbench import Place
from tests.views.conftest import settled
from tests.views.hands import click
from tests.views.heartbeat import Heartbeat


def bus_with_a_slot_of(seconds: float) -> ChangeBus:
    bus = ChangeBus()
    bus.changed.connect(lambda _tables: time.sleep(seconds))  # called by ChangeBus, a part of the program
    return bus


def test_a_slot_that_holds_the_window_is_caught_with_its_place(qtbot: QtBot) -> None:
    bus = bus_with_a_slot_of(0.08)
    with Heartbeat() as heart:
        QTimer.singleShot(10, lambda: bus.announce(frozenset({"person"})))
        qtbot.wait(150)
    assert len(heart.blocks) == 1, heart.report()
    block = heart.blocks[0]
    assert block.milliseconds > 50
    assert "announce" in block.stack[0]
    assert "_tell" in heart.report()
    assert heart.working == [], "it slept"


def test_a_click_is_measured_by_itself(qtbot: QtBot) -> None:
    bus = bus_with_a_slot_of(0.02)
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda _checked: bus.announce(frozenset({"person"})))
    with Heartbeat(limit_ms=100) as heart:
        for _ in range(10):
            click(button)
        assert heart.blocks == [], heart.report()
        bus.changed.connect(lambda _tables: time.sleep(0.1))
        click(button)
    assert len(heart.blocks) == 1, heart.report()


def test_the_work_of_the_test_itself_does_not_count(qtbot: QtBot) -> None:
    with Heartbeat() as heart:
        qtbot.wait(20)
        until = time.thread_time() + 0.08
        while time.thread_time() < until:
            pass
        qtbot.wait(20)
    assert heart.blocks == [], heart.report()


def test_work_in_the_worker_does_not_block(empty: MainWindow, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        time.sleep(0.3)

    settled(qtbot, empty)
    with Heartbeat(limit_ms=150) as heart:
        empty.bench.runner.run(work)
        settled(qtbot, empty)
    assert heart.blocks == [], heart.report()


def test_the_pages_of_the_county_answer(county: MainWindow, qtbot: QtBot) -> None:
    """Loosely: on a shared machine only what is grossly wrong may fail; benchmark P8 tells how long."""
    with Heartbeat(limit_ms=1_000, stacks=False) as heart:
        for page in PAGES:
            county.show_place(Place(page.key))
            settled(qtbot, county)
            qtbot.wait(10)
    assert heart.working == [], heart.report()
