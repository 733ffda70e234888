"""The vault: who opens it, who does not any more, and what it never shows."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest

from desktop.core import vault
from desktop.core.errors import EnvironmentFailure, UsageError
from desktop.core.vault import Cost, Keyring, NewVault, Passphrase, RecoveryCode, Secret, Vault
from tests.builders import CLOCK, COST, PASSPHRASE
from tests.keyrings import Remembering, credential_store

NOW = CLOCK.now()


@pytest.fixture(scope="module")
def new() -> NewVault:
    return vault.create(PASSPHRASE, now=NOW, cost=COST)


def refused(locked: Vault, secret: Secret) -> str:
    with pytest.raises(EnvironmentFailure) as caught:
        locked.unlock(secret)
    return caught.value.code


def test_passphrase_and_recovery_code_give_the_same_key(new: NewVault) -> None:
    assert len(new.key) == vault.KEY_BYTES
    assert new.vault.unlock(Passphrase(PASSPHRASE)) == new.key
    assert new.vault.unlock(RecoveryCode(new.recovery_code)) == new.key


def test_a_wrong_passphrase_is_told(new: NewVault) -> None:
    assert refused(new.vault, Passphrase(PASSPHRASE + "！")) == "vault.wrong_passphrase"
    assert refused(new.vault, Passphrase("")) == "vault.wrong_passphrase"


def test_a_lone_surrogate_is_only_a_wrong_passphrase(new: NewVault) -> None:
    assert refused(new.vault, Passphrase("\ud800 not a character")) == "vault.wrong_passphrase"


def test_another_offices_recovery_code_is_told(new: NewVault) -> None:
    other = vault.create(PASSPHRASE, now=NOW, cost=COST)
    assert refused(new.vault, RecoveryCode(other.recovery_code)) == "vault.wrong_recovery"


def test_the_input_method_does_not_matter() -> None:
    made = vault.create("Abcdefgh 1234", now=NOW, cost=COST)
    assert made.vault.unlock(Passphrase("Ａbcdefgh　１２３４")) == made.key


@pytest.mark.parametrize("short", ["", "elevenchars", "一二三四五六七八九十一", "👨‍👩‍👧‍👦" * 11])
def test_a_short_passphrase_is_refused(short: str) -> None:
    with pytest.raises(UsageError) as caught:
        vault.create(short, now=NOW, cost=COST)
    assert caught.value.code == "vault.passphrase_short"


def test_another_passphrase_opens_and_the_old_one_does_not(new: NewVault) -> None:
    changed = new.vault.change_passphrase(new.key, "another passphrase", now=NOW, cost=COST)
    assert changed.unlock(Passphrase("another passphrase")) == new.key
    assert refused(changed, Passphrase(PASSPHRASE)) == "vault.wrong_passphrase"
    assert changed.unlock(RecoveryCode(new.recovery_code)) == new.key


def test_another_recovery_code_opens_and_the_old_one_does_not(new: NewVault) -> None:
    changed, code = new.vault.new_recovery_code(new.key, now=NOW)
    assert changed.unlock(RecoveryCode(code)) == new.key
    assert refused(changed, RecoveryCode(new.recovery_code)) == "vault.wrong_recovery"


def test_the_pc_may_open_it_until_it_may_not(new: NewVault) -> None:
    with credential_store(Remembering()):
        assert refused(new.vault, Keyring()) == "vault.keyring_off"
        trusted = new.vault.enable_keyring(new.key, now=NOW)
        assert trusted.unlock(Keyring()) == new.key
        assert trusted.unlock(Passphrase(PASSPHRASE)) == new.key
        assert refused(trusted.disable_keyring(), Keyring()) == "vault.keyring_off"
        assert refused(trusted, Keyring()) == "vault.keyring_empty"


def test_the_pcs_secret_is_not_the_key(new: NewVault) -> None:
    backend = Remembering()
    with credential_store(backend):
        new.vault.enable_keyring(new.key, now=NOW)
    (kept,) = backend.kept.values()
    assert len(base64.b64decode(kept)) == vault.KEY_BYTES
    assert base64.b64decode(kept) != new.key


def test_a_moved_or_weakened_slot_opens_nothing(new: NewVault) -> None:
    slot = new.vault.slots["passphrase"]
    later = replace(slot, since="2016-01-01T00:00:00+08:00")
    changed = replace(new.vault, slots={**new.vault.slots, "passphrase": later})
    assert refused(changed, Passphrase(PASSPHRASE)) == "vault.wrong_passphrase"
    assert refused(replace(new.vault, id="0" * 32), Passphrase(PASSPHRASE)) == "vault.wrong_passphrase"


def test_two_vaults_share_nothing(new: NewVault) -> None:
    other = vault.create(PASSPHRASE, now=NOW, cost=COST)
    assert other.key != new.key
    assert other.vault.id != new.vault.id
    assert other.vault.slots["passphrase"].wrapped != new.vault.slots["passphrase"].wrapped


def test_each_purpose_has_its_own_secret(new: NewVault) -> None:
    assert vault.derive(new.key, "signing") == vault.derive(new.key, "signing")
    assert len({vault.derive(new.key, "signing"), vault.derive(new.key, "other"), new.key}) == 3


def test_the_default_cost_is_that_of_the_rfc() -> None:
    assert Cost() == Cost(memory_kib=65_536, iterations=3, lanes=4)  # RFC 9106 §4, second recommended option


def test_no_secret_shows_in_a_repr(new: NewVault) -> None:
    shown = repr([new, Passphrase(PASSPHRASE), RecoveryCode(new.recovery_code)])
    assert PASSPHRASE not in shown
    assert new.recovery_code not in shown
    assert repr(new.key) not in shown
