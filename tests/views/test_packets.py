"""The page 送件: a coordinator mends, seals, carries away, and looks at what others bring."""

from __future__ import annotations

import io
import threading
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.core.progress import Progress
from desktop.exports.office_key import create_office_key
from desktop.services import agencies, letters, nominations, packet_history, people, preflight
from desktop.services.office import Office
from desktop.views.main_window import MainWindow
from desktop.views.packets import drives
from desktop.views.packets.agency_dialog import AgencyDialog
from desktop.views.packets.build_dialog import BuildDialog
from desktop.views.packets.copy_dialog import CopyDialog
from desktop.views.packets.drives import Drive
from desktop.views.packets.finding_lines import SHOWN, Kind, lines
from desktop.views.packets.page import PacketsPage
from desktop.views.packets.verify_dialog import VerifyDialog
from desktop.views.texts import Texts
from desktop.views.workbench import Place
from tests.builders import CLOCK
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

NUMBER = "LGDL-104-10009-0001"
NEXT = "LGDL-104-10009-0002"


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into the developer's own computer is no part of the test."""
    monkeypatch.setattr(drives, "removable", list)


def shown(qtbot: QtBot, window: MainWindow) -> PacketsPage:
    """The page, when everything is checked."""
    go(window, "packets")
    settled(qtbot, window)
    page = window.page
    assert isinstance(page, PacketsPage)
    return page


def office_of(window: MainWindow) -> Office:
    return window.bench.office


def first_person(window: MainWindow) -> int:
    with office_of(window).database.reading() as session:
        found: int = nominations.listing(session)[0].person.id
        return found


def edit(qtbot: QtBot, window: MainWindow, **values: str) -> None:
    """Somebody changes the first nominee in the roster."""
    office, person_id = office_of(window), first_person(window)

    def work(_progress: Progress) -> None:
        people.edit(office, person_id, values)

    window.bench.runner.run(work)
    settled(qtbot, window)


def told(window: MainWindow) -> list[str]:
    """What the list says, headings left out."""
    page = window.page_of("packets")
    assert isinstance(page, PacketsPage)
    return [line.text for line in page.findings.lines.rows if line.kind is Kind.FINDING]


def building(qtbot: QtBot, window: MainWindow) -> BuildDialog:
    click(find(window, QPushButton, "seal"))
    settled(qtbot, window)
    return find(window, BuildDialog, "build-dialog")


def save_to(dialog: BuildDialog | CopyDialog, folder: Path) -> None:
    line = find(dialog, QLineEdit, "folder-path")
    line.selectAll()
    write(line, str(folder))


# --- Preflight ------------------------------------------------------------------------------------------


def test_a_line_opens_the_very_place_and_goes_when_it_is_mended(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, email="none")
    page = shown(qtbot, sealed)
    assert page.summary.title.text() == "中心會退回的事項 1"
    (line,) = told(sealed)
    assert line.startswith("施○雄：「電子郵件」格式不符")
    asked: list[Place] = []
    sealed.bench.navigator.asked.connect(asked.append)
    row = next(at for at, one in enumerate(page.findings.lines.rows) if one.kind is Kind.FINDING)
    click(page.findings.viewport(), page.findings.go_rect(row).center())
    place = asked[-1]
    assert (place.page, place.person_id, place.field) == ("roster", first_person(sealed), "email")
    edit(qtbot, sealed, email="shi@example.gov.tw")
    assert shown(qtbot, sealed) is page
    assert (told(sealed), page.summary.title.text()) == ([], "可以送件")


def test_a_line_closes_while_one_looks(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, title="")
    shown(qtbot, sealed)
    assert len(told(sealed)) == 1
    edit(qtbot, sealed, title="科員")
    assert told(sealed) == []


