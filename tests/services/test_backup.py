"""Backups: each one proven when it is made, none replaced by a worse one, damage always found."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.core import vault_file
from desktop.core.clock import FixedClock
from desktop.core.errors import DataError, EnvironmentFailure, KnownError
from desktop.models.people import Agency, Person
from desktop.services import backup, backup_file, backup_parts, backup_rotation
from desktop.services.backup_rotation import KEPT_DAYS, KEPT_LAST, Made
from desktop.services.office import Office, Passphrase, RecoveryCode, open_office
from tests.builders import CLOCK, COST, PASSPHRASE, add_people, make_office

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def full(office: Office) -> Office:
    """An office with three people, a key and a packet."""
    add_people(office, 3)
    (office.keys / "office.p12").write_bytes(b"key" * 700)
    (office.outbox / "10009-104-0001.asice").write_bytes(bytes(range(256)) * 50)
    return office


def refused(path: Path, secret: Passphrase | RecoveryCode | bytes = SECRET) -> KnownError:
    with pytest.raises(KnownError) as caught:
        backup.check(path, secret, clock=CLOCK)
    return caught.value


def test_a_backup_is_counted_and_hashed_when_it_is_made(full: Office, tmp_path: Path) -> None:
    made = backup.make(full, tmp_path / "a.lgdlbackup")
    assert (made.path, made.people, made.ok) == (tmp_path / "a.lgdlbackup", 3, True)
    assert made.made_at == CLOCK.now().isoformat()
    assert made.sha256 == backup_file.part(made.path).sha256
    assert backup.check(made.path, SECRET, clock=CLOCK) == made
    assert backup.check(made.path, full.key, clock=CLOCK) == made


def test_nothing_is_left_beside_it(full: Office, tmp_path: Path) -> None:
    backup.make(full, tmp_path / "out" / "a.lgdlbackup")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.lgdlbackup"]


def test_any_zip_program_reads_it_and_sees_nothing(full: Office, tmp_path: Path) -> None:
    made = backup.make(full, tmp_path / "a.lgdlbackup")
    with zipfile.ZipFile(made.path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["manifest.json", "vault.json", "office.db", "files.db"]
    content = made.path.read_bytes()
    for private in ("測試1".encode(), b"P00000001", b"SQLite format 3", b"keykeykey", b"0001.asice"):
        assert private not in content


def test_a_folder_as_target_gets_a_name(full: Office, tmp_path: Path) -> None:
    assert backup.make(full, tmp_path).path == tmp_path / "backup-20150105-090000.lgdlbackup"
    assert backup.make(full, tmp_path).path == tmp_path / "backup-20150105-090000-0002.lgdlbackup"
    assert backup.make(full).path.parent == full.backups


def test_it_can_be_made_while_somebody_writes(full: Office, tmp_path: Path) -> None:
    with (
        open_office(full.folder, SECRET, read_only=True, clock=CLOCK) as reader,
        full.database.writing("agency.add") as journal,
    ):
        journal.insert(Agency, [{"name": "斗六市公所", "kind": "township"}])
        made = backup.make(reader, tmp_path / "a.lgdlbackup")
    assert backup.check(made.path, SECRET, clock=CLOCK).people == 3


def test_it_opens_with_the_secrets_of_its_day(full: Office, tmp_path: Path) -> None:
    made = backup.make(full, tmp_path / "a.lgdlbackup")
    changed = full.vault.change_passphrase(full.key, "another passphrase", now=CLOCK.now(), cost=COST)
    vault_file.save(changed, full.folder / "vault.json")
    assert backup.check(made.path, SECRET, clock=CLOCK).ok
    error = refused(made.path, Passphrase("another passphrase"))
    assert (error.code, error.exit_status) == ("vault.wrong_passphrase", 3)


def test_the_recovery_code_opens_it(full: Office, tmp_path: Path) -> None:
    full.vault, code = full.vault.new_recovery_code(full.key, now=CLOCK.now())
    made = backup.make(full, tmp_path / "a.lgdlbackup")
    assert backup.check(made.path, RecoveryCode(code), clock=CLOCK).ok


def test_a_damaged_byte_is_found_anywhere(full: Office, tmp_path: Path) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    content = path.read_bytes()
    pages = range(0, len(content), len(content) // 100)
    for place in {*pages, *range(0, 1500, 5), *range(len(content) - 600, len(content), 3)}:
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :])
        with pytest.raises(KnownError):
            backup_file.verify(path)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 1000, 10_000])
def test_a_truncated_backup_is_no_backup(full: Office, tmp_path: Path, size: int) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    path.write_bytes(path.read_bytes()[:size])
    assert refused(path).code == "backup.foreign"


@pytest.mark.parametrize("missing", [1, 63, 64])
def test_a_backup_without_its_end_is_damaged(full: Office, tmp_path: Path, missing: int) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    path.write_bytes(path.read_bytes()[:-missing])
    assert not backup.check(path, SECRET, clock=CLOCK).ok


def test_a_damaged_page_is_reported_and_not_raised(full: Office, tmp_path: Path) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    info = backup.check(path, SECRET, clock=CLOCK)
    assert (info.ok, info.people) == (False, 0)


def repacked(path: Path, **changes: bytes) -> None:
    """The backup with other parts and a right seal: what somebody who knows the format can do."""
    with zipfile.ZipFile(path) as archive:
        folder = path.parent / "parts"
        archive.extractall(folder)
    for name, content in changes.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    manifest = backup_file.read_manifest(path)
    parts = {name: backup_file.part(folder / name) for name in backup_file.PARTS}
    values = {name: getattr(manifest, name) for name in ("made_at", "reason", "vault_id", "schema")}
    people = int(changes.get("people", b"3"))
    backup_file.write(path, backup_file.Manifest(**values, people=people, parts=parts), folder)


def test_a_crafted_page_is_found_by_its_hmac(full: Office, tmp_path: Path) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    with zipfile.ZipFile(path) as archive:
        pages = bytearray(archive.read("office.db"))
    pages[-100] ^= 1
    repacked(path, office_db=bytes(pages))
    assert backup_file.verify(path)  # the seal is right: the page is not
    assert not backup.check(path, SECRET, clock=CLOCK).ok


def test_a_crafted_count_is_found(full: Office, tmp_path: Path) -> None:
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    repacked(path, people=b"4")
    assert not backup.check(path, SECRET, clock=CLOCK).ok


def test_an_untouched_repacking_is_fine(full: Office, tmp_path: Path) -> None:
    """The control of the two tests above."""
    path = backup.make(full, tmp_path / "a.lgdlbackup").path
    repacked(path)
    assert backup.check(path, SECRET, clock=CLOCK).ok


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x05\x06" + bytes(18)])
def test_another_kind_of_file_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.lgdlbackup").write_bytes(content)
    error = refused(tmp_path / "a.lgdlbackup")
    assert (error.code, error.exit_status) == ("backup.foreign", 1)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    error = refused(tmp_path / "none.lgdlbackup")
    assert (error.code, error.exit_status) == ("file.missing", 3)


def test_a_damaged_office_gives_no_backup(full: Office, tmp_path: Path) -> None:
    """A backup of damaged pages would be a false comfort, and might push a good one out."""
    folder = full.folder
    full.close()
    content = bytearray((folder / "office.db").read_bytes())
    content[-3000] ^= 1
    (folder / "office.db").write_bytes(content)
    with (
        open_office(folder, SECRET, clock=CLOCK) as office,
        pytest.raises(EnvironmentFailure) as caught,
    ):
        backup.make(office, tmp_path / "a.lgdlbackup")
    assert caught.value.code == "database.damaged"
    assert not (tmp_path / "a.lgdlbackup").exists()


def remove_people(office: Office, count: int) -> None:
    with office.database.writing("person.remove") as journal:
        journal.delete(Person, range(1, count + 1))


def test_a_good_one_is_never_replaced_by_an_emptier_one(full: Office, tmp_path: Path) -> None:
    target = tmp_path / "a.lgdlbackup"
    good = backup.make(full, target)
    remove_people(full, 1)
    with pytest.raises(DataError) as caught:
        backup.make(full, target)
    assert (caught.value.code, caught.value.params["old"], caught.value.params["new"]) == (
        "backup.emptier",
        3,
        2,
    )
    assert backup.check(target, SECRET, clock=CLOCK) == good


def test_as_good_a_one_replaces_it(full: Office, tmp_path: Path) -> None:
    target = tmp_path / "a.lgdlbackup"
    backup.make(full, target)
    with full.database.writing("agency.add") as journal:
        journal.insert(Agency, [{"name": "斗六市公所", "kind": "township"}])
    made = backup.make(full, target)
    assert backup.check(target, SECRET, clock=CLOCK) == made


def test_a_damaged_one_is_replaced(full: Office, tmp_path: Path) -> None:
    target = backup.make(full, tmp_path / "a.lgdlbackup").path
    content = bytearray(target.read_bytes())
    content[5000] ^= 1
    target.write_bytes(content)
    remove_people(full, 1)
    assert backup.make(full, target).people == 2


def test_nothing_else_is_overwritten(full: Office, tmp_path: Path) -> None:
    letter = tmp_path / "letter.odt"  # which is a zip, too
    with zipfile.ZipFile(letter, "w") as archive:
        archive.writestr("content.xml", "private" * 100)
    note = tmp_path / "note.txt"
    note.write_bytes(b"private")
    with make_office(tmp_path / "other", own_key=True) as other:
        foreign = backup.make(other, tmp_path / "other.lgdlbackup").path
    for target in (letter, note, foreign):
        before = target.read_bytes()
        with pytest.raises(EnvironmentFailure) as caught:
            backup.make(full, target)
        assert caught.value.code == "backup.taken"
        assert target.read_bytes() == before


def test_an_office_without_anything_needs_none(office: Office) -> None:
    assert backup.before(office, "import") is None
    assert list(office.backups.iterdir()) == []
    assert backup.before(office, "migration") is not None


def test_before_a_change_one_is_made_by_itself(full: Office) -> None:
    made = backup.before(full, "import")
    assert made is not None
    assert made.path == full.backups / "auto-20150105-090000.lgdlbackup"
    assert backup_file.read_manifest(made.path).reason == "import"


def test_the_list_shows_the_latest_first_and_what_is_broken(full: Office) -> None:
    first = backup.make(full)
    full.clock = FixedClock(CLOCK.now() + timedelta(hours=1))
    second = backup.make(full)
    (full.backups / "broken.lgdlbackup").write_bytes(b"text")
    (full.backups / "letter.txt").write_bytes(b"text")
    *good, broken = backup.list_(full.folder)
    assert good == [second, first]
    assert (broken.path.name, broken.ok, broken.made_at) == ("broken.lgdlbackup", False, "")


def test_what_is_no_office_has_no_list(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        backup.list_(tmp_path)
    assert caught.value.code == "office.missing"


def made_each(days: int, a_day: int, people: int = 5) -> Iterator[Made]:
    start = datetime(2015, 1, 1)
    for number in range(days * a_day):
        moment = start + timedelta(days=number // a_day, minutes=number % a_day)
        yield Made(Path(f"auto-{moment:%Y%m%d-%H%M%S}"), moment.date(), people)


def test_the_last_ones_and_one_a_day_are_kept() -> None:
    made = list(made_each(days=60, a_day=3))
    gone = set(backup_rotation.superseded(made, made[-1].day))
    kept = [one for one in made if one.path not in gone]
    assert kept[-KEPT_LAST:] == made[-KEPT_LAST:]
    assert len({one.day for one in kept}) == KEPT_DAYS
    assert len(kept) == KEPT_DAYS + KEPT_LAST - len({one.day for one in made[-KEPT_LAST:]})


def test_few_are_all_kept() -> None:
    assert backup_rotation.superseded(list(made_each(1, KEPT_LAST)), datetime(2020, 1, 1).date()) == ()
    assert backup_rotation.superseded([], datetime(2020, 1, 1).date()) == ()


def test_an_emptied_office_does_not_push_its_good_backup_out() -> None:
    good = list(made_each(1, 1, people=600))
    empty = [Made(Path(f"empty{number}"), datetime(2015, 6, 1).date(), 0) for number in range(200)]
    gone = backup_rotation.superseded([*good, *empty], datetime(2015, 6, 1).date())
    assert good[0].path not in gone
    assert len(gone) == 200 - KEPT_LAST


def test_the_rotation_deletes_only_automatic_ones(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_rotation, "KEPT_LAST", 2)
    by_hand = backup.make(full).path
    (full.backups / "auto-unreadable.lgdlbackup").write_bytes(b"text")
    made = [backup.before(full, "import") for _ in range(4)]
    names = {path.name for path in full.backups.iterdir()}
    assert names == {
        by_hand.name,
        "auto-unreadable.lgdlbackup",
        *(one.path.name for one in made[-2:] if one is not None),
    }


def test_a_clock_set_back_does_not_delete_the_latest(full: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_rotation, "KEPT_LAST", 1)
    monkeypatch.setattr(backup_rotation, "KEPT_DAYS", 0)
    backup.before(full, "import")
    full.clock = FixedClock(CLOCK.now() - timedelta(days=365))
    latest = backup.before(full, "import")
    assert latest is not None
    assert latest.path.exists()


def test_what_a_killed_program_left_is_removed_after_a_day(full: Office) -> None:
    folder, file = full.backups / ".backup.x.part", full.backups / ".auto-1.lgdlbackup.x.part"
    young = full.backups / ".auto-2.lgdlbackup.x.part"
    folder.mkdir()
    file.touch()
    for leftover in (folder, file):
        os.utime(leftover, (0, 0))
    young.touch()
    backup.before(full, "import")
    assert not folder.exists()
    assert not file.exists()
    assert young.exists()


def test_the_parts_hold_what_they_should(full: Office, tmp_path: Path) -> None:
    (full.outbox / ".half.asice.part").write_bytes(b"being written")
    names = [name for name, _ in backup_parts.files(full.folder)]
    assert names == ["keys/office.p12", "outbox/10009-104-0001.asice"]
