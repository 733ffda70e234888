"""Undo and redo walk the actions in order, and survive a restart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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
    made = new_database(tmp_path)
    yield made
    made.dispose()


def new_database(folder: Path) -> Database:
    made = Database(folder / "office.db", KEY, clock=SystemClock())
    with made.engine.begin() as connection:
        schema.metadata.create_all(connection)
    return made


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


def test_what_was_brought_again_is_taken_back_in_its_order(database: Database) -> None:
    for name in "甲乙":
        add(database, name)
    for act in (undo.undo, undo.undo, undo.redo, undo.redo):
        act(database)
    assert undo.undo(database).subject == "乙"
    assert names(database) == ["甲"]


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


STEPS = st.sampled_from(["do", "do", "only superseded", "undo", "undo", "redo", "purge"])


@settings(max_examples=15, deadline=None)
@given(days=st.lists(st.lists(STEPS, min_size=3, max_size=12), max_size=3))
def test_the_tops_are_the_ends_of_the_stacks(days: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        database = new_database(Path(folder))
        for number, step in enumerate(step for day in days for step in day):
            take(database, step, f"{number}")
            whole, found = undo.stacks(database), undo.tops(database)
            expected = (whole.done[-1:] or (None,), whole.undone[-1:] or (None,))
            assert ((found.done,), (found.undone,)) == expected
        database.dispose()


def test_a_redo_whose_place_is_taken_is_refused_whole(database: Database) -> None:
    add(database, "甲")
    undo.undo(database)
    add(database, "乙", undoable=False)  # takes the number that 甲 had
    with pytest.raises(DataError, match=r"undo\.blocked"):
        undo.redo(database)
    assert names(database) == ["乙"]


def take(database: Database, step: str, name: str) -> None:
    """One step of a day: a new action, one back or forth, or the oldest entries' payloads are purged."""
    if step in {"do", "only superseded"}:
        add(database, name, undoable=step == "do")
    elif step == "purge":
        with database.engine.begin() as connection:
            connection.exec_driver_sql(
                "DELETE FROM audit_payload WHERE entry_id <= (SELECT max(id) / 3 FROM audit_entry)"
            )
    else:
        with suppress(DataError):
            (undo.undo if step == "undo" else undo.redo)(database)


def test_the_tops_read_only_the_newest_entries(database: Database) -> None:
    add(database, "甲")
    with database.engine.begin() as connection:
        columns = "at, actor, action, subject, kind, target_id, undoable, payload_sha256, previous_sha256"
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
            f"INSERT INTO audit_entry (id, {columns}, sha256) SELECT i, {columns}, hex(i) FROM audit_entry, n"
        )
        connection.exec_driver_sql(
            "INSERT INTO audit_payload SELECT e.id, p.body FROM audit_entry e, audit_payload p WHERE e.id > 1"
        )
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_progress_handler(count, 100)
    newest = undo.tops(database).done
    assert newest is not None
    assert newest.entry_id == 10_000
    assert steps < 100, "hundreds of the database's own instructions"
