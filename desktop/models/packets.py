"""Sealed packets: what left the office, in order, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class Packet(Base):
    """One sealed packet; its file lies in outbox/ byte for byte."""

    __tablename__ = "packet"
    __table_args__ = (
        UniqueConstraint("sequence"),
        UniqueConstraint("packet_id"),
        CheckConstraint("sequence >= 1", name="sequence"),
        CheckConstraint("length(sha256) = 64", name="sha256"),
    )

    id: Mapped[RowId]
    sequence: Mapped[int]
    packet_id: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str]
    previous_sha256: Mapped[str] = mapped_column(default="")
    signer_sha256: Mapped[str]
    """SHA-256 of the signer's certificate."""
    counts: Mapped[str]
    """JSON object: table → rows."""
    scope: Mapped[str]
    """JSON list of {activity, session, state}."""
    sealed_at: Mapped[datetime]
