"""What became of nominations: attendance feeds eligibility at once, absence never; undo takes both back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.models.people import CourseHistory
from desktop.rules.verdict import Answer
from desktop.services import (
    agencies,
    courses,
    history,
    learning_hours,
    nominate,
    nominate_person,
    nomination_changes,
    nominations,
    outcome_import,
    outcomes,
    person_detail,
    preflight,
    roster,
    undo,
)
from desktop.services.nominations import Nominee
from desktop.services.office import Office
from desktop.services.outcomes import Outcome

SAMPLES = paths.resources() / "samples"
SAMPLE = SAMPLES / "attendance.csv"
BASIC, ADVANCED = "course-basic", "course-advanced"


@pytest.fixture
def county(office: Office) -> Office:
    """The samples' people, their history and nominations."""
    agencies.import_file(office, SAMPLES / "agencies.csv")
    roster.commit(office, roster.preview(office, SAMPLES / "roster.csv"))
    history.import_file(office, SAMPLES / "history.csv")
    for course in ("basic", "advanced", "newmedia"):
        path = SAMPLES / f"nominate-{course}.csv"
        nominate.nominate_file(office, f"course-{course}", path, skip_errors=True)
    return office


def listing(office: Office, course: str | None = None) -> list[Nominee]:
    with office.database.reading() as session:
        return nominations.listing(session, course)


def own_history(office: Office, person_id: int) -> list[tuple[str, bool, bool | None, str, str]]:
    """This year's records: course, attended, completed, hours, source."""
    with office.database.reading() as session:
        rows = session.scalars(select(CourseHistory).filter_by(person_id=person_id, roc_year=104))
        return [(row.course, row.attended, row.completed, row.hours, row.source) for row in rows]


def answer(office: Office, course: str, person_id: int) -> Answer:
    return nominate_person.judge_person(office, course, person_id).answer


def test_attending_the_basic_course_opens_the_advanced_one_at_once(county: Office) -> None:
    history.state_complete(county, True)
    never = (one for one in listing(county, BASIC) if answer(county, ADVANCED, one.person.id) is Answer.NO)
    first = next(never)
    person = first.person.id
    assert answer(county, ADVANCED, person) is Answer.NO
    for code in ("selected", "waiting"):
        outcomes.put(county, [first.id], Outcome(code=code, document_no="研習字第3號"))
        assert answer(county, ADVANCED, person) is Answer.NO
    outcomes.put(county, [first.id], Outcome(code="absent", reason="公務不克出席"))
    assert answer(county, ADVANCED, person) is Answer.NO
    assert own_history(county, person) == []
    outcomes.put(county, [first.id], Outcome(code="attended", hours="30"))
    assert answer(county, ADVANCED, person) is Answer.YES
    assert own_history(county, person) == [("自製數位教材基礎班", True, None, "30", "outcome")]
    made = nominate_person.nominate_person(county, ADVANCED, 1, person)
    outcomes.put(county, [made], Outcome(code="completed", hours="18"))
    assert answer(county, "course-newmedia", person) is not Answer.NO
    for _ in range(3):
        undo.undo(county.database)
    assert own_history(county, person) == []
    assert answer(county, ADVANCED, person) is Answer.NO
    undo.redo(county.database)
    assert answer(county, ADVANCED, person) is Answer.YES


def test_having_attended_is_no_reason_against_the_nomination_it_came_of(county: Office) -> None:
    people = [one.id for one in listing(county, BASIC)]
    outcomes.put(county, people, Outcome(code="completed", hours="36"))
    assert not any(line.changed for line in courses.lines(county, BASIC))
    codes = {one.code for one in preflight.check(county, BASIC)}
    assert not codes & {"preflight.refused", "preflight.changed"}
    path = SAMPLES / "nominate-basic.csv"
    again = nominate.nominate_file(county, BASIC, path, skip_errors=True, dry_run=True)
    assert again.accepted == len(people)


def test_attending_taken_back_takes_the_history_back_but_never_the_centers_own(county: Office) -> None:
    first, second = listing(county, BASIC)[:2]
    outcomes.put(county, [first.id, second.id], Outcome(code="completed", hours="36"))
    outcomes.put(county, [first.id], Outcome(code="absent", reason="病假"))
    assert own_history(county, first.person.id) == []
    outcomes.put(county, [second.id], Outcome())
    assert own_history(county, second.person.id) == []
    with county.database.writing("history.import", "1") as journal:
        own = {"course": "自製數位教材基礎班", "roc_year": 104, "session": first.session}
        row = {"person_id": first.person.id, "attended": True, "hours": "", "source": "import"}
        journal.insert(CourseHistory, [own | row])
    outcomes.put(county, [first.id], Outcome(code="attended", hours="30"))
    outcomes.put(county, [first.id], Outcome(code="absent", reason="病假"))
    assert own_history(county, first.person.id) == [("自製數位教材基礎班", True, None, "", "import")]


