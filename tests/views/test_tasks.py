"""One worker: order, progress, cancelling, and where errors go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.errors import Cancelled, DataError
from desktop.core.progress import Progress
from desktop.views.first_paint import FirstPaint
from desktop.views.tasks import Task, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.close()


def idle(qtbot: QtBot, runner: TaskRunner) -> None:
    qtbot.waitUntil(lambda: not runner.busy)


def saying(word: str, told: list[str]) -> Callable[[Progress], str]:
    def work(_progress: Progress) -> str:
        told.append(f"{word} {threading.current_thread().name}")
        return word

    return work


def test_tasks_are_done_in_order_by_one_worker_and_told_in_the_windows_thread(
    runner: TaskRunner, qtbot: QtBot
) -> None:
    worked: list[str] = []
    told: list[tuple[str, bool]] = []
    for word in "abc":
        runner.run(
            saying(word, worked),
            lambda result: told.append((result, threading.current_thread() is threading.main_thread())),
        )
    idle(qtbot, runner)
    assert worked == ["a worker", "b worker", "c worker"]
    assert told == [("a", True), ("b", True), ("c", True)]


def test_what_is_asked_for_waits_while_the_worker_is_held(runner: TaskRunner, qtbot: QtBot) -> None:
    worked: list[str] = []
    runner.hold()
    runner.run(saying("a", worked))
    qtbot.wait(20)
    assert worked == []
    runner.go_on()
    idle(qtbot, runner)
    assert worked == ["a worker"]


def test_the_worker_begins_once_the_window_was_painted(runner: TaskRunner, qtbot: QtBot) -> None:
    worked: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    FirstPaint(window, runner)
    runner.run(saying("a", worked))
    qtbot.wait(20)
    assert worked == []
    window.show()
    idle(qtbot, runner)
    assert worked == ["a worker"]


def test_progress_is_told_once_a_percent(runner: TaskRunner, qtbot: QtBot) -> None:
    steps: list[int] = []
    runner.progressed.connect(lambda _task, done, _total, _label: steps.append(done))

    def work(progress: Progress) -> None:
        for done in range(10_000):
            progress.step(done, 10_000, "view.printing.progress")

    runner.run(work, label="view.printing.progress")
    idle(qtbot, runner)
    assert len(steps) == 100
    assert steps == sorted(steps)


def test_cancelling_unwinds_the_work_and_tells_nobody(runner: TaskRunner, qtbot: QtBot) -> None:
    begun, unwound, told = threading.Event(), list[bool](), list[object]()

    def work(progress: Progress) -> None:
        try:
            begun.set()
            assert task.cancelled.wait(10)
            progress.step(1, 2, "view.printing.progress")
        except Cancelled:
            unwound.append(True)
            raise

    task = runner.run(work, told.append, failed=told.append, label="view.printing.progress")
    with qtbot.waitSignal(runner.finished):
        assert begun.wait(10)
        runner.cancel(task)
    assert (unwound, told) == ([True], [])


def test_a_task_that_is_cancelled_in_time_never_begins(runner: TaskRunner, qtbot: QtBot) -> None:
    gate, worked = threading.Event(), list[str]()
    runner.run(lambda _progress: gate.wait(10))
    runner.cancel(runner.run(saying("never", worked)))
    gate.set()
    idle(qtbot, runner)
    assert worked == []


def failing(_progress: Progress) -> None:
    raise DataError("undo.nothing")


def test_an_error_goes_to_whoever_asked_else_to_everybodys_place(runner: TaskRunner, qtbot: QtBot) -> None:
    own: list[BaseException] = []
    others: list[BaseException] = []
    runner.unexpected = others.append
    runner.run(failing, failed=own.append)
    runner.run(failing)
    idle(qtbot, runner)
    assert [len(own), len(others)] == [1, 1]


def test_the_worker_outlives_a_bug(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[object] = []
    runner.unexpected = told.append

    def bug(_progress: Progress) -> None:
        raise SystemExit

    runner.run(bug)
    runner.run(lambda _progress: "still here", told.append)
    idle(qtbot, runner)
    assert isinstance(told[0], SystemExit)
    assert told[1] == "still here"


def test_only_work_with_a_label_is_shown(runner: TaskRunner, qtbot: QtBot) -> None:
    shown: list[str] = []
    runner.started.connect(lambda task: shown.append(f"started {task.label}"))
    runner.finished.connect(lambda task: shown.append(f"finished {task.label}"))
    runner.run(lambda _progress: None)
    runner.run(lambda _progress: None, label="view.printing.progress")
    idle(qtbot, runner)
    assert shown == ["started view.printing.progress", "finished view.printing.progress"]


def test_closing_finishes_what_was_asked_for(qtbot: QtBot) -> None:
    made, worked = TaskRunner(), list[str]()
    for word in "abc":
        made.run(saying(word, worked))
    made.close()
    made.close()
    assert [word[0] for word in worked] == ["a", "b", "c"]


def test_a_task_knows_what_it_is() -> None:
    assert not Task(failing, None, None, "").cancelled.is_set()
