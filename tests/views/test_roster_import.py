"""A file on its way into the roster: dropped, mapped, checked, written, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import people_list
from desktop.views.main_window import MainWindow
from desktop.views.roster.page import RosterPage
from desktop.views.widgets.table import Table
from tests.views.conftest import go, settled
from tests.views.hands import click, find

SAMPLES = paths.resources() / "samples"
FOREIGN = "員工,所屬,證號\n王小明,雲林縣政府,A123456789\n"


@pytest.fixture
def page(empty: MainWindow, qtbot: QtBot) -> RosterPage:
    """The page on an office without people."""
    go(empty, "roster")
    settled(qtbot, empty)
    assert isinstance(empty.page, RosterPage)
    return empty.page


def dropped(page: RosterPage, qtbot: QtBot, path: Path) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    assert window.take_files([path])
    settled(qtbot, window)


def forward(page: RosterPage, qtbot: QtBot) -> None:
    click(find(page, QPushButton, "import-go"))
    window = page.window()
    assert isinstance(window, MainWindow)
    settled(qtbot, window)


def count(page: RosterPage) -> int:
    return len(people_list.index(page.bench.office).ids)


def test_an_empty_office_begins_with_an_import(
    page: RosterPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(SAMPLES / "roster-cp950.csv"), ""))
    assert not find(page, QPushButton, "import-roster").isVisible(), "one primary button is enough"
    click(find(page, QPushButton, "import-first"))
    click(find(page, QPushButton, "choose-file"))
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert find(page, QPushButton, "import-go").text() == "匯入 583 人"
    forward(page, qtbot)
    assert "583 人" in find(page, QLabel, "import-done").text()
    click(find(page, QPushButton, "look-at-roster"))
    assert find(page, QLabel, "people-count").text() == "583 人"
    assert find(page, QPushButton, "import-roster").isVisible()


def test_a_dirty_roster_waits_until_its_errors_are_skipped(page: RosterPage, qtbot: QtBot) -> None:
    dropped(page, qtbot, SAMPLES / "roster-dirty.csv")
    go_on, skip = find(page, QPushButton, "import-go"), find(page, QCheckBox, "skip-errors")
    assert not go_on.isEnabled()
    rows = find(page, Table, "preview-rows")
    assert rows.table_model.rowCount() == 7, "what is wrong is looked at first"
    assert "檢查碼不符" in find(page, QLabel, "record-explained").text()
    click(find(page, QPushButton, "records-new"))
    assert rows.table_model.rowCount() == 23
    groups = find(page, Table, "finding-groups")
    groups.select(2)
    assert [rows.table_model.id_at(at) for at in range(rows.table_model.rowCount())] == [15]
    skip.setChecked(True)
    forward(page, qtbot)
    assert count(page) == 23
    click(find(page, QPushButton, "undo-import"))
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert count(page) == 0
    assert find(page, QPushButton, "import-first").isVisible()


def test_columns_of_a_foreign_file_are_named_once(page: RosterPage, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "人事系統.csv"
    path.write_text(FOREIGN, encoding="utf-8")
    page.start_import()
    page.imports.open(path)
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert "服務機關" in find(page, QLabel, "missing-fields").text()
    go_on = find(page, QPushButton, "import-go")
    assert not go_on.isEnabled()
    for column, field in (("員工", "姓名"), ("所屬", "服務機關")):
        box = find(page, QComboBox, f"map-{column}")
        box.setCurrentText(field)
        box.activated.emit(box.currentIndex())
    assert find(page, QCheckBox, "remember-mapping").isChecked()
    forward(page, qtbot)
    forward(page, qtbot)
    assert count(page) == 1
    page.imports.open(path)
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert find(page, Table, "preview-rows").isVisible(), "the mapping is known now"


def test_a_file_that_is_no_table_is_told_where_it_was_chosen(
    page: RosterPage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "form.csv"
    path.write_bytes(b"%PDF-1.7\n")
    page.start_import()
    page.imports.open(path)
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert "PDF" in find(page, QLabel, "file-fault").text()
    assert not page.take_files([path])
    click(find(page, QPushButton, "leave-import"))
    assert find(page, QPushButton, "import-first").isVisible()


def test_agencies_then_history_are_taken_too(page: RosterPage, qtbot: QtBot) -> None:
    dropped(page, qtbot, SAMPLES / "agencies.csv")
    assert find(page, QPushButton, "import-go").text() == "匯入 32 個機關"
    forward(page, qtbot)
    assert find(page, QPushButton, "next-import").isVisible()
    dropped(page, qtbot, SAMPLES / "roster.csv")
    forward(page, qtbot)
    dropped(page, qtbot, SAMPLES / "history.csv")
    assert find(page, QCheckBox, "history-complete").isVisible()
    forward(page, qtbot)
    assert "84 筆" in find(page, QLabel, "import-done").text()


def test_reading_is_cancelled_and_nothing_stays(page: RosterPage, qtbot: QtBot) -> None:
    page.start_import()
    page.imports.open(SAMPLES / "roster.csv", "roster")
    click(find(page, QPushButton, "cancel-import"))
    settled(qtbot, page.window())  # type: ignore[arg-type] # a MainWindow
    assert find(page, QPushButton, "choose-file").isVisible()
    assert count(page) == 0


def test_nominations_are_left_to_their_page(page: RosterPage) -> None:
    assert not page.take_files([SAMPLES / "nominate-basic.csv"])
