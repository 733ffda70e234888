from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.messages import LANGUAGES, catalogue
from desktop.rules import ranks
from desktop.rules.ranks import Ranked

SESSION = (Ranked(11, 1), Ranked(12, 2), Ranked(13, 3), Ranked(21, 4, True), Ranked(22, 5, True))

sessions = st.dictionaries(
    st.integers(1, 30), st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=12
).map(lambda drawn: tuple(Ranked(key, rank, alternate) for key, (rank, alternate) in drawn.items()))


def order(session: tuple[Ranked, ...]) -> list[int]:
    return [place.nomination for place in session]


def codes(session: tuple[Ranked, ...]) -> list[tuple[str, int, tuple[int, ...]]]:
    return [(fault.code, fault.rank, fault.nominations) for fault in ranks.faults(session)]


def test_a_session_in_order_has_no_faults() -> None:
    assert ranks.faults(reversed(SESSION)) == ()
    assert ranks.faults(()) == ()


def test_a_rank_given_twice_names_who_has_it() -> None:
    assert codes((Ranked(3, 1), Ranked(1, 2), Ranked(2, 1))) == [("rules.rank_duplicate", 1, (2, 3))]


def test_every_missing_rank_is_named_and_the_end_is_no_gap() -> None:
    assert codes((Ranked(1, 2), Ranked(2, 5))) == [
        ("rules.rank_gap", 1, ()),
        ("rules.rank_gap", 3, ()),
        ("rules.rank_gap", 4, ()),
    ]


def test_an_alternate_before_a_regular_nominee() -> None:
    assert codes((Ranked(1, 1, True), Ranked(2, 2), Ranked(3, 3, True))) == [
        ("rules.rank_alternate_early", 1, (1,))
    ]


def test_an_alternate_with_the_last_regular_rank_is_a_duplicate_only() -> None:
    assert codes((Ranked(1, 1), Ranked(2, 1, True))) == [("rules.rank_duplicate", 1, (1, 2))]


def test_every_fault_has_its_sentence() -> None:
    session = (Ranked(1, 1, True), Ranked(2, 3), Ranked(3, 3))
    texts = [
        catalogue(one).text(fault.code, **fault.params)
        for one in LANGUAGES
        for fault in ranks.faults(session)
    ]
    assert len(texts) == 2 * 3
    assert texts[0].startswith("推薦順位 3 有 2 人")


def test_numbering_closes_gaps_and_keeps_the_order() -> None:
    mixed = (Ranked(5, 9), Ranked(4, 2, True), Ranked(3, 2), Ranked(2, 2), Ranked(1, 7, True))
    assert ranks.numbered(mixed) == (
        Ranked(2, 1),
        Ranked(3, 2),
        Ranked(5, 3),
        Ranked(4, 4, True),
        Ranked(1, 5, True),
    )


def test_moving_shifts_the_others_within_the_group() -> None:
    assert order(ranks.moved(SESSION, 13, 1)) == [13, 11, 12, 21, 22]
    assert order(ranks.moved(SESSION, 11, 3)) == [12, 13, 11, 21, 22]
    assert order(ranks.moved(SESSION, 22, 1)) == [11, 12, 13, 22, 21]


def test_a_rank_outside_the_group_means_its_nearest_end() -> None:
    assert order(ranks.moved(SESSION, 11, 99)) == [12, 13, 11, 21, 22]
    assert order(ranks.moved(SESSION, 12, -3)) == [12, 11, 13, 21, 22]
    assert order(ranks.moved(SESSION, 21, 9)) == [11, 12, 13, 22, 21]
    assert order(ranks.moved(SESSION, 22, 0)) == [11, 12, 13, 22, 21]


def test_becoming_an_alternate_and_back() -> None:
    assert ranks.placed(SESSION, 11, alternate=True) == (
        Ranked(12, 1),
        Ranked(13, 2),
        Ranked(21, 3, True),
        Ranked(22, 4, True),
        Ranked(11, 5, True),
    )
    assert order(ranks.placed(SESSION, 22, alternate=False, rank=2)) == [11, 22, 12, 13, 21]


def test_adding_and_withdrawing() -> None:
    assert ranks.added(SESSION, 14)[3] == Ranked(14, 4)
    assert order(ranks.added(SESSION, 14, rank=1)) == [14, 11, 12, 13, 21, 22]
    assert ranks.added(SESSION, 23, alternate=True)[-1] == Ranked(23, 6, True)
    assert ranks.added((), 1) == (Ranked(1, 1),)
    assert order(ranks.removed(SESSION, 12)) == [11, 13, 21, 22]
    assert order(ranks.removed(SESSION, 21)) == [11, 12, 13, 22]


def test_alternates_are_counted_among_themselves() -> None:
    assert [ranks.alternate_number(SESSION, nomination) for nomination in (21, 22)] == [1, 2]


@given(sessions, st.data())
def test_every_change_leaves_a_session_without_faults_and_loses_nobody(
    session: tuple[Ranked, ...], data: st.DataObject
) -> None:
    someone = data.draw(st.sampled_from(session)).nomination
    rank, alternate = data.draw(st.integers(-2, 15)), data.draw(st.booleans())
    everybody = {place.nomination for place in session}
    for after, people in (
        (ranks.numbered(session), everybody),
        (ranks.moved(session, someone, rank), everybody),
        (ranks.placed(session, someone, alternate=alternate, rank=rank), everybody),
        (ranks.added(session, 99, alternate=alternate, rank=rank), everybody | {99}),
        (ranks.removed(session, someone), everybody - {someone}),
    ):
        assert ranks.faults(after) == ()
        assert len(after) == len(people)
        assert {place.nomination for place in after} == people


@given(sessions, st.data())
def test_moving_keeps_the_order_of_the_others_and_the_groups(
    session: tuple[Ranked, ...], data: st.DataObject
) -> None:
    someone = data.draw(st.sampled_from(session)).nomination
    after = ranks.moved(session, someone, data.draw(st.integers(1, 15)))
    before = ranks.numbered(session)
    assert [one for one in order(after) if one != someone] == [one for one in order(before) if one != someone]
    assert {one.nomination: one.alternate for one in after} == {
        one.nomination: one.alternate for one in before
    }


@given(sessions, st.data())
def test_who_is_moved_to_a_rank_of_the_group_has_it(session: tuple[Ranked, ...], data: st.DataObject) -> None:
    someone = data.draw(st.sampled_from(session))
    size = sum(place.alternate == someone.alternate for place in session)
    rank = data.draw(st.integers(1, size))
    after = ranks.moved(session, someone.nomination, rank)
    regular = sum(not place.alternate for place in session)
    assert Ranked(someone.nomination, rank + regular * someone.alternate, someone.alternate) in after
    if someone.alternate:
        assert ranks.alternate_number(after, someone.nomination) == rank
