"""What people decide about pairs, one thing after another: the board can always be read and left."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import identity, paths
from desktop.core.errors import DataError
from desktop.models.mentoring import MentoringForm, MentoringMember, Pair, PairChoice, PairLine
from desktop.services import (
    mentoring,
    pairing_acts,
    pairing_board,
    pairs,
    pairs_papers,
    people,
    people_merge,
    preflight,
    undo,
)
from desktop.services.office import Office
from desktop.services.pairing import Totals
from desktop.services.pairing_board import Board, MenteeLine
from desktop.services.pairs import PairOf

SAMPLES = paths.resources() / "samples"
BEST = Totals(48, 35, 3647)


@pytest.fixture
def office(paired: Office) -> Office:
    """The samples' pools with their 48 pairs accepted."""
    return paired


def first(office: Office) -> MenteeLine:
    return pairing_board.read(office).mentees[0]


def other(board: Board, mentee: int) -> int:
    """Another mentor whom no rule forbids."""
    return next(one.mentor for one in pairing_board.alternatives(board, mentee) if not one.rules)


def pair_of(office: Office, mentee: int) -> PairOf:
    return next(one for one in pairs.read(office) if one.mentee_member == mentee)


def answer(office: Office, pair: PairOf, state: str) -> None:
    pairs.state(office, [pair.id], state, number="研習字第1號", day=date(2015, 3, 20))


def choices(office: Office) -> list[tuple[str, int, int]]:
    with office.database.reading() as session:
        rows = session.scalars(select(PairChoice))
        return [(row.kind, row.mentee_id, row.mentor_id) for row in rows]


def stale(office: Office) -> bool:
    return "preflight.pairs_stale" in {one.code for one in preflight.check(office, "mentoring")}


@pytest.mark.parametrize("state", ["refused", "ended"])
def test_a_lock_goes_with_its_pair(office: Office, state: str) -> None:
    one = first(office)
    pairing_acts.lock(office, one.id, one.mentor)
    pairing_acts.accept(office)
    if state == "ended":
        pairs.state(office, [pair_of(office, one.id).id], state, reason="調職")
    else:
        answer(office, pair_of(office, one.id), state)
    assert choices(office) == []
    assert first(office).mentor != one.mentor
    pairing_acts.accept(office)
    assert not stale(office)
    undo.undo(office.database)
    undo.undo(office.database)
    assert choices(office) == [("lock", one.id, one.mentor)], "taken back together"


def test_a_granted_pair_goes_before_a_lock(office: Office) -> None:
    board = pairing_board.read(office)
    one = board.mentees[0]
    pairing_acts.lock(office, one.id, other(board, one.id))
    answer(office, pair_of(office, one.id), "granted")
    assert choices(office) == []
    assert (first(office).mentor, first(office).granted) == (one.mentor, True)
    with pytest.raises(DataError) as refused:
        pairing_acts.lock(office, one.id, other(board, one.id))
    assert refused.value.code == "pairing.granted"


def test_a_lock_that_the_center_grants_is_a_granted_pair(office: Office) -> None:
    one = first(office)
    pairing_acts.lock(office, one.id, one.mentor, "熟悉業務")
    answer(office, pair_of(office, one.id), "granted")
    assert (first(office).granted, first(office).reason) == (True, "熟悉業務")
    pairing_acts.release(office, one.id, one.mentor)
    assert (first(office).locked, first(office).granted) == (True, True)


def test_nobody_has_two_granted_mentors(office: Office) -> None:
    one = first(office)
    pairs.state(office, [pair_of(office, one.id).id], "ended", reason="調職")
    pairing_acts.accept(office)
    both = [pair for pair in pairs.read(office) if pair.mentee_member == one.id]
    answer(office, both[0], "granted")
    with pytest.raises(DataError) as refused:
        answer(office, both[1], "granted")
    assert (refused.value.code, refused.value.params["id"]) == ("pairs.two_mentors", both[1].id)


def test_why_a_pair_ended_is_no_reason_once_it_goes_on(office: Office) -> None:
    one = pair_of(office, first(office).id)
    pairs.state(office, [one.id], "ended", reason="調職")
    answer(office, one, "granted")
    again = pair_of(office, one.mentee_member)
    assert (again.state, again.reason) == ("granted", "")


