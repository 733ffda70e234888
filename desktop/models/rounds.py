"""Rounds with the agencies (收發彙整): what went out to whom, what came back, and who is recommended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of


class CollectionRound(Base):
    """One question to many agencies: whom do you recommend for this activity."""

    __tablename__ = "collection_round"
    __table_args__ = (
        UniqueConstraint("token"),
        one_of("state", "open", "closed"),
        CheckConstraint("session >= 1", name="session"),
        CheckConstraint("length(title) > 0", name="title"),
    )

    id: Mapped[RowId]
    activity: Mapped[str]
    session: Mapped[int | None]
    """None: the agencies say which session."""
    title: Mapped[str]
    token: Mapped[str]
    """Eight letters that say in every file which round it belongs to; they tell nothing else."""
    opened_on: Mapped[date]
    due: Mapped[date]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id", ondelete="RESTRICT"))
    """The center's letter that asked."""
    state: Mapped[str] = mapped_column(default="open")
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class RoundAgency(Base):
    """One agency in a round."""

    __tablename__ = "round_agency"
    __table_args__ = (
        UniqueConstraint("round_id", "agency_id"),
        UniqueConstraint("round_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("places >= 0", name="places"),
        CheckConstraint("reminders >= 0", name="reminders"),
    )

    id: Mapped[RowId]
    round_id: Mapped[int] = mapped_column(ForeignKey("collection_round.id", ondelete="RESTRICT"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"))
    number: Mapped[int]
    """Its place in the round; with the token it marks the agency's files."""
    places: Mapped[int | None]
    """How many people it may recommend; None: no bound."""
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    """Of the file sent last; 0: none yet."""
    sent_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    reminders: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")


class RoundReturn(Base):
    """One file, or one word, that came back from an agency; the last one counts."""

    __tablename__ = "round_return"
    __table_args__ = (
        UniqueConstraint("round_agency_id", "number"),
        one_of("recognised", "mark", "name", "hand"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[RowId]
    round_agency_id: Mapped[int] = mapped_column(ForeignKey("round_agency.id", ondelete="RESTRICT"))
    number: Mapped[int]
    file_name: Mapped[str] = mapped_column(default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id", ondelete="RESTRICT"))
    """None: stated by hand, such as by telephone."""
    recognised: Mapped[str]
    """How it was known whose it is: by its mark, by the agency's name, or told by the coordinator."""
    nil: Mapped[bool]
    """無推薦: the agency recommends nobody."""
    records: Mapped[int]
    problems: Mapped[str]
    """JSON list of what was found on reading; with an error among them none of its people counts."""
    received_at: Mapped[datetime]


class RoundEntry(Base):
    """One person that an agency recommends, as its file says."""

    __tablename__ = "round_entry"
    __table_args__ = (
        Index(None, "return_id"),
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("pinned >= 1", name="pinned"),
        CheckConstraint("pinned IS NULL OR length(pinned_reason) > 0", name="pinned_reason"),
        CheckConstraint("left_at IS NULL OR length(left_reason) > 0", name="left_reason"),
    )

    id: Mapped[RowId]
    return_id: Mapped[int] = mapped_column(ForeignKey("round_return.id", ondelete="RESTRICT"))
    record: Mapped[int]
    """The number of the record in the file."""
    position: Mapped[int]
    """The agency's own order."""
    draft: Mapped[str]
    """JSON object: field of the draft → what the file says."""
    pinned: Mapped[int | None]
    """The rank that the coordinator gave by hand, with the reason."""
    pinned_reason: Mapped[str] = mapped_column(default="")
    left_at: Mapped[datetime | None]
    """Left out of the consolidation by the coordinator."""
    left_reason: Mapped[str] = mapped_column(default="")
