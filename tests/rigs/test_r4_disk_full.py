"""R4: when the disk is full, the office stays readable, old files stay whole, and the person is told."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.errors import EnvironmentFailure
from desktop.models import proof
from desktop.services import backup, office_secrets, restore
from desktop.services.integrity import check_integrity
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, COST, PASSPHRASE, add_people, make_office

SECRET = Passphrase(PASSPHRASE)
FULL = {"database.disk_full", "file.disk_full", "storage.short"}
BATCH = 100


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes, which holds an office and little more."""
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"mount is not allowed here: {done.stderr.decode('utf-8', 'replace').strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, leave: int = 0) -> Path:
    """Take all room on the disk but `leave` bytes."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (65_536, 4_096):
            try:
                while os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize > leave + size:
                    file.write(bytes(size))
            except OSError:
                break
    return filler


def told(error: pytest.ExceptionInfo[EnvironmentFailure]) -> None:
    assert error.value.code in FULL
    assert error.value.exit_status == 3


def whole(office: Office, people: int) -> None:
    assert check_integrity(office) == ()
    assert proof.people(office.database) == people


def import_until_full(office: Office) -> int:
    """The people that were acknowledged before the disk was full."""
    for number in range(1, 1_000):
        try:
            add_people(office, BATCH)
        except EnvironmentFailure as error:
            assert error.code in FULL
            return (number - 1) * BATCH
    raise AssertionError("the disk did not fill")


def test_an_import_that_does_not_fit_leaves_what_was_there(disk: Path) -> None:
    with make_office(disk / "office") as office:
        acknowledged = import_until_full(office)
        assert acknowledged > 0
        whole(office, acknowledged)
    with open_office(disk / "office", SECRET, clock=CLOCK) as office:
        whole(office, acknowledged)


def test_work_goes_on_when_there_is_room_again(disk: Path) -> None:
    with make_office(disk / "office") as office:
        filler = fill(disk, leave=16_384)
        acknowledged = import_until_full(office)
        filler.unlink()
        add_people(office, BATCH)
        whole(office, acknowledged + BATCH)


def test_a_backup_that_does_not_fit_leaves_the_old_one(disk: Path) -> None:
    with make_office(disk / "office") as office:
        add_people(office, 1)
        old = backup.make(office, disk / "a.lgdlbackup")
        for leave in (0, 100_000, 200_000):
            (disk / "filler").unlink(missing_ok=True)
            fill(disk, leave)
            with pytest.raises(EnvironmentFailure) as caught:
                backup.make(office, disk / "a.lgdlbackup")
            assert caught.value.code == "storage.short"  # before anything was written
        assert backup.check(disk / "a.lgdlbackup", SECRET, clock=CLOCK) == old
        whole(office, 1)
        assert not list(disk.glob(".*"))


def test_a_change_without_room_for_its_backup_does_not_begin(disk: Path) -> None:
    with make_office(disk / "office") as office:
        add_people(office, 1)
        fill(disk)
        with pytest.raises(EnvironmentFailure) as caught:
            backup.before(office, "import")
        told(caught)


def test_a_restore_that_does_not_fit_changes_nothing(disk: Path, tmp_path: Path) -> None:
    with make_office(disk / "office") as office:
        made = backup.make(office, tmp_path / "a.lgdlbackup")
        add_people(office, 1)
    for leave in (0, 150_000):
        (disk / "filler").unlink(missing_ok=True)
        fill(disk, leave)
        with pytest.raises(EnvironmentFailure) as caught:
            restore.restore(made.path, disk / "office", SECRET, clock=CLOCK)
        told(caught)
        (disk / "filler").unlink()
        assert sorted(path.name for path in disk.iterdir()) == ["office"]
        with open_office(disk / "office", SECRET, clock=CLOCK) as office:
            whole(office, 1)


@pytest.mark.parametrize("leave", [0, 4_096, 8_192, 16_384])
def test_a_passphrase_that_does_not_fit_leaves_the_old_one(disk: Path, leave: int) -> None:
    new = Passphrase("another sentence to remember")
    with make_office(disk / "office") as office:
        fill(disk, leave)
        with pytest.raises(EnvironmentFailure) as caught:
            office_secrets.change_passphrase(office, SECRET, new.text, cost=COST)
        told(caught)
        (disk / "filler").unlink()
        assert office.vault.unlock(SECRET) == office.key
    with open_office(disk / "office", SECRET, clock=CLOCK) as office:
        whole(office, 0)
        assert not list((disk / "office").glob(".*"))
        office_secrets.change_passphrase(office, SECRET, new.text, cost=COST)  # the control
    open_office(disk / "office", new, clock=CLOCK).close()


@pytest.mark.parametrize("leave", [0, 40_000, 120_000])
def test_a_new_office_that_does_not_fit_leaves_nothing(disk: Path, leave: int) -> None:
    fill(disk, leave)
    with pytest.raises(EnvironmentFailure) as caught:
        make_office(disk / "office", own_key=True)
    told(caught)
    assert [path.name for path in disk.iterdir()] == ["filler"]


def test_an_export_that_does_not_fit_leaves_the_old_one(disk: Path) -> None:
    export = disk / "roster.pdf"
    paths.write_atomic(export, b"old" * 10_000)
    fill(disk)
    with pytest.raises(OSError, match="No space"):
        paths.write_atomic(export, b"new" * 20_000)
    assert export.read_bytes() == b"old" * 10_000


def test_the_same_written_in_place_would_destroy_it(disk: Path) -> None:
    """The positive control: the disk is full indeed, and what is not atomic loses the old file."""
    export = disk / "roster.pdf"
    export.write_bytes(b"old" * 10_000)
    fill(disk)
    with pytest.raises(OSError, match="No space"):
        export.write_bytes(b"new" * 20_000)
    assert export.read_bytes() != b"old" * 10_000
