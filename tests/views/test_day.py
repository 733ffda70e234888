"""The promise: a new coordinator, from the first start to a packet that a stranger verifies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from benchmarks.p2_roster_import import person
from desktop.app import open_window
from desktop.core import paths
from desktop.services import packet_history, packets, signing_keys, standing
from desktop.views.courses.page import CoursesPage
from desktop.views.main_window import MainWindow
from desktop.views.packets import drives
from desktop.views.packets.build_dialog import BuildDialog
from desktop.views.workbench import Workbench
from tests.tools import require_tool
from tests.views.conftest import settled
from tests.views.hands import EFFORT, click, drop, find, press, write
from tests.views.heartbeat import LIMIT_MS, Heartbeat

SAMPLES = paths.resources() / "samples"
SENTENCE = "correct horse battery staple"
CODE_IS_KEPT = "kept-safely"
PEOPLE = 10_000
GROSSLY_MS = 1_000
MOST_CLICKS, MOST_KEYS, MOST_CHARACTERS = 20, 10, 200
"""What the day may cost; fifteen minutes are ample for it."""


@pytest.fixture(autouse=True)
def no_sticks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is plugged into the developer's own computer is no part of the test."""
    monkeypatch.setattr(drives, "removable", list)


@pytest.fixture
def window(bench: Workbench, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The program as it stands after its first start: there is no office."""
    made = open_window(bench, tmp_path / "office")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def test_from_the_first_start_to_a_verified_packet(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    EFFORT.clear()
    _make_the_office(window, qtbot)
    _bring_in_the_staff(window, qtbot, SAMPLES / "roster.csv")
    _nominate(window, qtbot, ["施文雄", "吳俊傑", "曹鈺婷"])
    packet = _seal(window, qtbot, tmp_path / "usb")
    _look_at_it(window, qtbot, packet)
    with capsys.disabled():
        print(f"\nfrom first start to a verified packet: {dict(EFFORT)}")
    assert EFFORT["clicks"] <= MOST_CLICKS
    assert EFFORT["keys"] <= MOST_KEYS
    assert EFFORT["characters"] <= MOST_CHARACTERS
    certificate = window.bench.office.keys / signing_keys.CERTIFICATE
    answer = packets.verify_file(packet, trust_file=certificate)
    assert (answer.accepted, answer.signer.trusted) == (True, True)
    assert answer.packet is not None
    assert answer.packet.counts["course_nominations"] == 3


def test_with_ten_thousand_people_the_window_answers_all_day(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every slot is measured; on a shared machine only what is grossly too long may fail the test."""
    _make_the_office(window, qtbot)
    roster = _large_roster(tmp_path / "roster.csv")
    with Heartbeat(stacks=False) as heart:
        _bring_in_the_staff(window, qtbot, roster)
        _nominate(window, qtbot, ["施文雄", "吳俊傑", "曹鈺婷"])
        packet = _seal(window, qtbot, tmp_path / "usb")
        _look_at_it(window, qtbot, packet)
    assert standing.counts(window.bench.office).people == PEOPLE
    with capsys.disabled():
        print(f"\nslots over {LIMIT_MS} ms in the day with {PEOPLE:,} people:\n{heart.report() or 'none'}")
    assert [block for block in heart.working if block.busy > GROSSLY_MS] == []


def _large_roster(path: Path) -> Path:
    """The sample county's people, and so many others that there are ten thousand."""
    lines = (SAMPLES / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    more = (",".join([*person(number), ""]) for number in range(PEOPLE - len(lines) + 1))
    path.write_text("\n".join([*lines, *more]), encoding="utf-8-sig")
    return path


def _make_the_office(window: MainWindow, qtbot: QtBot) -> None:
    go_on = find(window, QPushButton, "wizard-next")
    line = find(window, QLineEdit, "county-text")
    write(line, "雲林")
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    press(popup, Qt.Key.Key_Return)
    popup.close()
    window.activateWindow()  # no window manager does it offscreen
    qtbot.waitUntil(window.isActiveWindow)
    click(go_on)
    write(find(window, QLineEdit, "coordinator"), "陳怡君")
    write(find(window, QLineEdit, "phone"), "05-5522000")
    click(go_on)
    write(find(window, QLineEdit, "new-passphrase"), SENTENCE)
    write(find(window, QLineEdit, "repeat-passphrase"), SENTENCE)
    click(go_on)
    settled(qtbot, window)
    click(find(window, QCheckBox, CODE_IS_KEPT))
    click(go_on)
    settled(qtbot, window)
    assert window.page is not None, "the office is open without asking for the passphrase again"


def _bring_in_the_staff(window: MainWindow, qtbot: QtBot, roster: Path) -> None:
    for file in (SAMPLES / "agencies.csv", roster):
        drop(window, file)
        settled(qtbot, window)
        click(find(window, QPushButton, "import-go"))
        settled(qtbot, window)
    assert standing.counts(window.bench.office).people >= 620


def _nominate(window: MainWindow, qtbot: QtBot, names: list[str]) -> None:
    click(find(window, QPushButton, "rail-courses"))
    settled(qtbot, window)
    page = window.page
    assert isinstance(page, CoursesPage)
    field = find(page, QLineEdit, "add")
    click(field)
    for name in names:
        write(field, name)
        press(field, Qt.Key.Key_Return)
        settled(qtbot, window)


def _seal(window: MainWindow, qtbot: QtBot, folder: Path) -> Path:
    folder.mkdir()
    click(find(window, QPushButton, "rail-packets"))
    settled(qtbot, window)
    click(find(window, QPushButton, "seal"))
    settled(qtbot, window)
    dialog = find(window, BuildDialog, "build-dialog")
    write(find(dialog, QLineEdit, "letter-day"), "104/02/10")
    write(find(dialog, QLineEdit, "letter-number"), "府人訓字第1040000001號")
    line = find(dialog, QLineEdit, "folder-path")
    line.selectAll()
    write(line, str(folder))
    click(find(dialog, QPushButton, "build"))
    settled(qtbot, window)
    (sent,) = packet_history.history(window.bench.office)
    press(dialog, Qt.Key.Key_Escape)
    return folder / sent.file_name


def _look_at_it(window: MainWindow, qtbot: QtBot, packet: Path) -> None:
    drop(window, packet)
    settled(qtbot, window)
    assert find(window, QLabel, "packet-number").text() == packet.stem


@pytest.mark.tools
@pytest.mark.slow
def test_the_day_passes_in_a_real_window_too(tmp_path: Path) -> None:
    """On an X server of its own, with Qt's own platform for it."""
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "first_start", __file__]
    require_tool("xauth")
    server = [require_tool("xvfb-run"), "--auto-servernum", "--server-args=-screen 0 1366x768x24"]
    done = subprocess.run(
        [*server, "env", "QT_QPA_PLATFORM=xcb", *words], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