def test_enter_opens_the_line_that_is_chosen(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, title="", unit="")
    page = shown(qtbot, sealed)
    asked: list[Place] = []
    sealed.bench.navigator.asked.connect(asked.append)
    press(page.findings, Qt.Key.Key_Return)
    press(page.findings, Qt.Key.Key_Down)
    press(page.findings, Qt.Key.Key_Return)
    press(page.findings, Qt.Key.Key_Up)
    press(page.findings, Qt.Key.Key_Up)  # the heading is passed over
    press(page.findings, Qt.Key.Key_Return)
    assert [place.field for place in asked] == ["unit", "title", "unit"]


def test_the_letter_is_mended_where_the_packet_is_sealed(sealed: MainWindow, qtbot: QtBot) -> None:
    letters.clear(office_of(sealed))
    page = shown(qtbot, sealed)
    page.go_to(preflight.found(office_of(sealed))[0])
    settled(qtbot, sealed)
    dialog = find(sealed, BuildDialog, "build-dialog")
    day, number = find(dialog, QLineEdit, "letter-day"), find(dialog, QLineEdit, "letter-number")
    write(day, "1040210")
    press(day, Qt.Key.Key_Tab)
    assert find(dialog, QLabel, "letter-note").isVisible(), "half a letter is told"
    write(number, "府人訓字第7號")
    number.clearFocus()
    settled(qtbot, sealed)
    letter = letters.current(office_of(sealed))
    assert letter is not None
    assert (letter.date, letter.number) == (date(2015, 2, 10), "府人訓字第7號")
    assert (day.text(), told(sealed)) == ("104/02/10", [])


def test_an_agency_is_confirmed_from_its_line(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, agency="雲林縣數位推動辦公室")
    page = shown(qtbot, sealed)
    found = next(one for one in preflight.found(office_of(sealed)) if one.place.agency_id)
    page.go_to(found)
    dialog = find(sealed, AgencyDialog, "agency-dialog")
    kind = find(dialog, QComboBox, "agency-kind")
    kind.setCurrentIndex(kind.findData("subordinate"))
    click(find(dialog, QPushButton, "agency-confirm"))
    settled(qtbot, sealed)
    assert not [one for one in preflight.found(office_of(sealed)) if one.place.agency_id]
    assert found.place.agency_id is not None
    assert agencies.row(office_of(sealed), found.place.agency_id).kind == "subordinate"


def test_an_empty_office_is_sent_to_the_courses(empty: MainWindow, qtbot: QtBot) -> None:
    page = shown(qtbot, empty)
    assert not page.summary.isVisible()
    click(find(empty, QPushButton, "to-courses"))
    assert empty.page is not None
    assert empty.page.key == "courses"


def test_many_of_one_kind_are_folded(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, title="")
    one = next(one for one in preflight.found(office_of(sealed)) if one.finding.code == "preflight.missing")
    texts = Texts("zh_TW")
    listed = lines([one] * 30, texts)
    assert [line.kind for line in listed] == [Kind.GROUP, *[Kind.FINDING] * SHOWN, Kind.MORE]
    assert (listed[0].count, listed[-1].text) == (30, "顯示其餘 18 項")
    assert len(lines([one] * 30, texts, {listed[0].group})) == 31
    page = shown(qtbot, sealed)
    page.findings.show_findings([one] * 30)
    page.findings.run(page.findings.lines.index(SHOWN + 1))
    assert len(page.findings.lines.rows) == 31


def test_the_page_speaks_the_other_language_at_once(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, email="none")
    page = shown(qtbot, sealed)
    sealed.bench.texts.choose("en")
    assert page.summary.title.text() == "1 thing the center would send back"
    assert told(sealed)[0].startswith("施○雄: E-mail: is in a form that the center cannot read")


# --- Sealing --------------------------------------------------------------------------------------------


