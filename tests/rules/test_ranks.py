from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import ranks
from desktop.rules.ranks import Ranked, RankFault

SESSION = (Ranked(11, 1), Ranked(12, 2), Ranked(13, 3), Ranked(21, 4, True), Ranked(22, 5, True))

sessions = st.dictionaries(
    st.integers(1, 30), st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=12
).map(lambda drawn: tuple(Ranked(key, rank, alternate) for key, (rank, alternate) in drawn.items()))


def order(session: tuple[Ranked, ...]) -> list[int]:
    return [place.nomination for place in session]


def codes(session: Iterable[Ranked]) -> list[tuple[str, tuple[int, ...]]]:
    return [(fault.code, fault.ranks) for fault in ranks.faults(session)]


def test_several_move_together_in_the_order_given() -> None:
    assert order(ranks.placed(SESSION, [13, 11], alternate=False, rank=1)) == [13, 11, 12, 21, 22]
    assert order(ranks.placed(SESSION, [22, 11], alternate=False, rank=2)) == [12, 22, 11, 13, 21]
    assert order(ranks.placed(SESSION, [12, 13], alternate=True, rank=2)) == [11, 21, 12, 13, 22]


def test_a_session_in_order_has_no_faults() -> None:
    assert ranks.faults(reversed(SESSION)) == ()
    assert ranks.faults(()) == ()


def test_a_rank_given_twice() -> None:
    assert codes((Ranked(3, 1), Ranked(1, 2), Ranked(2, 1))) == [("rules.rank_duplicate", (1,))]


def test_every_missing_rank_is_named_and_the_end_is_no_gap() -> None:
    assert codes((Ranked(1, 2), Ranked(2, 5))) == [("rules.rank_gap", (1, 3, 4))]


def test_an_alternate_before_a_regular_nominee() -> None:
    assert codes((Ranked(1, 1, True), Ranked(2, 2), Ranked(3, 3, True))) == [
        ("rules.rank_alternate_early", (1,))
    ]


def test_an_alternate_with_the_last_regular_rank_is_a_duplicate_only() -> None:
    assert codes((Ranked(1, 1), Ranked(2, 1, True))) == [("rules.rank_duplicate", (1,))]


def test_ranks_in_a_row_are_listed_as_one() -> None:
    assert RankFault("rules.rank_gap", (1, 3, 4, 5, 8)).listed == "1、3–5、8"


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
    assert order(ranks.placed(SESSION, [13], alternate=False, rank=1)) == [13, 11, 12, 21, 22]
    assert order(ranks.placed(SESSION, [11], alternate=False, rank=3)) == [12, 13, 11, 21, 22]
    assert order(ranks.placed(SESSION, [22], alternate=True, rank=1)) == [11, 12, 13, 22, 21]


def test_a_rank_outside_the_group_means_its_nearest_end() -> None:
    assert order(ranks.placed(SESSION, [11], alternate=False, rank=99)) == [12, 13, 11, 21, 22]
    assert order(ranks.placed(SESSION, [12], alternate=False, rank=-3)) == [12, 11, 13, 21, 22]
    assert order(ranks.placed(SESSION, [21], alternate=True, rank=9)) == [11, 12, 13, 22, 21]
    assert order(ranks.placed(SESSION, [22], alternate=True, rank=0)) == [11, 12, 13, 22, 21]


def test_becoming_an_alternate_and_back() -> None:
    assert ranks.placed(SESSION, [11], alternate=True, rank=99) == (
        Ranked(12, 1),
        Ranked(13, 2),
        Ranked(21, 3, True),
        Ranked(22, 4, True),
        Ranked(11, 5, True),
    )
    assert order(ranks.placed(SESSION, [22], alternate=False, rank=2)) == [11, 22, 12, 13, 21]


@given(sessions, st.data())
def test_every_change_leaves_a_session_without_faults_and_loses_nobody(
    session: tuple[Ranked, ...], data: st.DataObject
) -> None:
    someone = data.draw(st.sampled_from(session)).nomination
    rank, alternate = data.draw(st.integers(-2, 15)), data.draw(st.booleans())
    for after in (ranks.numbered(session), ranks.placed(session, [someone], alternate=alternate, rank=rank)):
        assert ranks.faults(after) == ()
        assert sorted(order(after)) == sorted(order(session))


@given(sessions, st.data())
def test_moving_keeps_the_order_of_the_others_and_their_groups(
    session: tuple[Ranked, ...], data: st.DataObject
) -> None:
    someone = data.draw(st.sampled_from(session))
    rank = data.draw(st.integers(1, 15))
    after = ranks.placed(session, [someone.nomination], alternate=someone.alternate, rank=rank)
    before = ranks.numbered(session)
    for places in (before, after):
        assert {(one.nomination, one.alternate) for one in places} == {
            (one.nomination, one.alternate) for one in session
        }
    others = [one for one in order(after) if one != someone.nomination]
    assert others == [one for one in order(before) if one != someone.nomination]


@given(sessions, st.data())
def test_who_is_moved_to_a_rank_of_the_group_has_it(session: tuple[Ranked, ...], data: st.DataObject) -> None:
    someone = data.draw(st.sampled_from(session))
    size = sum(place.alternate == someone.alternate for place in session)
    rank = data.draw(st.integers(1, size))
    after = ranks.placed(session, [someone.nomination], alternate=someone.alternate, rank=rank)
    regular = sum(not place.alternate for place in session)
    assert Ranked(someone.nomination, rank + regular * someone.alternate, someone.alternate) in after
