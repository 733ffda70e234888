"""Nominations for the courses (柒、一)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

_LIVE = text("withdrawn_at IS NULL")


class Nomination(Base):
    """One person nominated for one session of an activity, with the verdict of that moment frozen in."""

    __tablename__ = "nomination"
    __table_args__ = (
        Index("uq_nomination_rank", "activity", "session", "rank", unique=True, sqlite_where=_LIVE),
        Index("uq_nomination_person", "activity", "person_id", unique=True, sqlite_where=_LIVE),
        Index(None, "person_id"),
        one_of("verdict", "yes", "no", "unknown"),
        one_of("business_relation", "", "officer", "related", "it"),
        one_of("meal", "", "regular", "vegetarian", "none"),
        one_of("outcome", "", "selected", "waiting", "attended", "completed", "absent", "not_selected"),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("session >= 1", name="session"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
        CheckConstraint("attested_at IS NULL OR length(attested_by) > 0", name="attested_by"),
    )

    id: Mapped[RowId]
    activity: Mapped[str]
    session: Mapped[int]
    rank: Mapped[int]
    """Unique among the live nominees of a session; its alternates (備取) come after the regular ones."""
    alternate: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    verdict: Mapped[str]
    reasons: Mapped[str]
    """JSON list of frozen reasons, texts in both languages included: a printed reason never changes later."""
    priority: Mapped[str] = mapped_column(default="")
    """Codes of the plan's priorities that apply, joined by a space."""
    business_relation: Mapped[str] = mapped_column(default="")
    business_note: Mapped[str] = mapped_column(default="")
    interest: Mapped[bool] = mapped_column(default=False)
    """Interest in the subject, stated by the person or the agency; a matter of suitability only."""
    meal: Mapped[str] = mapped_column(default="")
    lodging: Mapped[bool | None]
    access_need: Mapped[bool | None]
    note: Mapped[str] = mapped_column(default="")
    attested_at: Mapped[datetime | None]
    attested_by: Mapped[str] = mapped_column(default="")
    attested_codes: Mapped[str] = mapped_column(default="")
    """Codes of the open reasons that were attested, joined by a space."""
    attested_basis: Mapped[str] = mapped_column(default="")
    """The paper at hand that the attestation (切結) rests on."""
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="", server_default="")
    """What became of it after the center's answer. These columns came with schema 2: the server's defaults
    serve the redo of an action that was recorded before."""
    outcome_reason: Mapped[str] = mapped_column(default="", server_default="")
    hours: Mapped[str] = mapped_column(default="", server_default="")
    """學習時數, as in `CourseHistory`."""
    outcome_document_no: Mapped[str] = mapped_column(default="", server_default="")
    outcome_at: Mapped[datetime | None]
