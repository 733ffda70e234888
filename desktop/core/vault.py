"""The vault: the random database key, wrapped by passphrase, recovery code and the PC's credential store."""

from __future__ import annotations

import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.core import credentials, recovery_code
from desktop.core.errors import EnvironmentFailure, UsageError
from desktop.core.passphrase import LEAST
from desktop.core.text import length

FORMAT = "luminary-vault"
VERSION = 1
MINIMUM_PASSPHRASE = LEAST
"""User-perceived characters."""

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of the passphrase costs. The default is RFC 9106 §4, the second recommended option."""

    memory_kib: int = 65_536
    iterations: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Passphrase:
    """Opens the vault with what the coordinator remembers."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """Opens the vault with the code on the recovery sheet."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Opens the vault with the credential store of this PC and this account."""


Secret = Passphrase | RecoveryCode | Keyring


@dataclass(frozen=True, slots=True)
class Slot:
    """The database key as one secret wraps it. `kdf` says how the wrapping key comes from the secret."""

    since: str
    """When this secret was set, ISO 8601."""
    kdf: Mapping[str, str | int]
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Vault:
    """What `vault.json` holds. It is frozen: a method that changes a secret returns another vault to save."""

    id: str
    slots: Mapping[str, Slot]

    def unlock(self, secret: Secret) -> bytes:
        """The database key (32 bytes). Raises `EnvironmentFailure` as the three methods below do."""
        match secret:
            case Passphrase(text):
                return self.unlock_with_passphrase(text)
            case RecoveryCode(text):
                return self.unlock_with_recovery(text)
            case Keyring():
                return self.unlock_with_keyring()

    def unlock_with_passphrase(self, passphrase: str) -> bytes:
        """Raises `vault.wrong_passphrase`. Takes about a third of a second on purpose."""
        return self._unwrap("passphrase", _passphrase_bytes(passphrase), "vault.wrong_passphrase")

    def unlock_with_recovery(self, code: str) -> bytes:
        """Raises `vault.recovery_length`, `vault.recovery_group` (a slip) or `vault.wrong_recovery`."""
        return self._unwrap("recovery", recovery_code.parse(code), "vault.wrong_recovery")

    def unlock_with_keyring(self) -> bytes:
        """Raises `vault.keyring_off`, `…_absent`, `…_failed` or `…_empty`."""
        if "keyring" not in self.slots:
            raise EnvironmentFailure("vault.keyring_off")
        return self._unwrap("keyring", credentials.fetch(self.id), "vault.keyring_empty")

    def change_passphrase(self, key: bytes, passphrase: str, *, now: datetime, cost: Cost = Cost()) -> Vault:
        """The vault with another passphrase; the database key stays. Raises `vault.passphrase_short`."""
        return self._with("passphrase", key, check_passphrase(passphrase), _argon2id(cost), now)

    def new_recovery_code(self, key: bytes, *, now: datetime) -> tuple[Vault, str]:
        """The vault with another recovery code, and the code; the old one opens nothing any more."""
        code = recovery_code.generate()
        return self._with("recovery", key, recovery_code.parse(code), _hkdf(), now), code

    def enable_keyring(self, key: bytes, *, now: datetime) -> Vault:
        """Let the PC's credential store open it. Raises `vault.keyring_absent` or `vault.keyring_failed`."""
        secret = secrets.token_bytes(KEY_BYTES)
        credentials.store(self.id, secret)
        return self._with("keyring", key, secret, _hkdf(), now)

    def disable_keyring(self) -> Vault:
        """Take the secret out of the credential store. Raises `vault.keyring_failed`."""
        credentials.forget(self.id)
        return replace(self, slots={name: slot for name, slot in self.slots.items() if name != "keyring"})

    def _with(
        self, name: str, key: bytes, secret: bytes, kdf: Mapping[str, str | int], now: datetime
    ) -> Vault:
        since, nonce = now.isoformat(timespec="seconds"), secrets.token_bytes(12)
        bound = self._bound(name, since, kdf)
        wrapped = AESGCM(_wrapping_key(name, secret, kdf)).encrypt(nonce, key, bound)
        return replace(self, slots={**self.slots, name: Slot(since, kdf, nonce, wrapped)})

    def _unwrap(self, name: str, secret: bytes, wrong: str) -> bytes:
        slot = self.slots[name]
        cipher = AESGCM(_wrapping_key(name, secret, slot.kdf))
        try:
            key = cipher.decrypt(slot.nonce, slot.wrapped, self._bound(name, slot.since, slot.kdf))
        except InvalidTag:
            raise EnvironmentFailure(wrong) from None
        return key

    def _bound(self, name: str, since: str, kdf: Mapping[str, str | int]) -> bytes:
        """What a slot is authenticated with, so that nobody can move it or weaken its parameters unseen."""
        return canonical([FORMAT, VERSION, self.id, name, since, dict(kdf)])


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault just made: nothing of it is on the disk yet."""

    vault: Vault
    key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


def create(passphrase: str, *, now: datetime, cost: Cost = Cost()) -> NewVault:
    """A vault around a new random key. Save it when the database works. Raises `vault.passphrase_short`."""
    key = secrets.token_bytes(KEY_BYTES)
    bare = Vault(secrets.token_hex(16), {})
    vault, code = bare.change_passphrase(key, passphrase, now=now, cost=cost).new_recovery_code(key, now=now)
    return NewVault(vault, key, code)


def derive(key: bytes, purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF-SHA256, RFC 5869), so that nothing else need be stored."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"{FORMAT}/derive/{purpose}".encode()).derive(key)


def check_passphrase(passphrase: str) -> bytes:
    """The passphrase as bytes if it is long enough; raises `UsageError` `vault.passphrase_short`."""
    found = length(passphrase)
    if found < MINIMUM_PASSPHRASE:
        raise UsageError("vault.passphrase_short", found=found, wanted=MINIMUM_PASSPHRASE)
    return _passphrase_bytes(passphrase)


def _wrapping_key(name: str, secret: bytes, kdf: Mapping[str, str | int]) -> bytes:
    salt = bytes.fromhex(str(kdf["salt"]))
    if kdf["name"] == "hkdf-sha256":  # the secret is random and long: stretching it would add nothing
        return HKDF(SHA256(), KEY_BYTES, salt=salt, info=f"{FORMAT}/{name}".encode()).derive(secret)
    argon2id = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=int(kdf["iterations"]),
        lanes=int(kdf["lanes"]),
        memory_cost=int(kdf["memory_kib"]),
    )
    return argon2id.derive(secret)


def _argon2id(cost: Cost) -> dict[str, str | int]:
    return {
        "name": "argon2id",
        "salt": _salt(),
        "memory_kib": cost.memory_kib,
        "iterations": cost.iterations,
        "lanes": cost.lanes,
    }


def _hkdf() -> dict[str, str | int]:
    return {"name": "hkdf-sha256", "salt": _salt()}


def _salt() -> str:
    return secrets.token_hex(SALT_BYTES)


def _passphrase_bytes(passphrase: str) -> bytes:
    # NFKC (NIST SP 800-63B, 5.1.1.2): an input method may give Ａ for A. A lone surrogate must not fail.
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def canonical(value: object) -> bytes:
    """JSON in the one form that is hashed and authenticated."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
