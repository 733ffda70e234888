"""Sealed packets as the office keeps them: what was sent when, and whether the file is still as it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select

from desktop.core.errors import DataError, UsageError
from desktop.exports import verify
from desktop.exports.packet import ScopeState
from desktop.exports.verification import Verification
from desktop.models.packets import Packet
from desktop.services.office import Office

_BLOCK = 1 << 20


_HELD = frozenset({ScopeState.SUBMITTED, ScopeState.UNCHANGED})
"""What the packet holds the rows of."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One sealed packet of the office's history."""

    sequence: int
    file_name: str
    sha256: str
    sealed_at: datetime
    packet_id: str
    counts: Mapping[str, int]
    """Table → rows."""
    activities: tuple[str, ...]
    """What was submitted in it."""

    @property
    def number(self) -> str:
        """What people quote: LGDL-104-10009-0007."""
        return self.file_name.removesuffix(".asice")


class FileState(StrEnum):
    """What has become of a sealed file in outbox/."""

    INTACT = "intact"
    CHANGED = "changed"
    GONE = "gone"


def history(office: Office) -> list[Sent]:
    """Sealed packets, the latest first."""
    with office.database.reading() as session:
        return [_sent(row) for row in session.scalars(select(Packet).order_by(Packet.sequence.desc()))]


def sent(office: Office, sequence: int) -> Sent:
    """One of them; raises `UsageError` for a number that was never sealed."""
    with office.database.reading() as session:
        row = session.scalars(select(Packet).filter_by(sequence=sequence)).one_or_none()
        if row is None:
            raise UsageError("delivery.unknown", sequence=sequence)
        return _sent(row)


def path(office: Office, packet: Sent) -> Path:
    """Where its file is kept."""
    return office.outbox / packet.file_name


def file_state(office: Office, packet: Sent) -> FileState:
    """Whether the file is there and has the bytes that were sealed; reads all of it the first time."""
    kept = path(office, packet)
    try:
        found = kept.stat()
        digest = _sha256(kept, found.st_mtime_ns, found.st_size)
    except OSError:
        return FileState.GONE
    return FileState.INTACT if digest == packet.sha256 else FileState.CHANGED


def proven(office: Office, packet: Sent) -> tuple[bytes, Verification]:
    """Its bytes, as they were sealed, and what the verifier says of them.

    Raises `DataError` where the file is gone or is not what was sealed: then it must not be sent.
    """
    try:
        content = path(office, packet).read_bytes()
    except FileNotFoundError as error:
        raise DataError("delivery.lost", number=packet.number) from error
    answer = verify.verify_content(content, packet.file_name)
    if hashlib.sha256(content).hexdigest() != packet.sha256 or not answer.accepted:
        raise DataError("delivery.damaged", number=packet.number)
    return content, answer


def _sent(row: Packet) -> Sent:
    lines = json.loads(row.scope)
    submitted = dict.fromkeys(activity for activity, _, state in lines if state in _HELD)
    return Sent(
        sequence=row.sequence,
        file_name=row.file_name,
        sha256=row.sha256,
        sealed_at=row.sealed_at,
        packet_id=row.packet_id,
        counts=json.loads(row.counts),
        activities=tuple(submitted),
    )


@lru_cache(maxsize=512)
def _sha256(file: Path, _changed_ns: int, _size: int) -> str:
    """Remembered for as long as the file's time and size stay."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
