"""Ranks of what many agencies recommend: explained, independent of the order of coming in, fair in turns."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import consolidation
from desktop.rules.consolidation import KEYS, PINNED, Entry, Turn, first_difference, keys, rank
from desktop.rules.verdict import Answer

BY = keys()


def entry(number: int, **values: object) -> Entry:
    usual = {"verdict": Answer.YES, "priority": 9, "agency": 1, "order": 1}
    return Entry(id=number, **(usual | values))  # type: ignore[arg-type]


def ids(*entries: Entry, turn: Turn = Turn(40, 1)) -> list[int]:  # noqa: B008 # it is frozen
    return [one.entry.id for one in rank(entries, turn, BY)]


def test_every_key_of_the_data_decides_in_its_place() -> None:
    assert BY == ("verdict", "priority", "agency_order", "turn")
    assert ids(entry(1, verdict=Answer.UNKNOWN), entry(2, verdict=Answer.NO), entry(3, agency=7)) == [3, 1, 2]
    assert ids(entry(1, order=1), entry(2, order=3, priority=0)) == [2, 1]
    assert ids(entry(1, order=2, agency=1), entry(2, order=1, agency=9)) == [2, 1]
    assert ids(entry(1, agency=5), entry(2, agency=4)) == [2, 1]


def test_the_reason_is_the_first_key_that_differs() -> None:
    found = rank(
        [
            entry(1, priority=0),
            entry(2),
            entry(3, agency=2),
            entry(4, order=2),
            entry(5, verdict=Answer.UNKNOWN),
        ],
        Turn(40, 1),
        BY,
    )
    assert [one.because for one in found] == ["", "priority", "turn", "agency_order", "verdict"]


def test_the_turn_moves_on_with_every_round() -> None:
    entries = [entry(number, agency=number) for number in (1, 2, 3)]
    assert [ids(*entries, turn=Turn.of_round(3, earlier)) for earlier in range(4)] == [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
        [1, 2, 3],
    ]


def test_over_as_many_rounds_as_agencies_everybody_begins_once() -> None:
    entries = [entry(number, agency=number) for number in range(1, 33)]
    first = Counter(ids(*entries, turn=Turn.of_round(32, earlier))[0] for earlier in range(32))
    assert set(first.values()) == {1}
    assert len(first) == 32


def test_who_is_pinned_stands_there_and_the_others_keep_their_order() -> None:
    entries = [entry(number, agency=number) for number in (1, 2, 3, 4)]
    moved = [entry(4, agency=4, pinned=2) if one.id == 4 else one for one in entries]
    assert ids(*moved) == [1, 4, 2, 3]
    assert [one.because for one in rank(moved, Turn(40, 1), BY)] == ["", PINNED, PINNED, "turn"]
    assert ids(entry(1, pinned=99), entry(2)) == [2, 1]


entries_of_any_kind = st.lists(
    st.builds(
        Entry,
        id=st.integers(1, 10_000),
        verdict=st.sampled_from(Answer),
        priority=st.integers(0, 3),
        agency=st.integers(1, 12),
        order=st.integers(1, 6),
        pinned=st.none() | st.integers(1, 40),
    ),
    max_size=30,
    unique_by=lambda one: one.id,
)


@given(entries_of_any_kind, st.integers(0, 30), st.randoms(use_true_random=False))
def test_the_order_of_coming_in_is_nothing(entries: list[Entry], earlier: int, random: Random) -> None:
    turn = Turn.of_round(12, earlier)
    before = rank(entries, turn, BY)
    random.shuffle(entries)
    assert rank(entries, turn, BY) == before
    assert [one.rank for one in before] == list(range(1, len(entries) + 1))


@given(entries_of_any_kind, st.integers(0, 30))
def test_every_reason_is_true(entries: list[Entry], earlier: int) -> None:
    turn = Turn.of_round(12, earlier)
    free = [one for one in entries if one.pinned is None]
    found = rank(free, turn, BY)
    for before, after in itertools.pairwise(found):
        name = first_difference(before.entry, after.entry, turn, BY)
        assert after.because == name
        if name:
            same = BY[: BY.index(name)]
            assert all(KEYS[one](before.entry, turn) == KEYS[one](after.entry, turn) for one in same)
            assert KEYS[name](before.entry, turn) < KEYS[name](after.entry, turn)


def test_an_unknown_key_of_the_data_is_named() -> None:
    assert set(keys()) <= consolidation.KEYS.keys()
