"""A consistent copy of an open database, page by page, with the same key."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from desktop.models.database import Database, failure


def copy(database: Database, key: bytes, target: Path) -> None:
    """Write the database, as it stands at this moment, to the new file `target`, synchronised to the disk.

    Others may read and write meanwhile. The file itself must not be copied: closing another handle on it
    would drop SQLite's POSIX locks. Raises `EnvironmentFailure` as the database does.
    """
    try:
        with closing(database.engine.raw_connection()) as source, closing(_new(target, key)) as destination:
            source.driver_connection.backup(destination)  # type: ignore[union-attr] # sqlcipher3's own
    except sqlcipher.Error as error:
        raise failure(error, target) or error from error


def _new(path: Path, key: bytes) -> sqlcipher.Connection:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def rekey(path: Path, old: bytes, new: bytes) -> None:
    """Encrypt a closed database anew, page by page, so that the old key opens it no more.

    For a copy that nobody else knows: killed in between, the file is neither. Raises as the database does.
    """
    try:
        with closing(_new(path, old)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    except sqlcipher.Error as error:
        raise failure(error, path) or error from error
