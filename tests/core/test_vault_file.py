"""The file of the vault: whole, checked, and refused in words when it is neither."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import vault, vault_file
from desktop.core.errors import EnvironmentFailure
from desktop.core.vault import Passphrase, Vault
from tests.builders import CLOCK, COST, PASSPHRASE

NEW = vault.create(PASSPHRASE, now=CLOCK.now(), cost=COST)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    vault_file.save(NEW.vault, tmp_path / vault_file.FILE_NAME)
    return tmp_path / vault_file.FILE_NAME


def refused(data: bytes) -> str:
    with pytest.raises(EnvironmentFailure) as caught:
        vault_file.parse(data, "vault.json")
    return caught.value.code


def test_what_is_saved_is_loaded(path: Path) -> None:
    assert vault_file.load(path) == NEW.vault
    assert vault_file.load(path).unlock(Passphrase(PASSPHRASE)) == NEW.key


def test_another_takes_its_place_when_the_block_succeeds(path: Path) -> None:
    other, _ = NEW.vault.new_recovery_code(NEW.key, now=CLOCK.now())
    with vault_file.replacing(other, path):
        assert vault_file.load(path) == NEW.vault
    assert vault_file.load(path) == other
    assert list(path.parent.iterdir()) == [path]


def test_it_stays_when_the_block_fails(path: Path) -> None:
    other, _ = NEW.vault.new_recovery_code(NEW.key, now=CLOCK.now())
    with pytest.raises(KeyboardInterrupt), vault_file.replacing(other, path):
        raise KeyboardInterrupt
    assert vault_file.load(path) == NEW.vault
    assert list(path.parent.iterdir()) == [path]


def test_a_place_that_refuses_is_told_before_the_block(tmp_path: Path) -> None:
    with (
        pytest.raises(EnvironmentFailure) as caught,
        vault_file.replacing(NEW.vault, tmp_path / "none" / "a"),
    ):
        pytest.fail("the block ran")
    assert caught.value.code == "file.missing"


def test_a_full_disk_is_told_before_the_block(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFailure) as caught, vault_file.replacing(NEW.vault, path):
        pytest.fail("the block ran")
    assert caught.value.code == "file.disk_full"
    assert list(path.parent.iterdir()) == [path]


def test_the_fingerprint_is_that_in_the_file_and_of_one_vault_only(path: Path) -> None:
    other, _ = NEW.vault.new_recovery_code(NEW.key, now=CLOCK.now())
    assert json.loads(path.read_bytes())["sha256"] == vault_file.fingerprint(NEW.vault)
    assert vault_file.fingerprint(other) != vault_file.fingerprint(NEW.vault)


def test_it_holds_no_secret(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert NEW.key.hex() not in text
    assert NEW.recovery_code not in text


def test_every_flipped_bit_is_noticed(path: Path) -> None:
    data = path.read_bytes().rstrip()
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        try:
            assert vault_file.parse(bytes(changed), "") == NEW.vault, place  # a space between two values
        except EnvironmentFailure as error:
            assert error.code in {"vault.damaged", "vault.newer"}


def test_every_truncation_is_noticed(path: Path) -> None:
    data = path.read_bytes().rstrip()
    assert {refused(data[:size]) for size in range(len(data))} == {"vault.damaged"}


def changed(path: Path, edit: Any) -> bytes:
    """The file after `edit`, with a right checksum again: what a person with an editor can do."""
    document = json.loads(path.read_bytes())
    del document["sha256"]
    edit(document)
    return json.dumps(document | {"sha256": hashlib.sha256(vault.canonical(document)).hexdigest()}).encode()


def set_kdf(name: str, value: object) -> Any:
    return lambda document: document["slots"]["passphrase"]["kdf"].__setitem__(name, value)


@pytest.mark.parametrize(
    "edit",
    [
        set_kdf("memory_kib", 1 << 40),  # would exhaust the memory
        set_kdf("iterations", 1 << 40),  # would never end
        set_kdf("lanes", 0),
        set_kdf("lanes", True),
        set_kdf("name", "scrypt"),
        set_kdf("salt", "00"),
        set_kdf("pepper", 1),
        lambda document: document["slots"].pop("recovery"),
        lambda document: document["slots"].update(extra=document["slots"]["recovery"]),
        lambda document: document["slots"]["recovery"].update(nonce="00"),
        lambda document: document["slots"]["recovery"].update(wrapped="zz"),
        lambda document: document.update(slots=[]),
        lambda document: document.update(format="other"),
        lambda document: document.update(version="1"),
    ],
)
def test_a_crafted_vault_is_refused(path: Path, edit: Any) -> None:
    assert refused(changed(path, edit)) == "vault.damaged"


def test_a_newer_vault_is_told(path: Path) -> None:
    assert refused(changed(path, lambda document: document.update(version=2))) == "vault.newer"


def test_an_unchanged_edit_is_read(path: Path) -> None:
    """The control of the two tests above."""
    assert vault_file.parse(changed(path, lambda document: None), "") == NEW.vault


def test_a_missing_vault_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        vault_file.load(tmp_path / "vault.json")
    assert caught.value.code == "vault.missing"


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        vault_file.load(tmp_path)
    assert caught.value.code == "vault.unreadable"


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # sparse
    with pytest.raises(EnvironmentFailure) as caught:
        vault_file.load(path)
    assert caught.value.code == "vault.damaged"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(JSON.map(json.dumps).map(str.encode) | st.binary(max_size=200))
def test_anything_else_is_refused(data: bytes) -> None:
    assert refused(data) == "vault.damaged"


def test_deep_nesting_is_refused() -> None:
    assert refused(b"[" * 50_000) == "vault.damaged"


def test_saving_replaces_the_old_one_whole(path: Path) -> None:
    other: Vault = NEW.vault.change_passphrase(NEW.key, "another passphrase", now=CLOCK.now(), cost=COST)
    vault_file.save(other, path)
    assert vault_file.load(path) == other
    assert [one.name for one in path.parent.iterdir()] == [path.name]
