"""Printing from an office: which activities have forms, and where they go."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure, UsageError
from desktop.services import forms, settings
from desktop.services.forms import FormFile
from desktop.services.office import Office
from tests.tools import require_tool

Draw = Callable[[Office, str, Path], list[FormFile]]


@pytest.mark.parametrize("draw", [forms.booklet, forms.each, forms.blank])
def test_an_activity_without_forms_is_named(
    office: Office, tmp_path: Path, draw: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "BOOKLETS", {})
    with pytest.raises(UsageError, match=r"forms\.no_forms"):
        draw(office, "mentoring", tmp_path)
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("draw", [forms.booklet, forms.each])
def test_nobody_makes_no_booklet(office: Office, tmp_path: Path, draw: Draw) -> None:
    with pytest.raises(DataError, match=r"forms\.nobody"):
        draw(office, "course-oer", tmp_path / "forms")
    assert not (tmp_path / "forms").exists()


def test_a_place_that_is_no_folder_is_named(office: Office, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.touch()
    with pytest.raises(EnvironmentFailure) as caught:
        forms.blank(office, "course-oer", place)
    assert (caught.value.code, caught.value.params["path"]) == ("file.not_folder", str(place))


def test_a_blank_form_has_the_seals_of_the_office(office: Office, tmp_path: Path) -> None:
    with office.database.writing("plan.change") as journal:
        settings.put(journal, settings.SEALS, ["承辦人", "處長"])
    (file,) = forms.blank(office, "course-oer", tmp_path / "forms")
    require_tool("pdftotext")
    done = subprocess.run(["pdftotext", file.path, "-"], capture_output=True, encoding="utf-8", check=True)
    assert "處長" in done.stdout
    assert "機關首長" not in done.stdout
