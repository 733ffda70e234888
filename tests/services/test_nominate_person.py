"""Nominating by hand, and everything that is done with nominees afterwards."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from desktop.core.errors import DataError, UsageError
from desktop.models.people import Person
from desktop.rules.verdict import Answer
from desktop.services import (
    courses,
    history,
    nominate_person,
    nomination_changes,
    preflight,
    undo,
)
from desktop.services.courses import Line
from desktop.services.nominate_person import Stated
from desktop.services.office import Office

UNKNOWN, ALSO, COUNCIL, ATTENDED = "施文雄", "吳俊傑", "葉犇豪", "溫國華"
"""For the basic course of the samples: to be confirmed twice, not eligible, attended before."""


def person(office: Office, name: str) -> int:
    with office.database.reading() as session:
        return session.scalars(select(Person.id).filter_by(name=name)).all()[0]


def add(office: Office, *names: str, course: str = "course-basic", alternate: bool = False) -> list[int]:
    return [
        nominate_person.nominate_person(office, course, 1, person(office, name), alternate=alternate)
        for name in names
    ]


def order(office: Office, course: str = "course-basic") -> list[tuple[str, int, bool, int]]:
    return [(one.name, one.session, one.alternate, one.place) for one in courses.lines(office, course)]


def line(office: Office, nomination_id: int, course: str = "course-basic") -> Line:
    return next(one for one in courses.lines(office, course) if one.id == nomination_id)


@pytest.mark.parametrize(
    ("name", "answer", "code"),
    [
        (UNKNOWN, Answer.UNKNOWN, "plan104.history_incomplete"),
        (COUNCIL, Answer.NO, "plan104.council_not_in_course"),
        (ATTENDED, Answer.NO, "plan104.attended_related"),
    ],
)
def test_the_verdict_is_known_before_adding(county: Office, name: str, answer: Answer, code: str) -> None:
    found = nominate_person.judge_person(county, "course-basic", person(county, name))
    assert (found.answer, found.reasons[0].code, found.session) == (answer, code, None)


def test_an_unknown_person_is_accepted_and_a_refused_one_is_not(county: Office) -> None:
    (made,) = add(county, UNKNOWN)
    assert line(county, made).verdict is Answer.UNKNOWN
    with pytest.raises(DataError, match=r"nominate\.refused") as refused:
        add(county, COUNCIL)
    assert refused.value.params["clause"] == "柒、一、（一）1"
    assert len(courses.lines(county, "course-basic")) == 1


def test_nobody_is_nominated_twice_for_a_course(county: Office) -> None:
    add(county, UNKNOWN)
    with pytest.raises(DataError, match=r"nominate\.held") as held:
        nominate_person.nominate_person(county, "course-basic", 2, person(county, UNKNOWN))
    assert held.value.params == {"session": 1}
    found = nominate_person.judge_person(county, "course-basic", person(county, UNKNOWN))
    assert found.session == 1


def test_a_session_or_person_that_does_not_exist_is_named(county: Office) -> None:
    with pytest.raises(DataError, match=r"nominate\.no_such_session"):
        nominate_person.nominate_person(county, "course-basic", 9, person(county, UNKNOWN))
    with pytest.raises(UsageError, match=r"people\.unknown"):
        nominate_person.nominate_person(county, "course-basic", 1, 99_999)
    with pytest.raises(UsageError, match=r"people\.unknown"):
        nominate_person.judge_person(county, "course-basic", 99_999)


def test_a_regular_nominee_comes_before_the_alternates_who_wait(county: Office) -> None:
    add(county, UNKNOWN, alternate=True)
    add(county, ALSO)
    assert order(county) == [(ALSO, 1, False, 1), (UNKNOWN, 1, True, 1)]
    assert "preflight.alternate_ranks" not in {one.code for one in preflight.check(county)}
    undo.undo(county.database)
    assert order(county) == [(UNKNOWN, 1, True, 1)]


def test_several_move_as_one_block_and_back_with_one_undo(county: Office) -> None:
    first, second, third = add(county, UNKNOWN, ALSO, "曹鈺婷")
    before = order(county)
    nomination_changes.rearrange(county, [second, third], 1, alternate=False)
    assert [name for name, *_ in order(county)] == [ALSO, "曹鈺婷", UNKNOWN]
    nomination_changes.make_alternate(county, [second, first], alternate=True)
    assert order(county)[1:] == [(ALSO, 1, True, 1), (UNKNOWN, 1, True, 2)]
    undo.undo(county.database)
    undo.undo(county.database)
    assert order(county) == before


def test_people_move_to_another_session_with_their_place_kept_behind(county: Office) -> None:
    first, second, third = add(county, UNKNOWN, ALSO, "曹鈺婷")
    nomination_changes.transfer(county, [third], 2)
    nomination_changes.transfer(county, [first, second], 2)
    assert order(county) == [("曹鈺婷", 2, False, 1), (UNKNOWN, 2, False, 2), (ALSO, 2, False, 3)]
    with pytest.raises(DataError, match=r"nominate\.no_such_session"):
        nomination_changes.transfer(county, [first], 5)
    undo.undo(county.database)
    assert [session for _, session, *_ in order(county)] == [1, 1, 2]


def test_many_are_attested_as_one_action(county: Office) -> None:
    ids = add(county, UNKNOWN, ALSO)
    assert [one.code for one in line(county, ids[0]).attestable] == ["plan104.history_incomplete"]
    assert nomination_changes.attest(county, ids, "人事資料表") == tuple(ids)
    assert {one.verdict for one in courses.lines(county, "course-basic")} == {Answer.YES}
    (more,) = add(county, "曹鈺婷")
    assert nomination_changes.attest(county, [*ids, more], "人事資料表") == (more,)
    undo.undo(county.database)
    undo.undo(county.database)
    undo.undo(county.database)
    assert {one.verdict for one in courses.lines(county, "course-basic")} == {Answer.UNKNOWN}


def test_many_are_withdrawn_as_one_action(county: Office) -> None:
    ids = add(county, UNKNOWN, ALSO, "曹鈺婷")
    nomination_changes.withdraw(county, ids[:2], "職務異動")
    assert order(county) == [("曹鈺婷", 1, False, 1)]
    undo.undo(county.database)
    assert len(order(county)) == 3


def test_what_is_stated_is_judged_with_it(county: Office) -> None:
    name = "何曉明"
    (made,) = add(county, name, course="course-community")
    assert line(county, made, "course-community").verdict is Answer.UNKNOWN
    nominate_person.restate(county, made, {"interest": True, "note": " 由機關推薦 "})
    assert line(county, made, "course-community").verdict is Answer.YES
    undo.undo(county.database)
    assert line(county, made, "course-community").verdict is Answer.UNKNOWN


def test_an_attestation_still_counts_after_a_change(county: Office) -> None:
    (made,) = add(county, UNKNOWN)
    nomination_changes.attest(county, [made], "人事資料表")
    nominate_person.restate(county, made, {"meal": "vegetarian"})
    after = line(county, made)
    assert (after.verdict, after.attested_basis) == (Answer.YES, "人事資料表")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"meal": "feast"}, "nominate.value_unknown"),
        ({"business_note": "字" * 101}, "nominate.too_long"),
        ({"name": "x"}, "nominate.field_unknown"),
    ],
)
def test_what_cannot_be_stated_changes_nothing(county: Office, values: dict[str, object], code: str) -> None:
    (made,) = add(county, UNKNOWN)
    with pytest.raises((DataError, UsageError), match=code.replace(".", r"\.")):
        nominate_person.restate(county, made, values)


def test_a_statement_may_be_given_at_once(county: Office) -> None:
    stated = Stated(interest=True, meal="regular", lodging=False)
    made = nominate_person.nominate_person(
        county, "course-community", 1, person(county, "何曉明"), stated=stated
    )
    assert line(county, made, "course-community").verdict is Answer.YES


def test_newer_data_changes_the_verdict_only_when_asked(county: Office) -> None:
    (made,) = add(county, UNKNOWN)
    history.state_complete(county, True)
    assert (line(county, made).verdict, line(county, made).today) == (Answer.UNKNOWN, Answer.YES)
    assert line(county, made).changed
    nomination_changes.judge_again(county, [made])
    assert not line(county, made).changed
    undo.undo(county.database)
    undo.undo(county.database)
    assert not line(county, made).changed
