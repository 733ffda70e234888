"""Deadlines of the office: what is due on which day, by which letter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class Deadline(Base):
    """One thing that is due on one day."""

    __tablename__ = "deadline"
    __table_args__ = (Index(None, "day"), CheckConstraint("length(subject) > 0", name="subject"))

    id: Mapped[RowId]
    activity: Mapped[str] = mapped_column(default="")
    """Blank for what belongs to the whole plan."""
    subject: Mapped[str]
    day: Mapped[date]
    document_no: Mapped[str] = mapped_column(default="")
    document_date: Mapped[date | None]
    done: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
