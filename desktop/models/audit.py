"""The audit log: a chain of hashes over every write, the payloads beside it so that they can be purged."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

GENESIS = "0" * 64
"""The hash before the first entry."""


class AuditEntry(Base):
    """One user action. Append-only: a later action undoes it, nothing edits it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        UniqueConstraint("sha256"),
        one_of("kind", "do", "undo", "redo"),
        CheckConstraint("(kind = 'do') = (target_id IS NULL)", name="target"),
    )

    id: Mapped[RowId]
    """Consecutive from 1: a gap is a missing entry."""
    at: Mapped[datetime]
    actor: Mapped[str]
    action: Mapped[str]
    """The use case, such as roster.import; its name for people is in the messages."""
    subject: Mapped[str]
    """What it was done to, without personal data."""
    kind: Mapped[str] = mapped_column(default="do")
    target_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id", ondelete="RESTRICT"))
    """For undo and redo: the action undone or redone."""
    undoable: Mapped[bool]
    payload_sha256: Mapped[str]
    previous_sha256: Mapped[str]
    sha256: Mapped[str]


class AuditPayload(Base):
    """How to take an entry back; purged after the retention time, and the chain stays whole."""

    __tablename__ = "audit_payload"

    entry_id: Mapped[int] = mapped_column(
        ForeignKey("audit_entry.id", ondelete="RESTRICT"), primary_key=True, autoincrement=False
    )
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """JSON, compressed with zlib: the inverse steps, newest first."""


def entry_sha256(entry: AuditEntry) -> str:
    """The hash that chains `entry` to the one before it: SHA-256 over its fields, each with its length."""
    fields = (
        entry.previous_sha256,
        str(entry.id),
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.kind,
        str(entry.target_id or ""),
        str(int(entry.undoable)),
        entry.payload_sha256,
    )
    digest = hashlib.sha256()
    for value in fields:
        data = value.encode()
        digest.update(len(data).to_bytes(4, "big") + data)
    return digest.hexdigest()
