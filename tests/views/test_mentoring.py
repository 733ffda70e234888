"""A coordinator pairs mentors and mentees on the board, accepts the pairs, and keeps their diary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core import paths
from desktop.models.office import OfficeRow
from desktop.services import (
    mentoring,
    mentoring_acts,
    mentoring_terms,
    mentoring_union,
    pairing_acts,
    pairing_board,
    pairs,
)
from desktop.views.main_window import MainWindow
from desktop.views.widgets.table import Table
from tests.builders import add_people, make_office
from tests.views.conftest import go, settled
from tests.views.hands import click, drop, find, write
from tests.views.mentoring_page import board_of, dialog, page_of, tab_of

SAMPLES = paths.resources() / "samples"
LETTER = ("研習字第1040000234號", date(2015, 3, 20))


def test_a_dropped_list_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    drop(county, SAMPLES / "mentors.csv")
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    assert len(mentoring.listing(county.bench.office, "mentor")) == 36
    assert page.members.counts.text().startswith("師傅 36 人（可帶 73 人）")


def test_a_list_of_both_pools_is_taken(county: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = page_of(county)
    path = tmp_path / "both.csv"
    path.write_text(
        "身分證統一編號,姓名,角色,專長或需求,可帶人數\n"
        "E110460193,丁彥廷,師傅,文化、資訊,2\nT165635722,何曉明,徒弟,資訊,\n",
        encoding="utf-8",
    )
    drop(county, path)
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    assert page.members.counts.text() == "師傅 1 人（可帶 2 人）　徒弟 1 人"


def test_accepted_pairs_stand_in_the_year(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    click(find(pools, QPushButton, "accept-pairs"))
    settled(qtbot, pools)
    assert tab.state.text() == "✓ 已採用"
    assert not tab.accept.isEnabled()
    page = page_of(pools)
    page.tabs.setCurrentWidget(page.pairs)
    assert page.pairs.counts.text() == "48 對　建議 48"
    first = page.pairs.model.rows[0]
    page.pairs.select(first.id)
    click(page.pairs.answer)
    shown = dialog(pools)
    state = find(shown, QComboBox, "answer-state")
    state.setCurrentIndex(state.findData("granted"))
    write(find(shown, QLineEdit, "answer-number"), LETTER[0])
    write(find(shown, QLineEdit, "answer-day"), "104/3/20")
    click(find(shown, QPushButton, "answer-do"))
    (granted,) = [one for one in pairs.read(pools.bench.office) if one.state == "granted"]
    assert (granted.id, granted.document_no) == (first.id, LETTER[0])
    page.tabs.setCurrentWidget(tab)
    settled(qtbot, pools)
    assert board_of(tab).mentee(granted.mentee_member).granted
    said: list[str] = []
    pools.bench.presenter.succeeded.connect(said.append)
    tab.view.dropped.emit(granted.mentee_member, board_of(tab).mentors[0].id)
    assert said == ["這一對已由中心核定；要改配，請先在「歷程」終止。"]


def test_a_discussion_is_entered_and_a_pair_ends_with_a_reason(pools: MainWindow, qtbot: QtBot) -> None:
    office = pools.bench.office
    pairing_acts.accept(office)
    ids = [one.id for one in pairs.read(office)]
    pairs.state(office, ids, "granted", number=LETTER[0], day=LETTER[1])
    page = page_of(pools)
    page.tabs.setCurrentWidget(page.pairs)
    first = page.pairs.model.rows[0]
    page.pairs.select(first.id)
    page.pairs.parts.setCurrentIndex(1)
    click(find(pools, QPushButton, "add-discussion"))
    record = page.pairs.lists["discussion"].record
    write(record.widgets["day"], "104/4/9")
    write(record.widgets["minutes"], "60")
    write(record.widgets["topic"], "案例討論")
    page.leave()
    kept = next(one for one in pairs.read(office) if one.id == first.id)
    assert kept.lines("discussion")[0].cells == {"day": "2015-04-09", "minutes": "60", "topic": "案例討論"}
    click(page.pairs.end)
    shown = dialog(pools)
    write(find(shown, QLineEdit, "reason"), "職務異動")
    click(find(shown, QPushButton, "reason-do"))
    ended = next(one for one in pairs.read(office) if one.id == first.id)
    assert (ended.state, ended.ended_reason) == ("ended", "職務異動")


def test_people_are_named_and_kept_as_numbers(pools: MainWindow, qtbot: QtBot) -> None:
    page = page_of(pools)
    mentee = mentoring.listing(pools.bench.office, "mentee")[0]
    mentor = next(
        one for one in mentoring.listing(pools.bench.office, "mentor") if one.person.name == "柯俊傑"
    )
    page.members.select(mentee.id)
    form = page.members.detail.form
    form.widgets["wishes"].setFocus()
    write(form.widgets["wishes"], "柯俊傑")
    page.leave()
    kept = next(one for one in mentoring.listing(pools.bench.office) if one.id == mentee.id)
    assert kept.wishes == mentor.person.id_no
    shown = form.widgets["wishes"]
    assert isinstance(shown, QLineEdit)
    assert shown.text() == "柯俊傑", "nobody reads numbers"


def test_a_word_counts_as_another(pools: MainWindow) -> None:
    office = pools.bench.office
    mentor = mentoring.listing(office, "mentor")[0]
    mentoring.put(office, mentor.id, {"terms": "資訊安全"})
    page = page_of(pools)
    page.members.ask_terms()
    shown = dialog(pools)
    table = find(shown, Table, "terms")
    words = [one.term for one in mentoring_terms.listing(office)]
    table.select(words.index("資訊安全"))
    meant = find(shown, QComboBox, "meant")
    assert meant.currentText() == "資訊", "what is alike is offered first"
    click(find(shown, QPushButton, "same"))
    assert "資訊安全" not in [one.term for one in mentoring_terms.listing(office)]


def test_the_report_counts_the_year_and_a_neighbour_is_paired_with(
    pools: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    office = pools.bench.office
    pairing_acts.accept(office)
    one = pairs.read(office)[0]
    pairs.state(office, [one.id], "granted", number=LETTER[0], day=LETTER[1])
    told = {"day": "2015-04-09", "mode": "online", "minutes": "60", "topic": "案例"}
    pairs.add_line(office, one.id, "discussion", told)
    page = page_of(pools)
    page.tabs.setCurrentWidget(page.report)
    assert "互動討論 1 次、共 60 分鐘" in page.report.told.text()
    assert "104/04" in page.report.charts["months"].accessibleDescription()
    said: list[str] = []
    pools.bench.presenter.succeeded.connect(said.append)
    page.write_pool(tmp_path / "ours.json")
    assert said[0].startswith("已寫出 ")
    with make_office(tmp_path / "theirs") as theirs:
        add_people(theirs, 3)
        with theirs.database.writing("test.county") as journal:
            journal.update(OfficeRow, 1, {"county_code": "10010"})
        for person in (1, 2, 3):
            made = mentoring_acts.add(theirs, "mentor", person)
            mentoring.put(theirs, made, {"terms": "資訊", "languages": "國語"})
        mentoring_union.export_pool(theirs, tmp_path / "theirs.json")
    page.ask_union([tmp_path / "theirs.json"])
    settled(qtbot, pools)
    shown = dialog(pools)
    assert "配對 47" in find(shown, QLabel, "union-told").text(), "the granted pair is not free"
    page.ask_union([tmp_path / "ours.json"])
    settled(qtbot, pools)
    assert len([one for one in pools.findChildren(QDialog) if one.isVisible()]) == 1, "our own is refused"


def test_pairs_of_earlier_years_are_not_made_again(pools: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    tab = tab_of(pools, qtbot)
    first = board_of(tab).mentees[0]
    numbers = {one.id: one.person.id_no for one in mentoring.listing(pools.bench.office)}
    path = tmp_path / "history.csv"
    path.write_text(f"徒弟,師傅,年度\n{numbers[first.id]},{numbers[first.mentor]},103\n", encoding="utf-8")
    drop(pools, path)
    settled(qtbot, pools)
    click(find(dialog(pools), QPushButton, "import-do"))
    settled(qtbot, pools)
    assert board_of(tab).mentee(first.id).mentor != first.mentor
    other = next(
        one for one in pairing_board.alternatives(board_of(tab), first.id) if one.mentor == first.mentor
    )
    assert other.rules == ("earlier",)


def test_a_finding_leads_to_the_board_or_to_the_pair(pools: MainWindow, qtbot: QtBot) -> None:
    page = page_of(pools)
    go(pools, "mentoring", field="board")
    settled(qtbot, pools)
    assert page.tabs.currentWidget() is page.board
    pairing_acts.accept(pools.bench.office)
    one = pairs.read(pools.bench.office)[7]
    go(pools, "mentoring", nomination_id=one.mentee_member, field="year")
    assert page.tabs.currentWidget() is page.pairs
    assert [pair.id for pair in page.pairs.selected] == [one.id]
    go(pools, "mentoring", nomination_id=one.mentor_member)
    assert [line.id for line in page.members.selected] == [one.mentor_member]


def test_without_pools_the_page_says_what_to_do(county: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(county, qtbot)
    assert tab._stack.currentIndex() == 0
    page = page_of(county)
    page.tabs.setCurrentWidget(page.pairs)
    assert page.pairs._stack.currentIndex() == 0
