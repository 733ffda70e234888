"""The schema: what the migrations build is what the tables say, and every step is whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, inspect

from desktop.core.errors import EnvironmentFailure
from desktop.models import migrate, proof
from desktop.models.database import Database
from desktop.models.migrate import Step
from desktop.models.people import Agency, Person
from desktop.models.schema import TABLES
from tests.builders import CLOCK
from tests.killing import die, killed_by_itself

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "office.db", KEY, clock=CLOCK)
    yield database
    database.dispose()


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that SQLite knows about every table."""
    inspector = inspect(connection)
    return {name: _table(connection, inspector, name) for name in sorted(inspector.get_table_names())}


def _table(connection: Connection, inspector: Any, name: str) -> dict[str, Any]:
    made = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
    indexes = connection.exec_driver_sql(made, (name,))
    return {
        "columns": [(*row,) for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({name})")],
        "primary": inspector.get_pk_constraint(name),
        "checks": sorted((one["name"], one["sqltext"]) for one in inspector.get_check_constraints(name)),
        "unique": sorted(repr(one) for one in inspector.get_unique_constraints(name)),
        "foreign": sorted(repr(one) for one in inspector.get_foreign_keys(name)),
        "indexes": {row.name: " ".join(row.sql.split()) for row in indexes},
    }


def test_the_migrations_build_todays_tables(database: Database, tmp_path: Path) -> None:
    assert migrate.upgrade(database, backup=lambda: None) == len(migrate.STEPS)
    declared = Database(tmp_path / "declared.db", KEY, clock=CLOCK)
    with declared.engine.begin() as connection:
        TABLES[0].metadata.create_all(connection)
        expected = shape(connection)
    declared.dispose()
    with database.engine.begin() as connection:
        found = shape(connection)
    assert found.keys() == expected.keys()
    for name, table in expected.items():
        assert found[name] == table, name


def columns(connection: Connection, table: str) -> set[str]:
    return {row.name for row in connection.exec_driver_sql(f"PRAGMA table_xinfo({table})")}


def test_a_new_database_is_marked_as_ours(database: Database) -> None:
    assert migrate.schema_of(database) == 0
    migrate.upgrade(database, backup=never)
    assert migrate.schema_of(database) == migrate.CURRENT
    assert migrate.pending(database) == ()
    assert migrate.upgrade(database, backup=never) == 0


def never() -> None:
    raise AssertionError("there is nothing to back up")


def test_the_steps_are_numbered_without_gaps() -> None:
    assert [step.number for step in migrate.STEPS] == list(range(1, len(migrate.STEPS) + 1))


def create_family(operations: Operations) -> None:
    operations.create_table(
        "parent", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String())
    )
    operations.create_table(
        "child",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("parent.id", name="fk", ondelete="CASCADE")),
    )
    operations.execute("INSERT INTO parent VALUES (1, '雲林縣政府')")
    operations.execute("INSERT INTO child VALUES (1, 1)")


def rebuild_parent(operations: Operations) -> None:
    with operations.batch_alter_table("parent", recreate="always") as batch:
        batch.add_column(sa.Column("kind", sa.String(), server_default="government"))


def lose_parent(operations: Operations) -> None:
    operations.execute("DELETE FROM parent")


def fail_half_way(operations: Operations) -> None:
    rebuild_parent(operations)
    raise RuntimeError("half way")


FAMILY = (Step(1, create_family), Step(2, rebuild_parent))


def rows(database: Database, table: str) -> list[tuple[Any, ...]]:
    with database.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(f"SELECT * FROM {table}")]


def test_rebuilding_a_table_keeps_what_points_at_it(database: Database) -> None:
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY)
    assert rows(database, "parent") == [(1, "雲林縣政府", "government")]
    assert rows(database, "child") == [(1, 1)]


def test_the_same_with_foreign_keys_on_would_lose_it(database: Database) -> None:
    """The control of the test above: what the migrator switches off is what does the harm."""
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY[:1])
    with database.engine.begin() as connection:
        rebuild_parent(Operations(MigrationContext.configure(connection)))
    assert rows(database, "child") == []


def test_foreign_keys_are_on_again_afterwards(database: Database) -> None:
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY)
    with database.reading() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_step_that_loses_a_reference_is_undone(database: Database) -> None:
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY)
    with pytest.raises(EnvironmentFailure) as caught:
        migrate.upgrade(database, backup=lambda: None, steps=(*FAMILY, Step(3, lose_parent)))
    assert (caught.value.code, caught.value.params["table"]) == ("migrate.references", "child")
    assert rows(database, "parent") == [(1, "雲林縣政府", "government")]
    assert migrate.schema_of(database) == 2


