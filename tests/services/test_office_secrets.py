"""Changing what opens an office: proved first, logged, and never half done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.core import credentials, vault_file
from desktop.core.errors import EnvironmentFailure, KnownError, UsageError
from desktop.services import backup, office_secrets, settings, undo
from desktop.services.integrity import check_integrity
from desktop.services.office import Keyring, Office, Passphrase, RecoveryCode, create_office, open_office
from desktop.services.office_secrets import Proof
from tests.builders import CLOCK, COST, COUNTY, PASSPHRASE, add_people
from tests.keyrings import Refusing, Remembering, credential_store
from tests.office_secrets import NEW, OLD, change, entries, leftovers, opening, opens, recorded, renew

WRONG = Passphrase("a sentence of another office")


@pytest.fixture
def store() -> Iterator[Remembering]:
    """A PC whose credential store works."""
    backend = Remembering()
    with credential_store(backend):
        yield backend


def test_another_passphrase_opens_and_the_old_one_no_more(office: Office) -> None:
    change(office)
    assert opening(office.folder, OLD, NEW) == [NEW]
    assert office.vault == vault_file.load(office.folder / "vault.json")
    change(office, NEW, OLD)  # the open office knows its new secret
    assert opening(office.folder, OLD, NEW) == [OLD]


def test_a_forgotten_passphrase_is_changed_with_the_recovery_code(tmp_path: Path) -> None:
    code = create_office(tmp_path / "a", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST).recovery_code
    with open_office(tmp_path / "a", RecoveryCode(code), clock=CLOCK) as office:
        change(office, RecoveryCode(code))
    assert opening(tmp_path / "a", OLD, NEW, RecoveryCode(code)) == [NEW, RecoveryCode(code)]


def test_another_recovery_code_opens_and_the_old_one_no_more(office: Office) -> None:
    first = renew(office)
    second = renew(office, first)
    assert opening(office.folder, first, second, OLD) == [second, OLD]


def test_the_old_code_counts_until_the_new_one_is_handed_over(office: Office) -> None:
    first = renew(office)
    with office_secrets.new_recovery_code(office, OLD) as code:
        assert opening(office.folder, first, RecoveryCode(code)) == [first]
    assert opening(office.folder, first, RecoveryCode(code)) == [RecoveryCode(code)]


def test_a_code_that_cannot_be_handed_over_changes_nothing(office: Office) -> None:
    first = renew(office)
    before = entries(office)
    with pytest.raises(BrokenPipeError), office_secrets.new_recovery_code(office, OLD):
        raise BrokenPipeError
    assert opens(office.folder, first)
    assert (entries(office), leftovers(office.folder)) == (before, [])


@pytest.mark.parametrize(
    ("current", "code"),
    [
        (WRONG, "vault.wrong_passphrase"),
        (NEW, "vault.wrong_passphrase"),
        (RecoveryCode("3K7QX"), "vault.recovery_length"),
    ],
)
@pytest.mark.parametrize("work", [change, renew])
def test_nothing_is_written_for_a_wrong_secret(
    office: Office, work: Callable[[Office, Proof], object], current: Proof, code: str
) -> None:
    before = (office.folder / "vault.json").read_bytes()
    with pytest.raises(EnvironmentFailure) as caught:
        work(office, current)
    assert (caught.value.code, caught.value.exit_status) == (code, 3)
    assert ((office.folder / "vault.json").read_bytes(), entries(office)) == (before, [])
    work(office, OLD)  # the control
    assert (office.folder / "vault.json").read_bytes() != before


def test_another_offices_code_is_a_wrong_secret(office: Office, tmp_path: Path) -> None:
    code = create_office(tmp_path / "b", COUNTY, PASSPHRASE, clock=CLOCK, cost=COST).recovery_code
    with pytest.raises(EnvironmentFailure) as caught:
        change(office, RecoveryCode(code))
    assert caught.value.code == "vault.wrong_recovery"


def test_a_short_passphrase_is_refused(office: Office) -> None:
    with pytest.raises(UsageError) as caught:
        change(office, OLD, Passphrase("elevenchars"))
    assert caught.value.code == "vault.passphrase_short"
    assert opening(office.folder, OLD, Passphrase("elevenchars")) == [OLD]
    change(office, OLD, Passphrase("elevenchars!"))  # the control
    assert opens(office.folder, Passphrase("elevenchars!"))


WORKS: dict[str, Callable[[Office], object]] = {
    "passphrase": change,
    "recovery_code": renew,
    "remember": office_secrets.remember_here,
    "forget": office_secrets.forget_here,
}
"""Every change, by its name in the audit log."""


def ready(office: Office, work: str) -> Office:
    """The office in which `work` has something to change."""
    if work == "forget":
        office_secrets.remember_here(office)
    return office


@pytest.mark.parametrize("work", WORKS)
def test_a_read_only_office_is_not_changed(office: Office, store: Remembering, work: str) -> None:
    ready(office, work)
    kept, before = dict(store.kept), (office.folder / "vault.json").read_bytes()
    with open_office(office.folder, OLD, read_only=True, clock=CLOCK) as reader:
        with pytest.raises(EnvironmentFailure) as caught:
            WORKS[work](reader)
        assert caught.value.code == "office.read_only"
    assert ((office.folder / "vault.json").read_bytes(), store.kept) == (before, kept)
    WORKS[work](office)  # the control
    assert (office.folder / "vault.json").read_bytes() != before


@pytest.mark.parametrize("work", WORKS)
def test_each_change_is_logged_with_the_vault_it_made(office: Office, store: Remembering, work: str) -> None:
    before = len(entries(ready(office, work)))
    WORKS[work](office)
    assert entries(office)[before:] == [(f"secrets.{work}", False)]
    assert recorded(office) == {
        "kind": work,
        "at": "2015-01-05T09:00:00+08:00",
        "vault_sha256": vault_file.fingerprint(vault_file.load(office.folder / "vault.json")),
    }
    assert check_integrity(office) == ()


def test_two_changes_within_one_second_are_two_entries(office: Office) -> None:
    change(office)
    change(office, NEW, OLD)
    assert entries(office) == [("secrets.passphrase", False)] * 2


def test_a_change_of_secret_is_not_undone(office: Office) -> None:
    add_people(office, 1)
    change(office)
    assert undo.undo(office.database).action == "roster.import"
    assert opening(office.folder, OLD, NEW) == [NEW]


def test_an_old_backup_opens_with_the_passphrase_of_its_day(office: Office, tmp_path: Path) -> None:
    old = backup.make(office, tmp_path / "old.lgdlbackup").path
    change(office)
    new = backup.make(office, tmp_path / "new.lgdlbackup").path
    assert backup.check(old, OLD, clock=CLOCK).ok
    assert backup.check(new, NEW, clock=CLOCK).ok
    for path, secret in ((old, NEW), (new, OLD)):
        with pytest.raises(EnvironmentFailure) as caught:
            backup.check(path, secret, clock=CLOCK)
        assert caught.value.code == "vault.wrong_passphrase"


def test_the_pc_remembers_until_it_forgets(office: Office, store: Remembering) -> None:
    assert not office_secrets.is_remembered(office.folder)
    office_secrets.remember_here(office)
    assert office_secrets.is_remembered(office.folder)
    assert opening(office.folder, Keyring(), OLD) == [Keyring(), OLD]
    office_secrets.forget_here(office)
    assert not office_secrets.is_remembered(office.folder)
    assert (opening(office.folder, Keyring(), OLD), store.kept) == ([OLD], {})


def test_the_pc_goes_on_remembering_when_the_passphrase_changes(office: Office, store: Remembering) -> None:
    office_secrets.remember_here(office)
    change(office)
    assert opening(office.folder, Keyring(), OLD, NEW) == [Keyring(), NEW]


def test_doing_so_twice_writes_once(office: Office, store: Remembering) -> None:
    office_secrets.remember_here(office)
    kept = dict(store.kept)
    office_secrets.remember_here(office)
    assert store.kept == kept
    office_secrets.forget_here(office)
    office_secrets.forget_here(office)
    assert entries(office) == [("secrets.remember", False), ("secrets.forget", False)]


def test_a_credential_that_was_lost_is_made_anew(office: Office, store: Remembering) -> None:
    office_secrets.remember_here(office)
    store.kept.clear()
    assert not opens(office.folder, Keyring())
    office_secrets.remember_here(office)
    assert opens(office.folder, Keyring())


def test_a_pc_without_a_store_is_told(office: Office) -> None:
    before = (office.folder / "vault.json").read_bytes()
    with pytest.raises(EnvironmentFailure) as caught:
        office_secrets.remember_here(office)
    assert caught.value.code == "vault.keyring_absent"
    assert ((office.folder / "vault.json").read_bytes(), entries(office)) == (before, [])


def test_a_pc_without_a_store_can_still_forget_for_the_other(office: Office) -> None:
    with credential_store(Remembering()):
        office_secrets.remember_here(office)
    office_secrets.forget_here(office)
    assert not office_secrets.is_remembered(office.folder)


@pytest.mark.parametrize("work", [office_secrets.remember_here, office_secrets.forget_here])
def test_a_locked_store_is_told(office: Office, work: Callable[[Office], None]) -> None:
    with credential_store(Refusing()), pytest.raises(EnvironmentFailure) as caught:
        work(office)
    assert (caught.value.code, entries(office)) == ("vault.keyring_failed", [])


def test_what_is_no_office_is_not_remembered(tmp_path: Path) -> None:
    assert not office_secrets.is_remembered(tmp_path / "none")
    (tmp_path / "vault.json").write_bytes(b"{}")
    assert not office_secrets.is_remembered(tmp_path)


def full(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


def locked(*_arguments: object) -> None:
    raise EnvironmentFailure("database.locked")


FAILURES: dict[str, tuple[object, str, Callable[..., None], str]] = {
    "the new vault finds no room": (os, "fsync", full, "file.disk_full"),
    "the log cannot be written": (settings, "put", locked, "database.locked"),
    "the old vault cannot be replaced": (Path, "replace", full, "file.disk_full"),
}
"""Where a change breaks off: the place, the name and what it does, and the error told."""


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("work", WORKS)
def test_a_failure_leaves_the_old_secrets(
    office: Office, store: Remembering, work: str, failure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(office, work)
    old, kept, before = office.vault, dict(store.kept), (office.folder / "vault.json").read_bytes()
    where, name, act, code = FAILURES[failure]
    with monkeypatch.context() as patch, pytest.raises(KnownError) as caught:
        patch.setattr(where, name, act)
        WORKS[work](office)
    assert caught.value.code == code
    assert ((office.folder / "vault.json").read_bytes(), office.vault, store.kept) == (before, old, kept)
    assert leftovers(office.folder) == []
    assert opens(office.folder, OLD)
    WORKS[work](office)  # the control, and the office works on
    assert (office.folder / "vault.json").read_bytes() != before


def test_what_went_wrong_first_is_told(
    office: Office, store: Remembering, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if the store will not take back what it was given."""
    monkeypatch.setattr(settings, "put", locked)
    monkeypatch.setattr(credentials, "_put_back", full_store)
    with pytest.raises(EnvironmentFailure) as caught:
        office_secrets.remember_here(office)
    assert caught.value.code == "database.locked"


def full_store(*_arguments: object) -> None:
    raise EnvironmentFailure("vault.keyring_failed", reason="full")
