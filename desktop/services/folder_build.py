"""A folder that appears whole or not at all: built beside its place, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.core.paths import sync_folder
from desktop.core.storage import translated

_SUFFIX = ".part"
_STALE_SECONDS = 86_400
"""What a killed program left behind is removed after a day; no build lasts that long."""


def named(folder: Path) -> Path:
    """`folder` with a name and a parent of its own, whatever was typed: `.` has neither."""
    return Path(os.path.abspath(folder))  # noqa: PTH100 # resolve() would put the target of a link aside


@contextmanager
def built_beside(folder: Path) -> Iterator[Path]:
    """A new folder, private to this account, on the same disk as `folder`; removed again if the block fails.

    What the block does not rename is thrown away. Missing parents are made, and removed again on failure.
    """
    with translated(folder):
        made = _make_parents(folder)
        try:
            remove_stale(folder.parent, f".{folder.name}.*{_SUFFIX}")
            building = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}.", suffix=_SUFFIX))
            try:
                yield building
            finally:
                shutil.rmtree(building, ignore_errors=True)
        except BaseException:
            _remove_empty(made)
            raise


def put_in_place(building: Path, folder: Path) -> None:
    """Rename `building` to `folder`, which is missing or empty."""
    if folder.exists():
        folder.rmdir()
    sync_tree(building)
    building.rename(folder)
    sync_folder(folder.parent)


def sync_tree(folder: Path) -> None:
    """Make the names of everything below `folder` survive a power cut."""
    for directory, _folders, _files in os.walk(folder):
        sync_folder(Path(directory))


def _make_parents(folder: Path) -> list[Path]:
    missing = [parent for parent in folder.absolute().parents if not parent.exists()]
    folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # somebody has put something there: it is not ours to remove
            return


def remove_stale(folder: Path, pattern: str) -> None:
    """Remove the files and folders of `pattern` in `folder` that a program killed a day ago left behind."""
    for leftover in folder.glob(pattern):
        with suppress(OSError):  # another program may be faster, or may have it open
            if time.time() - leftover.stat().st_mtime > _STALE_SECONDS:
                _remove(leftover)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def replace_folder(building: Path, folder: Path, kept: Path | None) -> None:
    """Put the whole and proven `building` in the place of `folder`, which is kept under the name `kept`.

    Without `kept` the folder is missing or empty.

    No system call exchanges two folders everywhere: a program killed between the two renames is finished by
    `finish_replacement` when the folder is next opened.
    """
    sync_tree(building)
    drop_unused_replacement(folder)
    building.rename(_replacement(folder))
    sync_folder(folder.parent)
    if kept is not None:
        folder.rename(kept)
    elif folder.exists():
        folder.rmdir()
    finish_replacement(folder)


def finish_replacement(folder: Path) -> None:
    """Take the last step of a `replace_folder` that was killed; do nothing if there was none."""
    waiting = _replacement(folder)
    if waiting.is_dir() and not folder.exists():
        with translated(folder):
            waiting.rename(folder)
            sync_folder(folder.parent)


def is_waiting(folder: Path) -> bool:
    """Whether a killed `replace_folder` left the whole new folder, and nothing in its place."""
    return _replacement(folder).is_dir() and not folder.exists()


def drop_unused_replacement(folder: Path) -> None:
    """Remove what a `replace_folder` killed before its first rename left: the folder itself counts."""
    if folder.exists():
        shutil.rmtree(_replacement(folder), ignore_errors=True)


def _replacement(folder: Path) -> Path:
    return folder.parent / f".{folder.name}.replacement"
