"""The parts of a backup: copied out of an open office and proven, and proven again out of a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core import vault_file
from desktop.core.clock import Clock
from desktop.core.errors import DataError, EnvironmentFailure
from desktop.core.vault import Secret
from desktop.models import copies, migrate, proof, sealed_files
from desktop.models.database import Database
from desktop.services import backup_file
from desktop.services.backup_file import FILES, PARTS, Manifest
from desktop.services.office_folder import DATABASE, KEYS, OUTBOX, VAULT, Office

SEALED = (KEYS, OUTBOX)
"""The folders of an office whose files lie in a backup; what came in and logs do not."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a proven database turned out to hold."""

    people: int
    schema: int


def collect(office: Office, folder: Path, reason: str) -> Manifest:
    """Copy the office into the parts of a backup in `folder`, prove them, and say what they are."""
    vault_file.save(office.vault, folder / VAULT)
    copies.copy(office.database, office.key, folder / DATABASE)
    kept = files(office.folder)
    sealed_files.write(folder / FILES, office.key, kept)
    counted = prove(folder, office.key, office.clock)
    if sealed_files.check(folder / FILES, office.key) != len(kept):
        raise DataError("backup.damaged", path=FILES)
    return Manifest(
        office.clock.now().isoformat(),
        reason,
        office.vault.id,
        counted.people,
        counted.schema,
        {name: backup_file.part(folder / name) for name in PARTS},
    )


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A backup opened into a folder, its keys and packets still in their store."""

    manifest: Manifest
    sha256: str
    key: bytes = field(repr=False)


def unpack(path: Path, folder: Path, secret: Secret | bytes, clock: Clock) -> Unpacked:
    """Check a backup from its seal to its last row, in `folder`, where its parts lie afterwards.

    Raises `DataError` `backup.damaged` or `backup.foreign`, `EnvironmentFailure` for a wrong secret.
    """
    manifest, sha256 = backup_file.verify(path)
    wrapped = vault_file.parse(backup_file.read(path, VAULT), str(path))
    key = secret if isinstance(secret, bytes) else wrapped.unlock(secret)
    for name in PARTS:
        backup_file.extract(path, name, folder / name)
    try:
        counted = prove(folder, key, clock)
        sealed_files.check(folder / FILES, key)
    except EnvironmentFailure as error:
        if not error.code.startswith("database."):
            raise
        raise DataError("backup.damaged", path=str(path)) from error
    if (counted.people, counted.schema) != (manifest.people, manifest.schema):
        raise DataError("backup.damaged", path=str(path))
    return Unpacked(manifest, sha256, key)


def prove(folder: Path, key: bytes, clock: Clock) -> Counted:
    """Open the database in `folder`, check all of it, and count. Raises `database.…` or `migrate.…`."""
    with opened(folder, key, clock) as database:
        proof.prove(database)
        migrate.pending(database)
        return Counted(proof.people(database), migrate.schema_of(database))


@contextmanager
def opened(folder: Path, key: bytes, clock: Clock) -> Iterator[Database]:
    """The database in a folder that nobody else knows, read only."""
    database = Database(folder / DATABASE, key, clock=clock, read_only=True)
    try:
        yield database
    finally:
        database.dispose()


def files(folder: Path) -> list[tuple[str, Path]]:
    """(name in the backup, file) of keys and sealed packets; what is being written is left out."""
    return [
        (f"{name}/{path.name}", path)
        for name in SEALED
        for path in sorted((folder / name).glob("[!.]*"))
        if path.is_file()
    ]


def extract_files(folder: Path, key: bytes) -> None:
    """Take the keys and packets out of the store in `folder` into its sub-folders, and the store away."""
    for name in SEALED:
        (folder / name).mkdir()
    sealed_files.extract(folder / FILES, key, folder, SEALED)
    (folder / FILES).unlink()
