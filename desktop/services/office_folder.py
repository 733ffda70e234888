"""An open office: its folder, its database and its key, held until it is closed."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.core import vault, vault_file
from desktop.core.clock import Clock
from desktop.core.errors import EnvironmentFailure
from desktop.core.findings import Finding
from desktop.core.vault import Vault
from desktop.models.database import Database
from desktop.models.office import OfficeRow

DATABASE = "office.db"
VAULT = vault_file.FILE_NAME
KEYS = "keys"
OUTBOX = "outbox"
INBOX = "inbox"
BACKUPS = "backups"
LOGS = "logs"
FOLDERS = (KEYS, OUTBOX, INBOX, BACKUPS, LOGS)


@dataclass(slots=True)
class Office:
    """Made by `services.office.open_office`; close it, or use it in a `with` block.

    A read-only office holds no lock, and every write to it fails with `office.read_only`.
    """

    folder: Path
    vault: Vault
    key: bytes = field(repr=False)
    database: Database
    clock: Clock
    read_only: bool
    findings: tuple[Finding, ...] = ()
    """What the coordinator should know about the place the folder lies in."""
    interrupted: bool = False
    """Whether the program that had it open last did not end as it should; what it acknowledged is here."""
    _held: ExitStack = field(default_factory=ExitStack, repr=False)

    @property
    def keys(self) -> Path:
        """The folder of the office's own signing key."""
        return self.folder / KEYS

    @property
    def outbox(self) -> Path:
        """The folder of sealed packets."""
        return self.folder / OUTBOX

    @property
    def inbox(self) -> Path:
        """The folder of what came from others."""
        return self.folder / INBOX

    @property
    def backups(self) -> Path:
        """The folder of the backups made by itself or without a target."""
        return self.folder / BACKUPS

    def derive(self, purpose: str) -> bytes:
        """32 secret bytes for one purpose, always the same, such as the signing key's PKCS#12 passphrase."""
        return vault.derive(self.key, purpose)

    def row(self) -> OfficeRow:
        """Whose office it is, as the database says now."""
        with self.database.reading() as session:
            return session.get_one(OfficeRow, 1)

    def require_writable(self) -> None:
        """Raise `EnvironmentFailure` `office.read_only` if it is open for reading."""
        if self.read_only:
            raise EnvironmentFailure("office.read_only", path=str(self.folder))

    def hold(self, held: ExitStack) -> None:
        """Take over the lock, the log and the database, to let go of them in `close`."""
        self._held = held

    def close(self) -> None:
        """Close the database, the log and the lock, in this order; doing so twice is fine."""
        self._held.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
