"""The encrypted office database: how it is opened, and the two ways into it, reading and writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, sessionmaker

from desktop.core.clock import Clock
from desktop.core.errors import EnvironmentFailure, KnownError
from desktop.core.storage import free_room
from desktop.models.journal import Journal

BUSY_MILLISECONDS = 1_000
"""A second writer is told within a second."""


class Database:
    """One office.db. Sessions are opened only by services, one for each user action, and never kept.

    `key` is the raw 256-bit key. Opening does not touch the file; `check` does. With `read_only` every write
    fails. Raises `EnvironmentFailure` for a wrong key, a damaged or foreign file, a full disk, a lock.
    """

    def __init__(
        self, path: Path, key: bytes, *, clock: Clock, actor: str = "", read_only: bool = False
    ) -> None:
        self.path = path
        self.clock = clock
        self.actor = actor
        self.read_only = read_only
        self.written: Callable[[frozenset[str]], None] | None = None
        """Told the tables that an action wrote to, after its commit and in its thread."""
        self._key = key
        self._engine = create_engine(
            "sqlite://", module=sqlcipher, creator=self._connect, poolclass=QueuePool
        )
        event.listen(self._engine, "begin", _begin)
        self._reader = sessionmaker(self._engine, expire_on_commit=False, autoflush=False)
        writer = self._engine.execution_options(begin="IMMEDIATE")
        self._writer = sessionmaker(writer, expire_on_commit=False, autoflush=False)
        for factory in (self._reader, self._writer):
            event.listen(factory, "before_flush", _refuse_flush)
            event.listen(factory, "do_orm_execute", _refuse_orm_write)

    @property
    def engine(self) -> Engine:
        """The engine, for the migrator and backups only."""
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the data; nothing can be written through it."""
        with translated(self.path), self._reader() as session:
            yield session

    @contextmanager
    def writing(self, action: str, subject: str = "", *, undoable: bool = True) -> Iterator[Journal]:
        """One user action: all of it is committed with its audit entry and inverse, or nothing is.

        `action` names the use case (roster.import); `subject` says to what, without personal data.
        """
        with translated(self.path), self._writer() as session, session.begin():
            journal = Journal(session, self.clock, self.actor)
            yield journal
            journal.seal(action, subject, undoable=undoable)
        if self.written is not None and journal.changed:
            self.written(frozenset(journal.changed))

    def check(self) -> None:
        """Read the first page: raises `EnvironmentFailure` if the key or the file is wrong."""
        with self.reading() as session:
            session.connection().exec_driver_sql("SELECT count(*) FROM sqlite_master")

    def dispose(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _connect(self) -> Any:
        try:
            return self._opened("")
        except sqlcipher.Error as error:
            if not self._is_at_rest():
                raise failure(error, self.path) or error from error
        try:
            return self._opened("?immutable=1")
        except sqlcipher.Error as error:
            raise failure(error, self.path) or error from error

    def _is_at_rest(self) -> bool:
        """Whether it may be read as it stands: with no room or right to make the -shm file WAL cannot be."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        return self.read_only and not (wal.exists() and wal.stat().st_size)

    def _opened(self, mode: str) -> Any:
        connection = sqlcipher.connect(
            self.path.absolute().as_uri() + mode,
            uri=True,
            timeout=BUSY_MILLISECONDS / 1000,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            for pragma in self._pragmas():
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    def _pragmas(self) -> tuple[str, ...]:
        return (
            "cipher_log_level = NONE",  # it would write to the console, where only our messages go
            f"key = \"x'{self._key.hex()}'\"",
            "cipher_memory_security = OFF",  # costs 30 %; the key is in RAM anyway
            "cache_size = -2000",  # KiB a connection; the driver's own 8000 makes nothing of ours faster
            "foreign_keys = ON",
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "query_only = ON" if self.read_only else "journal_mode = WAL",
            "synchronous = FULL",
        )


def _begin(connection: Connection) -> None:
    # The driver is in autocommit mode: its own guess of when to begin would leave reads outside.
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _refuse_flush(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if session.new or session.dirty or session.deleted:
        raise AssertionError("write through the journal, or the action could not be undone")


def _refuse_orm_write(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise AssertionError("write through the journal, or the action could not be undone")


@contextmanager
def translated(path: Path | None = None) -> Iterator[None]:
    """Turn the store's errors that a person can mend into `EnvironmentFailure`; let the others through."""
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:  # the driver's own come from the journal's bulk inserts
        known = failure(error.orig if isinstance(error, DBAPIError) else error, path)
        if known is None:
            raise
        raise known from error


_LOG_INDEX_BYTES = 65_536
"""Room for office.db-shm, which begins with 32 KB."""

_KNOWN = (
    ("file is not a database", "database.key_or_foreign"),
    ("file is encrypted", "database.key_or_foreign"),
    ("malformed", "database.damaged"),
    ("hmac check failed", "database.damaged"),
    ("disk i/o error", "database.disk_failed"),
    ("database or disk is full", "database.disk_full"),
    ("database is locked", "database.locked"),
    ("unable to open database file", "database.unreachable"),
    ("readonly database", "database.read_only"),
)


def failure(error: BaseException | None, path: Path | None = None) -> KnownError | None:
    """The error a person can mend behind a SQLite error on `path`, if it is one."""
    text = str(error).lower()
    code = next((code for part, code in _KNOWN if part in text), None)
    if code == "database.disk_failed" and path is not None and free_room(path) < _LOG_INDEX_BYTES:
        code = "database.disk_full"  # all that SQLite says when the index of its log finds no room
    return None if code is None else EnvironmentFailure(code)
