"""The board of pairs by mouse and keys: fixing, keeping apart, swapping, and what each would cost."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import (
    mentoring,
    pairing_board,
    pairing_words,
    undo,
)
from desktop.services.pairing import Totals
from desktop.views.main_window import MainWindow
from desktop.views.mentoring.arrangement import arrange
from desktop.views.mentoring.board import BoardTab
from tests.views.conftest import settled
from tests.views.hands import click, find, press, write
from tests.views.mentoring_page import board_of, dialog, tab_of


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
    qtbot.waitUntil(lambda: tab.detail.ahead.text().startswith("若不配：全體總分"))
    ahead = pairing_board.ban_cost(board_of(tab), first.id, first.mentor)
    assert f"全體總分 {pairing_words.signed(ahead.total)}" in tab.detail.ahead.text()
    before = board_of(tab).now
    click(find(pools, QPushButton, "ban"))
    settled(qtbot, pools)
    assert board_of(tab).now.total - before.total == ahead.total
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
    ahead = pairing_board.cost(board, [(one.id, other.mentor), (other.id, one.mentor)])
    told = tab.detail.ahead.text()
    assert told.startswith(f"若互換：全體總分 {pairing_words.signed(ahead.total)}"), "before it is done"
    tab.view.tried.emit(one.id, ("mentee", other.id))
    held = f"全體總分 {pairing_words.signed(ahead.total)}"
    qtbot.waitUntil(lambda: tab.view._told.startswith(held))
    press(tab.view, Qt.Key.Key_S)
    settled(qtbot, pools)
    after = board_of(tab)
    assert (after.mentee(one.id).mentor, after.mentee(other.id).mentor) == (other.mentor, one.mentor)
    assert after.now.total - board.now.total == ahead.total
    click(find(pools, QPushButton, "clear-choices"))
    settled(qtbot, pools)
    assert board_of(tab).choices == {}


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
