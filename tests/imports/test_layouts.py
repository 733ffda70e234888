from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import EnvironmentFailure
from desktop.imports import drafts, layouts
from desktop.imports.answer_files import AnswerRow
from desktop.imports.layouts import KINDS, bare_header_key, header_key, layout

DRAFTS: dict[str, Any] = {
    "roster": drafts.PersonDraft,
    "agencies": drafts.AgencyDraft,
    "history": drafts.HistoryDraft,
    "nominations": drafts.NominationDraft,
    "english_camp": drafts.CampDraft,
    "camp_stages": drafts.CampStageDraft,
    "reflections": drafts.ReflectionDraft,
    "events": drafts.EventDraft,
    "showcase": drafts.ShowcaseDraft,
    "attendance": drafts.AttendanceDraft,
    "answers": AnswerRow,
    "mentors": drafts.MentoringDraft,
    "mentees": drafts.MentoringDraft,
    "mentoring": drafts.MentoringDraft,
    "pair_locks": drafts.PairDraft,
    "pair_history": drafts.PairDraft,
}

PASSING = {
    "roster": {"rank_grade"},
    "history": {"id_type"},
    "nominations": {"id_type"},
    "english_camp": {"id_type"},
    "camp_stages": {"id_type"},
    "events": {"id_type"},
    "reflections": {"id_type"},
    "attendance": {"id_type"},
    "mentors": {"id_type"},
    "mentees": {"id_type"},
    "mentoring": {"id_type"},
}
"""Columns that are read for the sake of other fields."""

UNTOLD = {
    "mentors": {"role", "supervisor", "goals", "task", "career"},
    "mentees": {"role", "capacity", "experience"},
    "pair_locks": {"roc_year"},
    "pair_history": {"reason"},
}
"""Fields that a list of one pool does not say, or of fixed and of earlier pairs."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_a_field_of_the_draft_and_the_other_way_round(kind: str) -> None:
    fields = {column.field for column in layout(kind).columns} - PASSING.get(kind, set())
    assert fields == set(DRAFTS[kind]._fields) - {"record"} - UNTOLD.get(kind, set())


@pytest.mark.parametrize("kind", KINDS)
def test_one_column_is_the_key_and_fields_without_default_are_required(kind: str) -> None:
    columns = layout(kind).columns
    assert sum(column.key for column in columns) == 1
    bare = set(DRAFTS[kind]._fields) - set(DRAFTS[kind]._field_defaults) - {"record"}
    assert bare <= {column.field for column in columns if column.required}


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_cell_has_the_drafts_default(kind: str) -> None:
    """So that a column left empty says the same as a column that is not there."""
    defaults = DRAFTS[kind]._field_defaults
    for column in layout(kind).columns:
        value, remarks = column.parser.parse("")
        assert not remarks
        if column.field in defaults and not column.filled:
            assert value == defaults[column.field], column.name


def test_grades_follow_each_other() -> None:
    assert layout("roster").extra["grades"] == {"elementary": [1, 5], "junior": [6, 9], "senior": [10, 14]}


@pytest.mark.parametrize(
    ("header", "key"),
    [("姓 名", "姓名"), ("＊姓名：", "姓名"), ("E－mail", "e-mail"), ("出生\n年月日", "出生年月日")],
)
def test_headers_are_compared_without_decoration(header: str, key: str) -> None:
    assert header_key(header) == key


def test_a_bracket_at_the_end_may_be_left_out() -> None:
    assert bare_header_key("出生年月日（YYY/MM/DD）") == "出生年月日"
    assert bare_header_key("性別[01男]") == "性別"


BROKEN = {
    "no field": '[[column]]\nname = "姓名"\nparser = "name"\nlongest = 40',
    "unknown parser": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "nme"',
    "unknown parameter": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "date"\nlongest = 40',
    "missing parameter": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "text"',
    "unknown vocabulary": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "term"\nvocabulary = "x"',
    "broken pattern": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "pattern"\npattern = "("',
    "no list": '[[column]]\nname = "姓名"\nfield = "name"\nparser = "date"\naliases = "x"',
    "claimed twice": (
        '[[column]]\nname = "姓名"\nfield = "name"\nparser = "date"\n'
        '[[column]]\nname = "人名"\nfield = "who"\nparser = "date"\naliases = ["姓 名"]'
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_data_file_is_named_with_its_column(text: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match=r"imports\.layout-broken") as raised:
        layouts.load(path)
    assert raised.value.params["file"] == "broken.toml"
    assert raised.value.params["column"] in {"姓名", "人名"}


def test_a_data_file_that_is_no_toml(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("[[column", encoding="utf-8")
    with pytest.raises(EnvironmentFailure, match=r"imports\.layout-broken"):
        layouts.load(path)
