"""E-mentoring (柒、四): whom the county recommends, how they are paired, and what the pairs do all year."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
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


class MentoringForm(Base):
    """What else a member's recommendation form holds; the fields are those of resources/mentoring.toml."""

    __tablename__ = "mentoring_form"
    __table_args__ = (UniqueConstraint("member_id"),)

    id: Mapped[RowId]
    member_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    cells: Mapped[str] = mapped_column(default="{}")
    """JSON object: field → text."""


class PoolToken(Base):
    """The random id by which a neighbour knows a member; only this office can tell who it is."""

    __tablename__ = "pool_token"
    __table_args__ = (UniqueConstraint("member_id"), UniqueConstraint("token"))

    id: Mapped[RowId]
    member_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    token: Mapped[str]


class TermAlias(Base):
    """Another way of writing a field of expertise, which the office counts as the same."""

    __tablename__ = "term_alias"
    __table_args__ = (UniqueConstraint("alias"),)

    id: Mapped[RowId]
    alias: Mapped[str]
    term: Mapped[str]


class EarlierPair(Base):
    """A pair of an earlier year, by the numbers of both people: it is not made again."""

    __tablename__ = "earlier_pair"
    __table_args__ = (UniqueConstraint("roc_year", "mentor_no", "mentee_no"),)

    id: Mapped[RowId]
    roc_year: Mapped[int]
    mentor_no: Mapped[str]
    mentee_no: Mapped[str]


class PairChoice(Base):
    """What a person decided before the program pairs: two who must be a pair, or must not."""

    __tablename__ = "pair_choice"
    __table_args__ = (UniqueConstraint("mentee_id", "mentor_id"), one_of("kind", "lock", "ban"))

    id: Mapped[RowId]
    kind: Mapped[str]
    mentee_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Pairing(Base):
    """The suggestion of a year that was accepted, with the proof that no better one was possible."""

    __tablename__ = "pairing"
    __table_args__ = (UniqueConstraint("roc_year"),)

    id: Mapped[RowId]
    roc_year: Mapped[int]
    certificate: Mapped[str]
    """JSON of `rules.certificate`."""
    accepted_at: Mapped[datetime]


class Pair(Base):
    """One pair that was accepted, and how it stands; the fields are those of resources/mentoring.toml."""

    __tablename__ = "pair"
    __table_args__ = (
        UniqueConstraint("mentee_id", "mentor_id"),
        one_of("state", "suggested", "granted", "refused", "ended"),
    )

    id: Mapped[RowId]
    mentee_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentoring_member.id", ondelete="RESTRICT"))
    points: Mapped[int]
    locked: Mapped[bool]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was fixed by hand."""
    ended_reason: Mapped[str] = mapped_column(default="")
    rules: Mapped[str] = mapped_column(default="")
    """Hard rules that it breaks, joined by a space; only a pair fixed by hand has any."""
    state: Mapped[str] = mapped_column(default="suggested")
    document_no: Mapped[str] = mapped_column(default="")
    """The center's letter that granted or refused it."""
    document_date: Mapped[date | None]
    cells: Mapped[str] = mapped_column(default="{}")
    """JSON object: field of the agreement or of the result → text."""
    created_at: Mapped[datetime]


class PairLine(Base):
    """One entry of a pair's diary: a discussion, or a practice."""

    __tablename__ = "pair_line"
    __table_args__ = (
        UniqueConstraint("pair_id", "list", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(list) > 0", name="list"),
    )

    id: Mapped[RowId]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pair.id", ondelete="RESTRICT"))
    list: Mapped[str]
    number: Mapped[int]
    """Its place in the list."""
    cells: Mapped[str]
    """JSON object: column → text."""
