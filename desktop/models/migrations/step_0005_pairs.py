"""Schema 5: pairs of mentors and mentees, what was decided before pairing, and their diaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    """Create the new tables."""
    _create_pool_tables(operations)
    _create_pairing_tables(operations)
    _create_pair_tables(operations)


def _create_pool_tables(operations: Operations) -> None:
    operations.create_table(
        "mentoring_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        _refers("mentoring_form", "member_id", "mentoring_member"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_form"),
        sa.UniqueConstraint("member_id", name="uq_mentoring_form_member_id"),
    )
    operations.create_table(
        "pool_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        _refers("pool_token", "member_id", "mentoring_member"),
        sa.PrimaryKeyConstraint("id", name="pk_pool_token"),
        sa.UniqueConstraint("member_id", name="uq_pool_token_member_id"),
        sa.UniqueConstraint("token", name="uq_pool_token_token"),
    )
    operations.create_table(
        "term_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_term_alias"),
        sa.UniqueConstraint("alias", name="uq_term_alias_alias"),
    )
    operations.create_table(
        "earlier_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roc_year", sa.Integer(), nullable=False),
        sa.Column("mentor_no", sa.String(), nullable=False),
        sa.Column("mentee_no", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_pair"),
        sa.UniqueConstraint(
            "roc_year", "mentor_no", "mentee_no", name="uq_earlier_pair_roc_year_mentor_no_mentee_no"
        ),
    )


def _create_pairing_tables(operations: Operations) -> None:
    operations.create_table(
        "pair_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("kind = 'lock' OR kind = 'ban'", name="ck_pair_choice_kind"),
        _refers("pair_choice", "mentee_id", "mentoring_member"),
        _refers("pair_choice", "mentor_id", "mentoring_member"),
        sa.PrimaryKeyConstraint("id", name="pk_pair_choice"),
        sa.UniqueConstraint("mentee_id", "mentor_id", name="uq_pair_choice_mentee_id_mentor_id"),
    )
    operations.create_table(
        "pairing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roc_year", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.String(), nullable=False),
        sa.Column("accepted_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pairing"),
        sa.UniqueConstraint("roc_year", name="uq_pairing_roc_year"),
    )


def _create_pair_tables(operations: Operations) -> None:
    operations.create_table(
        "pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mentee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("ended_reason", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state = 'suggested' OR state = 'granted' OR state = 'refused' OR state = 'ended'",
            name="ck_pair_state",
        ),
        _refers("pair", "mentee_id", "mentoring_member"),
        _refers("pair", "mentor_id", "mentoring_member"),
        sa.PrimaryKeyConstraint("id", name="pk_pair"),
        sa.UniqueConstraint("mentee_id", "mentor_id", name="uq_pair_mentee_id_mentor_id"),
    )
    operations.create_table(
        "pair_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.CheckConstraint("length(list) > 0", name="ck_pair_line_list"),
        sa.CheckConstraint("number >= 1", name="ck_pair_line_number"),
        _refers("pair_line", "pair_id", "pair"),
        sa.PrimaryKeyConstraint("id", name="pk_pair_line"),
        sa.UniqueConstraint("pair_id", "list", "number", name="uq_pair_line_pair_id_list_number"),
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="RESTRICT"
    )