def center_says(office: Office, nominee: Nominee, path: Path, *, attended: str, hours: str = "") -> int:
    """Import a record of the center about the session somebody is nominated for; how many warnings."""
    who = f"{nominee.person.id_no},{nominee.person.name}"
    row = f"{who},自製數位教材基礎班,104,{nominee.session},{attended},{hours}"
    path.write_text(f"身分證統一編號,姓名,班別,年度,期別,出席,時數\n{row}\n", encoding="utf-8")
    result = history.import_file(office, path)
    assert result.committed
    return sum(one.code == "history.says_absent" for one in result.findings)


def test_a_record_that_says_absent_says_so_again_when_the_attendance_is_taken_back(
    county: Office, tmp_path: Path
) -> None:
    history.state_complete(county, True)
    first = listing(county, BASIC)[0]
    assert answer(county, ADVANCED, first.person.id) is Answer.NO
    assert center_says(county, first, tmp_path / "absent.csv", attended="否") == 0
    outcomes.put(county, [first.id], Outcome(code="completed", hours="36"))
    assert own_history(county, first.person.id) == [("自製數位教材基礎班", True, None, "", "import、outcome")]
    assert answer(county, ADVANCED, first.person.id) is Answer.YES
    outcomes.put(county, [first.id], Outcome(code="absent", reason="病假"))
    assert own_history(county, first.person.id) == [("自製數位教材基礎班", False, None, "", "import")]
    assert answer(county, ADVANCED, first.person.id) is Answer.NO


def test_what_the_center_says_afterwards_is_the_centers_own(county: Office, tmp_path: Path) -> None:
    first, second = listing(county, BASIC)[:2]
    outcomes.put(county, [first.id, second.id], Outcome(code="attended", hours="30"))
    assert center_says(county, first, tmp_path / "there.csv", attended="是") == 0
    assert center_says(county, second, tmp_path / "absent.csv", attended="否") == 1
    outcomes.put(county, [first.id, second.id], Outcome(code="absent", reason="病假"))
    assert own_history(county, first.person.id) == [("自製數位教材基礎班", True, None, "30", "import")]
    assert own_history(county, second.person.id) == [("自製數位教材基礎班", False, None, "30", "import")]


def sessions(office: Office, person_id: int) -> list[int]:
    with office.database.reading() as session:
        rows = session.scalars(select(CourseHistory).filter_by(person_id=person_id, roc_year=104))
        return [row.session for row in rows]


def test_the_attendance_goes_along_to_another_session(county: Office) -> None:
    first = next(one for one in listing(county, BASIC) if one.session == 1)
    outcomes.put(county, [first.id], Outcome(code="completed", hours="36"))
    nomination_changes.transfer(county, [first.id], 2)
    assert sessions(county, first.person.id) == [2]
    assert own_history(county, first.person.id) == [("自製數位教材基礎班", True, True, "36", "outcome")]
    path = SAMPLES / "nominate-basic.csv"
    nominate.nominate_file(county, BASIC, path, skip_errors=True)
    assert sessions(county, first.person.id) == [1], "the file has them in the first session"
    outcomes.put(county, [first.id], Outcome())
    assert sessions(county, first.person.id) == []


def test_who_was_there_cannot_be_withdrawn(county: Office) -> None:
    first, second = listing(county, BASIC)[:2]
    outcomes.put(county, [first.id], Outcome(code="attended", hours="30"))
    with pytest.raises(DataError, match=r"outcome\.came"):
        nomination_changes.withdraw(county, [second.id, first.id], "重複薦送")
    assert len(listing(county, BASIC)) == 16
    outcomes.put(county, [first.id], Outcome(code="absent", reason="病假"))
    nomination_changes.withdraw(county, [second.id, first.id], "重複薦送")
    assert len(listing(county, BASIC)) == 14


