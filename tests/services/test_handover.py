"""A successor opens the whole year on another PC, and the old secrets open none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.errors import DataError, EnvironmentFailure, KnownError, UsageError
from desktop.models.database import Database
from desktop.services import backup, handover, packets, signing_keys
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, RecoveryCode, create_office, open_office
from tests.builders import CLOCK, COST, COUNTY, PASSPHRASE, add_people, state

NEW = "繼任者自己的一句話，很長"


def test_the_whole_year_is_there_under_new_secrets(sealed: Office, tmp_path: Path) -> None:
    before = state(sealed)
    made = handover.make(sealed, tmp_path / "移交.lgdlhandover", cost=COST)
    taken = handover.take_over(made.path, tmp_path / "new", made.code, NEW, clock=CLOCK, cost=COST)
    assert (made.people, taken.people) == (620, 620)
    with open_office(taken.folder, Passphrase(NEW), clock=CLOCK) as office:
        assert check_integrity(office) == ()
        now = state(office)
        own = {"audit_entry", "audit_payload", "setting"}
        for table, rows in before["rows"].items():  # type: ignore[attr-defined] # a dict of tables
            if table not in own:
                assert now["rows"][table] == rows, table  # type: ignore[index]
        (packet,) = office.outbox.iterdir()
        assert packet.read_bytes() == (sealed.outbox / packet.name).read_bytes()
        same = signing_keys.signer(office).certificate.fingerprint
        assert same == signing_keys.signer(sealed).certificate.fingerprint, "the center knows this key"
        assert packets.seal(office).sealed is not None
        assert office.key != sealed.key
        assert office.vault.id != sealed.vault.id
    open_office(taken.folder, RecoveryCode(taken.recovery_code), clock=CLOCK).close()
    assert made.code not in repr(made)


def test_the_old_secrets_open_none_of_it(tmp_path: Path) -> None:
    created = create_office(tmp_path / "old", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST)
    secrets = (Passphrase(PASSPHRASE), RecoveryCode(created.recovery_code))
    for secret in secrets:  # the control: here they do
        open_office(tmp_path / "old", secret, clock=CLOCK).close()
    with open_office(tmp_path / "old", secrets[0], clock=CLOCK) as old:
        add_people(old, 3)
        made = handover.make(old, tmp_path / "a.lgdlhandover", cost=COST)
        kept = old.key
    handover.take_over(made.path, tmp_path / "new", made.code, NEW, clock=CLOCK, cost=COST)
    for secret in (*secrets, Passphrase(made.code)):
        with pytest.raises(EnvironmentFailure, match=r"vault\.wrong"):
            open_office(tmp_path / "new", secret, clock=CLOCK)
    for secret in secrets:
        with pytest.raises(EnvironmentFailure, match=r"vault\.wrong"):
            backup.check(made.path, secret, clock=CLOCK)
    stolen = Database(tmp_path / "new" / "office.db", kept, clock=CLOCK, read_only=True)
    with pytest.raises(KnownError):
        stolen.check()
    stolen.dispose()
    open_office(tmp_path / "old", secrets[0], clock=CLOCK).close()  # the old one goes on


def test_a_wrong_code_a_short_passphrase_or_a_taken_folder_leaves_nothing(
    office: Office, tmp_path: Path
) -> None:
    made = handover.make(office, tmp_path / "a.lgdlhandover", cost=COST)
    place = tmp_path / "new"
    with pytest.raises(EnvironmentFailure, match=r"vault\.wrong"):
        handover.take_over(made.path, place, "AAAA-BBBB", NEW, clock=CLOCK, cost=COST)
    with pytest.raises(UsageError, match=r"vault\.passphrase_short"):
        handover.take_over(made.path, place, made.code, "短", clock=CLOCK, cost=COST)
    assert not place.exists()
    with pytest.raises(UsageError, match=r"office\.folder_taken"):
        handover.take_over(made.path, office.folder, made.code, NEW, clock=CLOCK, cost=COST)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(DataError, match=r"backup\.damaged"):
        handover.take_over(made.path, place, made.code, NEW, clock=CLOCK, cost=COST)
    assert not place.exists()


def test_no_file_is_overwritten_and_nothing_lies_about(office: Office, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    made = handover.make(office, tmp_path / "out" / "a.lgdlhandover", cost=COST)
    with pytest.raises(UsageError, match=r"handover\.taken"):
        handover.make(office, made.path, cost=COST)
    assert list((tmp_path / "out").iterdir()) == [made.path]
