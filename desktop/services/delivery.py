"""Taking a sealed packet out of the office: a copy on a stick or in a folder, read back from there."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core import os_errors, storage
from desktop.core.errors import EnvironmentFailure, KnownError
from desktop.core.paths import atomic_file
from desktop.core.progress import Progress, Silent
from desktop.exports import packet_cover
from desktop.exports.certificates import common_name
from desktop.exports.verification import Verification
from desktop.services import packet_history
from desktop.services.office import Office

_BLOCK = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_PROTECTED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_GONE = frozenset({errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO})
_WINDOWS = {
    19: "delivery.protected",
    **dict.fromkeys((39, 112), "delivery.full"),
    **dict.fromkeys((3, 15, 21, 31, 55, 433, 1006, 1117, 1167), "delivery.gone"),
}
"""Codes of Windows that its errno blurs: write protected; disk full; drive or medium no longer there."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What lies in the folder now, both files read back."""

    path: Path
    slip: Path
    """The delivery slip: packet number, SHA-256 of the container, the signer's fingerprint."""
    sha256: str
    size: int


def deliver(office: Office, sequence: int, folder: Path, *, progress: Progress | None = None) -> Delivered:
    """Copy a sealed packet and its delivery slip into `folder`, which is made if need be.

    Each copy is flushed to the medium and read back from it before it gets its name, so that a cancelled or
    failed copy leaves nothing. Raises `DataError` where the kept file is gone or was changed, and
    `EnvironmentFailure` that says whether there is no room, the medium is write-protected or was pulled out.
    """
    watched = progress or Silent()
    packet = packet_history.sent(office, sequence)
    watched.step(0, 1, "delivery.step_check")
    return hand_over(*packet_history.proven(office, packet), folder, watched)


def hand_over(content: bytes, answer: Verification, folder: Path, progress: Progress) -> Delivered:
    """`deliver` for a packet that is in memory, with what the verifier said of it."""
    assert answer.packet is not None, "an accepted packet says what it is"
    target = folder / f"{answer.packet.number}.asice"
    beside, drawn = folder / f"{answer.packet.number}-slip.pdf", _slip(answer)
    with _told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_other(target, answer.packet.sha256)
        storage.require_room(folder, len(content) + len(drawn))
        copy(content, target, progress)
        copy(drawn, beside, Silent())
    return Delivered(target, beside, answer.packet.sha256, len(content))


def slip(office: Office, sequence: int) -> bytes:
    """The delivery slip of a sealed packet as PDF, to print. Raises `DataError` as `deliver` does."""
    return _slip(packet_history.proven(office, packet_history.sent(office, sequence))[1])


def _refuse_other(path: Path, sha256: str) -> None:
    """Another packet of the same number, or a copy that was damaged: neither is overwritten unasked."""
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise EnvironmentFailure("delivery.taken", path=str(path))


def copy(content: bytes, path: Path, progress: Progress) -> None:
    """Write `path` whole or not at all, after reading it back from the medium."""
    with atomic_file(path) as file:
        for start in range(0, len(content), _BLOCK):
            progress.step(start, len(content), "delivery.step_copy")
            file.write(content[start : start + _BLOCK])
        file.flush()
        os.fsync(file.fileno())
        progress.step(0, len(content), "delivery.step_read")
        if _digest(file, progress, len(content)) != hashlib.sha256(content).digest():
            raise EnvironmentFailure("delivery.differs", path=str(path))


def _digest(file: BinaryIO, progress: Progress, size: int) -> bytes:
    """SHA-256 of what was written, read from the medium where the system lets go of its own copy."""
    descriptor = file.fileno()
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.lseek(descriptor, 0, os.SEEK_SET)
    digest, done = hashlib.sha256(), 0
    while block := os.read(descriptor, _BLOCK):
        digest.update(block)
        done += len(block)
        progress.step(done, size, "delivery.step_read")
    return digest.digest()


def _slip(answer: Verification) -> bytes:
    assert answer.packet is not None, "an accepted packet says what it is"
    signer = answer.signer
    return packet_cover.render_slip(
        answer.packet, answer.packet.sha256, signer.fingerprint or "", common_name(signer.subject or "")
    )


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failure(error, folder) from error


def failure(error: OSError, folder: Path) -> KnownError:
    """What went wrong with the medium, as a person can act on it."""
    code = _WINDOWS.get(getattr(error, "winerror", None) or 0, "")
    for numbers, name in (
        (_FULL, "delivery.full"),
        (_PROTECTED, "delivery.protected"),
        (_GONE, "delivery.gone"),
    ):
        if not code and error.errno in numbers:
            code = name
    if code == "delivery.protected" and not folder.exists():
        code = "delivery.gone"  # its mount point may not be made anew
    return EnvironmentFailure(code, path=str(folder)) if code else os_errors.known(error)
