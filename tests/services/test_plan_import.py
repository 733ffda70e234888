"""A corrected plan takes the place of the one in use, unless somebody would lose what stands on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.services import (
    backup,
    camp,
    camp_stages,
    deadlines,
    hosting,
    imported_plan,
    integrity,
    nominating,
    plan_import,
    plan_overview,
    plans,
    settings,
    undo,
)
from desktop.services.office import Office, Passphrase, open_office
from desktop.services.restore import restore
from tests.builders import CLOCK, PASSPHRASE
from tests.plan_files import plan_104, plan_105

SAMPLES = paths.resources() / "samples"
COMMUNITY = {"course-community.toml": ('zh_TW = "社群論壇經營研習班"', 'zh_TW = "社群經營班"')}


def title(office: Office, activity: str) -> str:
    with office.database.reading() as session:
        return plans.current(session).activities[activity].title.zh_TW


def test_a_corrected_plan_is_used_kept_and_taken_back(office: Office, tmp_path: Path) -> None:
    given = imported_plan.read(plan_104(tmp_path / "104", COMMUNITY))
    compared = plan_import.compare(office, given)
    assert (compared.added, compared.removed, compared.changed) == ((), (), ("course-community.toml",))
    assert plan_import.named(given, compared.changed, "zh_TW") != "course-community.toml"
    before = title(office, "course-community")
    plan_import.replace(office, given)
    assert title(office, "course-community") == "社群經營班"
    read = plan_overview.read(office, "zh_TW")
    assert (read.sha256, read.imported_at) == (given.plan.sha256, CLOCK.now())
    assert plan_import.replace(office, given).same
    made = backup.make(office)
    undo.undo(office.database)
    assert title(office, "course-community") == before
    assert plan_overview.read(office, "zh_TW").imported_at is None
    assert integrity.check_integrity(office) == ()
    office.close()
    restore(made.path, office.folder, Passphrase(PASSPHRASE), clock=CLOCK)
    with open_office(office.folder, Passphrase(PASSPHRASE), clock=CLOCK) as opened:
        assert title(opened, "course-community") == "社群經營班", "the backup holds the plan"


def test_letters_go_on_changing_it(office: Office, tmp_path: Path) -> None:
    letter = {"document": "中企字第1040000123號", "day": date(2015, 2, 9)}
    plans.change(office, "course-basic", "session.1.seats", "40", **letter)  # type: ignore[arg-type]
    plan_import.replace(office, imported_plan.read(plan_104(tmp_path / "104", COMMUNITY)))
    with office.database.reading() as session:
        assert plans.current(session).activity("course-basic").sessions[0].seats == 40


def test_another_year_is_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"plan_import\.other_year"):
        plan_import.replace(office, imported_plan.read(plan_105(tmp_path / "105")))
    assert plan_overview.read(office, "zh_TW").year == 104


def without(tmp_path: Path, activity: str) -> imported_plan.PlanFile:
    folder = plan_104(tmp_path / "104", {"plan.toml": (f'  "{activity}",\n', "")})
    (folder / f"{activity}.toml").unlink()
    return imported_plan.read(folder)


def test_an_activity_may_go_until_somebody_stands_on_it(county: Office, tmp_path: Path) -> None:
    given = without(tmp_path, "showcase")
    compared = plan_import.replace(county, given)
    assert (compared.removed, compared.changed) == (("showcase.toml",), ("plan.toml",))
    undo.undo(county.database)
    deadlines.add(county, "報名", date(2015, 9, 1), activity="showcase")
    with pytest.raises(UsageError, match=r"rules\.activity_unknown"):
        plan_import.replace(county, given)
    assert "showcase" in {one.id for one in plan_overview.read(county, "zh_TW").activities}


def test_a_session_may_go_until_somebody_stands_on_it(office: Office, tmp_path: Path) -> None:
    given = imported_plan.read(plan_104(tmp_path / "104", {"course-basic.toml": ("count = 4", "count = 3")}))
    assert not plan_import.compare(office, given).same
    hosting.offer(office, "course-basic", 4)
    with pytest.raises(DataError, match=r"plan_import\.session_used"):
        plan_import.replace(office, given)


def test_a_session_that_a_letter_added_may_be_used(office: Office, tmp_path: Path) -> None:
    plans.change(office, "course-basic", "sessions", "5", document="字第1號", day=date(2015, 2, 9))
    hosting.offer(office, "course-basic", 5)
    plan_import.replace(office, imported_plan.read(plan_104(tmp_path / "104", COMMUNITY)))
    assert title(office, "course-community") == "社群經營班"


def test_a_change_by_letter_must_fit_in_it(office: Office, tmp_path: Path) -> None:
    given = imported_plan.read(plan_104(tmp_path / "104", {"course-basic.toml": ("count = 4", "count = 3")}))
    plans.change(office, "course-basic", "session.4.seats", "30", document="字第1號", day=date(2015, 2, 9))
    with pytest.raises(DataError, match=r"rules\.change_field"):
        plan_import.replace(office, given)


def test_a_stage_may_go_until_there_are_results(county: Office, tmp_path: Path) -> None:
    given = imported_plan.read(
        plan_104(tmp_path / "104", {"english-camp.toml": ('id = "exam"', 'id = "oral"')})
    )
    nominating.nominate_file(county, "english-camp", SAMPLES / "english-camp.csv", skip_errors=True)
    assert not plan_import.compare(county, given).same
    member = camp.overview(county).lines[0]
    camp_stages.put(county, [member.id], "exam", "passed")
    with pytest.raises(DataError, match=r"plan_import\.stage_used"):
        plan_import.replace(county, given)


def test_what_is_stored_must_be_what_was_imported(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = imported_plan.read(plan_104(tmp_path / "104", COMMUNITY))
    plan_import.replace(office, given)
    monkeypatch.setattr(imported_plan, "_parsed", {})
    with office.database.writing("test.damage") as journal:
        files = dict(given.files) | {"course-community.toml": given.files["course-community.toml"] + "\n"}
        settings.put(journal, settings.PLAN_FILES, files)
    with pytest.raises(EnvironmentFailure, match=r"database\.damaged"):
        title(office, "course-basic")