def test_a_refused_pair_may_be_fixed_again_with_a_reason(office: Office) -> None:
    one = first(office)
    answer(office, pair_of(office, one.id), "refused")
    with pytest.raises(DataError) as refused:
        pairing_acts.lock(office, one.id, one.mentor)
    assert refused.value.code == "pairing.lock_reason"
    pairing_acts.lock(office, one.id, one.mentor, "中心同意再議")
    pairing_acts.accept(office)
    again = pair_of(office, one.id)
    assert (again.state, again.document_no, again.document_date) == ("suggested", "", None)
    assert (again.locked, again.reason) == (True, "中心同意再議")
    assert not stale(office), "accepted once is enough"


def test_a_rule_that_comes_after_a_lock_is_shown_and_not_accepted(office: Office) -> None:
    one = first(office)
    pairing_acts.lock(office, one.id, one.mentor)
    number = next(line.person.id_no for line in mentoring.listing(office) if line.id == one.mentor)
    mentoring.put(office, one.id, {"avoid": number})
    assert (first(office).locked, first(office).rules) == (True, ("ban",))
    with pytest.raises(DataError) as refused:
        pairing_acts.accept(office)
    assert refused.value.code == "pairing.lock_stale"
    assert refused.value.params["mentee"] == one.name
    pairing_acts.lock(office, one.id, one.mentor, "兩人已談過")
    pairing_acts.accept(office)
    assert pair_of(office, one.id).rules == ("ban",)


def test_a_lock_without_a_seat_is_told_when_accepting(office: Office) -> None:
    one = first(office)
    pairing_acts.lock(office, one.id, one.mentor)
    mentoring.put(office, one.mentor, {"capacity": "0"})
    assert first(office).mentor != one.mentor
    with pytest.raises(DataError) as refused:
        pairing_acts.accept(office)
    assert refused.value.code == "pairing.lock_stale"
    pairing_acts.release(office, one.id, one.mentor)
    pairing_acts.accept(office)
    assert not stale(office)


def test_what_was_granted_stands_though_the_mentor_has_fewer_seats(office: Office) -> None:
    one = first(office)
    for pair in pairs.read(office):
        answer(office, pair, "granted")
    mentoring.put(office, one.mentor, {"capacity": "0"})
    assert pairing_board.read(office).now == BEST
    pairing_acts.accept(office)
    assert not stale(office)


def test_a_pair_with_an_agreement_does_not_go_unasked(office: Office) -> None:
    one = pair_of(office, first(office).id)
    pairs.put(office, one.id, {"aims": "熟悉法制作業"})
    pairing_acts.ban(office, one.mentee_member, one.mentor_member)
    with pytest.raises(DataError) as refused:
        pairing_acts.accept(office)
    assert refused.value.code == "pairing.in_progress"
    assert refused.value.params == {"mentee": one.mentee.name, "mentor": one.mentor.name}
    assert pair_of(office, one.mentee_member).cells == {"aims": "熟悉法制作業"}


def test_the_board_says_when_the_same_pairs_must_be_accepted_again(office: Office) -> None:
    board = pairing_board.read(office)
    assert (board.stands, stale(office)) == (True, False)
    mentoring.put(office, board.mentors[0].id, {"languages": "國語、台語、英語、越南語"})
    board = pairing_board.read(office)
    assert (board.changed, board.accepted) == ((), board.now)
    assert (board.stands, stale(office)) == (False, True)
    pairing_acts.accept(office)
    assert (pairing_board.read(office).stands, stale(office)) == (True, False)


def test_swapped_mentees_and_undo(office: Office) -> None:
    board = pairing_board.read(office)
    one = next(each for each in board.mentees if each.mentor)
    two = next(each for each in board.mentees if each.mentor != one.mentor)
    pairing_acts.swap(office, (one.id, one.mentor), (two.id, two.mentor), "互相熟悉業務")
    after = pairing_board.read(office)
    assert (after.mentee(one.id).mentor, after.mentee(two.id).mentor) == (two.mentor, one.mentor)
    undo.undo(office.database)
    assert (choices(office), pairing_board.read(office).now) == ([], BEST)