def test_hours_add_up_by_year_however_they_are_written(county: Office, tmp_path: Path) -> None:
    first = listing(county, BASIC)[0]
    before = person_detail.detail(county, first.person.id).hours
    outcomes.put(county, [first.id], Outcome(code="completed", hours="３６ 小時"))
    (year, *earlier) = person_detail.detail(county, first.person.id).hours
    assert (year.roc_year, year.hours, year.courses, year.unstated) == (104, Decimal(36), 1, 0)
    assert tuple(earlier) == before
    path = file_of(
        tmp_path / "alone.csv",
        f"{first.person.id_no},{first.person.name},社群論壇班,1,出席,6.5,",
        f"{first.person.id_no},{first.person.name},開放資源班,1,出席,,",
    )
    assert outcome_import.import_file(county, path).committed
    year = person_detail.detail(county, first.person.id).hours[0]
    assert (year.hours, year.courses, year.unstated) == (Decimal("42.5"), 3, 1)
    # The same course once more, in a record that does not say the session.
    with county.database.writing("history.import", "1") as journal:
        own = {"course": "自製數位教材基礎班", "roc_year": 104, "session": 0, "hours": "36"}
        journal.insert(CourseHistory, [{**own, "person_id": first.person.id, "source": "import"}])
    assert person_detail.detail(county, first.person.id).hours[0] == year


def test_the_hours_of_the_center_count_and_ours_where_it_says_none(county: Office, tmp_path: Path) -> None:
    first, second = listing(county, BASIC)[:2]
    center_says(county, first, tmp_path / "there.csv", attended="是")
    center_says(county, second, tmp_path / "there.csv", attended="是", hours="24")
    outcomes.put(county, [first.id, second.id], Outcome(code="completed", hours="36"))
    assert [person_detail.detail(county, one.person.id).hours[0].hours for one in (first, second)] == [36, 24]


@pytest.mark.parametrize(
    ("text", "number"),
    [("6", "6"), ("6 小時", "6"), ("３.5h", "3.5"), ("36小時（含測驗）", "36"), ("", None), ("無", None)],
)
def test_hours_are_the_number_that_stands_first(text: str, number: str | None) -> None:
    assert learning_hours.number(text) == (None if number is None else Decimal(number))


def test_an_absence_needs_a_reason_and_texts_have_their_room(county: Office) -> None:
    first = listing(county, BASIC)[0]
    with pytest.raises(DataError, match=r"outcome\.no_reason"):
        outcomes.put(county, [first.id], Outcome(code="absent", reason=" "))
    with pytest.raises(UsageError):
        outcomes.put(county, [first.id], Outcome(code="ill"))
    with pytest.raises(DataError, match=r"outcome\.hours"):
        outcomes.put(county, [first.id], Outcome(code="attended", hours="很多"))
    with pytest.raises(DataError, match=r"nominate\.too_long"):
        outcomes.put(county, [first.id], Outcome(code="attended", hours="9" * 21))
    assert listing(county, BASIC)[0] == first


def test_the_sample_is_taken_whole_and_undone_whole(county: Office) -> None:
    before = listing(county)
    result = outcome_import.import_file(county, SAMPLE)
    assert result.committed
    assert (result.new, result.errors) == (result.records, 0)
    assert [one.code for one in result.findings] == ["outcome.history_only"]
    found = listing(county)
    counts = {one.outcome for one in found}
    assert counts == {"selected", "waiting", "not_selected", "attended", "completed", "absent"}
    came = [one for one in found if one.outcome in outcomes.CAME]
    assert all(own_history(county, one.person.id) for one in came)
    assert all(one.outcome_reason for one in found if one.outcome == "absent")
    again = outcome_import.import_file(county, SAMPLE)
    assert (again.new, again.changed, again.same) == (0, 0, result.records)
    undo.undo(county.database)
    assert listing(county) == before
    assert all(own_history(county, one.person.id) == [] for one in came)


def file_of(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["身分證統一編號,姓名,班別,期別,結果,學習時數,原因", *rows]), encoding="utf-8")
    return path


def test_what_cannot_be_is_refused_with_its_reason(county: Office, tmp_path: Path) -> None:
    first = listing(county, BASIC)[0]
    who = f"{first.person.id_no},{first.person.name}"
    path = file_of(
        tmp_path / "bad.csv",
        f"{who},基礎班,{first.session + 1},出席,30,",
        f"{who},烹飪班,1,出席,30,",
        f"{who},行銷工具班,1,錄取,,",
        f"{who},社群論壇班,1,缺席,,",
        f"{who},開放資源班,9,出席,3,",
        f"{who},自製數位教材基礎班,{first.session},出席,30,",
        f"{who},新媒體班,1,出席,很多,",
        "A123456789,沒這人,基礎班,1,出席,30,",
    )
    result = outcome_import.import_file(county, path)
    assert not result.committed
    assert [one.code for one in result.findings] == [
        "outcome.other_session",
        "outcome.course_unknown",
        "outcome.not_nominated",
        "outcome.absent_without_reason",
        "nominate.session_unknown",
        "outcome.twice",
        "outcome.not_hours",
        "history.not_in_roster",
    ]
    assert listing(county, BASIC)[0].outcome == ""
