"""The self-diagnosis of the Luminary programme: one a year, who answered what, and what was agreed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, one_of


class Diagnosis(Base):
    """One year's self-diagnosis; an earlier year's is only what was agreed then, to compare with."""

    __tablename__ = "diagnosis"
    __table_args__ = (UniqueConstraint("roc_year"),)

    id: Mapped[RowId]
    roc_year: Mapped[int]
    instrument: Mapped[str]
    """Id of the questionnaire."""
    version: Mapped[str]
    sha256: Mapped[str]
    """Of the questionnaire's data."""
    created_at: Mapped[datetime]


class Respondent(Base):
    """Somebody who answers. Reports know the number only."""

    __tablename__ = "respondent"
    __table_args__ = (
        UniqueConstraint("diagnosis_id", "number"),
        UniqueConstraint("token"),
        one_of("source", "screen", "paper", "file"),
        CheckConstraint("number >= 1", name="number"),
    )

    id: Mapped[RowId]
    diagnosis_id: Mapped[int] = mapped_column(ForeignKey("diagnosis.id", ondelete="RESTRICT"))
    number: Mapped[int]
    token: Mapped[str]
    """Eight letters in an answer sheet, so that none is counted twice; they tell nothing else."""
    source: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    """For the coordinator's own list, such as the unit; it stands in no report."""
    created_at: Mapped[datetime]


class Answer(Base):
    """One respondent's answer to one question; an unanswered one has no row."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("respondent_id", "question"),
        CheckConstraint("length(value) > 0", name="value"),
    )

    id: Mapped[RowId]
    respondent_id: Mapped[int] = mapped_column(ForeignKey("respondent.id", ondelete="RESTRICT"))
    question: Mapped[str]
    value: Mapped[str]


class Decision(Base):
    """What the project team agreed on for one item; the last one counts, the earlier ones are its history."""

    __tablename__ = "decision"
    __table_args__ = (
        Index(None, "diagnosis_id", "item"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("need BETWEEN 0 AND 3", name="need"),
        CheckConstraint("NOT not_applicable OR (level IS NULL AND need IS NULL)", name="not_applicable"),
    )

    id: Mapped[RowId]
    diagnosis_id: Mapped[int] = mapped_column(ForeignKey("diagnosis.id", ondelete="RESTRICT"))
    item: Mapped[str]
    level: Mapped[int | None]
    not_applicable: Mapped[bool]
    need: Mapped[int | None]
    evidence: Mapped[str] = mapped_column(default="")
    help: Mapped[str] = mapped_column(default="")
    """Codes of the help wished for, with a space between."""
    note: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]
