"""The entrance: a first start, a forgotten passphrase, a second window, another folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import first_folder, open_window
from desktop.core import paths, preferences, vault_file
from desktop.core.preferences import Preferences
from desktop.core.progress import Progress
from desktop.services import approval_seals, demo, handover, settings
from desktop.services.office import Office, Passphrase, create_office, open_office
from desktop.views.main_window import MainWindow
from desktop.views.unlock import wizard_agency, wizard_contact
from desktop.views.unlock.entrance import Entrance
from desktop.views.unlock.take_over import TakeOverDialog
from desktop.views.unlock.wizard import Wizard
from desktop.views.workbench import Workbench
from tests.builders import CLOCK, COST, COUNTY, PASSPHRASE, make_office
from tests.keyrings import Remembering, credential_store
from tests.views.conftest import settled
from tests.views.hands import click, find, press, write

Start = Callable[[Path], MainWindow]


@pytest.fixture
def start(bench: Workbench, qtbot: QtBot) -> Start:
    """The program started on a folder, as somebody sees it."""

    def show(folder: Path) -> MainWindow:
        window = open_window(bench, folder)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        settled(qtbot, window)
        return window

    return show


def field(window: MainWindow, name: str) -> QLineEdit:
    return find(window, QLineEdit, name)


def button(window: MainWindow, name: str) -> QPushButton:
    return find(window, QPushButton, name)


def said(window: MainWindow, name: str) -> str:
    label = find(window, QLabel, name)
    return label.text() if label.isVisible() else ""


def enter(widget: QWidget, text: str) -> None:
    write(widget, text)
    press(widget, Qt.Key.Key_Return)


def test_a_first_start_by_keyboard_leads_into_the_office(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start(tmp_path / "office")
    enter(field(window, "county-text"), "雲林")
    assert field(window, "coordinator").isVisible(), said(window, "wizard-fault")
    assert field(window, "agency").text() == "雲林縣政府"
    write(field(window, "coordinator"), "林承辦")
    enter(field(window, "phone"), "05-5522000#2205")
    write(field(window, "new-passphrase"), PASSPHRASE)
    assert find(window, QLabel, "strength").text() == "強"
    press(field(window, "new-passphrase"), Qt.Key.Key_Return)
    enter(field(window, "repeat-passphrase"), PASSPHRASE)
    settled(qtbot, window)
    code = "-".join(find(window, QLabel, f"code-{number}").text() for number in range(1, 9))
    press(button(window, "print-sheet"), Qt.Key.Key_Tab)
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    click(button(window, "save-sheet"))
    settled(qtbot, window)
    assert target.read_bytes().startswith(b"%PDF")
    click(button(window, "wizard-next"))
    assert "請先收好復原單" in said(window, "wizard-fault")
    press(find(window, QCheckBox, "kept-safely"), Qt.Key.Key_Space)
    click(button(window, "wizard-next"))
    settled(qtbot, window)
    assert window.page is not None, "nobody asks for the passphrase again"
    assert window.bench.office.row().coordinator == "林承辦"
    assert approval_seals.read(window.bench.office) == wizard_contact.SEALS
    assert code not in "".join(label.text() for label in window.page.findChildren(QLabel))
    assert window.bench.preferences.get(preferences.OFFICE) == str(tmp_path / "office")


def test_every_step_says_what_is_missing(start: Start, tmp_path: Path) -> None:
    window = start(tmp_path / "office")
    onward = button(window, "wizard-next")
    click(onward)
    assert "請從清單選擇縣市" in said(window, "wizard-fault")
    write(field(window, "county-text"), "台南")  # as people write it
    press(field(window, "county-text"), Qt.Key.Key_Return)
    assert field(window, "agency").text() == "臺南市政府"
    for name, text, reason in (
        ("coordinator", "", "承辦人姓名"),
        ("phone", "沒有電話", "公務電話"),
        ("email", "training.gov.tw", "電子郵件"),
        ("seal-2", "直屬單位之業務主管人員", "最多"),
    ):
        before = field(window, name).text()
        field(window, name).setText(text)
        click(onward)
        assert reason in said(window, "wizard-fault")
        assert window.focusWidget() is field(window, name)
        field(window, name).setText(before or {"coordinator": "王小明"}.get(name, ""))
    click(onward)
    write(field(window, "new-passphrase"), "不夠長")
    click(onward)
    assert "還差 9 個字" in said(window, "wizard-fault")
    field(window, "new-passphrase").setText(PASSPHRASE)
    click(onward)
    assert "兩次輸入的密碼不同" in said(window, "wizard-fault")
    click(button(window, "wizard-back"))
    assert field(window, "coordinator").text() == "王小明", "what was typed is still there"
    assert list(tmp_path.iterdir()) == [tmp_path / "preferences.json"] or not (tmp_path / "office").exists()


def test_the_demo_belongs_to_its_county_and_can_be_cancelled(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start(tmp_path / "office")
    click(find(window, QRadioButton, "begin-demo"))
    assert not find(window, QComboBox, "county").isEnabled()
    wizard = window.findChildren(Wizard)[-1]

    def cancelled(_office: Office, *, progress: Progress) -> None:
        wizard.cancel()  # as a click on the button does
        progress.step(1, 9, "demo.step_people")

    click(button(window, "wizard-next"))
    enter(field(window, "coordinator"), "王小明")
    field(window, "new-passphrase").setText(PASSPHRASE)
    field(window, "repeat-passphrase").setText(PASSPHRASE)
    monkeypatch.setattr(demo, "fill", cancelled)
    click(button(window, "wizard-next"))
    settled(qtbot, window)
    assert not (tmp_path / "office").exists(), "nothing half made"
    assert button(window, "wizard-next").isEnabled()
    assert wizard.step is wizard.passphrase


def test_a_forgotten_passphrase_is_set_anew(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    created = create_office(tmp_path / "office", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST)
    window = start(tmp_path / "office")
    click(button(window, "forgotten"))
    groups = created.recovery_code.split("-")
    enter(field(window, "recovery-code"), "-".join([*groups[:7], groups[7][::-1]]))
    assert "第 8 組有誤" in said(window, "forgotten-fault"), "found without opening anything"
    enter(field(window, "recovery-code"), " ".join(groups).lower())
    field(window, "new-passphrase").setText("另一句只在測試裡才說的話語")
    enter(field(window, "repeat-passphrase"), "另一句只在測試裡才說的話語")
    settled(qtbot, window)
    assert window.page is not None
    window.bench.lock()
    open_office(tmp_path / "office", Passphrase("另一句只在測試裡才說的話語"), clock=CLOCK).close()


def test_a_remembered_office_opens_by_itself(start: Start, tmp_path: Path) -> None:
    with credential_store(Remembering()):
        with make_office(tmp_path / "office", own_key=True) as office:
            trusting = office.vault.enable_keyring(office.key, now=CLOCK.now())
            vault_file.save(trusting, tmp_path / "office" / "vault.json")
        window = start(tmp_path / "office")
        assert window.page is not None


def test_a_second_window_may_look_on(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    with make_office(tmp_path / "office"):
        window = start(tmp_path / "office")
        enter(field(window, "passphrase"), PASSPHRASE)
        settled(qtbot, window)
        assert "正由另一個程式使用" in said(window, "unlock-fault")
        click(button(window, "open-read-only"))
        settled(qtbot, window)
        for page in ("home", "roster", "packets"):
            click(button(window, f"rail-{page}"))
            settled(qtbot, window)
            assert window.page is not None
            assert find(window.page, QLabel, "mark-read-only").isVisible(), page
        assert find(window, QLabel, "fact-read-only").text() == "唯讀"


def test_caps_lock_is_told(start: Start, tmp_path: Path) -> None:
    make_office(tmp_path / "office").close()
    window = start(tmp_path / "office")
    edit, shift = field(window, "passphrase"), Qt.KeyboardModifier.ShiftModifier
    for letter, held, expected in (
        ("a", Qt.KeyboardModifier.NoModifier, False),
        ("A", shift, False),
        ("A", Qt.KeyboardModifier.NoModifier, True),
        ("7", Qt.KeyboardModifier.NoModifier, True),  # it tells nothing new
        ("a", shift, True),
        ("a", Qt.KeyboardModifier.NoModifier, False),
    ):
        QTest.sendKeyEvent(QTest.KeyAction.Click, edit, Qt.Key.Key_A, letter, held)
        assert find(window, QLabel, "caps-lock").isVisible() is expected, (letter, held)


def test_another_folder_is_chosen_and_remembered(
    start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_office(tmp_path / "other").close()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").touch()
    window = start(tmp_path / "office")
    assert window.findChildren(Wizard)
    chosen = [tmp_path / "letters", tmp_path / "other"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(chosen.pop(0)))
    click(button(window, "other-folder"))
    assert "裡有其他檔案" in said(window, "folder-fault")
    click(button(window, "other-folder"))
    enter(field(window, "passphrase"), PASSPHRASE)
    settled(qtbot, window)
    assert window.bench.office.folder == tmp_path / "other"
    assert window.bench.preferences.get(preferences.OFFICE) == str(tmp_path / "other")


def test_the_office_opened_last_is_opened_first(tmp_path: Path) -> None:
    chosen = Preferences(tmp_path / "preferences.json")
    assert first_folder(chosen) == paths.default_office()
    chosen.put(preferences.OFFICE, str(tmp_path / "other"))
    assert first_folder(Preferences(tmp_path / "preferences.json")) == tmp_path / "other"


def test_an_unplugged_drive_is_no_first_start(start: Start, bench: Workbench, tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    bench.preferences.put(preferences.OFFICE, str(drive))
    window = start(drive)
    assert not window.findChildren(Wizard)
    make_office(drive).close()  # plugged in again
    click(button(window, "look-again"))
    assert field(window, "passphrase").isVisible()


def test_the_language_switches_at_the_entrance(start: Start, tmp_path: Path) -> None:
    window = start(tmp_path / "office")
    write(field(window, "county-text"), "雲林縣")
    click(button(window, "other-language"))
    assert button(window, "wizard-next").text() == "Next"
    assert find(window, QComboBox, "county").currentText() == "Yunlin County", "what was chosen stays chosen"
    assert window.bench.preferences.get(preferences.LANGUAGE) == "en"
    click(button(window, "other-language"))
    assert button(window, "wizard-next").text() == "下一步"


def test_the_entrance_waits_while_its_folder_is_restored(
    bench: Workbench, qtbot: QtBot, tmp_path: Path
) -> None:
    make_office(tmp_path / "office").close()
    entrance = Entrance(bench, tmp_path / "office")
    qtbot.addWidget(entrance)
    entrance.setEnabled(False)
    with qtbot.waitExposed(entrance):
        entrance.show()
    busy = [bench.runner.busy]
    entrance.setEnabled(True)
    busy.append(bench.runner.busy)
    assert busy == [False, True], "only now it asks whether the office is remembered"
    qtbot.waitUntil(lambda: not bench.runner.busy)


def test_what_the_wizard_knows_by_itself_is_what_the_services_say() -> None:
    assert wizard_agency.DEMO_COUNTY == demo.COUNTY
    assert list(wizard_contact.SEALS) == settings._DEFAULTS[settings.SEALS]


def test_an_office_is_taken_over_from_a_handover_file(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    with make_office(tmp_path / "old") as old:
        made = handover.make(old, tmp_path / "a.lgdlhandover", cost=COST)
    window = start(tmp_path / "new")
    click(find(window, QPushButton, "take-over-open"))
    dialog = find(window, TakeOverDialog, "take-over")
    assert dialog.folder.text() == str(tmp_path / "new")
    dialog.file.setText(str(made.path))
    write(dialog.code, "AAAAA-BBBBB")
    for edit in dialog.new.findChildren(QLineEdit):
        write(edit, "a successor's own sentence")
    click(find(dialog, QPushButton, "take-over-do"))
    settled(qtbot, window)
    assert dialog.fault.isVisible(), "a wrong code is said in the dialog"
    assert not (tmp_path / "new").exists()
    dialog.code.setText(made.code)
    click(find(dialog, QPushButton, "take-over-do"))
    settled(qtbot, window)
    assert dialog.sheet.isVisible()
    assert not find(dialog, QPushButton, "take-over-do").isEnabled(), "first the code is put away"
    click(find(dialog, QCheckBox, "kept-safely"))
    click(find(dialog, QPushButton, "take-over-do"))
    field_ = find(window, QLineEdit, "passphrase")
    write(field_, "a successor's own sentence")
    press(field_, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert window.bench.office.folder == tmp_path / "new"
