"""Writing whole or not at all, and where things are."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from desktop.core import paths


def test_the_resources_are_found() -> None:
    assert (paths.resources() / "messages" / "core.toml").is_file()


def test_the_default_office_lies_in_the_users_own_folder() -> None:
    assert paths.default_office().is_relative_to(Path.home())


def test_content_is_written_whole(tmp_path: Path) -> None:
    paths.write_atomic(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(error), paths.atomic_file(path) as file:
        file.write(b"half of the n")
        raise error
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_nobody_sees_the_file_before_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with paths.atomic_file(path) as file:
        file.write(b"half")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"half"


def test_what_a_killed_writer_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in ("[a]", ".[a].x1.part", ".a.x1.part", ".[a].x1"):
        (tmp_path / name).write_bytes(b"")
    paths.remove_unfinished(tmp_path / "[a]")
    assert {path.name for path in tmp_path.iterdir()} == {"[a]", ".a.x1.part", ".[a].x1"}


def test_an_unwritable_place_leaves_nothing_and_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none") as caught:
        paths.write_atomic(tmp_path / "none" / "a", b"new")
    assert caught.value.filename == str(tmp_path / "none" / "a")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="full") as caught, paths.atomic_file(tmp_path / "a"):
        raise OSError(errno.ENOSPC, "full")  # as a write says it, without a name
    assert caught.value.filename == str(tmp_path / "a")


def test_an_error_about_another_file_keeps_its_name(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught, paths.atomic_file(tmp_path / "a"):
        (tmp_path / "b").read_bytes()
    assert caught.value.filename == str(tmp_path / "b")
