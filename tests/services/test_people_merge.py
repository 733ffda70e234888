"""Two records of one person: whatever names the person moves, and nobody stands twice on a list."""

from __future__ import annotations

import pytest

from desktop.core.errors import DataError
from desktop.models.base import Base
from desktop.models.camp import CampMember
from desktop.models.people import CourseHistory
from desktop.services import (
    camp_acts,
    event_acts,
    events,
    judged,
    nominate_person,
    nominations,
    outcomes,
    people_merge,
    showcase_acts,
    undo,
)
from desktop.services.office import Office
from desktop.services.outcomes import Outcome

MEMBERS = ("F258961245", "V280133741")
"""Two people of the samples who may take part in everything."""


def two_people(office: Office) -> tuple[int, int]:
    with office.database.reading() as session:
        found = judged.people(session, MEMBERS)
    return found[MEMBERS[0]], found[MEMBERS[1]]


def test_every_table_that_names_a_person_is_moved() -> None:
    naming = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    moved = {model.__tablename__ for model in people_merge._MOVED} | {CourseHistory.__tablename__}
    assert naming == moved


def test_a_member_a_guest_and_a_traveller_are_merged_and_undone(county: Office) -> None:
    kept, dropped = two_people(county)
    member = camp_acts.add(county, dropped)
    showcase_acts.add(county, person_id=dropped)
    event_acts.register(county, "gathering", [dropped])
    people_merge.merge(county, kept, dropped)
    with county.database.reading() as session:
        moved = session.get(CampMember, member)
        assert moved is not None
        assert moved.person_id == kept
    assert [line.person_id for line in events.listing(county, "gathering")] == [kept]
    undo.undo(county.database)
    assert [line.person_id for line in events.listing(county, "gathering")] == [dropped]


@pytest.mark.parametrize("stands_on", ["camp", "showcase", "event"])
def test_who_stands_twice_on_a_list_is_not_merged(county: Office, stands_on: str) -> None:
    two = two_people(county)
    for one in two:
        if stands_on == "camp":
            camp_acts.add(county, one)
        elif stands_on == "showcase":
            showcase_acts.add(county, person_id=one)
        else:
            event_acts.register(county, "gathering", [one])
    with pytest.raises(DataError, match=r"people\.merge_both_nominated"):
        people_merge.merge(county, *two)


def test_an_attendance_over_a_record_of_absence_can_still_be_taken_back(county: Office) -> None:
    kept, dropped = two_people(county)
    nominated = nominate_person.nominate_person(county, "course-community", 1, dropped)
    outcomes.put(county, [nominated], Outcome(code="attended", hours="6"))
    with county.database.reading() as session:
        own = session.query(CourseHistory).filter_by(person_id=dropped, roc_year=104).one()
        row = {"person_id": kept, "course": own.course, "roc_year": 104, "session": own.session}
    with county.database.writing("history.import", undoable=False) as journal:
        journal.insert(CourseHistory, [{**row, "attended": False, "source": "history.csv"}])

    def record() -> tuple[bool, str]:
        with county.database.reading() as session:
            found = session.query(CourseHistory).filter_by(person_id=kept, roc_year=104).one()
            return found.attended, found.source

    people_merge.merge(county, kept, dropped)
    assert record() == (True, "history.csv、outcome")
    with county.database.reading() as session:
        (moved,) = nominations.listing(session, "course-community")
    outcomes.put(county, [moved.id], Outcome())
    assert record() == (False, "history.csv")
