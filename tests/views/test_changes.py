"""The bus tells in the window's thread, and a storm of writes once."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from desktop.views.changes import ChangeBus


def test_a_storm_from_the_worker_is_told_once_and_whole(qtbot: QtBot) -> None:
    bus, told = ChangeBus(), list[frozenset[str]]()
    bus.changed.connect(told.append)

    def storm() -> None:
        for number in range(500):
            bus.announce(frozenset({f"table{number % 3}", "audit"}))

    worker = threading.Thread(target=storm)
    worker.start()
    worker.join()  # the window was busy all the while
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [frozenset({"table0", "table1", "table2", "audit"})]


def test_what_comes_later_is_told_again(qtbot: QtBot) -> None:
    bus, told = ChangeBus(), list[frozenset[str]]()
    bus.changed.connect(told.append)
    for name in ("person", "nomination"):
        bus.announce(frozenset({name}))
    assert told == [frozenset({"person"}), frozenset({"nomination"})], "at once in the window's own thread"


def test_a_page_may_write_while_it_is_told(qtbot: QtBot) -> None:
    bus, told = ChangeBus(), list[frozenset[str]]()

    def hear(tables: frozenset[str]) -> None:
        told.append(tables)
        if len(told) == 1:
            bus.announce(frozenset({"again"}))

    bus.changed.connect(hear)
    bus.announce(frozenset({"first"}))
    assert told == [frozenset({"first"}), frozenset({"again"})]
