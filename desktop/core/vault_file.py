"""The file `vault.json`: written whole, and read with every field checked."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from desktop.core.errors import EnvironmentFailure
from desktop.core.paths import atomic_file, remove_unfinished, write_atomic
from desktop.core.storage import translated
from desktop.core.vault import FORMAT, KEY_BYTES, SALT_BYTES, VERSION, Slot, Vault, canonical

FILE_NAME = "vault.json"

_DAMAGED = "vault.damaged"
_LARGEST_FILE = 65_536
_LIMITS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "hkdf-sha256": {},
    "argon2id": {"memory_kib": (64, 2_097_152), "iterations": (1, 64), "lanes": (1, 8)},
}
"""The key derivations this version reads, and the range of their parameters."""


def save(vault: Vault, path: Path) -> None:
    """Write the vault whole or not at all."""
    write_atomic(path, _bytes(vault))


@contextmanager
def replacing(vault: Vault, path: Path) -> Iterator[None]:
    """Have the vault on the disk beside `path`; it takes its place when the block succeeds, or goes away.

    So a full disk refuses before the block and not after it. For the holder of the office's lock only.
    Raises the `file.…` codes.
    """
    with ExitStack() as written:
        with translated(path):
            remove_unfinished(path)  # it may open with a secret that was never told, or is none any more
            file = written.enter_context(atomic_file(path))
            file.write(_bytes(vault))
            file.flush()
            os.fsync(file.fileno())  # some disks say only here that they are full
        yield
        with translated(path):
            written.close()


def fingerprint(vault: Vault) -> str:
    """The `sha256` in the vault's file: no two changes share one, and it tells nothing of the secrets."""
    return hashlib.sha256(canonical(_content(vault))).hexdigest()


def load(path: Path) -> Vault:
    """Read a vault. Raises `vault.missing`, `vault.unreadable`, `vault.damaged` or `vault.newer`."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise EnvironmentFailure("vault.missing", path=str(path)) from None
    except OSError as error:
        raise EnvironmentFailure("vault.unreadable", path=str(path), reason=str(error.strerror)) from error
    return parse(data, str(path))


def parse(data: bytes, path: str) -> Vault:
    """The vault in a file's bytes; `path` is for the message. Raises `vault.damaged` or `vault.newer`."""
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise EnvironmentFailure(_DAMAGED, path=path)
        if document["version"] > VERSION:
            raise EnvironmentFailure("vault.newer", path=path)
        if document.pop("sha256") != hashlib.sha256(canonical(document)).hexdigest():
            raise EnvironmentFailure(_DAMAGED, path=path)
        return Vault(document["id"], _slots(document["slots"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EnvironmentFailure(_DAMAGED, path=path) from error


def _bytes(vault: Vault) -> bytes:
    document = {**_content(vault), "sha256": fingerprint(vault)}
    return json.dumps(document, indent=1, sort_keys=True).encode() + b"\n"


def _content(vault: Vault) -> dict[str, Any]:
    slots = {
        name: {
            "since": slot.since,
            "kdf": dict(slot.kdf),
            "nonce": slot.nonce.hex(),
            "wrapped": slot.wrapped.hex(),
        }
        for name, slot in vault.slots.items()
    }
    return {"format": FORMAT, "version": VERSION, "id": vault.id, "slots": slots}


def _slots(entries: Mapping[str, Any]) -> dict[str, Slot]:
    if not {"passphrase", "recovery"} <= set(entries) <= {"passphrase", "recovery", "keyring"}:
        raise ValueError("slots")
    return {name: _slot(entry) for name, entry in entries.items()}


def _slot(entry: Mapping[str, Any]) -> Slot:
    slot = Slot(
        str(entry["since"]),
        _checked_kdf(entry["kdf"]),
        bytes.fromhex(entry["nonce"]),
        bytes.fromhex(entry["wrapped"]),
    )
    if (len(slot.nonce), len(slot.wrapped)) != (12, KEY_BYTES + 16):
        raise ValueError("lengths")
    return slot


def _checked_kdf(kdf: Mapping[str, Any]) -> dict[str, str | int]:
    """A crafted file must neither exhaust the memory nor reach the cipher with nonsense."""
    numbers = {name: value for name, value in kdf.items() if name not in {"name", "salt"}}
    limits = _LIMITS[kdf["name"]]
    if set(numbers) != set(limits) or not all(
        type(numbers[name]) is int and low <= numbers[name] <= high for name, (low, high) in limits.items()
    ):
        raise ValueError("kdf")
    if len(bytes.fromhex(kdf["salt"])) != SALT_BYTES:
        raise ValueError("salt")
    return {"name": str(kdf["name"]), "salt": str(kdf["salt"]), **numbers}
