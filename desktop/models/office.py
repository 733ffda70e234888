"""The office itself: who runs it, its settings, and its own changes to the plan."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId


class OfficeRow(Base):
    """The one row that says whose database this is."""

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[RowId]
    county_code: Mapped[str]
    """MOI code, text with its leading zero: 10009."""
    agency: Mapped[str]
    plan: Mapped[str]
    """The plan folder in resources/plans: 104."""
    coordinator: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    last_person_no: Mapped[int] = mapped_column(default=0)
    """The highest person number ever given; numbers are never given twice."""


class Setting(Base):
    """One setting of the office, as JSON."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("key"),)

    id: Mapped[RowId]
    key: Mapped[str]
    value: Mapped[str]


class ActivityChange(Base):
    """A date, seat number or venue that a letter of the center changed, with the letter's number (捌)."""

    __tablename__ = "activity_change"

    id: Mapped[RowId]
    activity: Mapped[str]
    """Blank for what belongs to the whole plan."""
    field: Mapped[str]
    value: Mapped[str]
    """Text in the form that desktop.rules.overrides reads."""
    letter_no: Mapped[str]
    letter_date: Mapped[date]


class ImportProfile(Base):
    """A saved mapping of a foreign file's columns to ours."""

    __tablename__ = "import_profile"
    __table_args__ = (UniqueConstraint("kind", "name"),)

    id: Mapped[RowId]
    kind: Mapped[str]
    name: Mapped[str]
    mapping: Mapped[str]
    """JSON object: foreign header → canonical column."""
