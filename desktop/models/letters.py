"""Letters in and out (收發文), and the files that came with them or back from the agencies."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

LETTER_KINDS = (
    "announcement",
    "allotment",
    "grant",
    "request",
    "answer",
    "submission",
    "reminder",
    "other",
)


class StoredFile(Base):
    """The bytes of a file, once however often it came; encrypted like everything, and in every backup."""

    __tablename__ = "stored_file"
    __table_args__ = (UniqueConstraint("sha256"),)

    id: Mapped[RowId]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Letter(Base):
    """One official letter (公文) that came or went."""

    __tablename__ = "letter"
    __table_args__ = (
        one_of("direction", "in", "out"),
        one_of("kind", *LETTER_KINDS),
        Index(None, "day"),
        CheckConstraint("length(subject) > 0", name="subject"),
    )

    id: Mapped[RowId]
    direction: Mapped[str]
    day: Mapped[date]
    number: Mapped[str] = mapped_column(default="")
    """文號; blank for a draft that has none yet."""
    party: Mapped[str] = mapped_column(default="")
    """Whom it came from, or whom it goes to."""
    subject: Mapped[str]
    activity: Mapped[str] = mapped_column(default="")
    """Blank for the whole plan."""
    deadline: Mapped[date | None]
    kind: Mapped[str] = mapped_column(default="other")
    note: Mapped[str] = mapped_column(default="")
    file_name: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="RESTRICT"))
    created_at: Mapped[datetime]
