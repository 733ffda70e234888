from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.core.messages import catalogue
from desktop.exports import layouts

FORM = "course_nomination"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the layouts to spoil."""
    copied = tmp_path / "forms"
    shutil.copytree(layouts.folder(), copied)
    monkeypatch.setattr(layouts, "folder", lambda: copied)
    for cached in (layouts.layout, layouts.common):
        cached.cache_clear()
    yield copied
    for cached in (layouts.layout, layouts.common):
        cached.cache_clear()


def spoil(folder: Path, old: str, new: str, name: str = FORM) -> None:
    path = folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def names() -> list[str]:
    return sorted(path.stem for path in layouts.folder().glob("*.toml") if path.name != layouts.COMMON)


@pytest.mark.parametrize("name", names())
def test_every_form_that_came_with_the_program_is_whole(name: str) -> None:
    form = layouts.layout(name)
    assert layouts.blocks(form, layouts.common())
    keys = [column.key for column in form.roster.columns]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("old", "new", "key", "reason"),
    [
        ('title = "課程推薦表"', 'titel = "課程推薦表"', "title", "Field required"),
        ("version = 1", 'version = "1"', "version", "valid integer"),
        ('key = "session"', 'key = "Session"', "block.0.fields.rows.0.1.key", "pattern"),
        ("width = 9.4", "width = 9.9", "", "17.5 cm wide instead of 17"),
        ("width = 3.4", "width = 3.5", "", "25.8 cm wide instead of 25.7"),
        ('name = "person"', 'name = "persons"', "", "no shared block is named persons"),
        ("label_width = 1.6, required", "width = 9, required", "", "is 21 cm wide"),
        ('kind = "table"', 'kind = "tabel"', "block.3", "does not match"),
    ],
)
def test_what_does_not_fit_is_named(folder: Path, old: str, new: str, key: str, reason: str) -> None:
    spoil(folder, old, new)
    with pytest.raises(DataError, match=r"forms\.layout_value") as caught:
        layouts.layout(FORM)
    assert caught.value.params["file"] == f"{FORM}.toml"
    assert caught.value.params["key"] == key
    assert reason in str(caught.value.params["reason"])
    assert f"{FORM}.toml" in catalogue().error(caught.value)


def test_a_slip_in_the_toml_is_named_with_its_line(folder: Path) -> None:
    spoil(folder, "version = 1", "version 1")
    with pytest.raises(DataError, match=r"forms\.layout_syntax") as caught:
        layouts.layout(FORM)
    assert "line 3" in str(caught.value.params["reason"])


def test_a_missing_layout_is_told(folder: Path) -> None:
    with pytest.raises(EnvironmentFailure, match=r"forms\.layout_unreadable"):
        layouts.layout("none")


def test_the_seals_have_the_room_that_a_stamp_needs(folder: Path) -> None:
    spoil(folder, "seal_height = 2.5", "seal_height = 2.4", "common")
    with pytest.raises(DataError, match=r"forms\.layout_value") as caught:
        layouts.common()
    assert caught.value.params["key"] == "seal_height"
