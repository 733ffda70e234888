"""A day with the roster: finding somebody, mending a field, adding, merging, exporting."""

from __future__ import annotations

import csv
import logging
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.services import nominate, people, people_list, person_detail
from desktop.views.main_window import MainWindow
from desktop.views.roster.page import RosterPage
from desktop.views.widgets.table import Table
from desktop.views.workbench import Place
from tests.views.conftest import go, settled
from tests.views.hands import click, find, press, write

SAMPLES = paths.resources() / "samples"
SOMEBODY = "溫國華"


@pytest.fixture
def page(county: MainWindow, qtbot: QtBot) -> RosterPage:
    """The page on the samples' county."""
    go(county, "roster")
    settled(qtbot, county)
    assert isinstance(county.page, RosterPage)
    return county.page


def window(page: RosterPage) -> MainWindow:
    found = page.window()
    assert isinstance(found, MainWindow)
    return found


def names(page: RosterPage) -> list[str]:
    model = page.people.table.people
    return [model.row_at(at).name for at in range(model.rowCount())]


def show(page: RosterPage, qtbot: QtBot, text: str = SOMEBODY) -> int:
    """Type a name, press Enter; returns who is shown."""
    field = find(page, QLineEdit, "roster-search")
    field.clear()
    write(field, text)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert page.person.person_id is not None
    return page.person.person_id


def edit(page: RosterPage, field: str) -> QLineEdit:
    return find(page, QLineEdit, f"edit-{field}")


