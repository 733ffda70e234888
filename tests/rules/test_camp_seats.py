"""Seats by rank, circles and their leaders, the pyramid of stages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import camp_seats
from desktop.rules.camp_seats import Member, Seat, Seats
from desktop.rules.load import bundled

CAMP = bundled(104).activity("english-camp")
PLAIN = camp_seats.seats(CAMP)

members = st.lists(
    st.builds(
        Member,
        key=st.integers(0, 10_000),
        rank=st.integers(1, 200),
        eligible=st.booleans(),
        council=st.booleans(),
    ),
    max_size=90,
    unique_by=lambda one: one.key,
)
some_seats = st.builds(
    Seats,
    base=st.integers(0, 50),
    most_extra=st.just(10),
    granted=st.integers(0, 10),
    requested=st.none() | st.integers(0, 10),
    released=st.integers(0, 5),
)


def people(count: int) -> list[Member]:
    return [Member(at, at, eligible=True) for at in range(1, count + 1)]


def test_fifty_get_a_seat_ten_wait_and_the_rest_is_refused() -> None:
    found = list(camp_seats.allot(people(63), PLAIN).values())
    assert (found.count(Seat.SEAT), found.count(Seat.EXTRA), found.count(Seat.BEYOND)) == (50, 10, 3)
    assert found == sorted(found, key=[Seat.SEAT, Seat.EXTRA, Seat.BEYOND].index)


def test_what_is_granted_and_asked_for_moves_the_lines() -> None:
    have = replace(PLAIN, granted=3, requested=5)
    found = list(camp_seats.allot(people(60), have).values())
    assert (found.count(Seat.SEAT), found.count(Seat.EXTRA), found.count(Seat.BEYOND)) == (53, 2, 5)
    nothing = list(camp_seats.allot(people(60), replace(PLAIN, requested=0)).values())
    assert nothing.count(Seat.BEYOND) == 10
    less = list(camp_seats.allot(people(60), replace(PLAIN, released=8, requested=0)).values())
    assert less.count(Seat.SEAT) == 42


def test_council_staff_count_within_the_number_only_if_the_setting_says_so() -> None:
    mixed = [replace(one, council=one.rank % 2 == 0) for one in people(100)]
    assert camp_seats.council_within(CAMP)
    inside = list(camp_seats.allot(mixed, PLAIN).values())
    beside = list(camp_seats.allot(mixed, PLAIN, council_within=False).values())
    assert inside.count(Seat.SEAT) == 50
    assert beside.count(Seat.SEAT) == 100


@given(members, some_seats)
def test_seats_go_by_rank_and_never_by_order(given_members: list[Member], have: Seats) -> None:
    found = camp_seats.allot(given_members, have)
    assert found == camp_seats.allot(reversed(given_members), have)
    order = [Seat.SEAT, Seat.EXTRA, Seat.BEYOND]
    ranked = sorted((one for one in given_members if one.eligible), key=lambda one: (one.rank, one.key))
    got = [order.index(found[one.key]) for one in ranked]
    assert got == sorted(got)
    assert got.count(0) <= have.seated
    assert got.count(1) <= have.waiting
    assert all(found[one.key] is Seat.NONE for one in given_members if not one.eligible)
    if got.count(2):
        assert (got.count(0), got.count(1)) == (have.seated, have.waiting)


def test_a_circle_has_one_to_three_leaders() -> None:
    def circle(name: str, leaders: int) -> list[Member]:
        return [Member(at, at, eligible=True, circle=name, leader=at <= leaders) for at in range(1, 7)]

    assert camp_seats.circle_breaches(circle("甲", 3), CAMP) == ()
    assert [one.kind for one in camp_seats.circle_breaches(circle("甲", 0), CAMP)] == ["no_leader"]
    (many,) = camp_seats.circle_breaches(circle("甲", 4), CAMP)
    assert (many.kind, many.circle, many.count, many.limit) == ("too_many_leaders", "甲", 4, 3)
    two = camp_seats.circle_breaches([*circle("甲", 1), *circle("乙", 2), Member(9, 9, eligible=True)], CAMP)
    assert [one.kind for one in two] == ["too_many_circles", "no_circle"]


def test_numbers_of_seats_must_fit() -> None:
    def codes(have: Seats, eligible: int) -> list[str]:
        return [one.kind for one in camp_seats.seat_breaches(have, eligible)]

    assert codes(PLAIN, 54) == []
    assert codes(replace(PLAIN, requested=4), 54) == []
    assert codes(replace(PLAIN, requested=4, granted=4), 54) == []
    assert codes(replace(PLAIN, requested=11), 61) == ["requested_too_many"]
    assert codes(replace(PLAIN, granted=11), 61) == ["granted_too_many"]
    assert codes(replace(PLAIN, requested=2, granted=3), 60) == ["granted_more_than_requested"]
    assert codes(replace(PLAIN, requested=4), 52) == ["requested_needless"]
    assert codes(replace(PLAIN, released=10), 45) == ["released_needed"]
    assert codes(replace(PLAIN, released=51), 0) == ["released_too_many", "released_needed"]
    assert "released_and_requested" in codes(replace(PLAIN, released=5, requested=1), 40)


def test_nobody_comes_to_a_stage_without_the_one_before() -> None:
    stages = [stage.id for stage in CAMP.stages]
    reached = {1: stages, 2: stages[:2], 3: [stages[0], stages[2]], 4: [stages[4]], 5: []}
    assert camp_seats.skipped(stages, reached) == {stages[2]: (3,), stages[4]: (4,)}
    assert camp_seats.heads(stages, reached) == (3, 2, 2, 1, 2)
