"""R2: kill -9 at any moment of importing, backing up, migrating and restoring loses and breaks nothing.

A short run here; the published 1,000 kills with --long.
"""

from __future__ import annotations

import functools
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from desktop.models import migrate, proof
from desktop.models.database import Database
from desktop.models.migrate import Step
from desktop.models.people import Person
from desktop.services import backup, restore
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, add_people, make_office
from tests.killing import killed_after

SECRET = Passphrase(PASSPHRASE)
BATCH = 100
"""People written in one action: another number of them is half an action."""
SHORT, LONG = 5, 250
"""Kills of each of the four kinds of work."""
FRESH = 10
"""Kills of one office, before what they leave makes the next ones slow."""


@dataclass
class Desk:
    """A folder with an office in it, and what its work has acknowledged."""

    place: Path

    @property
    def office(self) -> Path:
        return self.place / "office"

    @property
    def acknowledged(self) -> int:
        file = self.place / "acknowledged"
        return file.stat().st_size if file.exists() else 0

    def acknowledge(self) -> None:
        with (self.place / "acknowledged").open("ab") as file:
            file.write(b".")


def new_desk(place: Path) -> Desk:
    with make_office(place / "office") as office:
        add_people(office, BATCH)
    return Desk(place)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return new_desk(tmp_path)


def opened(desk: Desk) -> Office:
    return open_office(desk.office, SECRET, clock=CLOCK)


def judge_office(desk: Desk) -> int:
    """The people of an office that must be whole."""
    with opened(desk) as office:
        assert check_integrity(office) == ()
        found = proof.people(office.database)
    assert found % BATCH == 0, "half an action is there"
    return found


def importing(desk: Desk) -> None:
    with opened(desk) as office:
        while True:
            add_people(office, BATCH)
            desk.acknowledge()


def judge_import(desk: Desk) -> None:
    assert judge_office(desk) >= BATCH * (1 + desk.acknowledged), "an acknowledged action is lost"


def backing_up(desk: Desk) -> None:
    with opened(desk) as office:
        while True:
            backup.make(office)
            desk.acknowledge()


def judge_backups(desk: Desk) -> None:
    assert judge_office(desk) == BATCH
    backups = sorted((desk.office / "backups").glob("[!.]*"))
    assert len(backups) >= desk.acknowledged
    for path in backups[-3:]:
        assert backup.check(path, SECRET, clock=CLOCK).people == BATCH


def rebuild_person(operations: Operations) -> None:
    with operations.batch_alter_table("person", recreate="always") as batch:
        batch.add_column(sa.Column("rebuilt", sa.Integer(), server_default="1"))


STEPS = (*migrate.STEPS, Step(migrate.CURRENT + 1, rebuild_person))


def migrating(desk: Desk) -> None:
    with opened(desk) as office:
        migrate.upgrade(office.database, backup=lambda: backup.before(office, "migration"), steps=STEPS)


def judge_migration(desk: Desk) -> None:
    """The schema before or after; then put the old one back for the next kill."""
    with make_office(desk.place / f"key-{time.monotonic_ns()}") as other:  # all test offices have one key
        database = Database(desk.office / "office.db", other.key, clock=CLOCK)
    with database.engine.begin() as connection:
        assert proof.problems(connection) == []
        columns = {row.name for row in connection.exec_driver_sql("PRAGMA table_xinfo(person)")}
    after = migrate.schema_of(database) == migrate.CURRENT + 1
    assert after == ("rebuilt" in columns)
    assert proof.people(database) == BATCH
    if after:
        with database.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE person DROP COLUMN rebuilt")
            connection.exec_driver_sql(f"PRAGMA user_version = {migrate.CURRENT}")
    database.dispose()


def restoring(desk: Desk) -> None:
    with opened(desk) as office:
        made = backup.make(office, desk.place / f"{time.monotonic_ns()}.lgdlbackup")
        add_people(office, BATCH)
    while True:
        restore.restore(made.path, desk.office, SECRET, clock=CLOCK)


def judge_restore(desk: Desk) -> None:
    assert judge_office(desk) >= BATCH
    for kept in desk.place.glob("office.before-restore-*"):
        with open_office(kept, SECRET, clock=CLOCK) as office:
            assert check_integrity(office) == ()


WORKS: dict[str, tuple[Callable[[Desk], None], Callable[[Desk], None], float]] = {
    "import": (importing, judge_import, 0.2),
    "backup": (backing_up, judge_backups, 0.2),
    "migration": (migrating, judge_migration, 0.15),
    "restore": (restoring, judge_restore, 0.4),
}
"""The work, its judge, and the seconds within which it is killed."""


@pytest.mark.parametrize("work", WORKS)
def test_killed_at_any_moment(tmp_path: Path, work: str) -> None:
    assert kill(tmp_path, work, SHORT) > 0


@pytest.mark.long
@pytest.mark.parametrize("work", WORKS)
def test_killed_a_thousand_times(tmp_path: Path, work: str) -> None:
    hit = kill(tmp_path, work, LONG)
    print(f"R2 {work}: {hit} kills hit the work, 0 bad")


def kill(place: Path, work: str, times: int) -> int:
    """Kill the work so many times, judging what is left each time; how many kills hit it while it ran."""
    act, judge, seconds = WORKS[work]
    chance = random.Random(f"R2 {work}")  # the same moments each time, as far as the machine lets them be
    hit = 0
    for number in range(times):
        if number % FRESH == 0:
            shutil.rmtree(place / "desk", ignore_errors=True)
            desk = new_desk(place / "desk")
        hit += killed_after(chance.uniform(0.005, seconds), functools.partial(act, desk))
        judge(desk)
    return hit


def half_actions(desk: Desk) -> None:
    """What no service does: an import in many small transactions."""
    with opened(desk) as office:
        while True:
            add_people(office, 1)


def test_the_judge_sees_half_an_action(desk: Desk) -> None:
    """The first positive control."""
    seen = 0
    for _ in range(5):
        killed_after(0.15, lambda: half_actions(desk))
        with opened(desk) as office:
            seen += proof.people(office.database) % BATCH != 0
    assert seen
    with opened(desk) as office, office.database.writing("person.remove") as journal:
        journal.delete(Person, range(BATCH + 1, proof.people(office.database) + 1))
    assert judge_office(desk) == BATCH


def in_place(desk: Desk) -> None:
    """What no service does: a database copied over the old one, byte by byte."""
    content = (desk.office / "office.db").read_bytes()
    with (desk.office / "office.db").open("wb", buffering=0) as file:
        for start in range(0, len(content), 100):
            file.write(content[start : start + 100])
            time.sleep(0.001)


def test_the_judge_sees_half_a_file(desk: Desk) -> None:
    """The second positive control."""
    assert killed_after(0.2, lambda: in_place(desk))
    with pytest.raises(Exception, match="database"):
        judge_office(desk)
