"""Micro-reflections (柒、五): what somebody read and wrote about it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class Reflection(Base):
    """One micro-reflection. Its author may be outside the roster: any government's, a public school's."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "person_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(author) > 0", name="author"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
    )

    id: Mapped[RowId]
    number: Mapped[int]
    """Stable over packets; never given twice."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """None: the author is not in the roster."""
    author: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    title_of_post: Mapped[str] = mapped_column(default="")
    """職稱; `title` is the reflection's own."""
    source_type: Mapped[str]
    """A code of the plan's readings, as `post_place` is of its posting places."""
    source_title: Mapped[str] = mapped_column(default="")
    source_author: Mapped[str] = mapped_column(default="")
    """Author or provider."""
    source_reference: Mapped[str] = mapped_column(default="")
    """URL or ISBN."""
    read_date: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    """As written, over the limit or not: it is never cut."""
    takeaways: Mapped[str] = mapped_column(default="")
    post_place: Mapped[str] = mapped_column(default="")
    consent: Mapped[bool] = mapped_column(default=False)
    posted_date: Mapped[date | None]
    posted_reference: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
