"""The page 送件: what the center would send back, and sealing."""

from __future__ import annotations

import re
import threading
import tomllib
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.core.progress import Progress
from desktop.exports.office_key import create_office_key
from desktop.services import agencies, letters, packet_history, preflight
from desktop.views.lists.reason import ReasonDialog
from desktop.views.main_window import MainWindow
from desktop.views.packets import drives
from desktop.views.packets.agency_dialog import AgencyDialog
from desktop.views.packets.build_dialog import BuildDialog
from desktop.views.packets.finding_lines import SHOWN, Kind, lines
from desktop.views.packets.states_dialog import StatesDialog
from desktop.views.texts import Texts
from desktop.views.workbench import Place
from tests.builders import CLOCK
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write
from tests.views.packet_page import NEXT, building, edit, first_person, office_of, save_to, shown, told

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into the developer's own computer is no part of the test."""
    monkeypatch.setattr(drives, "removable", list)


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


def test_in_a_small_window_the_way_stands_below_the_words(sealed: MainWindow, qtbot: QtBot) -> None:
    edit(qtbot, sealed, title="")
    page = shown(qtbot, sealed)
    row = next(at for at, one in enumerate(page.findings.lines.rows) if one.kind is Kind.FINDING)

    def is_below() -> bool:
        line = page.findings.visualRect(page.findings.lines.index(row))
        return bool(page.findings.go_rect(row).height() < line.height())

    assert not is_below()
    sealed.bench.theme.resize_text(1.5)
    sealed.resize(960, 600)
    qtbot.waitUntil(is_below)
    asked: list[Place] = []
    sealed.bench.navigator.asked.connect(asked.append)
    click(page.findings.viewport(), page.findings.go_rect(row).center())
    assert [place.field for place in asked] == ["title"]
    sealed.bench.theme.resize_text(1.0)


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
    assert len(lines([one] * 30, texts, {listed[0].group: 100})) == 31
    assert [line.text for line in lines([one] * 300, texts, {listed[0].group: 100})][-1] == "顯示其餘 188 項"
    page = shown(qtbot, sealed)
    page.findings.show_findings([one] * 30)
    page.findings.run(page.findings.lines.index(SHOWN + 1))
    assert len(page.findings.lines.rows) == 31


def test_every_kind_of_finding_has_a_heading() -> None:
    files = sorted((paths.resources() / "messages").glob("*.toml"))
    known = {code for file in files for code in tomllib.loads(file.read_text(encoding="utf-8"))}
    rules = (DESKTOP / "rules" / "camp_seats.py").read_text(encoding="utf-8")
    codes = [code for code in known if code.startswith(("preflight.", "rules.rank_"))]
    codes += [f"camp.{kind}" for kind in re.findall(r'Breach\(\s*"(\w+)"', rules)]
    assert len(codes) > 35
    assert {f"view.packets.kind.{code.rpartition('.')[2]}" for code in codes} <= known


def test_every_unit_of_what_is_included_has_a_word() -> None:
    files = [*(DESKTOP / "services").glob("*_dossier.py"), DESKTOP / "services" / "desk.py"]
    found = [path.read_text(encoding="utf-8") for path in files]
    units = {unit for source in found for unit in re.findall(r'unit(?:: str)? ?= ?"(\w+)"', source)}
    assert {"people", "alternates", "texts", "kept_out", "candidates", "presenters"} <= units
    assert all(f"view.packets.{unit}" in Texts("en").catalogue for unit in units)


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


def test_nobody_is_stated_for_an_activity_with_the_reason(sealed: MainWindow, qtbot: QtBot) -> None:
    go(sealed, "packets")
    settled(qtbot, sealed)
    click(find(sealed, QPushButton, "show-states"))
    dialog = find(sealed, StatesDialog, "states-dialog")
    said = {dialog.model.texts(at)[0]: dialog.model.texts(at)[1] for at in range(dialog.model.rowCount())}
    assert said["數位開放資源推廣研習班"] == "與前次相同"
    dialog.table.select(dialog.model.rowCount() - 1)
    click(dialog.nil)
    asked = find(dialog, ReasonDialog, "reason-dialog")
    write(find(asked, QLineEdit, "reason"), "無人報名")
    click(find(asked, QPushButton, "reason-do"))
    last = dialog.model.texts(dialog.model.rowCount() - 1)
    assert last[1:] == ["無推薦", "無人報名"]
    assert not dialog.nil.isEnabled()
    click(dialog.open_again)
    assert dialog.model.texts(dialog.model.rowCount() - 1)[1] == "尚未"
