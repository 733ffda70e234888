"""What opens the office, and the way back to a backup: proved first, shown before it is done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.services import backup, handover, office_profile, office_secrets
from desktop.services.office import Passphrase, RecoveryCode
from desktop.views.main_window import MainWindow
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from tests.builders import CLOCK, COST, PASSPHRASE, add_people, make_office
from tests.keyrings import Remembering, credential_store
from tests.office_secrets import opens
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

NEW = "another sentence to remember"


@pytest.fixture
def store() -> Iterator[None]:
    with credential_store(Remembering()):
        yield


def test_the_passphrase_is_changed(empty: MainWindow, qtbot: QtBot) -> None:
    folder = empty.bench.office.folder
    go(empty, "settings", field="secrets")
    click(find(empty, QPushButton, "secret-change"))
    dialog = find(empty, Dialog, "passphrase-dialog")
    do = find(dialog, QPushButton, "passphrase-do")
    write(find(dialog, QLineEdit, "passphrase-current"), "not the passphrase")
    write(find(dialog, QLineEdit, "new-passphrase"), NEW)
    click(do)
    assert "不同" in find(dialog, QLabel, "passphrase-dialog-fault").text()
    write(find(dialog, QLineEdit, "repeat-passphrase"), NEW)
    click(do)
    settled(qtbot, empty)
    assert "密碼不對" in find(dialog, QLabel, "passphrase-dialog-fault").text()
    assert dialog.isVisible()
    current = find(dialog, QLineEdit, "passphrase-current")
    current.clear()
    write(current, PASSPHRASE)
    with qtbot.waitSignal(empty.bench.presenter.succeeded):
        press(current, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert (opens(folder, Passphrase(PASSPHRASE)), opens(folder, Passphrase(NEW))) == (False, True)


def shown_code(window: MainWindow, qtbot: QtBot) -> RecoveryCode:
    go(window, "settings", field="secrets")
    click(find(window, QPushButton, "secret-renew"))
    write(find(window, QLineEdit, "recovery-current"), PASSPHRASE)
    click(find(window, QPushButton, "recovery-do"))
    settled(qtbot, window)
    groups = [find(window, QLabel, f"code-{number}").text() for number in range(1, 9)]
    return RecoveryCode("-".join(groups))


def test_a_new_recovery_code_counts_when_it_is_kept(empty: MainWindow, qtbot: QtBot) -> None:
    folder = empty.bench.office.folder
    code = shown_code(empty, qtbot)
    assert not opens(folder, code)
    do = find(empty, QPushButton, "recovery-do")
    assert not do.isEnabled(), "it must be said that it is kept"
    press(find(empty, QCheckBox, "kept-safely"), Qt.Key.Key_Space)
    with qtbot.waitSignal(empty.bench.presenter.succeeded):
        click(do)
    assert opens(folder, code)


def test_a_recovery_code_that_is_not_kept_changes_nothing(empty: MainWindow, qtbot: QtBot) -> None:
    code = shown_code(empty, qtbot)
    press(find(empty, Dialog, "recovery-dialog"), Qt.Key.Key_Escape)
    settled(qtbot, empty)
    assert not opens(empty.bench.office.folder, code)


@pytest.mark.usefixtures("store")
def test_this_computer_remembers_and_forgets(empty: MainWindow, qtbot: QtBot) -> None:
    folder = empty.bench.office.folder
    go(empty, "settings", field="secrets")
    click(find(empty, QPushButton, "secret-remember"))
    settled(qtbot, empty)
    assert office_secrets.is_remembered(folder)
    click(find(empty, QPushButton, "secret-forget"))
    settled(qtbot, empty)
    assert not office_secrets.is_remembered(folder)


def test_backups_are_made_listed_and_checked(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = empty.bench.office
    add_people(office, 3)
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    backups = find(empty, Table, "backups")
    assert not backups.isVisible(), "a page without any says what to do"
    click(find(empty, QPushButton, "backup-make"))
    qtbot.waitUntil(lambda: backups.table_model.rowCount() == 1)
    assert backups.table_model.texts(0)[1:3] == ["手動", "3"]
    assert backups.table_model.texts(0)[4] == "✓ 已驗證"
    (tmp_path / "stick").mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "stick"))
    with qtbot.waitSignal(empty.bench.presenter.succeeded):
        click(find(empty, QPushButton, "backup-make-to"))
    assert len(list((tmp_path / "stick").iterdir())) == 1
    settled(qtbot, empty)
    with qtbot.waitSignal(empty.bench.presenter.succeeded) as said:
        click(find(empty, QPushButton, "backup-check"))
    assert said.args is not None
    assert "完好" in said.args[0]


def test_a_damaged_backup_is_marked_and_cannot_be_restored(empty: MainWindow, qtbot: QtBot) -> None:
    made = backup.make(empty.bench.office).path
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(bytes(content))
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    backups = find(empty, Table, "backups")
    assert backups.table_model.texts(0)[4] == "✕ 已損壞"
    assert not find(empty, QPushButton, "backup-restore").isEnabled()
    with qtbot.waitSignal(empty.bench.presenter.told) as told:
        click(find(empty, QPushButton, "backup-check"))
    assert told.args is not None
    assert told.args[1] == "backup.damaged"


def restore(window: MainWindow, qtbot: QtBot) -> QWidget:
    """Look into the first backup of the list; returns the dialog."""
    click(find(window, QPushButton, "backup-restore"))
    dialog = find(window, Dialog, "restore-dialog")
    write(find(dialog, QLineEdit, "restore-secret"), PASSPHRASE)
    press(find(dialog, QLineEdit, "restore-secret"), Qt.Key.Key_Return)
    settled(qtbot, window)
    return dialog


def test_a_backup_is_restored_and_the_office_opened_again(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    folder = office.folder
    add_people(office, 3)
    backup.make(office)
    office_profile.edit(office, "coordinator", "後來的人")
    add_people(office, 2)
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    dialog = restore(empty, qtbot)
    counts = [label.text() for label in find(dialog, QWidget, "restore-counts").findChildren(QLabel)]
    at = counts.index("人員")
    assert counts[at : at + 3] == ["人員", "5", "3"]
    with qtbot.waitSignal(empty.bench.presenter.succeeded, timeout=20_000) as said:
        click(find(dialog, QPushButton, "restore-do"))
    assert said.args is not None
    assert "before-restore" in said.args[0]
    assert (empty.page, empty.bench.unlocked) == (None, False)
    field = find(empty, QLineEdit, "passphrase")
    write(field, PASSPHRASE)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, empty)
    assert empty.page is not None
    assert empty.bench.office.folder == folder
    assert office_profile.read(empty.bench.office).coordinator == "林承辦"
    go(empty, "settings", field="coordinator")
    assert find(empty, QLineEdit, "office-coordinator").text() == "林承辦"


def test_a_restore_that_fails_leaves_everything_as_it_was(
    empty: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = empty.bench.office
    made = backup.make(office).path
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    dialog = restore(empty, qtbot)
    made.unlink()  # the stick was pulled out
    with qtbot.waitSignal(empty.bench.presenter.told, timeout=20_000):
        click(find(dialog, QPushButton, "restore-do"))
    field = find(empty, QLineEdit, "passphrase")
    write(field, PASSPHRASE)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, empty)
    assert empty.bench.office.folder == office.folder


def test_nothing_can_be_undone_at_the_entrance(empty: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(empty.bench.presenter.succeeded, timeout=20_000):
        empty.bench.navigator.close_office(
            lambda _progress: None, lambda _none: empty.bench.presenter.say("done"), ""
        )
    with qtbot.assertNotEmitted(empty.bench.presenter.crashed):
        press(empty, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        settled(qtbot, empty)


def test_another_offices_backup_asks_for_its_own_passphrase(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    with make_office(tmp_path / "other", own_key=True) as other:
        made = backup.make(other, empty.bench.office.backups / "from-elsewhere.lgdlbackup")
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    click(find(empty, QPushButton, "backup-check"))
    settled(qtbot, empty)
    dialog = find(empty, Dialog, "check-dialog")
    write(find(dialog, QLineEdit, "check-secret"), PASSPHRASE)
    with qtbot.waitSignal(empty.bench.presenter.succeeded) as said:
        press(find(dialog, QLineEdit, "check-secret"), Qt.Key.Key_Return)
    assert said.args is not None
    assert made.path.name in said.args[0]


def test_a_handover_file_is_made_and_its_code_shown_once(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_people(empty.bench.office, 2)
    go(empty, "settings", field="backups")
    settled(qtbot, empty)
    click(find(empty, QPushButton, "backup-handover"))
    dialog = find(empty, Dialog, "handover-dialog")
    target = tmp_path / "移交"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    click(find(dialog, QPushButton, "handover-do"))
    settled(qtbot, empty)
    code = find(dialog, QLineEdit, "handover-code").text()
    file = target.with_suffix(".lgdlhandover")
    taken = handover.take_over(
        file, tmp_path / "new", code, "接手者自己的另一句話，很長", clock=CLOCK, cost=COST
    )
    assert taken.people == 2
    click(find(dialog, QPushButton, "handover-do"))
    assert not dialog.isVisible()
