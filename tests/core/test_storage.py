"""Room on the disk, and the system's refusals in words."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from desktop.core import storage
from desktop.core.errors import EnvironmentFailure


def test_too_little_room_is_told_with_both_numbers(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        storage.require_room(tmp_path, 1 << 60)
    assert caught.value.code == "storage.short"
    assert caught.value.params["needed"] == f"{(1 << 60) / 1e6:.1f}"


def test_enough_room_passes(tmp_path: Path) -> None:
    storage.require_room(tmp_path, 1)


def test_the_room_of_a_folder_to_be_made_is_that_of_its_parent(tmp_path: Path) -> None:
    assert storage.free_room(tmp_path / "a" / "b") > 0


def test_a_place_is_made_and_tried_without_leaving_anything(tmp_path: Path) -> None:
    storage.require_writable(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_place_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(EnvironmentFailure) as caught:
        storage.require_writable(tmp_path / "a")
    assert (caught.value.code, caught.value.params["path"]) == ("file.not_folder", str(tmp_path / "a"))
    with pytest.raises(EnvironmentFailure) as caught:
        storage.require_writable(tmp_path / "a" / "b")
    assert caught.value.params["path"] == str(tmp_path / "a" / "b")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "file.disk_full"),
        (errno.EACCES, "file.denied"),
        (errno.EROFS, "file.denied"),
        (errno.EIO, "file.failed"),
    ],
)
def test_a_refusal_without_a_name_gets_ours(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(EnvironmentFailure) as caught, storage.translated(tmp_path):
        raise OSError(number, "refused")
    assert (caught.value.code, caught.value.params["path"]) == (code, str(tmp_path))


def test_the_systems_own_name_is_kept(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught, storage.translated(tmp_path):
        (tmp_path / "none").read_bytes()
    assert (caught.value.code, caught.value.params["path"]) == ("file.missing", str(tmp_path / "none"))


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), storage.translated(tmp_path):
        _ = 1 / 0
