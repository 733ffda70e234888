"""What every new office is made of: its folders, its vault, and a database of the newest schema."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.core import vault_file
from desktop.core.clock import Clock
from desktop.core.errors import UsageError
from desktop.core.vault import Vault
from desktop.models import migrate
from desktop.models.database import Database
from desktop.services.office_folder import DATABASE, FOLDERS, VAULT


def refuse_taken(folder: Path) -> None:
    """Raise `UsageError` `office.folder_taken` unless the folder is missing or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("office.folder_taken", path=str(folder))


@contextmanager
def made(building: Path, vault: Vault, key: bytes, clock: Clock) -> Iterator[Database]:
    """A new office in `building`; the block writes its first rows into the empty database."""
    for name in FOLDERS:
        (building / name).mkdir()
    vault_file.save(vault, building / VAULT)
    database = Database(building / DATABASE, key, clock=clock, actor=account())
    try:
        migrate.upgrade(database, backup=lambda: None)
        yield database
    finally:
        database.dispose()


def account() -> str:
    """Who is at the PC, for the audit log; blank where the system does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account, or Windows without USERNAME
        return ""
