"""Files inside an encrypted store: a backup shows nothing of keys and packets without its passphrase."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from desktop.core.errors import DataError
from desktop.core.paths import write_atomic
from desktop.models.database import failure

_TABLE = """
CREATE TABLE file (
    name TEXT NOT NULL PRIMARY KEY,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL
)
"""


def write(path: Path, key: bytes, files: Sequence[tuple[str, Path]]) -> None:
    """Put each file (at most 1 GB) under its name, such as outbox/10009-104-0001.asice, into a new store."""
    with _store(path, key) as store:
        store.execute(_TABLE)
        for name, source in files:
            content = source.read_bytes()
            digest = hashlib.sha256(content).hexdigest()
            store.execute("INSERT INTO file VALUES (?, ?, ?)", (name, digest, content))


def check(path: Path, key: bytes) -> int:
    """How many files lie in the store, each read and hashed. Raises `DataError` `backup.damaged`."""
    return sum(1 for _ in _contents(path, key))


def extract(path: Path, key: bytes, folder: Path, allowed: Sequence[str]) -> None:
    """Write every file below `folder`, into its sub-folders `allowed` only. Raises as `check`."""
    for name, content in _contents(path, key):
        parts = PurePosixPath(name).parts
        if len(parts) != 2 or parts[0] not in allowed or parts[1] in {".", ".."} or "\\" in name:
            raise DataError("backup.damaged", path=name)
        write_atomic(folder / parts[0] / parts[1], content)


def _contents(path: Path, key: bytes) -> Iterator[tuple[str, bytes]]:
    with _store(path, key) as store:
        for name, digest, content in store.execute("SELECT name, sha256, content FROM file ORDER BY name"):
            if hashlib.sha256(content).hexdigest() != digest:
                raise DataError("backup.damaged", path=name)
            yield name, content


@contextmanager
def _store(path: Path, key: bytes) -> Iterator[Any]:
    """An open store; what it wrote is committed at the end."""
    try:
        with closing(sqlcipher.connect(str(path))) as store:
            store.execute("PRAGMA cipher_log_level = NONE")
            store.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            yield store
            store.commit()
    except sqlcipher.Error as error:
        raise failure(error, path) or error from error
