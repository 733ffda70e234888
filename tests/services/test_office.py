"""The office folder: made whole or not at all, opened only when everything in it is right."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core import vault_file
from desktop.core.counties import county
from desktop.core.errors import EnvironmentFailure, KnownError, UsageError
from desktop.core.vault import Keyring
from desktop.models.database import Database
from desktop.models.people import Agency
from desktop.services import office_folder, office_place
from desktop.services.office import Office, Passphrase, RecoveryCode, create_office, open_office
from tests.builders import CLOCK, COST, COUNTY, PASSPHRASE, make_office
from tests.keyrings import Remembering, credential_store

ROOT = Path(__file__).resolve().parents[2]
SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed office."""
    make_office(tmp_path / "office").close()
    return tmp_path / "office"


def refused(folder: Path, secret: Passphrase | RecoveryCode | Keyring = SECRET) -> KnownError:
    with pytest.raises(KnownError) as caught:
        open_office(folder, secret, clock=CLOCK).close()
    return caught.value


def content(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` but the log and the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".log", ".lock"}
    }


def test_a_new_office_holds_what_was_given(tmp_path: Path) -> None:
    with make_office(tmp_path / "office") as office:
        row = office.row()
        assert (row.county_code, row.agency, row.plan) == (COUNTY, "雲林縣政府", "104")
        assert (row.coordinator, row.phone) == ("林承辦", "05-5522000#2205")
        assert row.created_at == CLOCK.now()
    names = {path.name for path in (tmp_path / "office").iterdir()}
    assert names >= {"office.db", "vault.json", "keys", "outbox", "inbox", "backups", "logs"}


def test_the_agency_may_be_named(tmp_path: Path) -> None:
    create_office(tmp_path / "a", COUNTY, PASSPHRASE, agency="雲林縣議會", clock=CLOCK, cost=COST)
    with open_office(tmp_path / "a", SECRET, clock=CLOCK) as office:
        assert office.row().agency == "雲林縣議會" != county(COUNTY).government


def test_passphrase_recovery_code_and_pc_open_it(tmp_path: Path) -> None:
    created = create_office(tmp_path / "a", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST)
    open_office(tmp_path / "a", SECRET, clock=CLOCK).close()
    open_office(tmp_path / "a", RecoveryCode(created.recovery_code), clock=CLOCK).close()
    with credential_store(Remembering()):
        with open_office(tmp_path / "a", SECRET, clock=CLOCK) as office:
            trusting = office.vault.enable_keyring(office.key, now=CLOCK.now())
            vault_file.save(trusting, tmp_path / "a" / "vault.json")
        open_office(tmp_path / "a", Keyring(), clock=CLOCK).close()
    assert created.recovery_code not in repr(created)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"county_code": "99999"}, "counties.unknown"),
        ({"plan": "89"}, "rules.year_unknown"),
        ({"plan": "一○四"}, "rules.year_unknown"),
        ({"plan": "²"}, "rules.year_unknown"),
        ({"passphrase": "too short"}, "vault.passphrase_short"),
    ],
)
def test_a_wrong_request_leaves_nothing(tmp_path: Path, change: dict[str, str], code: str) -> None:
    given = {"county_code": COUNTY, "passphrase": PASSPHRASE, "plan": "104"} | change
    with pytest.raises(UsageError) as caught:
        create_office(tmp_path / "deep" / "a", **given, clock=CLOCK, cost=COST)
    assert caught.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_taken_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("private", encoding="utf-8")
    for place in (tmp_path, tmp_path / "letter.txt"):
        with pytest.raises(UsageError) as caught:
            create_office(place, COUNTY, PASSPHRASE, clock=CLOCK, cost=COST)
        assert caught.value.code == "office.folder_taken"
    assert content(tmp_path) == {"letter.txt": b"private"}


def test_an_empty_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    make_office(tmp_path / "empty", own_key=True).close()


@pytest.mark.parametrize("typed", [".", "../office", "./"])
def test_the_folder_may_be_named_from_where_one_stands(
    folder: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with open_office(Path(typed), SECRET, clock=CLOCK) as office:
        assert office.folder == folder


@pytest.mark.parametrize("place", ["/", "."])
def test_what_is_no_office_is_told(tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refused(Path(place)).code == "office.missing"


def test_a_failure_while_it_is_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault_file, "save", fail)
    with pytest.raises(EnvironmentFailure) as caught:
        make_office(tmp_path / "deep" / "office", own_key=True)
    assert caught.value.code == "file.disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_is_told_and_lets_go(folder: Path) -> None:
    before = content(folder)
    error = refused(folder, Passphrase("another passphrase"))
    assert (error.code, error.exit_status) == ("vault.wrong_passphrase", 3)
    assert content(folder) == before
    open_office(folder, SECRET, clock=CLOCK).close()


def set_bytes(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def flipped(place: int) -> Callable[[bytes], bytes]:
    return lambda data: data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "no such folder": (lambda folder: folder.rename(folder.with_name("gone")), "office.missing"),
    "vault flipped": (set_bytes("vault.json", flipped(200)), "vault.damaged"),
    "vault cut": (set_bytes("vault.json", lambda data: data[:100]), "vault.damaged"),
    "vault missing": (lambda folder: (folder / "vault.json").unlink(), "vault.missing"),
    "database missing": (lambda folder: (folder / "office.db").unlink(), "database.unreachable"),
    "database empty": (set_bytes("office.db", lambda _: b""), "database.damaged"),
    "database cut inside its first page": (
        set_bytes("office.db", lambda data: data[:1000]), "database.key_or_foreign"),
    "database cut after its first page": (
        set_bytes("office.db", lambda data: data[:4096]), "database.damaged"),
    "database half": (set_bytes("office.db", lambda data: data[: len(data) // 2]), "database.damaged"),
    "database without its end": (set_bytes("office.db", lambda data: data[:-1]), "database.damaged"),
    "database foreign": (
        set_bytes("office.db", lambda _: b"SQLite format 3\0" * 999), "database.key_or_foreign"),
    "database of zeros": (set_bytes("office.db", lambda data: bytes(len(data))), "database.key_or_foreign"),
    "first page flipped": (set_bytes("office.db", flipped(2000)), "database.key_or_foreign"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_and_nothing_is_written(folder: Path, damage: str) -> None:
    break_it, code = DAMAGE[damage]
    break_it(folder)
    before = content(folder) if folder.exists() else {}
    error = refused(folder)
    assert (error.code, error.exit_status) == (code, 3)
    assert (content(folder) if folder.exists() else {}) == before
    assert folder.exists() == (damage != "no such folder")


def test_another_offices_database_is_told(folder: Path, tmp_path: Path) -> None:
    make_office(tmp_path / "other", own_key=True).close()
    (tmp_path / "other" / "office.db").replace(folder / "office.db")
    assert refused(folder).code == "database.key_or_foreign"


def with_database(folder: Path, *statements: str) -> None:
    with open_office(folder, SECRET, clock=CLOCK) as office:
        raw = office.database.engine.raw_connection()
        for statement in statements:
            raw.cursor().execute(statement)
        raw.close()


def test_a_newer_office_is_refused_and_left_alone(folder: Path) -> None:
    with_database(folder, "PRAGMA user_version = 999")
    before = content(folder)
    assert refused(folder).code == "migrate.newer"
    assert content(folder) == before


def test_another_programs_database_is_refused(folder: Path) -> None:
    with_database(folder, "PRAGMA application_id = 7")
    assert refused(folder).code == "migrate.foreign"


def test_a_database_without_tables_is_not_refilled(folder: Path) -> None:
    """SQLite would open it, the migrator would fill it, and the office would be empty without a word."""
    with open_office(folder, SECRET, clock=CLOCK) as office:
        key = office.key
    (folder / "office.db").unlink()
    bare = Database(folder / "office.db", key, clock=CLOCK)
    bare.check()
    bare.dispose()
    assert refused(folder).code == "database.damaged"


OPEN = """
import sys
from pathlib import Path
from desktop.core.errors import KnownError
from desktop.core.clock import SystemClock
from desktop.services.office import Passphrase, open_office
import time
started = time.monotonic()
try:
    open_office(Path(sys.argv[1]), Passphrase(sys.argv[2]), clock=SystemClock())
except KnownError as error:
    print(error.code, time.monotonic() - started)
"""


def test_a_second_program_is_told_within_a_second(folder: Path) -> None:
    with open_office(folder, SECRET, clock=CLOCK):
        command = [sys.executable, "-c", OPEN, str(folder), PASSPHRASE]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    code, seconds = done.stdout.split()
    assert code == "office.locked"
    assert float(seconds) < 1


def add_agency(office: Office) -> None:
    with office.database.writing("agency.add") as journal:
        journal.insert(Agency, [{"name": "斗六市公所", "kind": "township"}])


def test_a_second_window_may_look_on(folder: Path) -> None:
    with (
        open_office(folder, SECRET, clock=CLOCK) as office,
        open_office(folder, SECRET, read_only=True, clock=CLOCK) as reader,
    ):
        add_agency(office)
        with reader.database.reading() as session:
            assert session.get_one(Agency, 1).name == "斗六市公所"
        with pytest.raises(EnvironmentFailure) as caught:
            add_agency(reader)
        assert caught.value.code == "database.read_only"
        with pytest.raises(EnvironmentFailure):
            reader.require_writable()
        office.require_writable()


def test_closing_lets_go_of_everything(folder: Path) -> None:
    office = open_office(folder, SECRET, clock=CLOCK)
    office.close()
    office.close()
    open_office(folder, SECRET, clock=CLOCK).close()
    assert not (folder / "office.db-wal").exists()


def test_no_secret_shows_in_a_repr(folder: Path) -> None:
    with open_office(folder, SECRET, clock=CLOCK) as office:
        assert repr(office.key) not in repr(office)
        assert office.derive("signing") != office.key


@contextmanager
def read_only_mount(folder: Path) -> Iterator[None]:
    """`folder` on a read-only file system; needs root."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a folder read-only")
    done = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"mount is not allowed here: {done.stderr.decode('utf-8', 'replace').strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_a_read_only_place_is_told(folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    with read_only_mount(tmp_path):
        error = refused(folder)
        with pytest.raises(EnvironmentFailure) as caught:
            make_office(tmp_path / "new", own_key=True)
    assert (error.code, error.exit_status) == ("file.denied", 3)
    assert caught.value.code == "file.denied"
    assert content(folder) == before


def test_a_read_only_place_can_be_looked_at(folder: Path, tmp_path: Path) -> None:
    with (
        read_only_mount(tmp_path),
        open_office(folder, SECRET, read_only=True, clock=CLOCK) as office,
    ):
        assert office.row().county_code == COUNTY


@pytest.mark.parametrize(
    ("name", "service"),
    [("OneDrive - 雲林縣政府", "OneDrive"), ("Dropbox", "Dropbox"), ("我的雲端硬碟", "Google Drive")],
)
def test_a_synchronised_place_is_warned_of(tmp_path: Path, name: str, service: str) -> None:
    with make_office(tmp_path / name / "office") as office:
        (finding,) = office.findings
    assert (finding.code, finding.params["service"]) == ("office.synchronised", service)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked, not a table of mounts")
@pytest.mark.parametrize(("kind", "network"), [("cifs", True), ("nfs4", True), ("ext4", False)])
def test_a_network_place_is_warned_of(tmp_path: Path, kind: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver /srv/shared\\040files {kind} rw 0 0\n", encoding="utf-8")
    assert office_place.on_network(Path("/srv/shared files/office"), mounts) is network
    assert not office_place.on_network(Path("/srv/other"), mounts)


def test_an_ordinary_place_has_no_warning(folder: Path) -> None:
    with open_office(folder, SECRET, clock=CLOCK) as office:
        assert office.findings == ()


def test_a_moved_vault_opens_nothing(folder: Path, tmp_path: Path) -> None:
    stolen = vault_file.load(folder / "vault.json")
    vault_file.save(replace(stolen, id="0" * 32), folder / "vault.json")
    assert refused(folder).code == "vault.wrong_passphrase"


def test_it_opens_quickly_after_the_key_is_known(folder: Path) -> None:
    started = time.monotonic()
    open_office(folder, SECRET, clock=CLOCK).close()
    assert time.monotonic() - started < 1


def test_a_program_that_died_is_told_once(folder: Path) -> None:
    with open_office(folder, SECRET, clock=CLOCK) as office:
        assert not office.interrupted
        lock = (folder / "office.lock").read_bytes()
    (folder / "office.lock").write_bytes(lock)  # as a killed program leaves it
    refused(folder, Passphrase("not this one at all"))
    with open_office(folder, SECRET, clock=CLOCK) as office:
        assert office.interrupted
    with open_office(folder, SECRET, clock=CLOCK) as office:
        assert not office.interrupted


def test_what_lies_in_a_folder(folder: Path, tmp_path: Path) -> None:
    assert office_place.kind(folder) is office_place.Kind.OFFICE
    assert office_place.kind(tmp_path / "not" / "there") is office_place.Kind.FREE
    (tmp_path / "free").mkdir()
    assert office_place.kind(tmp_path / "free") is office_place.Kind.FREE
    (tmp_path / "free" / "letter.txt").touch()
    assert office_place.kind(tmp_path / "free") is office_place.Kind.TAKEN
    assert office_place.kind(tmp_path / "free" / "letter.txt") is office_place.Kind.TAKEN
    folder.rename(tmp_path / ".office.replacement")  # a restore killed between its two renames
    assert office_place.kind(folder) is office_place.Kind.OFFICE


def test_the_marks_are_the_files_of_an_office() -> None:
    assert set(office_place.MARKS) == {office_folder.VAULT, office_folder.DATABASE}
