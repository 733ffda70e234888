"""Schema 2: what the activities besides the courses need, and what became of a nomination."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

_LIVE = "withdrawn_at IS NULL"


def upgrade(operations: Operations) -> None:
    """Create the new tables and give nominations their outcome."""
    _create_camp_tables(operations)
    _create_reflection_table(operations)
    _create_showcase_table(operations)
    _create_event_tables(operations)
    _create_deadline_table(operations)
    _add_outcome(operations)


def _create_camp_tables(operations: Operations) -> None:
    """The English camp's members, and how far they went."""
    operations.create_table(
        "camp_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("circle", sa.String(), nullable=False),
        sa.Column("leader", sa.Boolean(), nullable=False),
        sa.Column("leader_experience", sa.String(), nullable=False),
        sa.Column("english_test", sa.String(), nullable=False),
        sa.Column("english_score", sa.String(), nullable=False),
        sa.Column("test_date", sa.Date(), nullable=True),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("commitment", sa.Boolean(), nullable=True),
        sa.Column("motivation", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("attested_at", sa.String(), nullable=True),
        sa.Column("attested_by", sa.String(), nullable=False),
        sa.Column("attested_codes", sa.String(), nullable=False),
        sa.Column("attested_basis", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "attested_at IS NULL OR length(attested_by) > 0", name="ck_camp_member_attested_by"
        ),
        sa.CheckConstraint("rank >= 1", name="ck_camp_member_rank"),
        _one_of("camp_member", "verdict", "yes", "no", "unknown"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="ck_camp_member_withdrawn_reason"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_camp_member_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_camp_member"),
    )
    operations.create_index("ix_camp_member_person_id", "camp_member", ["person_id"])
    operations.create_index(
        "uq_camp_member_person", "camp_member", ["person_id"], unique=True, sqlite_where=sa.text(_LIVE)
    )
    operations.create_index(
        "uq_camp_member_rank", "camp_member", ["rank"], unique=True, sqlite_where=sa.text(_LIVE)
    )
    operations.create_table(
        "camp_stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("left_reason", sa.String(), nullable=False),
        sa.CheckConstraint("result <> 'left' OR length(left_reason) > 0", name="ck_camp_stage_left_reason"),
        _one_of("camp_stage", "result", "joined", "passed", "left"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["camp_member.id"], name="fk_camp_stage_member_id_camp_member", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_camp_stage"),
        sa.UniqueConstraint("member_id", "stage", name="uq_camp_stage_member_id_stage"),
    )


def _create_reflection_table(operations: Operations) -> None:
    """Micro-reflections."""
    operations.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("title_of_post", sa.String(), nullable=False),
        sa.Column("source_type", sa.String(), nullable=False),
        sa.Column("source_title", sa.String(), nullable=False),
        sa.Column("source_author", sa.String(), nullable=False),
        sa.Column("source_reference", sa.String(), nullable=False),
        sa.Column("read_date", sa.Date(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("takeaways", sa.String(), nullable=False),
        sa.Column("post_place", sa.String(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("posted_date", sa.Date(), nullable=True),
        sa.Column("posted_reference", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint("length(author) > 0", name="ck_reflection_author"),
        sa.CheckConstraint("number >= 1", name="ck_reflection_number"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="ck_reflection_withdrawn_reason"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_reflection_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reflection"),
        sa.UniqueConstraint("number", name="uq_reflection_number"),
    )
    operations.create_index("ix_reflection_person_id", "reflection", ["person_id"])


def _create_showcase_table(operations: Operations) -> None:
    """Requests for the results presentation."""
    operations.create_table(
        "showcase_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("job_title", sa.String(), nullable=False),
        sa.Column("personnel_type", sa.String(), nullable=False),
        sa.Column("attendee_kind", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("booth", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("meal", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("access_need", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        _one_of("showcase_request", "attendee_kind", "central", "government", "council"),
        _one_of("showcase_request", "meal", "", "regular", "vegetarian", "none"),
        sa.CheckConstraint("length(name) > 0", name="ck_showcase_request_name"),
        sa.CheckConstraint("rank >= 1", name="ck_showcase_request_rank"),
        _one_of("showcase_request", "role", "attend", "present", "exhibit"),
        _one_of("showcase_request", "state", "requested", "confirmed", "waiting", "declined"),
        _one_of("showcase_request", "transport", "", "own", "shuttle"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0",
            name="ck_showcase_request_withdrawn_reason",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_showcase_request_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_showcase_request"),
    )
    operations.create_index("ix_showcase_request_person_id", "showcase_request", ["person_id"])
    operations.create_index(
        "uq_showcase_request_rank", "showcase_request", ["rank"], unique=True, sqlite_where=sa.text(_LIVE)
    )


def _create_event_tables(operations: Operations) -> None:
    """Registrations for single days, and sessions held at the county."""
    operations.create_table(
        "event_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("meal", sa.String(), nullable=False),
        sa.Column("lodging", sa.Boolean(), nullable=True),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("access_need", sa.Boolean(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        _one_of("event_registration", "meal", "", "regular", "vegetarian", "none"),
        _one_of("event_registration", "state", "registered", "confirmed", "waiting", "attended", "absent"),
        _one_of("event_registration", "transport", "", "own", "shuttle"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0",
            name="ck_event_registration_withdrawn_reason",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_event_registration_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_event_registration"),
    )
    operations.create_index("ix_event_registration_person_id", "event_registration", ["person_id"])
    operations.create_index(
        "uq_event_registration_person",
        "event_registration",
        ["event", "person_id"],
        unique=True,
        sqlite_where=sa.text(_LIVE),
    )
    operations.create_table(
        "hosting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=True),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("rooms", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.CheckConstraint("capacity >= 1", name="ck_hosting_capacity"),
        sa.CheckConstraint("first <= last", name="ck_hosting_dates"),
        sa.CheckConstraint("session >= 1", name="ck_hosting_session"),
        _one_of("hosting", "state", "offered", "agreed", "declined"),
        sa.PrimaryKeyConstraint("id", name="pk_hosting"),
    )


def _create_deadline_table(operations: Operations) -> None:
    """What is due on which day."""
    operations.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("length(subject) > 0", name="ck_deadline_subject"),
        sa.PrimaryKeyConstraint("id", name="pk_deadline"),
    )
    operations.create_index("ix_deadline_day", "deadline", ["day"])


def _add_outcome(operations: Operations) -> None:
    """What became of a nomination.

    Added in place, not by rebuilding the table; the defaults stay, so that an insert recorded under schema 1
    can still be redone.
    """
    codes = ("", "selected", "waiting", "attended", "completed", "absent", "not_selected")
    outcomes = " OR ".join(f"outcome = '{code}'" for code in codes)
    for column in (
        f"outcome VARCHAR DEFAULT '' NOT NULL CONSTRAINT ck_nomination_outcome CHECK ({outcomes})",
        "outcome_reason VARCHAR DEFAULT '' NOT NULL",
        "hours VARCHAR DEFAULT '' NOT NULL",
        "outcome_document_no VARCHAR DEFAULT '' NOT NULL",
        "outcome_at VARCHAR",
    ):
        operations.execute(f"ALTER TABLE nomination ADD COLUMN {column}")


def _one_of(table: str, column: str, *codes: str) -> sa.CheckConstraint:
    """Not `IN (…)`: SQLite builds a table of more than two codes anew for every row that is written."""
    listed = " OR ".join(f"{column} = '{code}'" for code in codes)
    return sa.CheckConstraint(listed, name=f"ck_{table}_{column}")
