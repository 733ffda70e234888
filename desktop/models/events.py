"""Single days of the year: who is registered for a gathering or camp, and sessions held at the county."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of


class EventRegistration(Base):
    """One person registered for 大會師, 啟航共識營 or 成果分享營."""

    __tablename__ = "event_registration"
    __table_args__ = (
        Index(
            "uq_event_registration_person",
            "event",
            "person_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
        ),
        Index(None, "person_id"),
        one_of("meal", "", "regular", "vegetarian", "none"),
        one_of("transport", "", "own", "shuttle"),
        one_of("state", "registered", "confirmed", "waiting", "attended", "absent"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
    )

    id: Mapped[RowId]
    event: Mapped[str]
    """The id of an event of the plan data."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    meal: Mapped[str] = mapped_column(default="")
    lodging: Mapped[bool | None]
    transport: Mapped[str] = mapped_column(default="")
    access_need: Mapped[bool | None]
    state: Mapped[str] = mapped_column(default="registered")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class Hosting(Base):
    """A session that the county offers to hold (地點：地方政府)."""

    __tablename__ = "hosting"
    __table_args__ = (
        one_of("state", "offered", "agreed", "declined"),
        CheckConstraint("session >= 1", name="session"),
        CheckConstraint("capacity >= 1", name="capacity"),
        CheckConstraint("first <= last", name="dates"),
    )

    id: Mapped[RowId]
    activity: Mapped[str]
    session: Mapped[int]
    first: Mapped[date | None]
    last: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    rooms: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    document_no: Mapped[str] = mapped_column(default="")
    document_date: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="offered")