def test_a_step_that_fails_leaves_the_schema_before_it(database: Database) -> None:
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY[:1])
    with pytest.raises(RuntimeError):
        migrate.upgrade(database, backup=lambda: None, steps=(FAMILY[0], Step(2, fail_half_way)))
    assert migrate.schema_of(database) == 1
    with database.engine.begin() as connection:
        assert columns(connection, "parent") == {"id", "name"}
    assert migrate.upgrade(database, backup=lambda: None, steps=FAMILY) == 1


def test_a_backup_comes_first_and_stops_everything_if_it_fails(database: Database) -> None:
    migrate.upgrade(database, backup=never, steps=FAMILY[:1])

    def full() -> None:
        assert migrate.schema_of(database) == 1
        raise EnvironmentFailure("database.disk_full")

    with pytest.raises(EnvironmentFailure):
        migrate.upgrade(database, backup=full, steps=FAMILY)
    assert migrate.schema_of(database) == 1


def test_a_newer_database_is_refused(database: Database) -> None:
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY)
    with pytest.raises(EnvironmentFailure) as caught:
        migrate.upgrade(database, backup=never, steps=FAMILY[:1])
    assert caught.value.code == "migrate.newer"


@pytest.mark.parametrize(
    "statement", ["PRAGMA user_version = 1", "PRAGMA application_id = 7", "CREATE TABLE other (id)"]
)
def test_another_programs_database_is_refused(database: Database, statement: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    with pytest.raises(EnvironmentFailure) as caught:
        migrate.upgrade(database, backup=never)
    assert caught.value.code == "migrate.foreign"


def die_half_way(operations: Operations) -> None:
    operations.execute("CREATE TABLE half_made (id)")
    die()


@pytest.mark.parametrize("survived", range(len(FAMILY) + 1))
def test_a_killed_step_leaves_the_schema_before_it(database: Database, survived: int) -> None:
    steps = (*FAMILY[:survived], Step(survived + 1, die_half_way))
    killed_by_itself(lambda: migrate.upgrade(database, backup=lambda: None, steps=steps))
    assert migrate.schema_of(database) == survived
    with database.engine.begin() as connection:
        assert "half_made" not in inspect(connection).get_table_names()
        assert proof.problems(connection) == []
    migrate.upgrade(database, backup=lambda: None, steps=FAMILY)
    assert rows(database, "parent") == [(1, "雲林縣政府", "government")]
    assert rows(database, "child") == [(1, 1)]


OLD_NOMINATION = {
    **dict.fromkeys(("meal", "note", "priority", "business_relation", "business_note"), ""),
    **dict.fromkeys(("attested_by", "attested_codes", "attested_basis", "withdrawn_reason"), ""),
    **dict.fromkeys(("lodging", "access_need", "attested_at", "withdrawn_at"), None),
    **{"id": 1, "activity": "course-basic", "session": 1, "rank": 1, "alternate": 0, "person_id": 1},
    **{"verdict": "yes", "reasons": "[]", "interest": 0, "created_at": "2015-01-05T09:00:00+08:00"},
}
"""Every column of a nomination of schema 1."""

PERSON = {
    **dict.fromkeys(("birth_date", "grade", "hired_date", "english_date")),
    **{"person_no": 1, "id_type": "passport", "id_no": "P00000001", "name": "測試1"},
    **{"agency_id": 1, "personnel_type": "civil_servant"},
}


def test_a_nomination_of_schema_1_survives_and_can_still_be_redone(database: Database) -> None:
    migrate.upgrade(database, backup=never, steps=migrate.STEPS[:1])
    with database.engine.begin() as connection:
        assert columns(connection, "nomination") == set(OLD_NOMINATION)
    with database.writing("roster.import") as journal:
        journal.insert(Agency, [{"name": "雲林縣政府", "kind": "government"}])
        journal.insert(Person, [PERSON])
    with database.writing("nominations.add") as journal:
        journal.take_back([redo_of_nomination(1, "course-basic")], kind="redo", target=1)
    migrate.upgrade(database, backup=lambda: None)
    with database.writing("nominations.add") as journal:
        journal.take_back([redo_of_nomination(2, "course-oer")], kind="redo", target=1)
    found = rows(database, "nomination")
    assert [(*row[:2], *row[-5:]) for row in found] == [
        (1, "course-basic", "", "", "", "", None),
        (2, "course-oer", "", "", "", "", None),
    ]


def redo_of_nomination(number: int, activity: str) -> dict[str, Any]:
    """What a program that knew only schema 1 recorded, to put a nomination back."""
    row = OLD_NOMINATION | {"id": number, "activity": activity}
    return {"op": "insert", "table": "nomination", "columns": list(row), "rows": [list(row.values())]}
