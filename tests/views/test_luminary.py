"""A coordinator answers by keyboard, agrees with the team, and reads the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from desktop.services import (
    demo_diagnosis,
    diagnoses,
    diagnosis_agreed,
    diagnosis_files,
    diagnosis_report,
    luminary,
    undo,
)
from desktop.views.luminary.page import LuminaryPage
from desktop.views.main_window import MainWindow
from desktop.views.printing.preview import PdfPreview
from desktop.views.widgets.dialog import Dialog
from desktop.views.widgets.table import Table
from tests.diagnosis import ITEMS, five
from tests.views.conftest import go, settled
from tests.views.hands import click, drop, find, press, write


def page_of(window: MainWindow) -> LuminaryPage:
    go(window, "luminary")
    page = window.page
    assert isinstance(page, LuminaryPage)
    return page


def answers(window: MainWindow, number: int = 1) -> dict[str, str]:
    office = window.bench.office
    (one,) = [line for line in diagnoses.respondents(office) if line.number == number]
    return diagnoses.answers_of(office, one.id)


def test_a_questionnaire_is_answered_by_keyboard_alone(county: MainWindow) -> None:
    page = page_of(county)
    page.show_step("diagnosis")
    click(find(county, QPushButton, "first-respondent"))
    first = find(county, QPushButton, "item-0-level-1")
    assert first.hasFocus()
    press(first, Qt.Key.Key_3)
    press(find(county, QPushButton, "item-0-need-0"), Qt.Key.Key_2)
    second = find(county, QPushButton, "item-1-level-1")
    assert second.hasFocus(), "the hands go on to the next item"
    press(second, Qt.Key.Key_N)
    reason = find(county, QLineEdit, "item-1-reason")
    assert reason.hasFocus()
    write(reason, "離島")
    click(find(county, QPushButton, "item-2-level-4"))
    assert answers(county) == {
        "A1_level": "3",
        "A1_need": "2",
        "A2_level": "na",
        "A2_reason": "離島",
        "A3_level": "4",
    }
    evidence = find(county, QLineEdit, "item-2-evidence")
    assert evidence.isVisible()
    click(find(county, QPushButton, "jump"))
    assert find(county, QPushButton, "item-2-need-0").hasFocus(), "the need of A3 is missing first"
    press(find(county, QPushButton, "item-2-need-0"), Qt.Key.Key_0)
    click(find(county, QPushButton, "jump"))
    assert evidence.hasFocus()
    write(evidence, "府函")
    go(county, "home")
    assert answers(county)["A3_evidence"] == "府函", "what is being typed is kept"
    page_of(county)
    assert page.answering.progress.text().startswith("已答 3／36")


def test_the_last_item_of_a_section_leads_to_the_next(county: MainWindow) -> None:
    page = page_of(county)
    page.show_step("diagnosis")
    diagnoses.add(county.bench.office)
    page.answering.show_section("A")
    for at, _item in enumerate(ITEMS[:6]):
        press(find(county, QPushButton, f"item-{at}-level-1"), Qt.Key.Key_2)
        press(find(county, QPushButton, f"item-{at}-need-0"), Qt.Key.Key_1)
    assert page.answering.rows[0].code == "B1"
    assert find(county, QPushButton, "section-A").text().endswith("✓")
    page.answering.show_section("remarks")
    words = find(county, QPlainTextEdit, "text-strengths")
    words.setFocus()
    write(words, "同仁踴躍")
    page.answering.show_section("A")
    assert answers(county)["strengths"] == "同仁踴躍"


def test_the_team_agrees_and_goes_on_to_what_is_open(county: MainWindow) -> None:
    five(county.bench.office)
    page = page_of(county)
    page.tabs.setCurrentWidget(page.consensus)
    consensus = page.consensus
    click(consensus.accept_all)
    open_ones = [line.item.code for line in consensus.model.rows if line.fixed is None]
    assert open_ones == ["A1", "B1"]
    consensus.select("A1")
    assert "【第5位 成熟5 需求2】" in find(county, QLabel, "said").text()
    press(find(county, QPushButton, "agreed-level-1"), Qt.Key.Key_2)
    press(find(county, QPushButton, "agreed-need-0"), Qt.Key.Key_3)
    click(consensus.decide)
    (line,) = [one for one in diagnosis_agreed.read(county.bench.office) if one.item.code == "A1"]
    assert (line.agreed.level, line.agreed.need) == (2, 3)
    assert consensus.selected is not None
    assert consensus.selected.item.code == "B1"
    click(find(county, QPushButton, "agreed-level-na"))
    click(consensus.decide)
    assert consensus.selected.item.code == "B1", "not applicable needs a reason"
    write(consensus.note, "無此編制")
    click(consensus.decide)
    assert all(one.agreed.settled for one in diagnosis_agreed.read(county.bench.office))
    consensus.select("A1")
    assert "M2 N3" in find(county, QLabel, "history").text()


def test_few_respondents_are_not_told_apart(county: MainWindow) -> None:
    office = county.bench.office
    five(office)
    diagnoses.remove(office, diagnoses.respondents(office)[0].id)
    page = page_of(county)
    page.tabs.setCurrentWidget(page.consensus)
    assert find(county, QLabel, "said").text() == "成熟度（由低到高）：2、3、3、5"


def test_the_report_leads_to_what_the_programme_offers(county: MainWindow) -> None:
    page = page_of(county)
    page.tabs.setCurrentWidget(page.report)
    assert not page.report.radar.isVisible()
    demo_diagnosis.answers(county.bench.office)
    demo_diagnosis.agree(county.bench.office)
    assert page.report.radar.isVisible()
    assert "願景與治理 50%" in page.report.radar.accessibleDescription()
    assert [one.line.item.code for one in page.report.model.rows][:3] == ["D3", "E4", "A4"]
    page.report.table.select(2)
    click(page.report.start)
    assert county.page is page, "the visit of the experts has no page of its own"
    page.report.table.select(0)
    click(page.report.start)
    assert county.page.key == "courses"


def test_sheets_are_written_dropped_and_told_of(
    county: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(county)
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_given: (2, True))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_given: str(tmp_path))
    with qtbot.waitSignal(county.bench.presenter.succeeded, timeout=20_000):
        click(find(county, QPushButton, "sheets"))
    settled(qtbot, county)
    sheets = sorted(tmp_path.glob("*.xlsx"))
    assert len(sheets) == 2
    five(county.bench.office)
    first = diagnoses.respondents(county.bench.office)[0]
    back = diagnosis_files.export_json(county.bench.office, first.id, tmp_path / "a.json")
    go(county, "home")
    drop(county, back, *sheets)
    settled(qtbot, county)
    told = next(one for one in county.findChildren(Dialog) if one.isVisible())
    assert find(told, Table, "collected-files").table_model.rowCount() == 3
    click(find(told, QPushButton, "collected-close"))
    assert len(diagnoses.respondents(county.bench.office)) == 7
    page.show_step("diagnosis")


def test_the_blank_form_and_the_report_are_printed(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    demo_diagnosis.answers(county.bench.office)
    demo_diagnosis.agree(county.bench.office)
    from desktop.views.lists.print_menu import PrintMenu  # noqa: PLC0415 - beside its use

    menu = find(county, PrintMenu, "print")
    for code in ("view.luminary.print.blank", "view.luminary.print.report"):
        menu.entries[code].trigger()
        settled(qtbot, county)
        shown = next(one for one in county.findChildren(PdfPreview) if one.isVisible())
        shown.close()
    assert page.isVisible()


def test_removing_a_respondent_can_be_undone(county: MainWindow) -> None:
    five(county.bench.office)
    page = page_of(county)
    assert page.answering.selected is not None
    click(page.answering.remove)
    assert len(page.answering.model.rows) == 4
    undo.undo(county.bench.office.database)
    assert len(page.answering.model.rows) == 5


def test_the_year_before_is_drawn_beside_and_the_report_written(
    county: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = page_of(county)
    demo_diagnosis.answers(county.bench.office)
    demo_diagnosis.agree(county.bench.office)
    page.tabs.setCurrentWidget(page.report)
    with qtbot.waitSignal(county.bench.presenter.succeeded, timeout=20_000):
        page.report.write(tmp_path)
    settled(qtbot, county)
    told = json.loads((tmp_path / "diagnosis.json").read_text(encoding="utf-8")) | {"roc_year": 103}
    (tmp_path / "diagnosis.json").write_text(json.dumps(told), encoding="utf-8")
    page.report.take_before(tmp_path / "diagnosis.json")
    assert diagnosis_report.read(county.bench.office).year_before == 103


def test_a_proposal_is_written_part_by_part(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    office = county.bench.office
    title = find(county, QLineEdit, "field-title")
    title.setFocus()
    write(title, "深耕計畫")
    page.proposal.show_part("team")
    page.proposal.flush()
    assert luminary.read(office).cells["title"] == "深耕計畫"
    assert "還沒寫「現況與問題」" in find(county, QLabel, "lacks").text()
    click(find(county, QPushButton, "add-team"))
    record = page.proposal.lists["team"].record
    name = record.widgets["name"]
    assert name.hasFocus()
    write(name, "張玉珍")
    go(county, "home")
    assert luminary.read(office).lines("team")[0].cells == {"name": "張玉珍"}
    page_of(county)
    page.proposal.show_part("team")
    click(find(county, QPushButton, "remove-team"))
    assert luminary.read(office).lines("team") == ()


def test_the_steps_lead_to_where_they_are_done(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    click(find(county, QPushButton, "step-consultation"))
    assert page.proposal.part == "visit"
    click(find(county, QPushButton, "step-diagnosis"))
    assert page.tabs.currentIndex() == 1
    click(find(county, QPushButton, "step-selection"))
    asked = next(one for one in county.findChildren(Dialog) if one.isVisible())
    state = find(asked, QComboBox, "answer-state")
    state.setCurrentIndex(state.findData("selected"))
    assert not find(asked, QPushButton, "answer-do").isEnabled(), "an answer needs its letter"
    write(find(asked, QLineEdit, "answer-number"), "研習字第1號")
    write(find(asked, QLineEdit, "answer-day"), "1040320")
    click(find(asked, QPushButton, "answer-do"))
    assert luminary.read(county.bench.office).state == "selected"
    assert find(county, QPushButton, "step-selection").text().startswith("✓")


def test_what_is_refused_is_not_lost(county: MainWindow) -> None:
    page = page_of(county)
    office = county.bench.office
    page.proposal.show_part("request")
    click(find(county, QPushButton, "add-request"))
    record = page.proposal.lists["request"].record
    items = record.widgets["items"]
    assert isinstance(items, QLineEdit)
    items.setFocus()
    write(items, "a1 z9")
    record.widgets["topic"].setFocus()
    assert items.text() == "a1 z9", "it can be mended"
    assert "items" not in luminary.read(office).lines("request")[0].cells
    items.setFocus()
    items.setText("a1 d3")
    record.widgets["topic"].setFocus()
    assert luminary.read(office).lines("request")[0].cells["items"] == "A1 D3"
    assert items.text() == "A1 D3"


def test_a_click_on_the_matrix_shows_the_item(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    demo_diagnosis.answers(county.bench.office)
    demo_diagnosis.agree(county.bench.office)
    page.tabs.setCurrentWidget(page.report)
    settled(qtbot, county)
    matrix = page.report.matrix
    drawn = diagnosis_report.matrix_of(diagnosis_report.read(county.bench.office), "zh_TW")
    width, size = float(matrix.width()), matrix._size()
    places = [(x, y) for x in range(0, matrix.width(), 4) for y in range(0, matrix.height(), 4)]
    found = {diagnosis_report.item_at(drawn, width, size, place): place for place in places}
    assert set(ITEMS) <= set(found), "every item can be hit"
    click(matrix, QPoint(*found["D3"]))
    assert page.tabs.currentWidget() is page.consensus
    assert page.consensus.selected is not None
    assert page.consensus.selected.item.code == "D3"


def test_what_is_typed_stays_with_its_respondent(county: MainWindow) -> None:
    """Even where the selection changes without the field being left."""
    five(county.bench.office)
    page = page_of(county)
    page.show_step("diagnosis")
    page.answering.table.select(0)
    page.answering.show_section("A")
    click(find(county, QPushButton, "item-0-level-4"))
    evidence = find(county, QLineEdit, "item-0-evidence")
    evidence.setFocus()
    write(evidence, "只屬於第一位")
    page.answering.table.select(2)
    assert answers(county, 1)["A1_evidence"] == "只屬於第一位"
    assert "A1_evidence" not in answers(county, 3)
    assert evidence.text() == ""
    page.answering.show_section("remarks")
    words = find(county, QPlainTextEdit, "text-strengths")
    words.setFocus()
    write(words, "第三位的意見")
    page.answering.table.select(1)
    assert answers(county, 3)["strengths"] == "第三位的意見"
    assert "strengths" not in answers(county, 2)
    assert words.toPlainText() == ""


def test_what_is_entered_and_not_fixed_is_there_on_coming_back(county: MainWindow) -> None:
    five(county.bench.office)
    page = page_of(county)
    page.tabs.setCurrentWidget(page.consensus)
    consensus = page.consensus
    consensus.select("A1")
    click(find(county, QPushButton, "agreed-level-2"))
    write(consensus.note, "待補佐證")
    consensus.select("C3")
    assert consensus.note.text() == ""
    consensus.select("A1")
    assert (consensus.note.text(), consensus.level.value) == ("待補佐證", "2")
    click(find(county, QPushButton, "agreed-need-1"))
    click(consensus.decide)
    consensus.select("A1")
    assert (consensus.note.text(), consensus.need.value) == ("待補佐證", "1")
