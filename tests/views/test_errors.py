"""How errors and successes are told: the presenter, the message bar, the crash dialog."""

from __future__ import annotations

import errno
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core.errors import DataError
from desktop.core.progress import Progress
from desktop.views.errors import Presenter
from desktop.views.main_window import MainWindow
from desktop.views.shell import message_bar
from desktop.views.texts import Texts
from tests.views.conftest import settled
from tests.views.hands import click, find

SECRET = "陳大文 A123456789"


@pytest.fixture
def presenter() -> Presenter:
    return Presenter(Texts("zh_TW"))


def crashing(_progress: Progress) -> None:
    raise ZeroDivisionError(SECRET)


def test_what_a_person_can_mend_is_a_sentence_with_its_code(presenter: Presenter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(presenter.told) as told:
        presenter.present(DataError("undo.nothing"))
    sentence, code = told.args
    assert code == "undo.nothing"
    assert sentence.startswith("沒有")


def test_the_systems_errors_are_among_them(presenter: Presenter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(presenter.told) as told:
        presenter.present(OSError(errno.ENOSPC, "no space", "E:/packet.asice"))
    assert told.args[1] == "file.disk_full"
    assert "E:/packet.asice" in told.args[0]


def test_a_bug_is_a_report_without_the_data(presenter: Presenter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(presenter.crashed) as crashed, qtbot.assertNotEmitted(presenter.told):
        presenter.present(ZeroDivisionError(SECRET))
    assert "ZeroDivisionError" in crashed.args[0]
    assert not set(SECRET.split()) & set(crashed.args[0].split())


def test_the_hook_brings_what_leaves_a_slot_and_goes_away_again(presenter: Presenter, qtbot: QtBot) -> None:
    before = sys.excepthook
    remove = presenter.install()
    with qtbot.waitSignal(presenter.told):
        sys.excepthook(DataError, DataError("undo.nothing"), None)
    remove()
    assert sys.excepthook is before


def test_an_error_stays_until_something_succeeds(
    empty: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, text = empty.messages, find(empty, QLabel, "message-text")
    assert not bar.isVisible()
    empty.bench.presenter.present(DataError("undo.nothing"))
    assert bar.isVisible()
    assert bar.property("banner") == "bad"
    assert not bar._timer.isActive(), "an error does not go by itself"
    empty.bench.presenter.say("已存好。")
    assert (text.text(), bar.property("banner"), bar.accessibleName()) == ("已存好。", "good", "已存好。")
    assert bar._timer.interval() == message_bar._SUCCESS_MS
    bar._timer.start(1)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_an_error_after_a_success_is_not_taken_away_by_its_timer(empty: MainWindow) -> None:
    empty.bench.presenter.say("已存好。")
    empty.bench.presenter.present(DataError("undo.nothing"))
    assert not empty.messages._timer.isActive()
    click(find(empty.messages, QToolButton, "close-message"))
    assert not empty.messages.isVisible()


def test_a_bug_opens_the_dialog_and_the_window_goes_on(empty: MainWindow, qtbot: QtBot) -> None:
    done: list[object] = []
    empty.bench.runner.run(crashing)
    settled(qtbot, empty)
    dialog = next(one for one in empty.findChildren(QDialog) if one.isVisible())
    report = find(dialog, QPlainTextEdit, "").toPlainText()
    assert "ZeroDivisionError" in report
    assert "crashing" in report
    assert "A123456789" not in report
    click(find(dialog, QPushButton, "copy-report"))
    assert QGuiApplication.clipboard().text() == report
    click(find(dialog, QPushButton, "cancel"))
    assert not dialog.isVisible()
    empty.bench.runner.run(lambda _progress: 1, done.append)
    settled(qtbot, empty)
    assert done == [1]
