"""One writer per office folder: a lock the operating system releases by itself when the program dies."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from desktop.core.clock import Clock
from desktop.core.errors import EnvironmentFailure
from desktop.core.storage import translated

FILE_NAME = "office.lock"

_FAR = 1 << 30
"""Windows forbids reading locked bytes, so the locked byte lies far behind the holder's description."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes to the office: `since` is ISO 8601."""

    host: str
    pid: int
    since: str


class OfficeLock:
    """The lock, held from construction until `release`.

    `left` is who held it last and never let go: that program did not end as it should. Raises
    `EnvironmentFailure` `office.locked` at once (never waits) with who holds it and since when.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        path = folder / FILE_NAME
        with translated(path):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._file: BinaryIO | None = os.fdopen(descriptor, "r+b", buffering=0)
        try:
            if not _try_lock(self._file):
                raise _locked(folder)
            self.left = holder(folder)
            self._describe(Holder(platform.node(), os.getpid(), clock.now().isoformat(timespec="seconds")))
        except BaseException:
            self._close()
            raise

    def release(self) -> None:
        """Let others write. The file stays: deleting it would race with the next holder."""
        if self._file is not None:
            self._file.truncate(0)
            _unlock(self._file)
            self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and self.left is not None and self._file is not None:
            self._describe(self.left)  # the office was not opened after all: the next opening must be told
            _unlock(self._file)
            self._close()
        self.release()

    def _describe(self, holder: Holder) -> None:
        assert self._file is not None
        with translated(Path(FILE_NAME)):
            self._file.truncate(0)
            self._file.seek(0)
            self._file.write(json.dumps(asdict(holder), ensure_ascii=False).encode())

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def holder(folder: Path) -> Holder | None:
    """Who says to hold the lock; None when nobody does or the description is not whole."""
    try:
        entry = json.loads((folder / FILE_NAME).read_bytes())
        return Holder(str(entry["host"]), int(entry["pid"]), str(entry["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _locked(folder: Path) -> EnvironmentFailure:
    who = holder(folder) or Holder("?", 0, "?")
    since = who.since.replace("T", " ")[:16]
    return EnvironmentFailure("office.locked", path=str(folder), host=who.host, pid=who.pid, since=since)


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            file.seek(0)
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # some network file systems cannot lock at all
            raise EnvironmentFailure("office.cannot_lock", reason=str(error.strerror)) from error
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
