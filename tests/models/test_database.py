"""The encrypted store: what is written is encrypted, whole, and reachable only with the key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text

from desktop.core.clock import TAIWAN, FixedClock
from desktop.core.errors import EnvironmentFailure
from desktop.models import schema
from desktop.models.audit import AuditEntry, AuditPayload, entry_sha256
from desktop.models.database import Database
from desktop.models.journal import steps_of
from desktop.models.people import Agency, AgencyUnit

KEY = bytes(range(32))
CLOCK = FixedClock(datetime(2015, 1, 5, 9, 0, tzinfo=TAIWAN))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "office.db", KEY, clock=CLOCK, actor="測試")
    with database.engine.begin() as connection:
        schema.metadata.create_all(connection)
    yield database
    database.dispose()


def add_agency(database: Database, name: str = "雲林縣政府") -> None:
    with database.writing("agency.add") as journal:
        journal.insert(Agency, [{"name": name, "kind": "government"}])


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Agency.name).order_by(Agency.id)))


def test_the_file_is_encrypted(database: Database) -> None:
    add_agency(database)
    database.dispose()
    content = database.path.read_bytes()
    assert "雲林縣政府".encode() not in content
    assert not content.startswith(b"SQLite format 3")


def test_durability_settings(database: Database) -> None:
    with database.reading() as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_wrong_key_is_told(database: Database) -> None:
    add_agency(database)
    database.dispose()
    stranger = Database(database.path, bytes(32), clock=CLOCK)
    with pytest.raises(EnvironmentFailure) as caught:
        stranger.check()
    assert caught.value.code == "database.key_or_foreign"


@pytest.mark.parametrize("content", [b"not a database" * 1000, b"\0" * 8192])
def test_a_foreign_file_is_told_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "office.db"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFailure) as caught:
        Database(path, KEY, clock=CLOCK).check()
    assert caught.value.code == "database.key_or_foreign"
    assert path.read_bytes() == content


def test_a_flipped_byte_in_a_page_is_noticed(database: Database) -> None:
    add_agency(database)
    database.dispose()
    content = bytearray(database.path.read_bytes())
    content[len(content) // 2] ^= 1
    database.path.write_bytes(content)
    with database.reading() as session:
        assert session.execute(text("PRAGMA cipher_integrity_check")).all()


def test_an_error_in_the_action_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing("agency.add") as journal:
        journal.insert(Agency, [{"name": "雲林縣政府", "kind": "government"}])
        raise RuntimeError
    assert names(database) == []
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_second_writer_is_told_within_a_second_or_so(database: Database) -> None:
    other = Database(database.path, KEY, clock=CLOCK)
    with (
        database.writing("agency.add") as journal,
        pytest.raises(EnvironmentFailure) as caught,
        other.writing("agency.add"),
    ):
        journal.insert(Agency, [{"name": "雲林縣政府", "kind": "government"}])
    assert caught.value.code == "database.locked"
    other.dispose()


def test_read_only_refuses_to_write(database: Database) -> None:
    add_agency(database)
    reader = Database(database.path, KEY, clock=CLOCK, read_only=True)
    assert names(reader) == ["雲林縣政府"]
    with pytest.raises(EnvironmentFailure) as caught:
        add_agency(reader, "另一機關")
    assert caught.value.code == "database.read_only"
    reader.dispose()


def test_writing_around_the_journal_is_a_bug(database: Database) -> None:
    with pytest.raises(AssertionError), database.writing("agency.add") as journal:
        journal.session.execute(insert(Agency).values(id=1, name="甲", kind="other"))
    with pytest.raises(AssertionError), database.reading() as session:
        session.add(Agency(id=1, name="甲", kind="other"))
        session.flush()


def inverse(database: Database, entry_id: int) -> list[dict[str, object]]:
    with database.reading() as session:
        return steps_of(session.scalars(select(AuditPayload.body).filter_by(entry_id=entry_id)).one())


def test_every_write_is_taken_back_in_reverse_order(database: Database) -> None:
    add_agency(database)
    before = dump(database)
    with database.writing("agency.change") as journal:
        (new,) = journal.insert(Agency, [{"name": "斗六市公所", "kind": "township"}])
        journal.insert_columns(AgencyUnit, ("agency_id", "name"), [([new, new], ["民政課", "財政課"])], 2)
        assert journal.update(Agency, 1, {"name": "雲林縣府", "confirmed": False})
        assert not journal.update(Agency, 1, {"name": "雲林縣府"})
        journal.delete(AgencyUnit, [2])
    changed = dump(database)
    assert changed != before
    with database.writing("undo") as journal:
        journal.take_back(inverse(database, 2), kind="undo", target=2)
    assert dump(database) == before
    with database.writing("redo") as journal:
        journal.take_back(inverse(database, 3), kind="redo", target=2)
    assert dump(database) == changed


def dump(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as session:
        return [
            tuple(row) for table in (Agency, AgencyUnit) for row in session.execute(select(table.__table__))
        ]


def test_an_action_that_changes_nothing_leaves_no_entry(database: Database) -> None:
    add_agency(database)
    with database.writing("agency.change") as journal:
        journal.update(Agency, 1, {"name": "雲林縣政府"})
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_the_chain_covers_every_field(database: Database) -> None:
    add_agency(database)
    add_agency(database, "斗六市公所")
    with database.reading() as session:
        first, second = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        assert second.previous_sha256 == first.sha256
        assert entry_sha256(second) == second.sha256
        for column, value in (
            ("actor", "別人"),
            ("action", "x"),
            ("subject", "x"),
            ("undoable", False),
            ("payload_sha256", "0" * 64),
            ("id", 9),
            ("kind", "undo"),
            ("target_id", 1),
        ):
            kept = getattr(second, column)
            setattr(second, column, value)
            assert entry_sha256(second) != second.sha256, column
            setattr(second, column, kept)
        session.expunge_all()
