"""A preference is never worth an error."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from desktop.core import paths, preferences
from desktop.core.preferences import Preferences


def test_what_was_chosen_is_there_next_time(tmp_path: Path) -> None:
    file = tmp_path / "of this account" / "preferences.json"
    Preferences(file).put(preferences.THEME, "dark")
    assert Preferences(file).get(preferences.THEME) == "dark"


def test_nothing_chosen_means_the_defaults(tmp_path: Path) -> None:
    chosen = Preferences(tmp_path / "preferences.json")
    assert (chosen.get(preferences.LANGUAGE), chosen.get(preferences.TEXT_SIZE)) == ("zh_TW", 1.0)
    assert not (tmp_path / "preferences.json").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"theme": 3, "columns": [], "other": 1}']
)
def test_a_damaged_file_means_the_defaults_and_is_mended(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "preferences.json"
    file.write_bytes(content)
    chosen = Preferences(file)
    assert (chosen.get(preferences.THEME), chosen.get(preferences.COLUMNS)) == ("system", {})
    chosen.put(preferences.THEME, "dark")
    assert Preferences(file).get(preferences.THEME) == "dark"


def test_a_full_disk_is_overlooked_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "preferences.json"
    chosen = Preferences(file)
    chosen.put(preferences.THEME, "dark")

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(paths, "write_atomic", full)
    chosen.put(preferences.THEME, "light")
    assert chosen.get(preferences.THEME) == "light", "until the window closes"
    assert Preferences(file).get(preferences.THEME) == "dark"


def test_a_folder_in_the_way_is_overlooked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    chosen = Preferences(tmp_path / "file" / "preferences.json")
    chosen.put(preferences.THEME, "dark")
    assert chosen.get(preferences.THEME) == "dark"


def test_an_unknown_key_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Preferences(tmp_path / "preferences.json").put("colour", "red")
