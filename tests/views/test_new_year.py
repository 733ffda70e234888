"""A corrected plan and a new year, begun in the window as a coordinator does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import preferences
from desktop.services import plan_overview
from desktop.views.main_window import MainWindow
from desktop.views.widgets.dialog import Dialog
from tests.builders import PASSPHRASE
from tests.plan_files import plan_104, plan_105, zipped
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write


def chooses(monkeypatch: pytest.MonkeyPatch, file: Path | None) -> None:
    """The next file dialog is answered with this file, or left."""
    answer = "" if file is None else str(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (answer, ""))


def new_year(window: MainWindow) -> Dialog:
    go(window, "settings", field="plan")
    click(find(window, QPushButton, "new-year"))
    return find(window, Dialog, "new-year-dialog")


def test_a_year_is_begun_and_entered(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = county.bench.office.folder
    dialog = new_year(county)
    begin = find(dialog, QPushButton, "new-year-do")
    assert not begin.isEnabled(), "the program knows no later plan"
    chooses(monkeypatch, zipped(plan_105(tmp_path / "105"), tmp_path / "plan.zip"))
    click(find(dialog, QPushButton, "new-year-file"))
    settled(qtbot, county)
    assert find(dialog, QLineEdit, "new-year-plan").text() == "105 年度計畫（計畫檔）"
    assert find(dialog, QLineEdit, "new-year-folder").text() == str(old.parent / f"{old.name}-105")
    with qtbot.waitSignal(county.bench.presenter.succeeded, timeout=20_000) as said:
        click(begin)
    assert said.args is not None
    assert "620 人" in said.args[0]
    assert "25 人的熠星參與註記" in said.args[0]
    assert (county.page, county.bench.unlocked) == (None, False)
    field = find(county, QLineEdit, "passphrase")
    write(field, PASSPHRASE)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, county)
    office = county.bench.office
    assert (office.folder.name, office.row().plan) == (f"{old.name}-105", "105")
    assert county.bench.preferences.get(preferences.OFFICE) == str(office.folder)
    go(county, "settings", field="plan")
    assert "由檔案匯入" in find(county, QLabel, "plan-title").text()


def test_what_cannot_be_a_new_year_is_said_in_the_dialog(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = new_year(empty)
    chooses(monkeypatch, None)
    click(find(dialog, QPushButton, "new-year-file"))
    letter = tmp_path / "letter.zip"
    letter.write_bytes(b"%PDF")
    chooses(monkeypatch, letter)
    click(find(dialog, QPushButton, "new-year-file"))
    settled(qtbot, empty)
    fault = find(dialog, QLabel, "new-year-dialog-fault")
    assert "letter.zip" in fault.text()
    chooses(monkeypatch, plan_104(tmp_path / "104", {}) / "plan.toml")
    click(find(dialog, QPushButton, "new-year-file"))
    settled(qtbot, empty)
    assert fault.isHidden()
    click(find(dialog, QPushButton, "new-year-do"))
    settled(qtbot, empty)
    assert "104 年度不在本辦公室的 104 年度之後" in fault.text()
    assert dialog.isVisible()
    assert empty.bench.unlocked


def test_a_folder_typed_by_hand_stays(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = new_year(empty)
    folder = find(dialog, QLineEdit, "new-year-folder")
    write(folder, str(tmp_path / "明年"))
    chooses(monkeypatch, plan_105(tmp_path / "105") / "plan.toml")
    click(find(dialog, QPushButton, "new-year-file"))
    settled(qtbot, empty)
    assert folder.text() == str(tmp_path / "明年")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path / "usb"))
    click(find(dialog, QPushButton, "new-year-browse"))
    assert folder.text() == str(tmp_path / "usb" / "明年")


def test_a_corrected_plan_is_shown_before_it_is_used(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected = plan_104(tmp_path / "104", {"showcase.toml": ("成果發表會", "成果分享會")})
    go(empty, "settings", field="plan")
    chooses(monkeypatch, corrected / "plan.toml")
    click(find(empty, QPushButton, "plan-import"))
    settled(qtbot, empty)
    dialog = find(empty, Dialog, "plan-import-dialog")
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("變更 ") for text in said)
    assert plan_overview.read(empty.bench.office, "zh_TW").imported_at is None
    click(find(dialog, QPushButton, "plan-import-do"))
    settled(qtbot, empty)
    assert not dialog.isVisible()
    assert plan_overview.read(empty.bench.office, "zh_TW").imported_at is not None
    assert "由檔案匯入" in find(empty, QLabel, "plan-title").text()
    with qtbot.waitSignal(empty.bench.presenter.succeeded) as told:
        click(find(empty, QPushButton, "plan-import"))
    assert told.args is not None
    assert "完全相同" in told.args[0]


def test_a_plan_of_another_year_is_told_where_it_belongs(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(empty, "settings", field="plan")
    chooses(monkeypatch, plan_105(tmp_path / "105") / "plan.toml")
    with qtbot.waitSignal(empty.bench.presenter.told) as told:
        click(find(empty, QPushButton, "plan-import"))
    assert told.args is not None
    assert told.args[1] == "plan_import.other_year"
    assert not empty.findChildren(QWidget, "plan-import-dialog")
