from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from desktop.app import open_window
from desktop.core.messages import LANGUAGES
from desktop.views.main_window import MainWindow
from desktop.views.pages import PAGES
from desktop.views.shell.help import help_of
from desktop.views.workbench import Workbench
from tests.builders import PASSPHRASE, make_office
from tests.views.conftest import settled
from tests.views.hands import click, find, press, write


def rail_button(window: MainWindow, key: str) -> QPushButton:
    return find(window, QPushButton, f"rail-{key}")


def test_the_passphrase_opens_the_office(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> None:
    make_office(tmp_path / "office").close()
    window = open_window(bench, tmp_path / "office")
    qtbot.addWidget(window)
    window.show()
    field = find(window, QLineEdit, "passphrase")
    write(field, "wrong")
    press(field, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert window.page is None
    assert "密碼不對" in find(window, QLabel, "unlock-fault").text()
    write(field, PASSPHRASE)  # what was wrong is selected, and typed over
    press(field, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert rail_button(window, "home").isVisible()
    assert field.text() == "", "the passphrase does not stay in the window"


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_every_page_is_a_click_away(county: MainWindow, page: str) -> None:
    click(rail_button(county, page))
    assert county.page is not None
    assert county.page.key == page
    assert rail_button(county, page).isChecked()


def test_the_language_changes_at_once(county: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, county)  # then the count stands beside the name
    seen = []
    for language in LANGUAGES:
        county.bench.texts.choose(language)
        assert county.page is not None
        seen.append((county.page.header.title.text(), rail_button(county, "roster").text().strip()))
    assert seen == [("首頁", "名冊  620"), ("Home", "Roster  620")]


def test_the_palette_goes_to_a_page(county: MainWindow) -> None:
    county.show_palette()
    field = find(county, QLineEdit, "palette-field")
    write(field, "設定")
    press(field, Qt.Key.Key_Return)
    assert county.page is not None
    assert county.page.key == "settings"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_every_page_has_its_help(county: MainWindow, page: str, language: str) -> None:
    county.bench.texts.choose(language)
    click(rail_button(county, page))
    press(county, Qt.Key.Key_F1)
    help_ = find(county, QTextBrowser, "help-text")
    assert help_.isVisible()
    assert help_.toPlainText().strip() == plain(help_of(page, language))


def plain(markdown: str) -> str:
    document = QTextDocument()
    document.setMarkdown(markdown)
    return document.toPlainText().strip()
