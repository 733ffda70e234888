"""The file of a backup: a zip that any tool can unpack, with a manifest and a seal over every byte.

Members, all stored uncompressed: `manifest.json`; `vault.json` and `office.db` as in the office folder;
`files.db`, an encrypted store of `keys/` and `outbox/` (desktop.models.sealed_files). The zip's comment is
the SHA-256 of everything before it, in 64 hexadecimal digits, so that no altered bit goes unseen. Both
databases have the office's key, which the vault gives for the passphrase or recovery code of that day.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.core.paths import atomic_file
from desktop.core.storage import translated
from desktop.services.office_folder import DATABASE, VAULT

SUFFIX = ".lgdlbackup"
FORMAT = "luminary-backup"
VERSION = 1

MANIFEST = "manifest.json"
FILES = "files.db"
PARTS = (VAULT, DATABASE, FILES)

_SEAL = 64
_BLOCK = 1 << 20
_LARGEST_MANIFEST = 65_536
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Part:
    """One member: its size in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself before it is opened. It holds no personal data."""

    made_at: str
    """ISO 8601 with offset."""
    reason: str
    """Why it was made: hand, import, nominate, migration, interval, exit."""
    vault_id: str
    people: int
    schema: int
    parts: Mapping[str, Part]


def part(path: Path) -> Part:
    """The size and hash of a file."""
    with path.open("rb") as file:
        return Part(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def write(target: Path, manifest: Manifest, folder: Path) -> str:
    """Write the parts in `folder` to `target`, whole or not at all, and read them back before it counts.

    Returns the SHA-256 of the whole file. Raises `backup.damaged` if the disk gave back something else.
    """
    with translated(target), atomic_file(target) as file:
        _write_zip(file, manifest, folder)
        file.flush()
        with _second_view(file) as view:
            seal = _digest(view, file.tell() - _SEAL).hexdigest()
            file.seek(-_SEAL, os.SEEK_END)
            file.write(seal.encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
            return _verified(view, target)


def read_manifest(path: Path) -> Manifest:
    """What the file says about itself; nothing of it is proven. Raises `backup.foreign`, `backup.newer`."""
    with translated(path), path.open("rb") as file, _opened(file, path) as archive:
        return _manifest(archive, path)


def verify(path: Path) -> tuple[Manifest, str]:
    """The manifest and the SHA-256 of the whole file, after reading every byte of it.

    Raises `DataError` `backup.damaged` or `backup.foreign`, `EnvironmentFailure` `backup.newer` or `file.…`.
    """
    with translated(path), path.open("rb") as file:
        sha256 = _verified(file, path)
        with _opened(file, path) as archive:
            return _manifest(archive, path), sha256


def extract(path: Path, name: str, target: Path) -> None:
    """Write one part of a verified backup to `target`."""
    with translated(path), path.open("rb") as file, _opened(file, path) as archive, target.open("wb") as copy:
        with archive.open(name) as source:
            shutil.copyfileobj(source, copy, _BLOCK)
        copy.flush()
        os.fsync(copy.fileno())


def read(path: Path, name: str) -> bytes:
    """One small part of a verified backup."""
    with translated(path), path.open("rb") as file, _opened(file, path) as archive:
        return archive.read(name)


def _write_zip(file: BinaryIO, manifest: Manifest, folder: Path) -> None:
    document = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), json.dumps(document, indent=1, sort_keys=True))
        for name in PARTS:
            entry = zipfile.ZipInfo(name, _EPOCH)
            with (folder / name).open("rb") as source, archive.open(entry, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member, _BLOCK)
        archive.comment = b"0" * _SEAL
    file.seek(0, os.SEEK_END)


@contextmanager
def _second_view(file: BinaryIO) -> Iterator[BinaryIO]:
    """The temporary file opened for reading; both share one position, so the writer's is put back."""
    with os.fdopen(os.dup(file.fileno()), "rb") as view:
        yield view
    file.seek(0, os.SEEK_END)


def _verified(file: BinaryIO, path: Path) -> str:
    """The SHA-256 of the whole file, if its seal is right and its manifest names just the parts it holds."""
    size = file.seek(0, os.SEEK_END)
    if size <= _SEAL or not zipfile.is_zipfile(file):
        raise DataError("backup.foreign", path=str(path))
    digest = _digest(file, size - _SEAL)
    seal = file.read()
    if digest.hexdigest().encode("ascii") != seal:
        raise DataError("backup.damaged", path=str(path))
    digest.update(seal)
    with _opened(file, path) as archive:
        stated = _manifest(archive, path).parts
        found = {name: _member(archive, name) for name in archive.namelist() if name != MANIFEST}
    if found != stated or set(found) != set(PARTS):
        raise DataError("backup.damaged", path=str(path))
    return digest.hexdigest()


def _member(archive: zipfile.ZipFile, name: str) -> Part:
    with archive.open(name) as member:
        size, digest = 0, hashlib.sha256()
        while block := member.read(_BLOCK):
            size += len(block)
            digest.update(block)
    return Part(size, digest.hexdigest())


def _digest(file: BinaryIO, size: int) -> hashlib._Hash:
    """The hash of the first `size` bytes; the file stands behind them afterwards."""
    digest = hashlib.sha256()
    file.seek(0)
    while size > 0 and (block := file.read(min(size, _BLOCK))):
        digest.update(block)
        size -= len(block)
    return digest


@contextmanager
def _opened(file: BinaryIO, path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError) as error:
        raise DataError("backup.foreign", path=str(path)) from error


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    with archive.open(MANIFEST) as member:
        data = member.read(_LARGEST_MANIFEST)
    try:
        document: dict[str, Any] = json.loads(data)
        if document["format"] != FORMAT:
            raise DataError("backup.foreign", path=str(path))
        if int(document["version"]) > VERSION:
            raise EnvironmentFailure("backup.newer", path=str(path))
        parts = {
            str(name): Part(int(entry["size"]), str(entry["sha256"]))
            for name, entry in document["parts"].items()
        }
        made_at, reason, vault_id = (str(document[name]) for name in ("made_at", "reason", "vault_id"))
        people, schema = (int(document[name]) for name in ("people", "schema"))
        return Manifest(made_at, reason, vault_id, people, schema, parts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DataError("backup.damaged", path=str(path)) from error
