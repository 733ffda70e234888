"""The results presentation (柒、六): who asks for a seat, who presents, who exhibits."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

_LIVE = text("withdrawn_at IS NULL")


class ShowcaseRequest(Base):
    """One seat asked for, and the center's answer. The person may be outside the roster."""

    __tablename__ = "showcase_request"
    __table_args__ = (
        Index("uq_showcase_request_rank", "rank", unique=True, sqlite_where=_LIVE),
        Index(None, "person_id"),
        one_of("attendee_kind", "central", "government", "council"),
        one_of("role", "attend", "present", "exhibit"),
        one_of("meal", "", "regular", "vegetarian", "none"),
        one_of("transport", "", "own", "shuttle"),
        one_of("state", "requested", "confirmed", "waiting", "declined"),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
    )

    id: Mapped[RowId]
    rank: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """None: not in the roster."""
    name: Mapped[str]
    agency: Mapped[str] = mapped_column(default="")
    job_title: Mapped[str] = mapped_column(default="")
    personnel_type: Mapped[str] = mapped_column(default="")
    attendee_kind: Mapped[str]
    role: Mapped[str] = mapped_column(default="attend")
    topic: Mapped[str] = mapped_column(default="")
    booth: Mapped[str] = mapped_column(default="")
    session: Mapped[str] = mapped_column(default="")
    """場次, in the center's words."""
    meal: Mapped[str] = mapped_column(default="")
    transport: Mapped[str] = mapped_column(default="")
    access_need: Mapped[bool | None]
    state: Mapped[str] = mapped_column(default="requested")
    document_no: Mapped[str] = mapped_column(default="")
    """文號 of the center's answer."""
    document_date: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
