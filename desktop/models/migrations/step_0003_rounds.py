"""Schema 3: letters in and out, the files that came with them, and rounds with the agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    """Create the new tables."""
    _create_file_table(operations)
    _create_letter_table(operations)
    _create_round_tables(operations)
    _create_return_tables(operations)


def _create_file_table(operations: Operations) -> None:
    operations.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
        sa.UniqueConstraint("sha256", name="uq_stored_file_sha256"),
    )


def _create_letter_table(operations: Operations) -> None:
    operations.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(), nullable=False),
        _one_of("letter", "direction", "in", "out"),
        _one_of(
            "letter",
            "kind",
            "announcement",
            "allotment",
            "grant",
            "request",
            "answer",
            "submission",
            "reminder",
            "other",
        ),
        sa.CheckConstraint("length(subject) > 0", name="ck_letter_subject"),
        _refers("letter", "file_id", "stored_file"),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
    )
    operations.create_index("ix_letter_day", "letter", ["day"])


def _create_round_tables(operations: Operations) -> None:
    operations.create_table(
        "collection_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("session >= 1", name="ck_collection_round_session"),
        _one_of("collection_round", "state", "open", "closed"),
        sa.CheckConstraint("length(title) > 0", name="ck_collection_round_title"),
        _refers("collection_round", "letter_id", "letter"),
        sa.PrimaryKeyConstraint("id", name="pk_collection_round"),
        sa.UniqueConstraint("token", name="uq_collection_round_token"),
    )
    operations.create_table(
        "round_agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_round_agency_number"),
        sa.CheckConstraint("places >= 0", name="ck_round_agency_places"),
        sa.CheckConstraint("reminders >= 0", name="ck_round_agency_reminders"),
        _refers("round_agency", "agency_id", "agency"),
        _refers("round_agency", "round_id", "collection_round"),
        sa.PrimaryKeyConstraint("id", name="pk_round_agency"),
        sa.UniqueConstraint("round_id", "agency_id", name="uq_round_agency_round_id_agency_id"),
        sa.UniqueConstraint("round_id", "number", name="uq_round_agency_round_id_number"),
    )


def _create_return_tables(operations: Operations) -> None:
    operations.create_table(
        "round_return",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_agency_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("recognised", sa.String(), nullable=False),
        sa.Column("nil", sa.Boolean(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("received_at", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_round_return_number"),
        _one_of("round_return", "recognised", "mark", "name", "hand"),
        _refers("round_return", "file_id", "stored_file"),
        _refers("round_return", "round_agency_id", "round_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_round_return"),
        sa.UniqueConstraint("round_agency_id", "number", name="uq_round_return_round_agency_id_number"),
    )
    operations.create_table(
        "round_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("pinned", sa.Integer(), nullable=True),
        sa.Column("pinned_reason", sa.String(), nullable=False),
        sa.Column("left_at", sa.String(), nullable=True),
        sa.Column("left_reason", sa.String(), nullable=False),
        sa.CheckConstraint("left_at IS NULL OR length(left_reason) > 0", name="ck_round_entry_left_reason"),
        sa.CheckConstraint("pinned >= 1", name="ck_round_entry_pinned"),
        sa.CheckConstraint(
            "pinned IS NULL OR length(pinned_reason) > 0", name="ck_round_entry_pinned_reason"
        ),
        sa.CheckConstraint("position >= 1", name="ck_round_entry_position"),
        _refers("round_entry", "return_id", "round_return"),
        sa.PrimaryKeyConstraint("id", name="pk_round_entry"),
    )
    operations.create_index("ix_round_entry_return_id", "round_entry", ["return_id"])


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="RESTRICT"
    )


def _one_of(table: str, column: str, *codes: str) -> sa.CheckConstraint:
    """Not `IN (…)`: SQLite builds a table of more than two codes anew for every row that is written."""
    listed = " OR ".join(f"{column} = '{code}'" for code in codes)
    return sa.CheckConstraint(listed, name=f"ck_{table}_{column}")
