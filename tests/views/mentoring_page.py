"""The page of e-mentoring, as its tests use it."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.services.pairing_board import Board
from desktop.views.main_window import MainWindow
from desktop.views.mentoring.board import BoardTab
from desktop.views.mentoring.page import MentoringPage
from tests.views.conftest import go, settled


def page_of(window: MainWindow) -> MentoringPage:
    go(window, "mentoring")
    page = window.page
    assert isinstance(page, MentoringPage)
    return page


def tab_of(window: MainWindow, qtbot: QtBot) -> BoardTab:
    page = page_of(window)
    page.tabs.setCurrentWidget(page.board)
    settled(qtbot, window)
    return page.board


def board_of(tab: BoardTab) -> Board:
    assert tab.board is not None
    return tab.board


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())
