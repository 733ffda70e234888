"""Agencies, people, and the courses they attended."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desktop.models.base import Base, RowId, between, one_of

AGENCY_KINDS = ("government", "subordinate", "township", "council", "school", "other")


class Agency(Base):
    """An agency (機關) of the county: government, subordinate agency, township office, council, school."""

    __tablename__ = "agency"
    __table_args__ = (
        UniqueConstraint("name"),
        one_of("kind", *AGENCY_KINDS),
        CheckConstraint("length(name) > 0", name="name"),
    )

    id: Mapped[RowId]
    name: Mapped[str]
    kind: Mapped[str]
    confirmed: Mapped[bool] = mapped_column(default=True)
    """False for one that a roster named and nobody has looked at yet."""


class AgencyUnit(Base):
    """A unit (單位) of an agency: a department of the government is a unit, not an agency."""

    __tablename__ = "agency_unit"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[RowId]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"))
    name: Mapped[str]


class Person(Base):
    """One civil servant or contract employee of the roster."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("person_no"),
        UniqueConstraint("id_no"),
        Index(None, "agency_id"),
        one_of("id_type", "national", "ui_new", "ui_old", "passport"),
        one_of("sex", "", "01", "02", "99"),
        one_of("rank", "", "elementary", "junior", "senior"),
        one_of("elearning_role", "", "officer", "related"),
        one_of(
            "personnel_type",
            "civil_servant",
            "contract_hired",
            "contract_employed",
            "police",
            "medical",
            "education",
            "other",
        ),
        between("grade", 1, 14),
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("luminary = 0 OR length(luminary_reason) > 0", name="luminary_reason"),
    )

    id: Mapped[RowId]
    person_no: Mapped[int]
    """P0001 and so on in packets; stable over packets."""
    id_type: Mapped[str]
    id_no: Mapped[str]
    name: Mapped[str]
    """As written; never normalised."""
    name_substitute: Mapped[str] = mapped_column(default="")
    cns_code: Mapped[str] = mapped_column(default="")
    name_description: Mapped[str] = mapped_column(default="")
    """How a rare character is built, for whoever cannot see it."""
    name_en: Mapped[str] = mapped_column(default="")
    sex: Mapped[str] = mapped_column(default="")
    birth_date: Mapped[date | None]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id", ondelete="RESTRICT"))
    unit: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    rank: Mapped[str] = mapped_column(default="")
    grade: Mapped[int | None]
    personnel_type: Mapped[str]
    hired_date: Mapped[date | None]
    phone: Mapped[str] = mapped_column(default="")
    mobile: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    english_test: Mapped[str] = mapped_column(default="")
    english_score: Mapped[str] = mapped_column(default="")
    english_date: Mapped[date | None]
    it_staff: Mapped[bool] = mapped_column(default=False)
    elearning_role: Mapped[str] = mapped_column(default="")
    luminary: Mapped[bool] = mapped_column(default=False)
    luminary_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class CourseHistory(Base):
    """One course of the center that a person was registered for; only attendance counts for eligibility."""

    __tablename__ = "course_history"
    __table_args__ = (
        UniqueConstraint("person_id", "course", "roc_year", "session"),
        between("roc_year", 70, 200),
        CheckConstraint("session >= 0", name="session"),
    )

    id: Mapped[RowId]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="RESTRICT"))
    course: Mapped[str]
    roc_year: Mapped[int]
    session: Mapped[int] = mapped_column(default=0)
    """0: the record does not say."""
    attended: Mapped[bool] = mapped_column(default=True)
    completed: Mapped[bool | None]
    hours: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
