"""A coordinator pairs mentors and mentees on the board, accepts the pairs, and keeps their diary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
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
    undo,
)
from desktop.services.pairing import Totals
from desktop.services.pairing_board import Board
from desktop.views.main_window import MainWindow
from desktop.views.mentoring.arrangement import arrange
from desktop.views.mentoring.board import BoardTab
from desktop.views.mentoring.page import MentoringPage
from desktop.views.widgets.table import Table
from tests.builders import add_people, make_office
from tests.views.conftest import go, settled
from tests.views.hands import click, drop, find, press, write

SAMPLES = paths.resources() / "samples"
LETTER = ("研習字第1040000234號", date(2015, 3, 20))


def page_of(window: MainWindow) -> MentoringPage:
    go(window, "mentoring")
    page = window.page
    assert isinstance(page, MentoringPage)
    return page


@pytest.fixture
def pools(county: MainWindow) -> MainWindow:
    """The window with both samples' pools."""
    mentoring.import_mentors(county.bench.office, SAMPLES / "mentors.csv")
    mentoring.import_mentees(county.bench.office, SAMPLES / "mentees.csv")
    return county


def tab_of(window: MainWindow, qtbot: QtBot) -> BoardTab:
    page = page_of(window)
    page.tabs.setCurrentWidget(page.board)
    settled(qtbot, window)
    return page.board


def board_of(tab: BoardTab) -> Board:
    assert tab.board is not None
    return tab.board


def dialog(window: MainWindow) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())


def drag(tab: BoardTab, mentee: int, to: tuple[str, int]) -> None:
    """Hold a mentee and let go over somebody."""
    view = tab.view
    view.choose(("mentee", mentee))
    start = view._box(("mentee", mentee)).center()
    target = view._box(to).center()
    port = view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + QPoint(30, 3))
    QTest.mouseMove(port, target)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=target)


def test_a_dropped_list_is_previewed_and_written(county: MainWindow, qtbot: QtBot) -> None:
    page = page_of(county)
    drop(county, SAMPLES / "mentors.csv")
    settled(qtbot, county)
    click(find(dialog(county), QPushButton, "import-do"))
    settled(qtbot, county)
    assert len(mentoring.listing(county.bench.office, "mentor")) == 36
    assert page.members.counts.text().startswith("師傅 36 人（可帶 73 人）")


