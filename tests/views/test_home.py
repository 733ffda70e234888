"""The first page on a person's day, the bottom line, the rail's counts, and closing."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import EnvironmentFailure
from desktop.core.findings import Finding, Severity
from desktop.models.courses import Nomination
from desktop.services import backup, nominate, nomination_changes, nominations, packets, settings
from desktop.services.office import Office
from desktop.views.home.page import HomePage
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from desktop.views.shell.backups import AutomaticBackups
from desktop.views.widgets.year_strip import StripView
from desktop.views.workbench import Place
from tests.builders import CLOCK, add_people
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press

SAMPLE = paths.resources() / "samples" / "nominate-newmedia.csv"
LONG_AGO = datetime(2014, 1, 1, tzinfo=TAIWAN)


@pytest.fixture
def asked(county: MainWindow, qtbot: QtBot) -> list[Place]:
    """The places that the page asks for; nothing is shown."""
    county.bench.navigator.asked.disconnect()
    found: list[Place] = []
    county.bench.navigator.asked.connect(found.append)
    return found


def home(window: MainWindow) -> HomePage:
    assert isinstance(window.page, HomePage)
    return window.page


def texts(widget: QFrame | HomePage) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def fact(window: MainWindow, name: str) -> str:
    label = find(window, QLabel, f"fact-{name}")
    return label.text() if label.isVisible() else ""


def rail(window: MainWindow, key: str) -> str:
    return find(window, QPushButton, f"rail-{key}").text().strip()


def nominated(window: MainWindow, qtbot: QtBot) -> None:
    office = window.bench.office
    nominate.nominate_file(office, "course-newmedia", SAMPLE, skip_errors=True)
    settled(qtbot, window)


def test_an_empty_office_is_led_in_three_steps(empty: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, empty)
    steps = find(empty, QFrame, "steps")
    assert [find(steps, QLabel, f"step-{page}").text() for page in ("roster", "courses", "packets")] == [
        "1",
        "2",
        "3",
    ]
    assert find(empty, QPushButton, "next-act").text() == "匯入名冊"
    assert empty.focusWidget() is find(empty, QPushButton, "next-act")
    click(find(empty, QPushButton, "go-roster"))
    assert empty.page is not None
    assert empty.page.key == "roster"
    add_people(empty.bench.office, 2)
    click(find(empty, QPushButton, "rail-home"))
    settled(qtbot, empty)
    assert find(steps, QLabel, "step-roster").text() == "✓"
    assert find(empty, QPushButton, "next-act").text() == "薦送同仁"


def test_cards_follow_what_is_done(
    county: MainWindow, asked: list[Place], qtbot: QtBot, tmp_path: Path
) -> None:
    settled(qtbot, county)
    card = find(county, QFrame, "card-course-newmedia")
    assert "14 天後開始" in texts(card)
    click(find(county, QPushButton, "act-mentoring"))
    assert asked[-1] == Place("mentoring", activity="mentoring")
    assert "103年" in texts(find(county, QFrame, "card-luminary"))
    click(find(county, QPushButton, "act-course-newmedia"))
    assert asked[-1] == Place("courses", activity="course-newmedia")
    nominated(county, qtbot)
    card = find(county, QFrame, "card-course-newmedia")
    assert {"14 人", "? 待確認 4"} <= set(texts(card).splitlines())
    assert find(county, QPushButton, "act-course-newmedia").text() == "確認資格"
    assert find(county, QLabel, "changes-count").text() == "14"
    click(find(county, QToolButton, "go-change"))
    assert asked[-1].nomination_id is not None
    packets.build(county.bench.office, tmp_path)
    settled(qtbot, county)
    assert find(county, QPushButton, "act-course-newmedia").text() == "查看名單"
    assert find(county, QLabel, "changes-count").text() == "0"
    assert not find(county, QFrame, "steps").isVisible()
    assert not find(county, QPushButton, "next-act").isVisible()


def test_leaving_early_stops_the_reading_and_coming_back_reads_again(
    county: MainWindow, qtbot: QtBot
) -> None:
    settled(qtbot, county)
    county.bench.runner.hold()
    home(county).reload()
    county.show_place(Place("settings"))
    nominate.nominate_file(county.bench.office, "course-newmedia", SAMPLE, skip_errors=True)
    county.bench.runner.go_on()
    settled(qtbot, county)
    county.show_place(Place("home"))
    settled(qtbot, county)
    assert find(county, QLabel, "changes-count").text() == "14"


def test_what_would_be_returned_leads_to_the_packets(
    county: MainWindow, asked: list[Place], qtbot: QtBot
) -> None:
    nominated(county, qtbot)
    assert find(county, QLabel, "returned-count").text() == "0"
    with county.bench.office.database.reading() as session:
        one = nominations.listing(session)[0]
    nomination_changes.withdraw(county.bench.office, [one.id], "請假")
    settled(qtbot, county)
    press(find(county, QPushButton, "see-all"), Qt.Key.Key_Space)
    assert asked[-1] == Place("packets")
    qtbot.waitUntil(lambda: "撤回薦送" in texts(home(county)))


def test_the_strip_is_drawn_in_the_theme_and_said_in_words(county: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, county)
    strip = find(county, StripView, "year-strip")
    assert "熠星方案 2/1–12/31 計畫原文為103年，疑為誤植" in strip.accessibleDescription().splitlines()
    light = strip.grab().toImage()
    seen = {light.pixelColor(x, y).name() for x in range(0, light.width(), 9) for y in range(light.height())}
    assert {county.bench.theme.colour(name).name() for name in ("primary_soft", "surface", "canvas")} <= seen
    county.bench.theme.choose("dark")
    assert strip.grab().toImage() != light
    county.bench.texts.choose("en")
    settled(qtbot, county)
    assert strip.accessibleDescription().startswith("Basic course")


def test_the_year_is_printed(county: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, county)
    click(find(county, QPushButton, "print-year"))
    settled(qtbot, county)
    assert county.findChildren(PdfPreview)[-1].isVisible()


def test_the_bottom_line_and_the_rail_are_live(county: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    settled(qtbot, county)
    assert fact(county, "saved") == "已自動儲存 09:00"
    assert rail(county, "roster") == "名冊  620"
    assert rail(county, "courses") == "課程薦送"
    nominated(county, qtbot)
    assert fact(county, "unsent") == "尚有 14 項變更未送件"
    qtbot.waitUntil(lambda: rail(county, "courses") == "課程薦送  14")
    with county.bench.office.database.writing("nomination.rank") as journal:
        journal.update(Nomination, 1, {"session": 9})
    qtbot.waitUntil(lambda: rail(county, "packets") == "送件  ⚠ 1")
    county.bench.texts.choose("en")
    assert fact(county, "unsent") == "14 changes not sent"


def test_an_old_backup_and_a_wrong_clock_are_told(county: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, county)
    assert fact(county, "warning") == "⚠ 電腦時鐘可能不對", "this clock is that of 2015"
    assert "早於" in find(county, QLabel, "fact-warning").toolTip()
    assert find(county, QFrame, "notice-signer.clock_before_build").isVisible()
    backup.make(county.bench.office)
    county.watch.read_standing()
    settled(qtbot, county)
    assert fact(county, "backup") == "備份已驗證 09:00"
    county.bench.office.clock = FixedClock(CLOCK.now() + timedelta(days=3))
    county.bench.office.findings = (Finding("office.network", Severity.WARNING, params={"path": "Z:"}),)
    county.bench.built_at = LONG_AGO
    county.watch.read_standing()
    settled(qtbot, county)
    assert find(county, QLabel, "fact-backup").property("tone") == "doubt"
    assert fact(county, "warning") == "⚠ 資料夾在網路磁碟"


def test_the_bottom_line_drops_what_has_no_room(county: MainWindow, qtbot: QtBot) -> None:
    nominated(county, qtbot)
    county.bench.theme.resize_text(1.5)
    county.resize(960, 600)
    qtbot.waitUntil(lambda: county.width() == 960)
    county.status.show_fact(county.status.warning, "⚠ " + "很長的警告" * 9, "doubt")
    assert fact(county, "warning")
    assert fact(county, "saved") == ""
    assert county.width() == 960, "nothing pushes the window wider"


def test_a_run_that_ended_early_is_told_calmly(empty: MainWindow, qtbot: QtBot) -> None:
    settled(qtbot, empty)
    empty.bench.office.interrupted = True
    home(empty).reload()
    settled(qtbot, empty)
    notice = find(empty, QFrame, "notice-interrupted")
    qtbot.waitUntil(lambda: "資料完整" in texts(notice))
    click(find(notice, QToolButton, "close-notice"))
    home(empty).reload()
    settled(qtbot, empty)
    assert not [one for one in empty.findChildren(QFrame, "notice-interrupted") if one.isVisible()]


def test_a_demo_is_marked_on_every_page(empty: MainWindow, qtbot: QtBot) -> None:
    with empty.bench.office.database.writing("demo.fill", undoable=False) as journal:
        settings.put(journal, settings.DEMO, True)
    settled(qtbot, empty)
    for page in ("home", "settings"):
        click(find(empty, QPushButton, f"rail-{page}"))
        assert empty.page is not None
        assert find(empty.page, QLabel, "mark-demo").isVisible()


def backups(office: Office) -> int:
    return len(list(office.backups.glob("auto-*")))


def test_a_change_is_backed_up_after_half_an_hour_and_at_the_end(county: MainWindow, qtbot: QtBot) -> None:
    office, automatic = county.bench.office, AutomaticBackups(county.bench, county)
    county.before_closing = automatic.before_closing
    settled(qtbot, county)
    before = backups(office)
    automatic.make_if_changed()
    settled(qtbot, county)
    assert backups(office) == before, "nothing was written"
    add_people(office, 1)
    settled(qtbot, county)
    automatic.make_if_changed()
    settled(qtbot, county)
    assert backups(office) == before + 1
    assert not automatic.needed
    add_people(office, 1)
    settled(qtbot, county)
    assert county.close()
    assert backups(office) == before + 2
    assert not county.bench.unlocked


def test_a_failed_backup_asks_before_closing(
    county: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    automatic = AutomaticBackups(county.bench, county)
    county.before_closing = automatic.before_closing
    settled(qtbot, county)
    add_people(county.bench.office, 1)
    settled(qtbot, county)

    def full(_office: Office, _reason: str) -> None:
        raise EnvironmentFailure("storage.short", path="D:", needed="31.0", free="2.4")

    monkeypatch.setattr(backup, "before", full)

    def answer(name: str) -> None:
        def pressed() -> None:
            dialogs = [one for one in county.findChildren(QDialog, "no-backup") if one.isVisible()]
            if not dialogs:
                QTimer.singleShot(20, pressed)
                return
            assert "磁碟空間不足" in "".join(label.text() for label in dialogs[-1].findChildren(QLabel))
            click(find(dialogs[-1], QPushButton, name))

        QTimer.singleShot(20, pressed)

    answer("cancel")
    assert not county.close()
    assert county.isVisible() and county.isEnabled() and automatic.needed
    answer("close-anyway")
    assert county.close()


def test_what_comes_late_takes_no_focus_from_another_page(county: MainWindow, qtbot: QtBot) -> None:
    page = home(county)
    settled(qtbot, county)
    page._content.hide()  # as if nothing had been read yet when the next page was shown
    go(county, "roster")
    search = find(county, QLineEdit, "roster-search")
    search.setFocus()
    page.reload()
    settled(qtbot, county)
    assert not page._content.isHidden()
    assert search.hasFocus()
