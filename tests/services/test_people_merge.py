"""Two records of one person: whatever names the person moves, and nobody stands twice on a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core import paths
from desktop.core.errors import DataError
from desktop.models.base import Base
from desktop.models.camp import CampMember
from desktop.models.mentoring import EarlierPair
from desktop.models.people import CourseHistory
from desktop.services import (
    camp_acts,
    earlier_pairs,
    event_acts,
    events,
    judged,
    mentoring,
    nominate_person,
    nominations,
    outcomes,
    people_merge,
    showcase_acts,
    undo,
)
from desktop.services.office import Office
from desktop.services.outcomes import Outcome

SAMPLES = paths.resources() / "samples"
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


@pytest.mark.parametrize("take", [(), ("id_no",)])
def test_who_is_wished_for_and_was_paired_is_named_by_the_number_that_stays(
    county: Office, take: tuple[str, ...], tmp_path: Path
) -> None:
    kept, dropped = two_people(county)
    first, second, other = *MEMBERS, "E110460193"
    mentoring.import_mentors(county, SAMPLES / "mentors.csv")
    member = mentoring.listing(county)[3].id
    mentoring.put(county, member, {"wishes": f"{first}、{second}", "avoid": second})
    history = tmp_path / "history.csv"
    rows = [f"{second},{other},103", f"{first},{other},102", f"{second},{other},102"]
    history.write_text("\n".join(["徒弟,師傅,年度", *rows]), encoding="utf-8")
    earlier_pairs.import_file(county, history)
    people_merge.merge(county, kept, dropped, take=take)
    stays = second if take else first
    line = next(one for one in mentoring.listing(county) if one.id == member)
    assert (line.wishes, line.avoid) == (stays, stays)
    with county.database.reading() as session:
        told = session.execute(select(EarlierPair.roc_year, EarlierPair.mentee_no)).all()
    assert sorted(map(tuple, told)) == [(102, stays), (103, stays)]
    undo.undo(county.database)
    assert next(one for one in mentoring.listing(county) if one.id == member).avoid == second


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
