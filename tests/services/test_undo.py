"""Undo and redo walk the actions in order, and survive a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.core.clock import SystemClock
from desktop.core.errors import DataError
from desktop.models import schema
from desktop.models.database import Database
from desktop.models.people import Agency, AgencyUnit
from desktop.services import undo

KEY = bytes(32)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "office.db", KEY, clock=SystemClock())
    with database.engine.begin() as connection:
        schema.metadata.create_all(connection)
    yield database
    database.dispose()


def add(database: Database, name: str, *, undoable: bool = True) -> None:
    with database.writing("agency.add", name, undoable=undoable) as journal:
        journal.insert(Agency, [{"name": name, "kind": "other"}])


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Agency.name).order_by(Agency.id)))


def test_undo_and_redo_walk_back_and_forth(database: Database) -> None:
    for name in "甲乙丙":
        add(database, name)
    assert [undo.undo(database).subject, undo.undo(database).subject] == ["丙", "乙"]
    assert names(database) == ["甲"]
    assert undo.redo(database).subject == "乙"
    assert undo.undo(database).subject == "乙"
    assert [undo.redo(database).subject, undo.redo(database).subject] == ["乙", "丙"]
    assert names(database) == ["甲", "乙", "丙"]
    with pytest.raises(DataError, match=r"undo\.nothing_to_redo"):
        undo.redo(database)


def test_a_new_action_forgets_what_was_undone(database: Database) -> None:
    add(database, "甲")
    undo.undo(database)
    add(database, "乙")
    assert undo.stacks(database).undone == ()
    assert names(database) == ["乙"]


def test_nothing_to_undo_is_told(database: Database) -> None:
    with pytest.raises(DataError, match=r"undo\.nothing"):
        undo.undo(database)


def test_an_action_that_is_only_superseded_is_passed_over(database: Database) -> None:
    add(database, "甲")
    add(database, "乙", undoable=False)
    assert undo.undo(database).subject == "甲"
    assert names(database) == ["乙"]


def test_an_action_that_later_data_stands_on_is_refused_whole(database: Database) -> None:
    add(database, "甲")
    with database.writing("unit.add", undoable=False) as journal:
        journal.insert(AgencyUnit, [{"agency_id": 1, "name": "民政課"}])
    with pytest.raises(DataError, match=r"undo\.blocked"):
        undo.undo(database)
    assert names(database) == ["甲"]


def test_undo_survives_a_restart(database: Database) -> None:
    add(database, "甲")
    database.dispose()
    again = Database(database.path, KEY, clock=SystemClock())
    assert undo.undo(again).subject == "甲"
    assert names(again) == []
    again.dispose()
