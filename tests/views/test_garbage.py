"""No widget dies in the worker: garbage is collected where it was made."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.views import garbage
from desktop.views.garbage import GarbageCollector


class Ring:
    """Garbage that only the cyclic collector finds; says in which thread it went."""

    def __init__(self, gone: list[str]) -> None:
        self.own = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread().name))


def rubbish() -> None:
    """Allocate in another thread until the collector would have come by."""

    def work() -> None:
        kept = [[number] for number in range(20 * gc.get_threshold()[0])]
        kept.clear()

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    worker.join()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a process without any window: those of earlier tests may still be there."""
    before = gc.isenabled()
    monkeypatch.setattr(garbage, "_living", set())
    gc.enable()
    yield
    if not before:
        gc.disable()


@pytest.fixture
def parent() -> QObject:
    return QObject()


def test_without_it_garbage_dies_in_the_worker() -> None:
    gone: list[str] = []
    gc.collect()
    Ring(gone)
    rubbish()
    assert gone == ["worker"]


def test_it_is_left_to_the_windows_thread(parent: QObject, qtbot: QtBot) -> None:
    gone: list[str] = []
    collector = GarbageCollector(parent)
    gc.collect()
    Ring(gone)
    rubbish()
    assert gone == []
    kept = [[number] for number in range(2 * gc.get_threshold()[0])]
    collector.collect()
    assert gone == [threading.main_thread().name]
    assert kept
    shiboken6.delete(parent)
    assert gc.isenabled()
