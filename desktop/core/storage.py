"""Work on one place of the disk: who refused, and whether there is room, said before anything is written."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core import os_errors
from desktop.core.errors import EnvironmentFailure

_MEGABYTE = 1_000_000


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn an `OSError` into its `file.…` failure; `path` is named where the system names nothing."""
    try:
        yield
    except OSError as error:
        if not error.filename:
            error.filename = str(path)
        raise os_errors.known(error) from error


def require_room(folder: Path, needed: int) -> None:
    """Raise `storage.short`, before anything is written, if `folder` has less than `needed` bytes free."""
    free = free_room(folder)
    if free < needed:
        raise EnvironmentFailure(
            "storage.short", path=str(folder), needed=_megabytes(needed), free=_megabytes(free)
        )


def require_writable(folder: Path) -> None:
    """Make `folder` if it is missing, and raise its `file.…` failure if no file can be made there."""
    if folder.exists() and not folder.is_dir():
        raise EnvironmentFailure("file.not_folder", path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        error.filename = str(folder)
        raise os_errors.known(error) from error


def free_room(path: Path) -> int:
    """Bytes free where `path` is or would be."""
    existing = next(parent for parent in (path, *path.absolute().parents) if parent.exists())
    return shutil.disk_usage(existing).free


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f}"
