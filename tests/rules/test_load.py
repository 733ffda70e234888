from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import DataError, EnvironmentFailure, KnownError, UsageError
from desktop.core.messages import LANGUAGES, catalogue
from desktop.rules.evaluate import judge
from desktop.rules.load import bundled, load_plan
from desktop.rules.verdict import Answer
from tests.rules.people import history, person

PLANS = paths.resources() / "plans"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PLANS / "104", tmp_path / "104"))


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old`; add `new` at the end when `old` is empty."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")


def refusal(folder: Path) -> DataError:
    with pytest.raises(DataError) as raised:
        load_plan(folder)
    assert all(catalogue(language).error(raised.value) for language in LANGUAGES)
    return raised.value


with (Path(__file__).parent.parent / "data" / "plan_mistakes.toml").open("rb") as file:
    MISTAKES: list[dict[str, str]] = tomllib.load(file)["mistake"]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[f"{one['file']}-{one['key']}" for one in MISTAKES])
def test_what_is_wrong_is_named_with_file_key_and_reason(folder: Path, mistake: dict[str, str]) -> None:
    edit(folder, mistake["file"], mistake["old"], mistake["new"])
    error = refusal(folder)
    found_in = mistake.get("found_in", mistake["file"])
    assert (error.code, error.params["file"], error.params["key"]) == (
        f"rules.plan_{mistake['code']}",
        found_in,
        mistake["key"],
    )
    assert mistake["holds"] in str(error.params.get("reason", error.params.get("name", "")))


def test_broken_toml_is_named_with_its_line(folder: Path) -> None:
    edit(folder, "showcase.toml", 'family = "showcase"', "family = showcase")
    error = refusal(folder)
    assert (error.code, error.params["file"]) == ("rules.plan_syntax", "showcase.toml")
    assert "line 2" in str(error.params["reason"])


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    path = folder / "showcase.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp950", "replace"))
    assert refusal(folder).code == "rules.plan_syntax"


@pytest.mark.parametrize("file", ["plan.toml", "conditions.toml", "reasons.toml", "course-oer.toml"])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    error = refusal(folder)
    assert (error.code, error.params["file"]) == ("rules.plan_file_missing", file)


def test_a_file_that_nothing_reads_is_refused(folder: Path) -> None:
    shutil.copy(folder / "course-oer.toml", folder / "course-new.toml")
    error = refusal(folder)
    assert (error.code, error.params["file"]) == ("rules.plan_file_unlisted", "course-new.toml")


def test_a_file_that_cannot_be_read_is_the_environments_fault(folder: Path) -> None:
    (folder / "luminary.toml").unlink()
    (folder / "luminary.toml").mkdir()
    with pytest.raises(EnvironmentFailure) as raised:
        load_plan(folder)
    assert (raised.value.code, raised.value.params["file"]) == ("rules.plan_unreadable", "luminary.toml")


@pytest.mark.parametrize("ask", [lambda: bundled(90), lambda: bundled(104).activity("course-cooking")])
def test_what_does_not_exist_is_refused_with_what_there_is(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UsageError) as raised:
        ask()
    error: KnownError = raised.value
    assert str(error.params["known"]).startswith(("104", "course-basic"))
    assert all(catalogue(language).error(error) for language in LANGUAGES)


def test_next_years_plan_is_a_folder_of_data(folder: Path) -> None:
    """Another year, a course more, another group of courses: no code changes."""
    for path in folder.glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace("plan104.", "plan105."), encoding="utf-8")
    edit(folder, "plan.toml", "year = 104", "year = 105")
    edit(folder, "plan.toml", '  "course-oer",', '  "course-oer",\n  "course-film",')
    edit(folder, "plan.toml", 'prefixes = ["自製數位教材進階班"]', 'prefixes = ["微電影"]')
    film = (
        (folder / "course-oer.toml").read_text(encoding="utf-8").replace("柒、一、（四）", "柒、一、（七）")
    )
    film = film.replace(
        'use = "course_staff"', 'all = [{ use = "course_staff" }, { use = "advanced_and_relation" }]'
    )
    (folder / "course-film.toml").write_text(film, encoding="utf-8")
    edit(
        folder,
        "conditions.toml",
        'reasons.yes = "advanced_and_relation"',
        'reasons.no = "not_attended_basic"\nreasons.yes = "advanced_and_relation"',
    )
    activity = load_plan(folder).activity("course-film")
    facts = person(history=history("微電影入門 104"), business_relation="officer", history_complete=True)
    verdict = judge(activity, facts)
    assert (verdict.answer, verdict.primary.clause) == (Answer.YES, "柒、一、（七）1")
    assert verdict.primary.code == "plan105.advanced_and_relation"


def test_a_quota_may_leave_no_choice(folder: Path) -> None:
    edit(folder, "english-camp.toml", "minimum = 1\nmaximum = 3", "minimum = 3\nmaximum = 3")
    quota = load_plan(folder).activity("english-camp").quotas["leaders"]
    assert (quota.minimum, quota.maximum) == (3, 3)


def test_what_may_be_named_is_listed_without_the_condition_itself(folder: Path) -> None:
    edit(folder, "conditions.toml", '{ use = "it_staff" }', '{ use = "advanced_and_relation_or_it" }')
    known = str(refusal(folder).params["known"]).split(", ")
    assert "it_staff" in known
    assert "advanced_and_relation_or_it" not in known


def test_the_digest_tells_any_change_of_the_data(folder: Path) -> None:
    same = load_plan(folder).sha256
    assert same == bundled(104).sha256
    edit(folder, "luminary.toml", "", "\n")
    assert load_plan(folder).sha256 != same
