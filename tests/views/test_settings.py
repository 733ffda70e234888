"""The settings, used as on a working day: every change is saved by itself, and can be seen again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.core import preferences
from desktop.core.clock import FixedClock
from desktop.services import (
    approval_seals,
    audit_log,
    export_profiles,
    letters,
    office_key,
    office_profile,
    plan_overview,
    privacy,
    undo,
)
from desktop.views.main_window import MainWindow
from desktop.views.settings.seal_row import SealRow
from desktop.views.settings.sections import SECTIONS
from desktop.views.widgets.table import Table
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write


def overwrite(field: QLineEdit, text: str) -> None:
    """Type over what is there, and leave the field."""
    field.setFocus()
    field.selectAll()
    if text:
        write(field, text)
    else:
        press(field, Qt.Key.Key_Delete)
    press(field, Qt.Key.Key_Return)


def chosen(window: MainWindow) -> str:
    return SECTIONS[find(window, QListWidget, "settings-sections").currentRow()].key


def focused(window: MainWindow) -> str:
    """The name of the widget with the focus, or a blank one."""
    return str(getattr(window.focusWidget(), "objectName", str)())


def test_every_section_is_an_arrow_away(county: MainWindow) -> None:
    go(county, "settings")
    sections = find(county, QListWidget, "settings-sections")
    assert sections.hasFocus(), "arrows work as soon as the page is shown"
    for spec in SECTIONS[1:]:
        press(sections, Qt.Key.Key_Down)
        assert county.page is not None
        assert county.page.section.key == chosen(county) == spec.key  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("field", "section", "focus"),
    [
        ("phone", "office", "office-phone"),
        ("contact", "office", "office-coordinator"),
        ("letter", "letter", "letter-day"),
        ("approvers", "seals", "seals"),
        ("mask", "privacy", "mask-ids"),
        ("keys", "keys", "settings-sections"),
        ("nobody-knows-this", "office", "settings-sections"),
    ],
)
def test_a_place_puts_the_focus_in_its_field(
    county: MainWindow, qtbot: QtBot, field: str, section: str, focus: str
) -> None:
    county.activateWindow()
    go(county, "settings", field=field)
    assert chosen(county) == section
    qtbot.waitUntil(lambda: focused(county) == focus)


def test_a_field_is_saved_when_it_is_left_and_undone(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    go(empty, "settings", field="phone")
    field = find(empty, QLineEdit, "office-phone")
    overwrite(field, "05-5523456")
    settled(qtbot, empty)
    assert office_profile.read(office).phone == "05-5523456"
    undo.undo(office.database)
    qtbot.waitUntil(lambda: field.text() == "05-5522000#2205")


def test_a_field_being_typed_is_handed_in_with_the_page(empty: MainWindow, qtbot: QtBot) -> None:
    go(empty, "settings", field="coordinator")
    field = find(empty, QLineEdit, "office-coordinator")
    field.setFocus()
    field.selectAll()
    write(field, "張怡君")
    go(empty, "home")
    settled(qtbot, empty)
    assert office_profile.read(empty.bench.office).coordinator == "張怡君"


def test_what_is_refused_stays_typed_with_the_reason(empty: MainWindow, qtbot: QtBot) -> None:
    go(empty, "settings", field="agency")
    field, note = find(empty, QLineEdit, "office-agency"), find(empty, QLabel, "office-agency-note")
    overwrite(field, "=縣政府")
    settled(qtbot, empty)
    assert note.isVisible()
    assert (field.text(), office_profile.read(empty.bench.office).agency) == ("=縣政府", "雲林縣政府")
    overwrite(field, "雲林縣政府人事處")
    settled(qtbot, empty)
    assert not note.isVisible()
    assert office_profile.read(empty.bench.office).agency == "雲林縣政府人事處"


def test_a_letter_is_saved_when_both_lines_are_right(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    go(empty, "settings", field="letter")
    day, number = find(empty, QLineEdit, "letter-day"), find(empty, QLineEdit, "letter-number")
    overwrite(day, "1040230")
    assert "看不懂" in find(empty, QLabel, "letter-note").text()
    overwrite(day, "1040210")
    settled(qtbot, empty)
    assert (day.text(), letters.current(office)) == ("104/02/10", None)
    overwrite(number, "府人訓字第1號")
    settled(qtbot, empty)
    stated = letters.current(office)
    assert stated is not None
    assert (stated.date.isoformat(), stated.number) == ("2015-02-10", "府人訓字第1號")
    assert "104年2月10日" in find(empty, QLabel, "letter-state").text()
    click(find(empty, QPushButton, "letter-clear"))
    settled(qtbot, empty)
    assert (letters.current(office), number.text(), day.text()) == (None, "", "")


def test_seals_are_added_renamed_moved_and_removed(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    go(empty, "settings", field="seals")
    seals, row = find(empty, QListWidget, "seals"), find(empty, SealRow, "seal-row")
    click(find(empty, QPushButton, "seal-add"))
    editor = seals.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    write(editor, "主任秘書")
    press(editor, Qt.Key.Key_Return)
    settled(qtbot, empty)
    assert approval_seals.read(office)[-1] == "主任秘書"
    assert [len(line) for line in row.rows] == [3, 2]
    seals.setFocus()
    press(seals, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    click(find(empty, QToolButton, "seal-up"))
    settled(qtbot, empty)
    assert approval_seals.read(office) == ("承辦人", "單位主管", "主任秘書", "人事單位", "機關首長")
    press(seals, Qt.Key.Key_Delete)
    settled(qtbot, empty)
    assert approval_seals.read(office) == ("承辦人", "單位主管", "人事單位", "機關首長")
    assert [item.text() for item in map(seals.item, range(seals.count()))] == list(
        approval_seals.read(office)
    )


def test_a_repeated_seal_is_refused_and_shown_as_it_was(empty: MainWindow, qtbot: QtBot) -> None:
    go(empty, "settings", field="seals")
    seals = find(empty, QListWidget, "seals")
    with qtbot.waitSignal(empty.bench.presenter.told) as told:
        seals.item(0).setText("機關首長")
    assert told.args is not None
    assert told.args[1] == "seals.repeated"
    assert seals.item(0).text() == "承辦人"


def test_language_theme_and_size_change_at_once_and_are_kept(county: MainWindow) -> None:
    bench = county.bench
    go(county, "settings", field="appearance")
    click(find(county, QRadioButton, "language-en"))
    assert find(county, QListWidget, "settings-sections").item(0).text() == "Office"
    click(find(county, QRadioButton, "theme-dark"))
    click(find(county, QRadioButton, "text_size-130%"))
    assert (bench.theme.scheme, bench.theme.text_size) == ("dark", 1.3)
    kept = [
        bench.preferences.get(key) for key in (preferences.LANGUAGE, preferences.THEME, preferences.TEXT_SIZE)
    ]
    assert kept == ["en", "dark", 1.3]


def test_the_key_is_made_and_its_fingerprint_copied(empty: MainWindow, qtbot: QtBot) -> None:
    go(empty, "settings", field="keys")
    settled(qtbot, empty)
    click(find(empty, QPushButton, "key-make"))
    settled(qtbot, empty)
    info = office_key.read(empty.bench.office)
    assert info is not None
    assert find(empty, QLabel, "key-fingerprint").text() == info.fingerprint
    assert "1096" in find(empty, QLabel, "key-left").text()
    click(find(empty, QPushButton, "key-copy"))
    assert QGuiApplication.clipboard().text() == info.fingerprint


def test_the_certificate_goes_where_it_is_asked_for(
    empty: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_key.make(empty.bench.office)
    go(empty, "settings", field="keys")
    settled(qtbot, empty)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.pem"), ""))
    with qtbot.waitSignal(empty.bench.presenter.succeeded):
        click(find(empty, QPushButton, "key-export"))
    assert (tmp_path / "a.pem").read_text(encoding="ascii").startswith("-----BEGIN CERTIFICATE")


def test_masking_is_a_click_and_is_logged(empty: MainWindow, qtbot: QtBot) -> None:
    go(empty, "settings", field="privacy")
    box, log = find(empty, QCheckBox, "mask-ids"), find(empty, Table, "log")
    assert box.isChecked()
    press(box, Qt.Key.Key_Space)
    settled(qtbot, empty)
    assert not privacy.masked(empty.bench.office)
    qtbot.waitUntil(lambda: log.table_model.texts(0)[1] == "顯示完整身分證統一編號")


def test_the_roster_shows_numbers_as_is_chosen(county: MainWindow, qtbot: QtBot) -> None:
    county.bench.preferences.put(preferences.COLUMNS, {"roster": ["name", "id_no"]})
    go(county, "roster")
    settled(qtbot, county)
    people = find(county, Table, "people").table_model
    assert "*" in people.texts(0)[1]
    privacy.mask(county.bench.office, False)
    qtbot.waitUntil(lambda: "*" not in people.texts(0)[1])


def test_the_log_is_filtered(county: MainWindow, qtbot: QtBot) -> None:
    office = county.bench.office
    office_profile.edit(office, "phone", "05-1234567")
    audit_log.record_export(office, "csv", 3, full_ids=True)
    go(county, "settings", field="log")
    log = find(county, Table, "log").table_model
    assert log.rowCount() == len(audit_log.ids(office))
    assert log.texts(1)[1] == "修改辦公室的 公務電話"
    find(county, QComboBox, "log-group").setCurrentIndex(1)
    assert (log.rowCount(), log.texts(0)[1]) == (1, "匯出 3 人（含完整編號）")


def test_old_values_are_purged_after_a_question(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    go(empty, "settings", field="privacy")
    purge = find(empty, QPushButton, "purge")
    assert not purge.isEnabled()
    years = find(empty, QSpinBox, "retention-years")
    years.setValue(1)
    settled(qtbot, empty)
    assert privacy.read(office).retention_years == 1
    office.clock = office.database.clock = FixedClock(office.clock.now().replace(year=2017))
    empty.bench.bus.announce(frozenset({"setting"}))
    qtbot.waitUntil(purge.isEnabled)
    click(purge)
    with qtbot.waitSignal(empty.bench.presenter.succeeded):
        click(find(empty, QPushButton, "purge-do"))
    assert privacy.purgeable(office).actions == 0


def test_the_plan_is_read_and_decided(empty: MainWindow, qtbot: QtBot) -> None:
    office = empty.bench.office
    go(empty, "settings", field="plan", activity="course-basic")
    choice = find(empty, QComboBox, "plan-activity")
    assert "自製數位教材基礎班" in choice.currentText()
    decision = find(empty, QComboBox, "decision-contract_staff")
    decision.setFocus()
    press(decision, Qt.Key.Key_Down)
    settled(qtbot, empty)
    (line,) = plan_overview.read(office, "zh_TW").changes
    assert (line.value, line.own) == ("refuse", True)
    assert choice.currentData() == "course-basic", "the activity stays chosen"


def test_a_profile_is_made_and_used(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = county.bench.office
    go(county, "settings", field="exports")
    click(find(county, QPushButton, "profile-add"))
    overwrite(find(county, QLineEdit, "profile-name"), "給人事處")
    form = find(county, QComboBox, "profile-form")
    form.setFocus()
    press(form, Qt.Key.Key_Down)
    columns = find(county, QListWidget, "profile-columns")
    columns.setCurrentRow(0)
    columns.setFocus()
    press(columns, Qt.Key.Key_Space)
    settled(qtbot, county)
    made = export_profiles.read(office, "zh_TW")[-1]
    assert (made.name, made.form, made.columns[:2]) == ("給人事處", "csv", ("unit", "title"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.csv"), ""))
    with qtbot.waitSignal(county.bench.presenter.succeeded) as said:
        click(find(county, QPushButton, "export-run"))
    assert said.args is not None
    assert "620" in said.args[0]
    assert len((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()) == 621


def test_licences_and_diagnostics_are_a_click_away(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go(county, "settings", field="about")
    settled(qtbot, county)
    assert find(county, Table, "libraries").table_model.rowCount() > 20
    click(find(county, QPushButton, "licence-kai"))
    assert "OGDL-TW-1.0" in find(county, QPlainTextEdit, "licence-text").toPlainText()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "a.txt"), ""))
    with qtbot.waitSignal(county.bench.presenter.succeeded):
        click(find(county, QPushButton, "diagnostics-save"))
    assert "person: 620" in (tmp_path / "a.txt").read_text(encoding="utf-8")
