"""People by hand: the same checks as a roster, one action each, nothing lost in a merge."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.core import paths
from desktop.core.errors import DataError, UsageError
from desktop.models.people import CourseHistory, Person
from desktop.services import history, nominate, nominations, people, people_merge, roster, undo
from desktop.services.office import Office

SAMPLES = paths.resources() / "samples"
NEW = {
    "agency": "雲林縣政府",
    "unit": "人事處",
    "title": "科員",
    "name": "王小明",
    "id_no": "A123456789",
    "personnel_type": "公務人員",
}


@pytest.fixture
def county(agencies_only: Office) -> Office:
    return agencies_only


def row(office: Office, person_id: int) -> Person:
    with office.database.reading() as session:
        return session.get_one(Person, person_id)


def test_a_person_is_added_checked_and_undone(county: Office) -> None:
    written = people.add(county, NEW)
    assert written.person_id is not None
    assert (row(county, written.person_id).name, row(county, written.person_id).sex) == ("王小明", "01")
    undo.undo(county.database)
    with county.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_staff_type_that_is_not_stated_is_other(county: Office) -> None:
    person_id = people.add(county, {**NEW, "personnel_type": ""}).person_id
    assert person_id is not None
    assert row(county, person_id).personnel_type == "other"
    people.edit(county, person_id, {"personnel_type": "約僱"})
    people.edit(county, person_id, {"personnel_type": ""})
    assert row(county, person_id).personnel_type == "other"


def test_a_wrong_number_is_refused_with_the_reason(county: Office) -> None:
    written = people.add(county, {**NEW, "id_no": "A123456788"})
    assert written.person_id is None
    assert "imports.id-checksum" in {finding.code for finding in written.findings}


def test_the_same_number_twice_is_refused(county: Office) -> None:
    people.add(county, NEW)
    with pytest.raises(DataError, match=r"people\.known"):
        people.add(county, NEW)


def test_one_field_is_edited_and_the_others_stay(county: Office) -> None:
    person_id = people.add(county, {**NEW, "birth_date": "64/03/08", "it_staff": "是"}).person_id
    assert person_id is not None
    before = row(county, person_id)
    people.edit(county, person_id, {"title": "科長"})
    after = row(county, person_id)
    assert (after.title, after.birth_date, after.it_staff) == ("科長", before.birth_date, True)
    undo.undo(county.database)
    assert row(county, person_id).title == "科員"


def test_an_edit_with_an_error_changes_nothing(county: Office) -> None:
    person_id = people.add(county, NEW).person_id
    assert person_id is not None
    assert people.edit(county, person_id, {"name": "=1+1"}).person_id is None
    assert row(county, person_id).name == "王小明"
    with pytest.raises(UsageError, match=r"people\.field_unknown"):
        people.edit(county, person_id, {"shoe_size": "44"})
    with pytest.raises(UsageError, match=r"people\.unknown"):
        people.edit(county, 999, {"title": "科長"})


def test_merging_keeps_history_and_nominations(county: Office, tmp_path: Path) -> None:
    roster.commit(county, roster.preview(county, SAMPLES / "roster.csv"))
    history.import_file(county, SAMPLES / "history.csv")
    nominate.nominate_file(county, "course-advanced", SAMPLES / "nominate-advanced.csv")
    double = people.add(county, {**NEW, "name": "曹裕民", "mobile": "0912345678"}).person_id
    assert double is not None
    with county.database.reading() as session:
        nominee = nominations.listing(session)[0]
    people_merge.merge(county, double, nominee.person.id, take=("email",))
    with county.database.reading() as session:
        assert nominations.listing(session)[0].person.id == double
        attended = select(CourseHistory.course).filter_by(person_id=double)
        assert list(session.scalars(attended)) == ["自製數位教材基礎班"]
        kept = session.get_one(Person, double)
        assert (kept.mobile, kept.email) == ("0912345678", nominee.person.email)
    undo.undo(county.database)
    with county.database.reading() as session:
        assert nominations.listing(session)[0] == nominee


def test_two_nominated_for_one_course_are_not_merged(county: Office) -> None:
    roster.commit(county, roster.preview(county, SAMPLES / "roster.csv"))
    history.import_file(county, SAMPLES / "history.csv")
    nominate.nominate_file(county, "course-advanced", SAMPLES / "nominate-advanced.csv")
    with county.database.reading() as session:
        first, second, *_ = nominations.listing(session)
    with pytest.raises(DataError, match=r"people\.merge_both_nominated"):
        people_merge.merge(county, first.person.id, second.person.id)
    with pytest.raises(DataError, match=r"people\.merge_same"):
        people_merge.merge(county, first.person.id, first.person.id)
