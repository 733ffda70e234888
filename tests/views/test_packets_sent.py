"""The page 送件: what was sealed, carried away and brought by others."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.views.main_window import MainWindow
from desktop.views.packets import drives
from desktop.views.packets.copy_dialog import CopyDialog
from desktop.views.packets.drives import Drive
from desktop.views.packets.verify_dialog import VerifyDialog
from tests.views.conftest import go, settled
from tests.views.hands import click, find
from tests.views.packet_page import NUMBER, office_of, shown


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into the developer's own computer is no part of the test."""
    monkeypatch.setattr(drives, "removable", list)


# --- Copies and history ---------------------------------------------------------------------------------


def test_a_stick_is_offered_first_and_gets_a_proven_copy(
    sealed: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shown(qtbot, sealed)
    click(find(sealed, QPushButton, "history-copy"))
    settled(qtbot, sealed)
    dialog = find(sealed, CopyDialog, "copy-dialog")
    assert find(dialog, QLabel, "no-stick").isVisible()
    monkeypatch.setattr(drives, "removable", lambda: [Drive(stick, "KINGSTON", 8_000_000_000, False)])
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QRadioButton, "stick-0")), timeout=5_000)
    radio = find(dialog, QRadioButton, "stick-0")
    assert radio.isChecked(), "plugged in, it is what one means"
    assert "KINGSTON（剩 8.0 GB）" in radio.text()
    click(find(dialog, QPushButton, "copy"))
    settled(qtbot, sealed)
    assert (stick / f"{NUMBER}.asice").read_bytes() == (
        office_of(sealed).outbox / f"{NUMBER}.asice"
    ).read_bytes()
    assert find(dialog, QLabel, "saved").text() == f"已存到 {stick} 並驗證"


def test_a_folder_that_was_chosen_by_hand_stays_chosen(
    sealed: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, sealed)
    click(find(sealed, QPushButton, "history-copy"))
    settled(qtbot, sealed)
    dialog = find(sealed, CopyDialog, "copy-dialog")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    click(find(dialog, QPushButton, "choose-folder"))
    dialog.choice.show_drives([Drive(tmp_path / "stick", "", 1, True)])
    assert dialog.choice.folder == tmp_path
    click(find(dialog, QRadioButton, "stick-0"))
    assert dialog.choice.folder == tmp_path / "stick"
    dialog.choice.show_drives([])
    assert dialog.choice.folder == tmp_path, "pulled out, it is no choice any more"


def test_a_file_that_somebody_changed_is_seen(sealed: MainWindow, qtbot: QtBot) -> None:
    page = shown(qtbot, sealed)
    assert page.history.list.sent.state_of(1) == "intact"
    with (office_of(sealed).outbox / f"{NUMBER}.asice").open("ab") as file:
        file.write(b" ")
    page.reload()
    settled(qtbot, sealed)
    assert page.history.list.sent.state_of(1) == "changed"
    click(find(sealed, QPushButton, "history-copy"))
    settled(qtbot, sealed)
    dialog = find(sealed, CopyDialog, "copy-dialog")
    click(find(dialog, QPushButton, "copy"))
    settled(qtbot, sealed)
    assert "請勿送出" in find(dialog, QLabel, "fault-text").text()


def test_copies_for_excel_go_where_one_says(
    sealed: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, sealed)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    click(find(sealed, QPushButton, "history-excel"))
    settled(qtbot, sealed)
    assert (tmp_path / f"{NUMBER}-excel" / "people.csv").exists()
    assert "用完請刪除" in sealed.messages.text.text()


def test_the_folder_of_packets_is_opened(
    sealed: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "desktop.views.packets.outside.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    shown(qtbot, sealed)
    click(find(sealed, QPushButton, "history-folder"))
    assert opened == [str(office_of(sealed).outbox)]


# --- Looking at a packet --------------------------------------------------------------------------------


def dropped(qtbot: QtBot, window: MainWindow, path: Path) -> VerifyDialog:
    """The dialog after a file was dropped on the window, whatever page is seen."""
    go(window, "home")
    assert window.take_files([path])
    settled(qtbot, window)
    assert window.page is not None
    assert window.page.key == "packets"
    return find(window, VerifyDialog, "verify-dialog")


def test_our_own_packet_is_recognised_when_it_is_dropped(sealed: MainWindow, qtbot: QtBot) -> None:
    dialog = dropped(qtbot, sealed, office_of(sealed).outbox / f"{NUMBER}.asice")
    assert "本辦公室的第 1 號送件" in find(dialog, QLabel, "verdict-text").text()
    fingerprint = find(dialog, QLabel, "fingerprint").text()
    assert len(fingerprint.split(" ")) == 16
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    for words in ("沒有缺少或多出的檔案", "內容與簽署時完全相同", "離線未查廢止", "府人訓字第1040000001號"):
        assert words in said


def test_a_tampered_packet_says_what_is_wrong(sealed: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    content = (office_of(sealed).outbox / f"{NUMBER}.asice").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        table = packed.read("data/people.csv")
    changed = table.replace(b"19", b"18", 1)
    before, after = (zlib.crc32(one).to_bytes(4, "little") for one in (table, changed))
    path = tmp_path / f"{NUMBER}.asice"
    path.write_bytes(content.replace(table, changed).replace(before, after))
    dialog = dropped(qtbot, sealed, path)
    assert "內容卻不同" in find(dialog, QLabel, "verdict-text").text()
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert "簽署後被更動，或無法確認。" in said
    assert sum("data/people.csv 的內容與簽署時不同" in text for text in said) == 1


def test_a_certificate_to_trust_may_be_chosen(
    sealed: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = office_of(sealed).keys / "office-certificate.pem"
    dialog = dropped(qtbot, sealed, office_of(sealed).outbox / f"{NUMBER}.asice")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(own), ""))
    click(find(dialog, QPushButton, "choose-trust"))
    settled(qtbot, sealed)
    assert dialog.answer is not None
    assert dialog.answer.signed.trusted is True


def test_a_file_that_is_no_packet_is_not_taken(sealed: MainWindow, tmp_path: Path) -> None:
    other = tmp_path / "letter.odt"
    other.write_bytes(b"x")
    assert not sealed.page_of("packets").take_files([other])