def test_a_packet_is_sealed_saved_and_listed(sealed: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    assert NEXT in dialog.windowTitle()
    save_to(dialog, tmp_path / "out")
    click(find(dialog, QPushButton, "build"))
    settled(qtbot, sealed)
    assert find(dialog, QLabel, "saved").text() == f"已存到 {tmp_path / 'out'} 並驗證"
    copy = tmp_path / "out" / f"{NEXT}.asice"
    assert copy.read_bytes() == (office_of(sealed).outbox / copy.name).read_bytes()
    assert (tmp_path / "out" / f"{NEXT}-slip.pdf").exists()
    assert [sent.sequence for sent in page.history.list.sent.rows] == [2, 1]
    assert not find(dialog, QPushButton, "build").isVisible()
    click(find(dialog, QPushButton, "print-slip"))
    settled(qtbot, sealed)
    assert find(dialog, QLabel, "saved").isVisible()
    preview = next(one for one in dialog.children() if one.objectName() == "pdf-preview")
    assert preview is not None


def test_nothing_is_sealed_while_there_is_an_error(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, email="none")
    shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    assert not find(dialog, QPushButton, "build").isEnabled()
    assert "有 1 項中心會退回" in find(dialog, QLabel, "build-state-text").text()


def test_a_cancelled_packet_leaves_nothing(sealed: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    save_to(dialog, tmp_path / "out")
    gate = threading.Event()
    sealed.bench.runner.run(lambda _progress: gate.wait(10))  # so that the key comes before the first step
    click(find(dialog, QPushButton, "build"))
    assert dialog.working
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it stays until the work has stopped"
    gate.set()
    settled(qtbot, sealed)
    assert find(dialog, QLabel, "fault-text").text() == "已取消，沒有留下任何檔案。"
    assert [sent.sequence for sent in packet_history.history(office_of(sealed))] == [1]
    assert not (tmp_path / "out").exists()
    assert find(dialog, QPushButton, "build").isEnabled()


def test_what_was_over_before_it_was_cancelled_is_not_called_cancelled(
    sealed: MainWindow, qtbot: QtBot
) -> None:
    shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    done: list[object] = []
    begun, gate = threading.Event(), threading.Event()

    def work(_progress: Progress) -> str:
        begun.set()
        gate.wait(10)
        return "sealed"

    task = dialog.work(work, done.append, "packet.step_sign")
    qtbot.waitUntil(begun.is_set)
    task.cancelled.set()
    gate.set()
    settled(qtbot, sealed)
    assert done == ["sealed"]
    assert not find(dialog, QLabel, "fault-text").isVisible()


def test_a_key_file_signs_after_the_right_passphrase(
    sealed: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    key = tmp_path / "agency.p12"
    key.write_bytes(create_office_key("10009", "雲林縣政府", "一句夠長的憑證密碼，超過十二字", CLOCK.now()))
    shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    save_to(dialog, tmp_path / "out")
    click(find(dialog, QRadioButton, "key-file"))
    write(find(dialog, QLineEdit, "key-path"), str(key))
    write(find(dialog, QLineEdit, "key-passphrase"), "wrong")
    click(find(dialog, QPushButton, "build"))
    settled(qtbot, sealed)
    assert "密碼" in find(dialog, QLabel, "fault-text").text()
    assert len(packet_history.history(office_of(sealed))) == 1
    find(dialog, QLineEdit, "key-passphrase").selectAll()
    write(find(dialog, QLineEdit, "key-passphrase"), "一句夠長的憑證密碼，超過十二字")
    click(find(dialog, QPushButton, "build"))
    settled(qtbot, sealed)
    assert find(dialog, QLabel, "saved").isVisible()
    assert find(dialog, QLineEdit, "key-passphrase").text() == "", "the passphrase does not stay"


def test_a_folder_that_cannot_be_written_is_told_before_sealing(
    sealed: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="ascii")
    shown(qtbot, sealed)
    dialog = building(qtbot, sealed)
    save_to(dialog, tmp_path / "file")
    click(find(dialog, QPushButton, "build"))
    settled(qtbot, sealed)
    assert str(tmp_path / "file") in find(dialog, QLabel, "fault-text").text()
    assert len(packet_history.history(office_of(sealed))) == 1


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
