"""A plan as the center hands it out: a folder of TOML files, or the same folder zipped."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from desktop.core.errors import DataError
from desktop.core.storage import translated
from desktop.rules.load import PLAN_FILE

MOST_FILES = 60
"""A plan has one file an activity and three besides."""

LARGEST = 1024 * 1024
"""Bytes of a file; the largest of the plan of 104 has 11 KB."""


def read(source: Path) -> dict[str, bytes]:
    """The TOML files of a plan, name → content.

    `source` is the folder, its plan.toml, or a zip file with the folder somewhere inside; other files beside
    the plan are left aside. Nothing is unpacked, and no name in a zip file becomes a path.

    Raises `DataError` for what is no plan or too large, the `file.…` failures for what cannot be read.
    """
    folder = source.parent if source.name == PLAN_FILE else source
    try:
        with translated(source):
            files = _of_folder(folder) if folder.is_dir() else _of_zip(source)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as broken:
        raise DataError("plan_file.damaged", file=source.name) from broken  # RuntimeError: encrypted
    if PLAN_FILE not in files:
        raise DataError("plan_file.none", file=source.name)
    return files


def _of_folder(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.glob("*.toml"))
    _refuse_many(paths, folder.name)
    return {path.name: _limited(path) for path in paths}


def _limited(path: Path) -> bytes:
    with path.open("rb") as stream:
        return _checked(stream.read(LARGEST + 1), path.name)


def _of_zip(source: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(source) as archive:
        parts = list(_beside_the_plan(archive, source.name))
        _refuse_many(parts, source.name)
        if len({_name(part) for part in parts}) < len(parts):
            raise zipfile.BadZipFile  # a name twice: nobody could say which one was meant
        return {_name(part): _inflated(archive, part) for part in parts}


def _beside_the_plan(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    """The TOML files in the one folder that holds a plan; Finder puts a shadow of each in another."""
    files = [
        one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX")
    ]
    folders = {_folder(one) for one in files if _name(one) == PLAN_FILE}
    if len(folders) > 1:
        raise DataError("plan_file.several", file=name)
    return (one for one in files if _folder(one) in folders and _name(one).endswith(".toml"))


def _inflated(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """At most a byte more than allowed is inflated, whatever size the archive states."""
    with archive.open(part) as stream:
        return _checked(stream.read(LARGEST + 1), _name(part))


def _checked(content: bytes, name: str) -> bytes:
    if len(content) > LARGEST:
        raise DataError("plan_file.too_large", file=name, limit=LARGEST // 1024)
    return content


def _refuse_many(found: list[Path] | list[zipfile.ZipInfo], name: str) -> None:
    if len(found) > MOST_FILES:
        raise DataError("plan_file.too_many", file=name, limit=MOST_FILES)


def _folder(part: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(part.filename.replace("\\", "/")).parent


def _name(part: zipfile.ZipInfo) -> str:
    return PurePosixPath(part.filename.replace("\\", "/")).name
