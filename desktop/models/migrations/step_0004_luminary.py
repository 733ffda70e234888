"""Schema 4: the Luminary programme (self-diagnosis, proposal), and the pools of e-mentoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    """Create the new tables."""
    _create_respondent_tables(operations)
    _create_answer_tables(operations)
    _create_proposal_tables(operations)
    _create_mentoring_table(operations)


def _create_respondent_tables(operations: Operations) -> None:
    operations.create_table(
        "diagnosis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roc_year", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_diagnosis"),
        sa.UniqueConstraint("roc_year", name="uq_diagnosis_roc_year"),
    )
    operations.create_table(
        "respondent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("diagnosis_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("number >= 1", name="ck_respondent_number"),
        sa.CheckConstraint(
            "source = 'screen' OR source = 'paper' OR source = 'file'", name="ck_respondent_source"
        ),
        _refers("respondent", "diagnosis_id", "diagnosis"),
        sa.PrimaryKeyConstraint("id", name="pk_respondent"),
        sa.UniqueConstraint("diagnosis_id", "number", name="uq_respondent_diagnosis_id_number"),
        sa.UniqueConstraint("token", name="uq_respondent_token"),
    )


def _create_answer_tables(operations: Operations) -> None:
    operations.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.CheckConstraint("length(value) > 0", name="ck_answer_value"),
        _refers("answer", "respondent_id", "respondent"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.UniqueConstraint("respondent_id", "question", name="uq_answer_respondent_id_question"),
    )
    operations.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("diagnosis_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("not_applicable", sa.Boolean(), nullable=False),
        sa.Column("need", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("help", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="ck_decision_level"),
        sa.CheckConstraint("need BETWEEN 0 AND 3", name="ck_decision_need"),
        sa.CheckConstraint(
            "NOT not_applicable OR (level IS NULL AND need IS NULL)", name="ck_decision_not_applicable"
        ),
        _refers("decision", "diagnosis_id", "diagnosis"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    operations.create_index("ix_decision_diagnosis_id_item", "decision", ["diagnosis_id", "item"])


def _create_proposal_tables(operations: Operations) -> None:
    operations.create_table(
        "luminary_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("roc_year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document_no", sa.String(), nullable=False),
        sa.Column("document_date", sa.Date(), nullable=True),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.CheckConstraint("kind = 'new' OR kind = 'renewal'", name="ck_luminary_proposal_kind"),
        sa.CheckConstraint(
            "state = 'draft' OR state = 'submitted' OR state = 'selected' OR state = 'not_selected' "
            "OR state = 'renewed'",
            name="ck_luminary_proposal_state",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_luminary_proposal"),
        sa.UniqueConstraint("roc_year", name="uq_luminary_proposal_roc_year"),
    )
    operations.create_table(
        "luminary_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.String(), nullable=False),
        sa.CheckConstraint("length(list) > 0", name="ck_luminary_line_list"),
        sa.CheckConstraint("number >= 1", name="ck_luminary_line_number"),
        _refers("luminary_line", "person_id", "person"),
        _refers("luminary_line", "proposal_id", "luminary_proposal"),
        sa.PrimaryKeyConstraint("id", name="pk_luminary_line"),
        sa.UniqueConstraint("proposal_id", "list", "number", name="uq_luminary_line_proposal_id_list_number"),
    )


def _create_mentoring_table(operations: Operations) -> None:
    operations.create_table(
        "mentoring_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("modes", sa.String(), nullable=False),
        sa.Column("supervisor", sa.String(), nullable=False),
        sa.Column("wishes", sa.String(), nullable=False),
        sa.Column("avoid", sa.String(), nullable=False),
        sa.Column("leave_consent", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        sa.CheckConstraint("capacity BETWEEN 0 AND 9", name="ck_mentoring_member_capacity"),
        sa.CheckConstraint("role = 'mentor' OR role = 'mentee'", name="ck_mentoring_member_role"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0",
            name="ck_mentoring_member_withdrawn_reason",
        ),
        _refers("mentoring_member", "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name="pk_mentoring_member"),
    )
    live = sa.text("withdrawn_at IS NULL")
    operations.create_index("ix_mentoring_member_person_id", "mentoring_member", ["person_id"])
    operations.create_index(
        "uq_mentoring_member_role_person",
        "mentoring_member",
        ["role", "person_id"],
        unique=True,
        sqlite_where=live,
    )


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=f"fk_{table}_{column}_{other}", ondelete="RESTRICT"
    )
