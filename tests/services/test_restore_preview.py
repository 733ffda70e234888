"""What a restore would replace is told before it does, and only to whoever can open the backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure
from desktop.models.packets import Packet
from desktop.services import backup, restore_preview
from desktop.services.office import Office, Passphrase
from tests.builders import CLOCK, PASSPHRASE, add_people, make_office

SECRET = Passphrase(PASSPHRASE)


def seal(office: Office, sequence: int) -> str:
    name = f"LGDL-104-10009-{sequence:04d}.asice"
    row = {
        "sequence": sequence,
        "packet_id": str(sequence),
        "file_name": name,
        "sha256": f"{sequence:064d}",
        "signer_sha256": "",
        "counts": "{}",
        "scope": "[]",
        "sealed_at": CLOCK.now(),
    }
    with office.database.writing("packet.seal", undoable=False) as journal:
        journal.insert(Packet, [row])
    return name


def test_both_offices_are_counted(office: Office) -> None:
    add_people(office, 3)
    seal(office, 1)
    made = backup.make(office)
    add_people(office, 2)
    lost = seal(office, 2)
    found = restore_preview.preview(office, made.path, SECRET)
    assert (found.now.people, found.then.people) == (5, 3)
    assert (found.now.packets, found.then.packets) == (2, 1)
    assert (found.own, found.agency, found.lost_packets) == (True, "雲林縣政府", (lost,))
    assert found.made_at == CLOCK.now()


def test_only_its_own_secret_opens_it(office: Office) -> None:
    made = backup.make(office)
    with pytest.raises(EnvironmentFailure, match=r"vault\.wrong_passphrase"):
        restore_preview.preview(office, made.path, Passphrase("another sentence"))


def test_a_damaged_backup_is_not_counted(office: Office) -> None:
    made = backup.make(office)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(bytes(content))
    with pytest.raises(DataError, match=r"backup\.damaged"):
        restore_preview.preview(office, made.path, SECRET)


def test_another_offices_backup_is_told_apart(office: Office, tmp_path: Path) -> None:
    with make_office(tmp_path / "other", own_key=True) as other:
        made = backup.make(other)
    assert not restore_preview.preview(office, made.path, SECRET).own
    with pytest.raises(EnvironmentFailure, match=r"backup\.needs_secret"):
        backup.check_here(office, made.path)
    assert backup.check_here(office, made.path, SECRET).ok


def test_an_own_backup_is_checked_without_asking(office: Office) -> None:
    made = backup.make(office)
    assert backup.check_here(office, made.path) == made


def test_the_latest_backup_is_known_at_once(office: Office) -> None:
    assert backup.last_proven(office.folder) is None
    made = backup.make(office)
    (office.backups / "backup-20990101-000000.lgdlbackup").write_bytes(b"no backup")
    assert backup.last_proven(office.folder) == CLOCK.now()
    assert (made.reason, made.size) == ("hand", made.path.stat().st_size)
