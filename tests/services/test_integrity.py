"""The integrity check: an altered log, an altered page, and an office that is whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from desktop.core.errors import EnvironmentFailure
from desktop.models.audit import AuditEntry, entry_sha256
from desktop.services import undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, add_people

MOVE = "UPDATE {0} SET {1} = 9 WHERE {1} = 5"


@pytest.fixture
def worked(office: Office) -> Office:
    """An office with five actions in its log."""
    add_people(office, 3)
    add_people(office, 2)
    undo.undo(office.database)
    undo.redo(office.database)
    return office


def codes(office: Office) -> list[tuple[str, object]]:
    return [(finding.code, finding.params.get("entry")) for finding in check_integrity(office)]


def altered(office: Office, *statements: str) -> None:
    """What somebody with the key and another program could do."""
    raw = office.database.engine.raw_connection()
    for statement in ("PRAGMA foreign_keys = OFF", *statements, "PRAGMA foreign_keys = ON"):
        raw.cursor().execute(statement)
    raw.close()


def test_an_untouched_office_is_whole(worked: Office) -> None:
    with worked.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 5
    assert codes(worked) == []


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE audit_entry SET actor = 'x' WHERE id = 2", 2),
        ("UPDATE audit_entry SET at = '2015-01-05T09:00:01+08:00' WHERE id = 1", 1),
        ("UPDATE audit_entry SET undoable = 1 WHERE id = 1", 1),
        ("DELETE FROM audit_payload WHERE entry_id = 4; DELETE FROM audit_entry WHERE id = 4", 4),
        (
            f"{MOVE.format('audit_payload', 'entry_id')}; {MOVE.format('audit_entry', 'id')}",
            5,
        ),
    ],
)
def test_an_altered_entry_is_found(worked: Office, statement: str, entry: int) -> None:
    altered(worked, *statement.split("; "))
    assert ("integrity.chain_broken", entry) in codes(worked)


def test_an_entry_taken_out_is_found_though_the_rest_is_numbered_anew(worked: Office) -> None:
    """Each entry alone is right then: only the chain between them tells."""
    with worked.database.reading() as session:
        last = session.get_one(AuditEntry, 5)
        session.expunge(last)
    last.id = 4
    altered(
        worked,
        "DELETE FROM audit_payload WHERE entry_id >= 4",
        "DELETE FROM audit_entry WHERE id = 4",
        f"UPDATE audit_entry SET id = 4, sha256 = '{entry_sha256(last)}' WHERE id = 5",
    )
    assert codes(worked) == [("integrity.chain_broken", 4)]


def test_an_altered_inverse_is_found(worked: Office) -> None:
    altered(worked, "UPDATE audit_payload SET body = x'00' WHERE entry_id = 2")
    assert codes(worked) == [("integrity.payload_altered", 2)]


def test_a_purged_inverse_is_no_damage(worked: Office) -> None:
    altered(worked, "DELETE FROM audit_payload WHERE entry_id = 2")
    assert codes(worked) == []


def test_every_altered_page_is_found(worked: Office) -> None:
    """Also a page that nothing uses any more: only its HMAC tells, SQLite's own check never reads it."""
    folder = worked.folder
    add_people(worked, 100)
    undo.undo(worked.database)
    worked.close()
    content = (folder / "office.db").read_bytes()
    for page in range(1, len(content) // 4096):
        changed = bytearray(content)
        changed[page * 4096 + 1234] ^= 1
        (folder / "office.db").write_bytes(changed)
        assert damaged(folder), page


def damaged(folder: Path) -> bool:
    """Whether opening the office, or else checking it, tells of a damaged page."""
    try:
        with open_office(folder, Passphrase(PASSPHRASE), read_only=True, clock=CLOCK) as office:
            return codes(office) == [("integrity.database_damaged", None)]
    except EnvironmentFailure as error:
        return error.code == "database.damaged"