def test_the_board_shows_the_best_pairs_and_why(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    assert tab.totals.text() == "48/48 配對 · 最低 35 · 總分 3,647"
    assert tab.proof.text() == "✓ 最佳性已驗證"
    assert tab.state.text() == "尚未採用"
    board = board_of(tab)
    one, other = next(
        (line, other)
        for line in board.mentees
        for other in pairing_board.alternatives(board, line.id)
        if line.points and other.points.total > line.points.total and not other.rules
        if pairing_board.cost(board, [(line.id, other.mentor)]).total < 0
    )
    tab.view.choose(("mentee", one.id))
    assert find(tab.detail, QLabel, "partner").text().startswith(f"師傅 {board.names[one.mentor]}")
    assert one.points is not None
    assert find(tab.detail, QLabel, "points-told").text().startswith(f"需求 {one.points.needs}")
    place = tab.detail.others.place_of(other.mentor)
    assert place is not None, "better for this mentee, but not for all"
    tab.detail.table.select(place)
    exact = pairing_board.cost(board, [(one.id, other.mentor)])
    assert f"全體總分 −{-exact.total}" in tab.detail.cost.text()
    qtbot.waitUntil(lambda: f"−{-exact.total}" in tab.detail.others.texts(place))


def test_keys_fix_free_and_keep_apart_and_undo_takes_it_back(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    office = pools.bench.office
    first = board_of(tab).mentees[0]
    tab.view.choose(("mentee", first.id))
    tab.view.setFocus()
    press(tab.view, Qt.Key.Key_L)
    settled(qtbot, pools)
    assert board_of(tab).mentee(first.id).locked
    assert board_of(tab).now == Totals(48, 35, 3647)
    press(tab.view, Qt.Key.Key_Delete)
    settled(qtbot, pools)
    assert not board_of(tab).mentee(first.id).locked
    said: list[str] = []
    pools.bench.presenter.succeeded.connect(said.append)
    press(tab.view, Qt.Key.Key_B)
    settled(qtbot, pools)
    assert board_of(tab).mentee(first.id).mentor != first.mentor
    assert board_of(tab).now.total <= 3647
    assert said[-1].startswith("已重新配對")
    assert undo.undo(office.database).action == "pairing.ban"
    settled(qtbot, pools)
    assert board_of(tab).mentee(first.id).mentor == first.mentor


def test_two_who_are_kept_apart_are_allowed_again(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    first = board_of(tab).mentees[0]
    tab.view.choose(("mentee", first.id))
    click(find(pools, QPushButton, "ban"))
    settled(qtbot, pools)
    assert not tab.detail.allow.isVisible()
    place = tab.detail.others.place_of(first.mentor)
    assert place is not None
    tab.detail.table.select(place)
    assert tab.detail.others.rows[place].rules == ("ban",)
    click(find(pools, QPushButton, "allow-other"))
    settled(qtbot, pools)
    assert board_of(tab).mentee(first.id).mentor == first.mentor


def test_what_is_selected_stays_when_the_reasons_come(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    tab.view.choose(("mentee", board_of(tab).mentees[3].id))
    tab.detail.table.select(2)
    told = tab.detail.cost.text()
    tab._take_reasons(board_of(tab), {board_of(tab).mentees[3].id: "缺名額"})
    assert (tab.detail.table.selected_ids(), tab.detail.cost.text()) == (
        [tab.detail.others.rows[2].mentor],
        told,
    )


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


def test_a_mentee_is_dragged_to_another_mentor(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    board = board_of(tab)
    mentee, mentor = next(
        (one.id, other.mentor)
        for one in board.mentees
        for other in pairing_board.alternatives(board, one.id)
        if not other.rules and board.mentor(other.mentor).used
    )
    expected = pairing_board.cost(board, [(mentee, mentor)])
    tab.shown.setCurrentIndex(0)
    tab.sought.setText(board.names[mentor])
    tab.sought.clear()
    tab.view.resize(900, 6000)  # everybody is seen, so that there is something to let go over
    drag(tab, mentee, ("mentor", mentor))
    settled(qtbot, pools)
    after = board_of(tab)
    assert (after.mentee(mentee).mentor, after.mentee(mentee).locked) == (mentor, True)
    assert after.now.total - board.now.total == expected.total
    moved = {one.mentee for one in expected.moves}
    assert moved == {
        one.id for one in after.mentees if one.mentor != board.mentee(one.id).mentor and one.id != mentee
    }


def test_a_pair_against_a_rule_needs_a_reason(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    board = board_of(tab)
    mentee, mentor = next(
        (one, other)
        for one in board.mentees
        for other in board.mentors
        if one.agency == other.agency and other.used < other.seats
    )
    tab.view.dropped.emit(mentee.id, mentor.id)
    shown = dialog(pools)
    accept = find(shown, QPushButton, "reason-do")
    assert not accept.isEnabled()
    write(find(shown, QLineEdit, "reason"), "同機關但不同場域")
    click(accept)
    settled(qtbot, pools)
    after = board_of(tab).mentee(mentee.id)
    assert (after.mentor, after.rules, after.reason) == (mentor.id, ("agency",), "同機關但不同場域")
    tab.view.choose(("mentee", mentee.id))
    assert "同一機關" in find(tab.detail, QLabel, "told").text()


def test_two_mentees_swap_by_keys(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    board = board_of(tab)
    one, other = next(
        (one, other)
        for one in board.mentees
        for other in board.mentees
        if one.mentor != other.mentor
        and not pairing_board.cost(board, [(one.id, other.mentor), (other.id, one.mentor)]).rules
    )
    tab.view.setFocus()
    tab.view.choose(("mentee", one.id))
    press(tab.view, Qt.Key.Key_S)
    assert tab.view.marked == one.id
    tab.view.choose(("mentee", other.id))
    press(tab.view, Qt.Key.Key_S)
    settled(qtbot, pools)
    after = board_of(tab)
    assert (after.mentee(one.id).mentor, after.mentee(other.id).mentor) == (other.mentor, one.mentor)
    click(find(pools, QPushButton, "clear-choices"))
    settled(qtbot, pools)
    assert board_of(tab).choices == {}


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


def test_each_mentor_stands_beside_the_own_mentees(pools: MainWindow, qtbot: QtBot) -> None:
    board = board_of(tab_of(pools, qtbot))
    whole = arrange(board)
    assert sorted(whole.mentees) == sorted(one.id for one in board.mentees)
    assert sorted(whole.mentors) == sorted(one.id for one in board.mentors)
    assert len(set(whole.mentees.values())) == len(board.mentees), "nobody stands on another"
    rows = [whole.mentors[one.mentor] - whole.mentees[one.id] for one in board.mentees]
    assert max(map(abs, rows)) <= 1, "at most three mentees: the mentor stands in their middle"
    assert arrange(board, wanted="不存在的人").groups == ()
    assert arrange(board, shown="fixed").groups == ()
    free = arrange(board, shown="unplaced")
    assert all(group.mentor and group.mentor.used < group.mentor.seats for group in free.groups)


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


def test_people_who_changed_are_accepted_again(pools: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(pools, qtbot)
    click(find(pools, QPushButton, "accept-pairs"))
    settled(qtbot, pools)
    mentor = board_of(tab).mentors[0].id
    mentoring.put(pools.bench.office, mentor, {"languages": "國語、臺語、客語、英語"})
    settled(qtbot, pools)
    assert (tab.state.text(), tab.accept.isEnabled()) == ("名單已變動，請重新採用", True)
    click(tab.accept)
    settled(qtbot, pools)
    assert (tab.state.text(), tab.accept.isEnabled()) == ("✓ 已採用", False)


def test_without_pools_the_page_says_what_to_do(county: MainWindow, qtbot: QtBot) -> None:
    tab = tab_of(county, qtbot)
    assert tab._stack.currentIndex() == 0
    page = page_of(county)
    page.tabs.setCurrentWidget(page.pairs)
    assert page.pairs._stack.currentIndex() == 0
