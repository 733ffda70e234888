"""A new year begins with the people, agencies and history of the old one, which stays as it was."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.models.base import Base
from desktop.models.people import AgencyUnit, CourseHistory, Person
from desktop.services import (
    approval_seals,
    deadlines,
    demo_diagnosis,
    diagnoses,
    diagnosis_report,
    imported_plan,
    integrity,
    next_year,
    office_key,
    outcomes,
    plan_overview,
    settings,
    standing,
    undo,
)
from desktop.services.imported_plan import PlanFile
from desktop.services.nominations import listing
from desktop.services.office import Office, Passphrase, open_office
from desktop.services.outcomes import Outcome
from tests.builders import CLOCK, PASSPHRASE, state
from tests.plan_files import plan_105

CARRIED = {"office", "agency", "agency_unit", "person", "course_history", "import_profile", "setting"}
CARRIED |= {"diagnosis", "decision"}


@pytest.fixture
def plan(tmp_path: Path) -> PlanFile:
    return imported_plan.read(plan_105(tmp_path / "105"))


def opened(folder: Path) -> Office:
    return open_office(folder, Passphrase(PASSPHRASE), clock=CLOCK)


def test_people_agencies_and_history_come_along(sealed: Office, plan: PlanFile, tmp_path: Path) -> None:
    before = state(sealed)
    begun = next_year.begin(sealed, plan, tmp_path / "next")
    assert state(sealed) == before, "the old office is only read"
    counts = standing.counts(sealed)
    assert (begun.year, begun.people, begun.agencies) == (105, counts.people, 32)
    with opened(begun.folder) as office:
        assert office.row().plan == "105"
        assert (office.row().coordinator, office.row().phone) == (
            sealed.row().coordinator,
            sealed.row().phone,
        )
        assert plan_overview.read(office, "zh_TW").year == 105
        assert standing.counts(office).nominated == 0
        assert integrity.check_integrity(office) == ()
        for model in (Person, CourseHistory, AgencyUnit):
            assert rows(office, model) == rows(sealed, model)
        assert office_key.read(office) == office_key.read(sealed) is not None


def rows(office: Office, model: type[Base]) -> list[tuple[object, ...]]:
    """What is said of each, with who or where it is instead of an id."""
    columns = [
        column
        for column in model.__table__.columns
        if column.name not in {"id", "person_id", "agency_id", "luminary", "luminary_reason"}
    ]
    with office.database.reading() as session:
        return sorted((tuple(row) for row in session.execute(select(*columns))), key=str)


def test_only_what_outlives_a_year_is_carried(sealed: Office, plan: PlanFile, tmp_path: Path) -> None:
    deadlines.add(sealed, "報名", date(2015, 2, 1))
    with opened(next_year.begin(sealed, plan, tmp_path / "next").folder) as office:
        with office.database.reading() as session:
            filled = {
                table.name
                for table in Base.metadata.sorted_tables
                if session.scalar(select(func.count()).select_from(table))
            }
            assert settings.get(session, settings.LETTER) is None
        assert filled - {"audit_entry", "audit_payload"} <= CARRIED
        assert list(office.outbox.iterdir()) == []


def test_ids_with_gaps_stay_with_their_people(county: Office, plan: PlanFile, tmp_path: Path) -> None:
    with county.database.reading() as session:
        first = session.scalars(select(Person).order_by(Person.id)).first()
        assert first is not None
        gone = first.id
        has_history = select(CourseHistory.id).filter_by(person_id=gone)
        assert session.scalars(has_history).first() is None, "the sample's first person attended nothing"
    with county.database.writing("test.gap") as journal:
        journal.delete(Person, [gone])

    def attended(office: Office) -> set[tuple[int, str, int]]:
        with office.database.reading() as session:
            joined = select(Person.person_no, CourseHistory.course, CourseHistory.roc_year).join(
                CourseHistory, CourseHistory.person_id == Person.id
            )
            return {(no, course, year) for no, course, year in session.execute(joined)}

    with opened(next_year.begin(county, plan, tmp_path / "next").folder) as office:
        assert attended(office) == attended(county)
        assert office.row().last_person_no == county.row().last_person_no, "a number is never given twice"


def test_this_years_attendance_counts_next_year(sealed: Office, plan: PlanFile, tmp_path: Path) -> None:
    with sealed.database.reading() as session:
        one, _other = listing(session, "course-oer")
    outcomes.put(sealed, [one.id], Outcome(code="attended", hours="30"))
    begun = next_year.begin(sealed, plan, tmp_path / "next")
    with opened(begun.folder) as office, office.database.reading() as session:
        years = select(CourseHistory.roc_year).join(Person).where(Person.id_no == one.person.id_no)
        assert 104 in set(session.scalars(years))


def test_luminary_marks_belong_to_the_year(county: Office, plan: PlanFile, tmp_path: Path) -> None:
    with county.database.reading() as session:
        marked = session.scalar(select(func.count()).select_from(Person).filter_by(luminary=True))
    begun = next_year.begin(county, plan, tmp_path / "next")
    assert begun.luminary == marked
    assert marked
    with opened(begun.folder) as office, office.database.reading() as session:
        assert session.scalars(select(Person).filter_by(luminary=True)).first() is None


def test_settings_of_the_office_come_along(office: Office, plan: PlanFile, tmp_path: Path) -> None:
    approval_seals.put(office, ("承辦人", "處長"))
    with opened(next_year.begin(office, plan, tmp_path / "next").folder) as begun:
        assert approval_seals.read(begun) == ("承辦人", "處長")
        with pytest.raises(DataError, match=r"undo\.nothing"):
            undo.undo(begun.database)


def test_what_is_no_new_year_is_refused(office: Office, plan: PlanFile, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"next_year\.not_later"):
        next_year.begin(office, 104, tmp_path / "next")
    with pytest.raises(UsageError, match=r"rules\.year_unknown"):
        next_year.begin(office, 150, tmp_path / "next")
    with pytest.raises(UsageError, match=r"next_year\.inside"):
        next_year.begin(office, plan, office.folder / "next")
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").touch()
    with pytest.raises(UsageError, match=r"office\.folder_taken"):
        next_year.begin(office, plan, taken)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["105", "office", "taken"]


def test_a_full_disk_leaves_nothing(
    office: Office, plan: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1000))
    with pytest.raises(EnvironmentFailure, match=r"storage\.short"):
        next_year.begin(office, plan, tmp_path / "next")
    assert not (tmp_path / "next").exists()


def test_killed_halfway_there_is_no_office(
    office: Office, plan: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "No space left on device", str(tmp_path))

    monkeypatch.setattr(imported_plan, "keep", fail)
    with pytest.raises(EnvironmentFailure):
        next_year.begin(office, plan, tmp_path / "next")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["105", "office"]


def test_the_folder_proposed_is_free_and_says_the_year(office: Office, tmp_path: Path) -> None:
    assert next_year.proposed(office, 105) == tmp_path / "office-105"
    (tmp_path / "office-105").mkdir()
    assert next_year.proposed(office, 105) == tmp_path / "office-105-2"


def test_the_diagnosis_of_the_year_is_there_to_compare_with(
    office: Office, plan: PlanFile, tmp_path: Path
) -> None:
    demo_diagnosis.answers(office)
    demo_diagnosis.agree(office)
    percent = [one.percent for one in diagnosis_report.read(office).dimensions]
    with opened(next_year.begin(office, plan, tmp_path / "next").folder) as begun:
        report = diagnosis_report.read(begun)
        assert (report.year_before, report.respondents, report.settled) == (104, 0, 0)
        assert [one.before for one in report.dimensions] == percent
        assert diagnoses.respondents(begun) == ()
