"""Whether a database is whole: every page authentic, every index and reference right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from desktop.core.errors import EnvironmentFailure
from desktop.models.database import Database

_CACHE_KIB = 65_536


def prove(database: Database) -> None:
    """Read the whole database and raise `EnvironmentFailure` `database.damaged` if anything is wrong.

    The cipher's check finds every altered page by its HMAC; SQLite's own `integrity_check` sees few of them,
    and what it sees besides is a wrong structure inside authentic pages.
    """
    with database.reading() as session:
        if problems(session.connection()):
            raise EnvironmentFailure("database.damaged")


def problems(connection: Connection) -> list[str]:
    """What the three checks complain about, none for a whole database."""
    altered = _answers(connection, "cipher_integrity_check")
    if altered:  # the others would fail on such a page instead of telling about it
        return altered
    with _much_cache(connection):
        wrong = [answer for answer in _answers(connection, "integrity_check") if answer != "ok"]
        return wrong + [f"{table}: reference" for table in _answers(connection, "foreign_key_check")]


@contextmanager
def _much_cache(connection: Connection) -> Iterator[None]:
    """The checks look every row up in every index: with SQLite's 2 MB they decrypt each page many times."""
    (usual,) = connection.exec_driver_sql("PRAGMA cache_size").one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def people(database: Database) -> int:
    """How many people the roster holds, whatever the schema: every one has the table."""
    return _count(database, "SELECT count(*) FROM person")


def has_data(database: Database) -> bool:
    """Whether there is anybody or anything in the database that an import could harm."""
    return bool(_count(database, "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM agency)"))


def _count(database: Database, statement: str) -> int:
    with database.reading() as session:
        number: int = session.connection().exec_driver_sql(statement).scalar_one()
    return number


def _answers(connection: Connection, pragma: str) -> list[str]:
    return [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]