def test_a_file_without_seats_leaves_those_that_are_known(office: Office, tmp_path: Path) -> None:
    known = mentoring.listing(office, "mentor")[0].id
    mentoring.put(office, known, {"capacity": "3"})
    with (SAMPLES / "mentors.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    path = tmp_path / "mentors.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows([{**row, "可帶人數": ""} for row in rows])
    assert mentoring.import_file(office, path, "mentor").changed == 0
    assert mentoring.listing(office, "mentor")[0].capacity == 3
    mentoring.withdraw(office, [known], "撤回")
    mentoring.import_file(office, path, "mentor")
    assert mentoring.listing(office, "mentor")[0].capacity == 3, "who comes back takes as many as before"
    with office.database.writing("test.gone") as journal:
        for model in (PairLine, Pair, PairChoice, MentoringForm, MentoringMember):
            journal.delete(model, list(journal.session.scalars(select(model.id))))
    mentoring.import_file(office, path, "mentor")
    assert {one.capacity for one in mentoring.listing(office, "mentor")} == {1}, "somebody new takes one"


def test_who_comes_back_into_the_pool_has_the_same_pair(office: Office, tmp_path: Path) -> None:
    mentee = first(office).id
    answer(office, pair_of(office, mentee), "granted")
    mentoring.withdraw(office, [mentee], "職務異動")
    assert mentee not in {one.id for one in pairing_board.read(office).mentees}
    assert mentoring.import_mentees(office, SAMPLES / "mentees.csv").new == 1
    back = pairing_board.read(office).mentee(mentee)
    assert (back.granted, back.mentor) == (True, pair_of(office, mentee).mentor_member)


def test_a_corrected_number_keeps_what_was_decided_by_number(office: Office) -> None:
    board = pairing_board.read(office)
    mentee, mentor = board.mentees[0].id, board.mentees[0].mentor
    people_of = {one.id: one.person for one in mentoring.listing(office)}
    mentoring.put(office, mentee, {"avoid": people_of[mentor].id_no})
    old = people_of[mentor].id_no
    new = next(
        number
        for digits in range(10**8)
        if identity.kind_of(number := f"A1{digits:08d}") == "national" and number != old
    )
    assert people.edit(office, people_of[mentor].id, {"id_no": new}).person_id
    assert next(one for one in mentoring.listing(office) if one.id == mentee).avoid == new
    assert pairing_board.read(office).mentee(mentee).mentor != mentor


def test_mentor_and_mentee_of_a_pair_are_two_people(office: Office) -> None:
    one = pairs.read(office)[0]
    with pytest.raises(DataError, match=r"people\.merge_pair"):
        people_merge.merge(office, one.mentor.id, one.mentee.id)


def test_a_day_of_another_decade_is_a_slip(office: Office) -> None:
    one = pairs.read(office)[0]
    with pytest.raises(DataError, match=r"pairs\.day_year"):
        pairs.add_line(office, one.id, "discussion", {"day": "9999-12-31"})
    with pytest.raises(DataError, match=r"pairs\.day_year"):
        pairs.put(office, one.id, {"first": "2005-03-01"})
    line = pairs.add_line(office, one.id, "discussion", {"day": "2016-01-04"})
    with pytest.raises(DataError, match=r"pairs\.day_year"):
        pairs.restate_line(office, line, {"day": "2061-01-04"})


def test_the_reasons_of_a_lock_and_of_an_end_are_two(office: Office) -> None:
    board = pairing_board.read(office)
    mentee = board.mentees[0].id
    pairing_acts.lock(office, mentee, other(board, mentee), "業務相同")
    pairing_acts.accept(office)
    one = pair_of(office, mentee)
    pairs.state(office, [one.id], "ended", reason="調任\n外縣市")
    ended = next(pair for pair in pairs.read(office) if pair.id == one.id)
    assert (ended.reason, ended.ended_reason) == ("業務相同", "調任 外縣市")
    assert pairs_papers.remark(ended) == "人工指定；理由：業務相同；終止：調任 外縣市"
