"""The online English camp (柒、二): its members in rank order, and how far each of them went."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of

_LIVE = text("withdrawn_at IS NULL")


class CampMember(Base):
    """One person recommended for the county's circles, with the verdict of that moment frozen in."""

    __tablename__ = "camp_member"
    __table_args__ = (
        Index("uq_camp_member_rank", "rank", unique=True, sqlite_where=_LIVE),
        Index("uq_camp_member_person", "person_id", unique=True, sqlite_where=_LIVE),
        Index(None, "person_id"),
        one_of("verdict", "yes", "no", "unknown"),
        CheckConstraint("rank >= 1", name="rank"),
        CheckConstraint("withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="withdrawn_reason"),
        CheckConstraint("attested_at IS NULL OR length(attested_by) > 0", name="attested_by"),
    )

    id: Mapped[RowId]
    rank: Mapped[int]
    """推薦順位, unique among the live members: seats go by it."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    circle: Mapped[str] = mapped_column(default="")
    leader: Mapped[bool] = mapped_column(default=False)
    leader_experience: Mapped[str] = mapped_column(default="")
    english_test: Mapped[str] = mapped_column(default="")
    """As written; `resources/english_levels.toml` says which level it proves."""
    english_score: Mapped[str] = mapped_column(default="")
    test_date: Mapped[date | None]
    verdict: Mapped[str]
    reasons: Mapped[str]
    """JSON list of frozen reasons, as in a nomination."""
    commitment: Mapped[bool | None]
    """Whether the person can take part in all stages; None: not stated."""
    motivation: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    attested_at: Mapped[datetime | None]
    attested_by: Mapped[str] = mapped_column(default="")
    attested_codes: Mapped[str] = mapped_column(default="")
    """Codes of the open reasons that were attested, joined by a space."""
    attested_basis: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(default="")


class CampStage(Base):
    """What became of one member in one stage; whoever has no row for a stage did not come to it."""

    __tablename__ = "camp_stage"
    __table_args__ = (
        UniqueConstraint("member_id", "stage"),
        one_of("result", "joined", "passed", "left"),
        CheckConstraint("result <> 'left' OR length(left_reason) > 0", name="left_reason"),
    )

    id: Mapped[RowId]
    member_id: Mapped[int] = mapped_column(ForeignKey("camp_member.id", ondelete="RESTRICT"))
    stage: Mapped[str]
    """The id of a stage of the plan."""
    result: Mapped[str]
    left_reason: Mapped[str] = mapped_column(default="")
