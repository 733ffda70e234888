"""E-mentoring (柒、四): whom the county recommends as mentors and as mentees."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

_LIVE = text("withdrawn_at IS NULL")


class MentoringMember(Base):
    """One person in one of the two pools; somebody may be in both."""

    __tablename__ = "mentoring_member"
    __table_args__ = (
        Index("uq_mentoring_member_role_person", "role", "person_id", unique=True, sqlite_where=_LIVE),
        Index(None, "person_id"),
        one_of("role", "mentor", "mentee"),
        CheckConstraint("capacity BETWEEN 0 AND 9", name="capacity"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
    )

    id: Mapped[RowId]
    role: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    terms: Mapped[str] = mapped_column(default="")
    """A mentor's expertise, or a mentee's needs in their order, joined by 、."""
    capacity: Mapped[int | None]
    """How many mentees a mentor takes; None for a mentee."""
    languages: Mapped[str] = mapped_column(default="")
    modes: Mapped[str] = mapped_column(default="")
    supervisor: Mapped[str] = mapped_column(default="")
    """Number of the mentee's direct superior: a line that no pair may have."""
    wishes: Mapped[str] = mapped_column(default="")
    """Numbers of those wished for, joined by 、."""
    avoid: Mapped[str] = mapped_column(default="")
    """Numbers of those to keep apart, joined by 、."""
    leave_consent: Mapped[bool | None]
    """Whether the superior agrees to leave for meetings; None: not stated."""
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
