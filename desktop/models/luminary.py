"""The Luminary proposal (熠星方案提案) and everything that is listed under it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of


class LuminaryProposal(Base):
    """One year's proposal; the fields are those of resources/luminary.toml."""

    __tablename__ = "luminary_proposal"
    __table_args__ = (
        UniqueConstraint("roc_year"),
        one_of("kind", "new", "renewal"),
        one_of("state", "draft", "submitted", "selected", "not_selected", "renewed"),
    )

    id: Mapped[RowId]
    roc_year: Mapped[int]
    kind: Mapped[str] = mapped_column(default="new")
    state: Mapped[str] = mapped_column(default="draft")
    document_no: Mapped[str] = mapped_column(default="")
    """The center's letter that selected, refused or renewed it."""
    document_date: Mapped[date | None]
    cells: Mapped[str] = mapped_column(default="{}")
    """JSON object: field → text."""
    created_at: Mapped[datetime]


class LuminaryLine(Base):
    """One row of one of its lists: a member of the team, a goal, a visit."""

    __tablename__ = "luminary_line"
    __table_args__ = (
        UniqueConstraint("proposal_id", "list", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(list) > 0", name="list"),
    )

    id: Mapped[RowId]
    proposal_id: Mapped[int] = mapped_column(ForeignKey("luminary_proposal.id", ondelete="RESTRICT"))
    list: Mapped[str]
    number: Mapped[int]
    """Its place in the list."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    """Of a member of the team who is in the roster."""
    cells: Mapped[str]
    """JSON object: column → text."""
