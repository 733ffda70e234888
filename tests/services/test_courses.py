"""What the page of courses is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.core.progress import Silent
from desktop.rules.verdict import Answer
from desktop.services import (
    courses,
    file_kinds,
    forms,
    history,
    nominate,
    nomination_changes,
    nominee_detail,
    people_list,
    people_search,
    plans,
    session_letters,
    undo,
)
from desktop.services.courses import CourseSummary, SessionSummary
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"


def course(office: Office, name: str = "course-basic") -> CourseSummary:
    return next(one for one in courses.overview(office).courses if one.id == name)


def session_of(office: Office, number: int, name: str = "course-basic") -> SessionSummary:
    found = course(office, name).session(number)
    assert found is not None
    return found


@pytest.fixture
def nominated(county: Office) -> Office:
    nominate.nominate_file(county, "course-basic", SAMPLES / "nominate-basic.csv", skip_errors=True)
    return county


def test_the_six_courses_of_the_plan_are_counted(nominated: Office) -> None:
    found = courses.overview(nominated)
    assert [one.id for one in found.courses] == [
        "course-basic",
        "course-advanced",
        "course-newmedia",
        "course-oer",
        "course-marketing",
        "course-community",
    ]
    basic = found.courses[0]
    assert (basic.people, basic.unknown, len(basic.sessions)) == (16, 16, 4)
    assert sum(one.verdicts[Answer.UNKNOWN] for one in basic.sessions) == 16
    assert (found.people, found.history_complete) == (620, False)
    assert basic.allotted is None, "without a letter there are no seats"


def test_an_alternate_is_counted_apart(nominated: Office) -> None:
    first = courses.lines(nominated, "course-basic")[0]
    regular = session_of(nominated, first.session).regular
    nomination_changes.make_alternate(nominated, [first.id], alternate=True)
    after = session_of(nominated, first.session)
    assert (after.regular, after.alternates, after.people) == (regular - 1, 1, regular)


def test_a_letter_gives_seats_days_and_venue(nominated: Office) -> None:
    letter = {"number": "地研字第1040000123號", "day": "104/02/03"}
    told = session_letters.change_session(
        nominated,
        "course-basic",
        2,
        seats="12",
        dates="104/03/02–104/03/07、104/03/16",
        venue="斗六",
        **letter,
    )
    assert told == ("periods", "seats", "venue")
    found = session_of(nominated, 2)
    assert found.periods == (
        (date(2015, 3, 2), date(2015, 3, 7)),
        (date(2015, 3, 16), date(2015, 3, 16)),
    )
    assert (found.seats, found.venue) == (12, "斗六")
    assert found.letters["seats"] == courses.Letter("地研字第1040000123號", date(2015, 2, 3))
    assert course(nominated).allotted == (found.regular, 12)
    undo.undo(nominated.database)
    assert session_of(nominated, 2).seats is None


def test_a_later_letter_changes_only_what_differs(nominated: Office) -> None:
    first = {"dates": "", "number": "甲1", "day": "104/02/03"}
    session_letters.change_session(nominated, "course-basic", 1, seats="10", venue="斗六", **first)
    told = session_letters.change_session(
        nominated, "course-basic", 1, seats="", dates="", venue="斗六", number="乙2", day="104/02/09"
    )
    assert told == ("seats",)
    found = session_of(nominated, 1)
    assert (found.seats, found.letters["venue"].number) == (None, "甲1")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": " "}, "letters.no_number"),
        ({"day": "明天"}, "letters.date_unreadable"),
        ({"dates": "104/03/07–104/03/02"}, "letters.dates_order"),
        ({"dates": "104/02/30"}, "letters.date_unreadable"),
        ({"dates": "104/3/2-104/3/7、104/3/7"}, "letters.date"),
        ({"seats": "很多"}, "rules.change_value"),
        ({"seats": ""}, "letters.nothing_changed"),
    ],
)
def test_a_letter_that_cannot_be_meant_changes_nothing(
    county: Office, change: dict[str, str], code: str
) -> None:
    asked = {"seats": "9", "dates": "", "venue": "", "number": "甲1", "day": "104/02/03"} | change
    with pytest.raises(DataError, match=code.replace(".", r"\.")):
        session_letters.change_session(county, "course-basic", 1, **asked)
    assert session_of(county, 1).seats is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("", ""),
        ("104/3/2", "2015-03-02/2015-03-02"),
        ("104/3/2 - 104/3/7", "2015-03-02/2015-03-07"),
        ("104年3月2日至104年3月7日", "2015-03-02/2015-03-07"),
        ("104.3.2~104.3.3, 104.3.9", "2015-03-02/2015-03-03,2015-03-09/2015-03-09"),
    ],
)
def test_days_are_read_as_people_write_them(text: str, iso: str) -> None:
    assert session_letters.iso_ranges(text) == iso


def test_people_of_a_session_that_was_taken_back_are_not_lost(nominated: Office) -> None:
    plans.change(nominated, "course-basic", "sessions", "2", document="甲1", day=date(2015, 2, 3))
    found = session_of(nominated, 3)
    assert not found.planned
    assert found.people > 0


def test_the_detail_cites_clause_fact_and_source(nominated: Office) -> None:
    first = courses.lines(nominated, "course-basic")[0]
    found = nominee_detail.detail(nominated, first.id)
    assert found.whys[0].reason.code == "plan104.history_incomplete"
    assert found.whys[0].clause.zh_TW.startswith("參加對象")
    assert found.whys[0].clause.en
    facts = {one.kind: (one.texts["zh_TW"], one.source) for one in found.facts}
    assert facts["history"] == ("否", "office")
    assert facts["personnel_type"][1] == "roster"


def test_an_attendance_is_a_fact_of_the_records(county: Office) -> None:
    nominate.nominate_file(county, "course-advanced", SAMPLES / "nominate-advanced.csv", skip_errors=True)
    first = courses.lines(county, "course-advanced")[0]
    attended = [one for one in nominee_detail.detail(county, first.id).facts if one.kind == "attended"]
    assert attended
    assert {one.source for one in attended} == {"records"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("施文", "施文雄"),
        ("文雄", "施文雄"),
        ("U1444", "施文雄"),
        ("施文雄 雲林", "施文雄"),
        ("雲林 施文", "施文雄"),
    ],
)
def test_people_are_found_by_part_of_name_agency_or_number(county: Office, text: str, first: str) -> None:
    found = people_search.search(county, people_list.index(county), text)
    assert first in {one.name for one in found}
    assert all("*" in one.masked_id for one in found)


def test_a_search_is_bounded_and_takes_signs_as_they_are(county: Office) -> None:
    assert len(people_search.search(county, people_list.index(county), "雲林")) == people_search.LIMIT
    assert people_search.search(county, people_list.index(county), "%") == ()
    assert people_search.search(county, people_list.index(county), "  ") == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nominate-basic.csv", "nominations"),
        ("nominate-newmedia.csv", "nominations"),
        ("roster.csv", "roster"),
        ("roster.xlsx", "roster"),
        ("history.csv", "history"),
        ("agencies.csv", "agencies"),
    ],
)
def test_a_file_is_known_by_its_header(name: str, kind: str) -> None:
    assert file_kinds.kind_of(SAMPLES / name) == kind


def test_what_is_no_table_is_no_kind(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    assert file_kinds.kind_of(tmp_path / "a.pdf") is None
    assert file_kinds.kind_of(tmp_path / "missing.csv") is None


def test_forms_are_drawn_for_a_preview(nominated: Office) -> None:
    ids = [one.id for one in courses.lines(nominated, "course-basic")[:2]]
    two = forms.people_pdf(nominated, "course-basic", ids, Silent())
    whole = forms.booklet_pdf(nominated, "course-basic", Silent())
    blank = forms.blank_pdf(nominated, "course-oer")
    assert all(pdf.startswith(b"%PDF") for pdf in (two, whole, blank))
    assert len(whole) > len(two)
    with pytest.raises(DataError, match=r"forms\.nobody"):
        forms.people_pdf(nominated, "course-basic", [], Silent())


def test_stating_a_complete_history_is_undone_as_one(county: Office) -> None:
    history.state_complete(county, True)
    assert courses.overview(county).history_complete
    undo.undo(county.database)
    assert not courses.overview(county).history_complete
