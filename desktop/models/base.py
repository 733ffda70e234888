"""The declarative base: naming convention for constraints, and the two column types we repeat."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sqlalchemy import CheckConstraint, Dialect, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a later migration can change it."""

RowId = Annotated[int, mapped_column(primary_key=True, autoincrement=False)]
"""Row ids are given by the journal, never by SQLite: an undone insert can be redone with the same id."""


class Moment(TypeDecorator[datetime]):
    """An aware time as ISO 8601 text with its offset; SQLite's own DATETIME would drop the offset."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Refuse a naive time: it would be a bug that shows only in another zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive time cannot be stored")
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Back to an aware time."""
        return None if value is None else datetime.fromisoformat(value)


class Base(DeclarativeBase):
    """What every table has in common."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy reads it as a class attribute


def one_of(column: str, *codes: str) -> CheckConstraint:
    """A constraint that `column` holds one of `codes`; NULL passes.

    Not `IN (…)`: SQLite builds a table of more than two codes anew for every row, which doubled the time of
    an import.
    """
    return CheckConstraint(" OR ".join(f"{column} = '{code}'" for code in codes), name=column)


def between(column: str, low: int, high: int) -> CheckConstraint:
    """A constraint that `column` lies in the closed range; NULL passes."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)
