"""Micro-reflections (柒、五): what somebody read, and what they wrote about it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class Reflection(Base):
    """One reflection; its text is kept as it was written, however long."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "person_id"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(author) > 0", name="author"),
        CheckConstraint("length(body) > 0", name="body"),
    )

    id: Mapped[RowId]
    number: Mapped[int]
    """The county's running number of reflections."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """None for an author outside the roster, such as a teacher."""
    author: Mapped[str]
    """As the file writes it; never normalised."""
    agency: Mapped[str] = mapped_column(default="")
    """Of an author outside the roster."""
    source_type: Mapped[str]
    """A kind of reading of the plan (choices.readings)."""
    source_title: Mapped[str]
    source_author: Mapped[str] = mapped_column(default="")
    """Author or provider."""
    source_reference: Mapped[str] = mapped_column(default="")
    """URL or ISBN."""
    read_date: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    body: Mapped[str]
    takeaways: Mapped[str] = mapped_column(default="")
    post_place: Mapped[str] = mapped_column(default="")
    """A posting place of the plan (choices.posting_places)."""
    consent: Mapped[bool] = mapped_column(default=False)
    """The author agrees to publication."""
    posted_reference: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
