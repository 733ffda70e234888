"""Schema 1: the office, its people, course nominations, packets and the audit log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations


def upgrade(operations: Operations) -> None:
    """Create every table. Row ids are given by the program, never by SQLite."""
    _create_office_tables(operations)
    _create_agency_tables(operations)
    _create_person_table(operations)
    _create_history_table(operations)
    _create_nomination_table(operations)
    _create_packet_table(operations)
    _create_audit_tables(operations)


def _create_office_tables(operations: Operations) -> None:
    """Whose office it is, its settings and its own changes to the plan."""
    operations.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("county_code", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("coordinator", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("last_person_no", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_office_single"),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
    )
    operations.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_setting"),
        sa.UniqueConstraint("key", name="uq_setting_key"),
    )
    operations.create_table(
        "activity_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("letter_no", sa.String(), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_activity_change"),
    )
    operations.create_table(
        "import_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_import_profile"),
        sa.UniqueConstraint("kind", "name", name="uq_import_profile_kind_name"),
    )


def _create_agency_tables(operations: Operations) -> None:
    """Agencies and their units."""
    operations.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _one_of("agency", "kind", "government", "subordinate", "township", "council", "school", "other"),
        sa.CheckConstraint("length(name) > 0", name="ck_agency_name"),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
        sa.UniqueConstraint("name", name="uq_agency_name"),
    )
    operations.create_table(
        "agency_unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_agency_unit_agency_id_agency", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_agency_unit"),
        sa.UniqueConstraint("agency_id", "name", name="uq_agency_unit_agency_id_name"),
    )


def _create_person_table(operations: Operations) -> None:
    """The roster."""
    operations.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("id_type", sa.String(), nullable=False),
        sa.Column("id_no", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_substitute", sa.String(), nullable=False),
        sa.Column("cns_code", sa.String(), nullable=False),
        sa.Column("name_description", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=True),
        sa.Column("personnel_type", sa.String(), nullable=False),
        sa.Column("hired_date", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("mobile", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("english_test", sa.String(), nullable=False),
        sa.Column("english_score", sa.String(), nullable=False),
        sa.Column("english_date", sa.Date(), nullable=True),
        sa.Column("it_staff", sa.Boolean(), nullable=False),
        sa.Column("elearning_role", sa.String(), nullable=False),
        sa.Column("luminary", sa.Boolean(), nullable=False),
        sa.Column("luminary_reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        _one_of("person", "elearning_role", "", "officer", "related"),
        _one_of("person", "id_type", "national", "ui_new", "ui_old", "passport"),
        _one_of(
            "person",
            "personnel_type",
            "civil_servant",
            "contract_hired",
            "contract_employed",
            "police",
            "medical",
            "education",
            "other",
        ),
        _one_of("person", "rank", "", "elementary", "junior", "senior"),
        _one_of("person", "sex", "", "01", "02", "99"),
        sa.CheckConstraint("grade BETWEEN 1 AND 14", name="ck_person_grade"),
        sa.CheckConstraint("length(name) > 0", name="ck_person_name"),
        sa.CheckConstraint("luminary = 0 OR length(luminary_reason) > 0", name="ck_person_luminary_reason"),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name="fk_person_agency_id_agency", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("id_no", name="uq_person_id_no"),
        sa.UniqueConstraint("person_no", name="uq_person_person_no"),
    )
    operations.create_index("ix_person_agency_id", "person", ["agency_id"])


def _create_history_table(operations: Operations) -> None:
    """The courses people attended."""
    operations.create_table(
        "course_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("roc_year", sa.Integer(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("attended", sa.Boolean(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=True),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.CheckConstraint("roc_year BETWEEN 70 AND 200", name="ck_course_history_roc_year"),
        sa.CheckConstraint("session >= 0", name="ck_course_history_session"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_course_history_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_course_history"),
        sa.UniqueConstraint(
            "person_id",
            "course",
            "roc_year",
            "session",
            name="uq_course_history_person_id_course_roc_year_session",
        ),
    )


def _create_nomination_table(operations: Operations) -> None:
    """Nominations, ranked within a session."""
    operations.create_table(
        "nomination",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("alternate", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("priority", sa.String(), nullable=False),
        sa.Column("business_relation", sa.String(), nullable=False),
        sa.Column("business_note", sa.String(), nullable=False),
        sa.Column("interest", sa.Boolean(), nullable=False),
        sa.Column("meal", sa.String(), nullable=False),
        sa.Column("lodging", sa.Boolean(), nullable=True),
        sa.Column("access_need", sa.Boolean(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("attested_at", sa.String(), nullable=True),
        sa.Column("attested_by", sa.String(), nullable=False),
        sa.Column("attested_codes", sa.String(), nullable=False),
        sa.Column("attested_basis", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.String(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(), nullable=False),
        _one_of("nomination", "business_relation", "", "officer", "related", "it"),
        _one_of("nomination", "meal", "", "regular", "vegetarian", "none"),
        _one_of("nomination", "verdict", "yes", "no", "unknown"),
        sa.CheckConstraint(
            "attested_at IS NULL OR length(attested_by) > 0", name="ck_nomination_attested_by"
        ),
        sa.CheckConstraint("rank >= 1", name="ck_nomination_rank"),
        sa.CheckConstraint("session >= 1", name="ck_nomination_session"),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR length(withdrawn_reason) > 0", name="ck_nomination_withdrawn_reason"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_nomination_person_id_person", ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_nomination"),
    )
    operations.create_index("ix_nomination_person_id", "nomination", ["person_id"])
    operations.create_index(
        "uq_nomination_person",
        "nomination",
        ["activity", "person_id"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )
    operations.create_index(
        "uq_nomination_rank",
        "nomination",
        ["activity", "session", "rank"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
    )


def _create_packet_table(operations: Operations) -> None:
    """Sealed packets."""
    operations.create_table(
        "packet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("previous_sha256", sa.String(), nullable=False),
        sa.Column("signer_sha256", sa.String(), nullable=False),
        sa.Column("counts", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.String(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_packet_sha256"),
        sa.CheckConstraint("sequence >= 1", name="ck_packet_sequence"),
        sa.PrimaryKeyConstraint("id", name="pk_packet"),
        sa.UniqueConstraint("packet_id", name="uq_packet_packet_id"),
        sa.UniqueConstraint("sequence", name="uq_packet_sequence"),
    )


def _create_audit_tables(operations: Operations) -> None:
    """The chain of hashes, and the payloads beside it."""
    operations.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("payload_sha256", sa.String(), nullable=False),
        sa.Column("previous_sha256", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.CheckConstraint("(kind = 'do') = (target_id IS NULL)", name="ck_audit_entry_target"),
        _one_of("audit_entry", "kind", "do", "undo", "redo"),
        sa.ForeignKeyConstraint(
            ["target_id"],
            ["audit_entry.id"],
            name="fk_audit_entry_target_id_audit_entry",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.UniqueConstraint("sha256", name="uq_audit_entry_sha256"),
    )
    operations.create_table(
        "audit_payload",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["audit_entry.id"],
            name="fk_audit_payload_entry_id_audit_entry",
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("entry_id", name="pk_audit_payload"),
    )


def _one_of(table: str, column: str, *codes: str) -> sa.CheckConstraint:
    """Not `IN (…)`: SQLite builds a table of more than two codes anew for every row that is written."""
    listed = " OR ".join(f"{column} = '{code}'" for code in codes)
    return sa.CheckConstraint(listed, name=f"ck_{table}_{column}")
