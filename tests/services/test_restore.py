"""Restoring: the same office again, or nothing changed at all."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.errors import DataError, EnvironmentFailure, KnownError, UsageError
from desktop.models import proof
from desktop.models.people import Agency
from desktop.services import backup, folder_build, restore
from desktop.services.backup import BackupInfo
from desktop.services.office import Office, Passphrase, open_office
from tests.builders import CLOCK, PASSPHRASE, add_people, make_office, state
from tests.killing import die, killed_by_itself

SECRET = Passphrase(PASSPHRASE)


@pytest.fixture
def made(tmp_path: Path) -> BackupInfo:
    """A backup of a closed office with three people, which has got a fourth since."""
    with make_office(tmp_path / "office") as office:
        add_people(office, 3)
        (office.outbox / "a.asice").write_bytes(b"packet")
        info = backup.make(office)
        add_people(office, 1)
    return info


def people(folder: Path) -> int:
    with open_office(folder, SECRET, clock=CLOCK) as office:
        return proof.people(office.database)


def test_the_office_of_that_day_is_back_and_todays_is_kept(made: BackupInfo, tmp_path: Path) -> None:
    done = restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)
    assert (done.people, done.made_at) == (3, made.made_at)
    assert done.kept == tmp_path / "office.before-restore-20150105-090000"
    assert people(tmp_path / "office") == 3
    assert people(done.kept) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office", done.kept.name]


def test_backups_and_what_came_in_are_carried_over(made: BackupInfo, tmp_path: Path) -> None:
    (tmp_path / "office" / "inbox" / "receipt.json").write_bytes(b"receipt")
    restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)
    assert [path.name for path in (tmp_path / "office" / "backups").iterdir()] == [made.path.name]
    assert (tmp_path / "office" / "inbox" / "receipt.json").read_bytes() == b"receipt"
    assert (tmp_path / "office" / "outbox" / "a.asice").read_bytes() == b"packet"


def test_a_restore_can_be_taken_back_by_another(made: BackupInfo, tmp_path: Path) -> None:
    names = {restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK).kept for _ in range(2)}
    assert len(names) == 2


def test_a_new_place_needs_no_office(made: BackupInfo, tmp_path: Path) -> None:
    done = restore.restore(made.path, tmp_path / "new" / "pc", SECRET, clock=CLOCK)
    assert done.kept is None
    assert people(tmp_path / "new" / "pc") == 3
    (tmp_path / "empty").mkdir()
    assert restore.restore(made.path, tmp_path / "empty", SECRET, clock=CLOCK).kept is None


@pytest.mark.skipif(sys.platform == "win32", reason="making a link needs a privilege there")
def test_a_link_to_an_office_is_put_aside_itself(made: BackupInfo, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "office", target_is_directory=True)
    done = restore.restore(made.path, tmp_path / "link", SECRET, clock=CLOCK)
    assert people(tmp_path / "link") == 3
    assert people(tmp_path / "office") == 4
    assert done.kept is not None
    assert done.kept.is_symlink()


def unchanged(made: BackupInfo, tmp_path: Path, code: str, secret: Passphrase = SECRET) -> KnownError:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(KnownError) as caught:
        restore.restore(made.path, tmp_path / "office", secret, clock=CLOCK)
    assert caught.value.code == code
    assert sorted(tmp_path.iterdir()) == before
    assert people(tmp_path / "office") == 4
    return caught.value


def test_a_wrong_passphrase_changes_nothing(made: BackupInfo, tmp_path: Path) -> None:
    unchanged(made, tmp_path, "vault.wrong_passphrase", Passphrase("another passphrase"))


def test_a_damaged_backup_changes_nothing(made: BackupInfo, tmp_path: Path) -> None:
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    made.path.write_bytes(content)
    assert isinstance(unchanged(made, tmp_path, "backup.damaged"), DataError)


def test_a_missing_backup_changes_nothing(made: BackupInfo, tmp_path: Path) -> None:
    made.path.unlink()
    unchanged(made, tmp_path, "file.missing")


def test_an_office_in_use_is_not_replaced(made: BackupInfo, tmp_path: Path) -> None:
    with (
        open_office(tmp_path / "office", SECRET, clock=CLOCK),
        pytest.raises(EnvironmentFailure) as caught,
    ):
        restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)
    assert caught.value.code == "office.locked"


def test_a_folder_named_by_mistake_is_left_alone(made: BackupInfo, tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "letter.odt").write_bytes(b"private")
    for place in (tmp_path / "desk", tmp_path / "desk" / "letter.odt"):
        with pytest.raises(UsageError) as caught:
            restore.restore(made.path, place, SECRET, clock=CLOCK)
        assert caught.value.code == "office.folder_taken"
    assert (tmp_path / "desk" / "letter.odt").read_bytes() == b"private"


STEPS = ("sync_tree", "sync_folder", "drop_unused_replacement", "finish_replacement")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("call", [1, 2])
def test_killed_at_any_step_the_old_or_the_new_one_is_there(
    made: BackupInfo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, call: int
) -> None:
    work = getattr(folder_build, step)
    calls = [0]

    def dying(*arguments: object) -> None:
        calls[0] += 1
        if calls[0] == call and (tmp_path / ".armed").exists():
            die()
        work(*arguments)

    def restoring() -> None:
        monkeypatch.setattr(folder_build, step, dying)
        restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)
        die()  # that many calls it has not

    (tmp_path / ".armed").touch()
    killed_by_itself(restoring)
    assert people(tmp_path / "office") in {3, 4}
    restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)
    assert people(tmp_path / "office") == 3


def test_killed_between_the_two_renames_the_new_one_is_finished(made: BackupInfo, tmp_path: Path) -> None:
    """The one moment without an office in its place: opening it takes the last step."""

    def half() -> None:
        with pytest.MonkeyPatch.context() as patch:
            first: list[Path] = []

            def finish(folder: Path) -> None:
                first.append(folder)
                if len(first) == 2:
                    die()

            patch.setattr(folder_build, "finish_replacement", finish)
            restore.restore(made.path, tmp_path / "office", SECRET, clock=CLOCK)

    killed_by_itself(half)
    assert not (tmp_path / "office").exists()
    assert people(tmp_path / "office") == 3
    assert people(tmp_path / "office.before-restore-20150105-090000") == 4


names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)


@settings(max_examples=15, deadline=None)
@given(
    agencies=st.lists(names, unique=True, max_size=5),
    count=st.integers(0, 20),
    files=st.dictionaries(st.from_regex(r"[a-z0-9]{1,8}\.asice", fullmatch=True), st.binary(max_size=9_000)),
)
def test_a_restored_backup_is_the_office(agencies: list[str], count: int, files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        with make_office(folder / "a") as office:
            fill(office, agencies, count, files)
            before = state(office)
            made = backup.make(office, folder / "a.lgdlbackup")
        restore.restore(made.path, folder / "b", SECRET, clock=CLOCK)
        with open_office(folder / "b", SECRET, clock=CLOCK) as restored:
            assert state(restored) == before


def fill(office: Office, agencies: list[str], count: int, files: dict[str, bytes]) -> None:
    add_people(office, count)
    with office.database.writing("agency.add") as journal:
        own = [{"name": f"{name}公所", "kind": "township"} for name in agencies]
        journal.insert(Agency, own)
    for name, content in files.items():
        (office.outbox / name).write_bytes(content)
