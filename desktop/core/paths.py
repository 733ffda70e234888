"""Where things are, and the one way to write a file: whole or not at all."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

_PACKAGE = Path(__file__).resolve().parent.parent


@lru_cache
def resources() -> Path:
    """The folder `resources/`: inside the package when installed, beside it in a checkout or frozen build."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"


def default_office() -> Path:
    """The office folder when `--data` is not given: the platform's user data folder."""
    return _user_folder("XDG_DATA_HOME", ".local/share")


def preferences_file() -> Path:
    """Where this account's choices about the window are kept."""
    return _user_folder("XDG_CONFIG_HOME", ".config") / "preferences.json"


def _user_folder(variable: str, default: str) -> Path:
    """Where the platform wants it; a library that knows this takes a tenth of the window's start."""
    if os.name == "nt":
        variable, default = "LOCALAPPDATA", "AppData/Local"
    elif sys.platform == "darwin":
        variable, default = "", "Library/Application Support"
    given = Path(os.environ.get(variable, ""))
    # The XDG rules: a relative path is to be ignored.
    return (given if given.is_absolute() else Path.home() / default) / "LuminaryDesk"


@contextmanager
def atomic_file(path: Path) -> Iterator[BinaryIO]:
    """Write `path` whole or not at all: temporary file beside it, fsync, replace, fsync of the folder.

    Any exception leaves the old file as it was and no temporary file behind.
    """
    # Imported when used: nothing is written before the window is seen.
    import tempfile  # noqa: PLC0415 - see above

    with _naming(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """The system's errors name the file that was asked for, not the temporary one beside it, nor nothing."""
    try:
        yield
    except OSError as error:
        if not error.filename or Path(error.filename).name.startswith(f".{path.name}."):
            error.filename = str(path)
        raise


def remove_unfinished(path: Path) -> None:
    """Remove what an `atomic_file` that was killed left beside `path`; only for its one writer."""
    for leftover in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        leftover.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut (POSIX; Windows journals it by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_atomic(path: Path, content: bytes) -> None:
    """`atomic_file` for content that is already in memory."""
    with atomic_file(path) as file:
        file.write(content)
