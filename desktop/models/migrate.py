"""The migrator: brings an office database to today's schema, one numbered step a transaction.

To add a migration: 1. write `migrations/step_NNNN_what.py` with `upgrade(operations)` and explicit names,
never importing today's tables; 2. add it to `STEPS`; 3. add a fixture office of the schema before it to
`tests/data` and a test that its rows survive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from desktop.core.errors import EnvironmentFailure
from desktop.models.database import Database, translated
from desktop.models.migrations import (
    step_0001_first_schema,
    step_0002_activities,
    step_0003_rounds,
    step_0004_luminary,
    step_0005_pairs,
)

if TYPE_CHECKING:
    from alembic.operations import Operations

APPLICATION_ID = int.from_bytes(b"LumD", "big")
"""In the header of every office.db (PRAGMA application_id), to tell another program's SQLCipher file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: it leads from schema `number` − 1 to `number`."""

    number: int
    upgrade: Callable[[Operations], None]


STEPS: tuple[Step, ...] = (
    Step(1, step_0001_first_schema.upgrade),
    Step(2, step_0002_activities.upgrade),
    Step(3, step_0003_rounds.upgrade),
    Step(4, step_0004_luminary.upgrade),
    Step(5, step_0005_pairs.upgrade),
)

CURRENT = STEPS[-1].number
"""The schema of this version of the program."""


def schema_of(database: Database) -> int:
    """The schema of a database, 0 for an empty one. Raises `migrate.foreign` for one that is not ours."""
    with database.reading() as session:
        connection = session.connection()
        application = _pragma(connection, "application_id")
        number = _pragma(connection, "user_version")
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if application != APPLICATION_ID and (application or number or tables):
        raise EnvironmentFailure("migrate.foreign")
    return number


def pending(database: Database, steps: Sequence[Step] = STEPS) -> tuple[Step, ...]:
    """The steps a database still needs. Raises `migrate.foreign`, or `migrate.newer` than this program."""
    found, newest = schema_of(database), steps[-1].number
    if found > newest:
        raise EnvironmentFailure("migrate.newer", found=found, known=newest)
    return tuple(step for step in steps if step.number > found)


def upgrade(database: Database, *, backup: Callable[[], object], steps: Sequence[Step] = STEPS) -> int:
    """Carry out the pending steps and return how many there were.

    `backup` is called before the first step of a database that holds data, and must raise if it did not
    succeed. A step that fails or is killed leaves the schema before it. Raises `migrate.references` if a step
    would leave a foreign key pointing at nothing.
    """
    todo = pending(database, steps)
    if todo and todo[0].number > 1:
        backup()
    if todo:
        with translated(), database.engine.connect() as connection:
            _carry_out(connection, todo)
    return len(todo)


def _carry_out(connection: Connection, steps: Sequence[Step]) -> None:
    connection.detach()  # closed afterwards for good: nobody else shall get it with its foreign keys off
    # Off before BEGIN, where SQLite ignores it: with it on, rebuilding a parent table empties its children.
    connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
    connection.execution_options(begin="IMMEDIATE")
    for step in steps:
        with connection.begin():
            step.upgrade(_operations(connection))
            _refuse_dangling_references(connection, step)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {step.number}")


def _operations(connection: Connection) -> Operations:
    # Imported when a step runs: alembic takes half a second, and most starts have nothing to upgrade.
    from alembic.migration import MigrationContext  # noqa: PLC0415 - see above
    from alembic.operations import Operations  # noqa: PLC0415 - see above

    return Operations(MigrationContext.configure(connection))


def _refuse_dangling_references(connection: Connection, step: Step) -> None:
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise EnvironmentFailure("migrate.references", schema=step.number, table=str(dangling[0]))


def _pragma(connection: Connection, name: str) -> int:
    value: int = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    return value