def replace(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    write(field, text)


def held(page: RosterPage, person_id: int, field: str) -> str:
    return person_detail.detail(page.bench.office, person_id).texts[field]


def test_the_list_narrows_as_one_types(page: RosterPage) -> None:
    field = find(page, QLineEdit, "roster-search")
    assert page.window().focusWidget() is field
    assert find(page, QLabel, "people-count").text() == "620 人"
    write(field, "王")
    everybody = len(names(page))
    write(field, " 教育處")
    assert 0 < len(names(page)) < everybody
    assert find(page, QLabel, "people-count").text() == f"{len(names(page))}／620 人"
    press(field, Qt.Key.Key_Escape)
    assert len(names(page)) == 620


def test_enter_goes_from_the_search_to_the_list_and_on_to_the_person(page: RosterPage, qtbot: QtBot) -> None:
    show(page, qtbot)
    assert page.people.table.hasFocus(), "what is typed next must not land in somebody's name"
    press(page.people.table, Qt.Key.Key_Return)
    assert edit(page, "name").hasFocus()


def test_nobody_found_offers_everybody(page: RosterPage) -> None:
    write(find(page, QLineEdit, "roster-search"), "沒有這個人")
    click(find(page, QPushButton, "clear-search"))
    assert len(names(page)) == 620


def test_filters_narrow_and_a_header_sorts(page: RosterPage, qtbot: QtBot) -> None:
    click(find(page, QPushButton, "filter-luminary"))
    stars = names(page)
    click(find(page, QPushButton, "filter-it_staff"))
    assert 0 < len(names(page)) < len(stars) < 620
    click(find(page, QPushButton, "filter-it_staff"))
    for turned in (False, True):
        page.people.table.horizontalHeader().sectionClicked.emit(0)
        settled(qtbot, window(page))
        assert names(page) == sorted(stars, reverse=turned)


def test_a_field_is_saved_with_enter_and_seen_in_the_list(page: RosterPage, qtbot: QtBot) -> None:
    person_id = show(page, qtbot)
    replace(edit(page, "title"), "科長")
    press(edit(page, "title"), Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert held(page, person_id, "title") == "科長"
    assert page.people.table.people.row_at(0).title == "科長"
    page.people.table.setFocus()
    press(page.people.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: edit(page, "title").text() != "科長")


def test_an_error_keeps_the_text_and_the_data(page: RosterPage, qtbot: QtBot) -> None:
    person_id = show(page, qtbot)
    before = held(page, person_id, "birth_date")
    replace(edit(page, "birth_date"), "64/02/30")
    press(edit(page, "birth_date"), Qt.Key.Key_Return)
    settled(qtbot, window(page))
    fault = find(page, QLabel, "fault-birth_date")
    assert fault.isVisible()
    assert "日期不存在" in fault.text()
    assert edit(page, "birth_date").text() == "64/02/30"
    assert held(page, person_id, "birth_date") == before
    show(page, qtbot, "蘇婉婷")
    assert not fault.isVisible()
    show(page, qtbot)
    assert edit(page, "birth_date").text() == "64/02/30", "what was refused comes back with the person"
    edit(page, "birth_date").setFocus()
    press(edit(page, "birth_date"), Qt.Key.Key_Escape)
    assert edit(page, "birth_date").text() == before
    assert not fault.isVisible()


def test_the_number_of_somebody_else_is_refused_in_words(page: RosterPage, qtbot: QtBot) -> None:
    person_id = show(page, qtbot)
    click(find(page, QToolButton, "show-number"))
    replace(edit(page, "id_no"), "Q155039466")
    press(edit(page, "id_no"), Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert "Q15*****66" in find(page, QLabel, "fault-id_no").text()
    assert held(page, person_id, "id_no") == "U104070882"


def test_nothing_typed_is_lost_when_one_leaves(page: RosterPage, qtbot: QtBot) -> None:
    first = show(page, qtbot)
    replace(edit(page, "unit"), "秘書室")
    second = show(page, qtbot, "蘇婉婷")
    replace(edit(page, "unit"), "主計室")
    go(window(page), "settings")
    settled(qtbot, window(page))
    assert (held(page, first, "unit"), held(page, second, "unit")) == ("秘書室", "主計室")


def test_typing_goes_on_while_the_field_before_is_saved(page: RosterPage, qtbot: QtBot) -> None:
    person_id = show(page, qtbot)
    replace(edit(page, "unit"), "秘書室")
    replace(edit(page, "title"), "專門")
    settled(qtbot, window(page))
    assert edit(page, "title").text() == "專門", "reading the person again leaves the typing alone"
    write(edit(page, "title"), "委員")
    press(edit(page, "title"), Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert (held(page, person_id, "unit"), held(page, person_id, "title")) == ("秘書室", "專門委員")


def test_a_number_is_masked_until_somebody_asks(
    page: RosterPage, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    show(page, qtbot)
    assert edit(page, "id_no").text() == "U10*****82"
    with caplog.at_level(logging.INFO):
        click(find(page, QToolButton, "show-number"))
    assert edit(page, "id_no").text() == "U104070882"
    assert "number shown" in caplog.text
    assert "U104070882" not in caplog.text
    show(page, qtbot, "蘇婉婷")
    assert "*" in edit(page, "id_no").text()


def test_a_character_that_does_not_print_is_told_while_it_is_typed(page: RosterPage, qtbot: QtBot) -> None:
    person_id = show(page, qtbot)
    substitute = edit(page, "name_substitute")
    assert not substitute.isVisible()
    replace(edit(page, "name"), "溫\ue000\U000323a0")
    edit(page, "name").textEdited.emit(edit(page, "name").text())
    told = find(page, QLabel, "name-check").text()
    assert "U+E000" in told
    assert "U+323A0" in told
    assert substitute.isVisible()
    replace(substitute, "溫喆華")
    press(substitute, Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert held(page, person_id, "name_substitute") == "溫喆華"


def test_a_place_names_a_person_and_a_field(page: RosterPage, qtbot: QtBot) -> None:
    person_id = page.people.table.people.ids[400]
    write(find(page, QLineEdit, "roster-search"), "溫")
    page.bench.navigator.go(Place("roster", person_id=person_id, field="email"))
    settled(qtbot, window(page))
    assert page.person.person_id == person_id
    assert edit(page, "email").hasFocus()
    assert page.people.table.selected_ids() == [person_id], "what hid the person is cleared"


def test_a_nomination_leads_to_its_course(page: RosterPage, qtbot: QtBot) -> None:
    nominate.nominate_file(
        page.bench.office, "course-advanced", SAMPLES / "nominate-advanced.csv", skip_errors=True
    )
    office = page.bench.office
    shown = next(
        one
        for one in people_list.index(office).search("", people_list.Filter.ATTENDED).ids
        if person_detail.detail(office, one).nominations
    )
    page.bench.navigator.go(Place("roster", person_id=shown))
    settled(qtbot, window(page))
    nomination = person_detail.detail(office, shown).nominations[0]
    asked: list[Place] = []
    page.bench.navigator.asked.connect(asked.append)
    click(find(page, QPushButton, f"nomination-{nomination.id}"))
    assert asked == [Place("courses", activity="course-advanced", nomination_id=nomination.id)]


def test_columns_are_chosen_and_remembered(page: RosterPage) -> None:
    click(find(page, QToolButton, "columns"))
    menu = find(page, QMenu, "columns-menu")
    next(one for one in menu.findChildren(QAction) if one.objectName() == "column-email").trigger()
    next(one for one in menu.findChildren(QAction) if one.objectName() == "column-unit").trigger()
    keys = [column.key for column in page.people.table.people.columns]
    assert keys == ["name", "agency", "title", "rank_grade", "email", "marks"]
    assert page.bench.preferences.get("columns")["roster"] == keys
    menu.close()


@pytest.mark.parametrize("name", ["名單.csv", "名單"])
def test_the_visible_list_is_exported(
    page: RosterPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), "CSV (*.csv)"))
    write(find(page, QLineEdit, "roster-search"), "王")
    click(find(page, QToolButton, "export"))
    menu = find(page, QMenu, "export-menu")
    menu.actions()[0].trigger()
    menu.close()
    settled(qtbot, window(page))
    with (tmp_path / "名單.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *lines = list(csv.reader(file))
    assert header == ["姓名", "機關", "單位", "職稱", "官職等", "標記"]
    assert [line[0] for line in lines] == names(page)
    assert f"{len(lines)} 人" in find(window(page), QLabel, "message-text").text()


def test_the_visible_people_are_exported_with_a_profile(
    page: RosterPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "全部.csv"), "*.csv"))
    write(find(page, QLineEdit, "roster-search"), "王")
    click(find(page, QToolButton, "export"))
    menu = find(page, QMenu, "export-menu")
    menu.actions()[-1].trigger()
    menu.close()
    settled(qtbot, window(page))
    with (tmp_path / "全部.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["姓名"] for row in rows) == sorted(names(page))
    assert all("*" not in row["身分證統一編號"] for row in rows), "this profile has whole numbers"


def test_somebody_is_added_once_everything_is_right(page: RosterPage, qtbot: QtBot) -> None:
    write(find(page, QLineEdit, "roster-search"), "林新人")
    click(find(page, QPushButton, "add-person-open"))
    dialog = find(window(page), QWidget, "add-person")
    assert find(dialog, QLineEdit, "edit-name").text() == "林新人"
    write(find(dialog, QLineEdit, "edit-id_no"), "A123456788")
    write(find(dialog, QLineEdit, "edit-agency"), "雲林縣政府")
    click(find(dialog, QPushButton, "accept-add"))
    settled(qtbot, window(page))
    assert "檢查碼" in find(dialog, QLabel, "fault-id_no").text()
    replace(find(dialog, QLineEdit, "edit-id_no"), "A123456789")
    click(find(dialog, QPushButton, "accept-add"))
    settled(qtbot, window(page))
    assert not dialog.isVisible()
    assert find(page, QLabel, "person-name").text() == "林新人"
    assert len(page.people.table.people.ids) == 1


def test_two_records_of_one_person_become_one(page: RosterPage, qtbot: QtBot) -> None:
    office = page.bench.office
    kept = show(page, qtbot)
    values = {"name": SOMEBODY, "id_no": "A123456789", "agency": "雲林縣議會", "mobile": "0912345678"}
    dropped = people.add(office, values).person_id
    assert dropped is not None
    settled(qtbot, window(page))
    page.people.table.selectAll()
    click(find(page, QPushButton, "merge-pair"))
    dialog = find(window(page), QWidget, "merge")
    assert find(dialog, QRadioButton, "merge-mobile-dropped").isChecked(), "a blank field takes what is told"
    click(find(dialog, QRadioButton, "merge-agency-dropped"))
    click(find(dialog, QPushButton, "accept-merge"))
    settled(qtbot, window(page))
    assert page.people.table.people.ids == [kept]
    assert (held(page, kept, "mobile"), held(page, kept, "agency")) == ("0912345678", "雲林縣議會")
    assert held(page, kept, "id_no") == "U104070882"


def test_people_stand_in_the_palette(page: RosterPage, qtbot: QtBot) -> None:
    go(window(page), "settings")
    window(page).show_palette()
    field = find(window(page), QLineEdit, "palette-field")
    write(field, SOMEBODY)
    press(field, Qt.Key.Key_Return)
    settled(qtbot, window(page))
    assert window(page).page is page
    assert find(page, QLabel, "person-name").text() == SOMEBODY


def test_where_room_is_little_the_person_lies_over_the_list(page: RosterPage, qtbot: QtBot) -> None:
    window(page).resize(1024, 700)
    qtbot.waitUntil(lambda: not page.person.isVisible())
    show(page, qtbot)
    assert page.person.isVisible()
    assert not find(page, Table, "people").isVisible()
    click(find(page, QToolButton, "back-to-list"))
    assert find(page, Table, "people").isVisible()


def test_the_page_speaks_english_at_once(page: RosterPage) -> None:
    page.bench.texts.choose("en")
    assert find(page, QLabel, "people-count").text() == "620 people"
    header = page.people.table.people.headerData(0, Qt.Orientation.Horizontal)
    assert header == "Name"
    page.bench.texts.choose("zh_TW")
