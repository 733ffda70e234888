"""What opens an office: its passphrase, its recovery code, and whether the PC remembers; each can change.

A change is written in three steps, each of them whole or not at all: the new vault beside the old one, the
entry in the audit log, and the new vault in the place of the old one. A program killed in between leaves the
old secrets, and at worst an entry whose `vault_sha256` is not that of `vault.json`: no change goes unlogged.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from desktop.core import credentials, vault_file
from desktop.core.errors import EnvironmentFailure
from desktop.core.vault import Cost, Keyring, Passphrase, RecoveryCode, Vault
from desktop.services import settings
from desktop.services.office_folder import VAULT, Office

Proof = Passphrase | RecoveryCode
"""What shows that somebody may change a secret. The PC's credential store does not: it opens the office to
whoever sits at the PC."""

Kind = Literal["passphrase", "recovery_code", "remember", "forget"]
"""What was changed, as the audit log names it."""

_log = logging.getLogger(__name__)


def change_passphrase(
    office: Office,
    current: Proof,
    new: str,
    *,
    cost: Cost = Cost(),  # noqa: B008 # it is frozen
) -> None:
    """Let `new` open the office from now on and the old passphrase no more; `current` is proved first.

    The recovery code and the PC's credential store go on opening it, and backups open with the passphrase of
    the day they were made. Raises `vault.wrong_passphrase`, `vault.wrong_recovery` or the code's slips,
    `vault.passphrase_short`, `office.read_only`, and `file.…` or `database.…` where the disk refuses.
    """
    key = _proved(office, current)
    changed = office.vault.change_passphrase(key, new, now=office.clock.now(), cost=cost)
    with _replacing(office, changed, "passphrase"):
        pass


@contextmanager
def new_recovery_code(office: Office, current: Proof) -> Iterator[str]:
    """A new recovery code; hand it over in the block, for it is stored nowhere and never shown again.

    It opens the office when the block has succeeded, and the old code no more. Until then the old one does,
    so that nobody is ever left with none. Raises as `change_passphrase` does, most of it before the block.
    """
    key = _proved(office, current)
    changed, code = office.vault.new_recovery_code(key, now=office.clock.now())
    with _replacing(office, changed, "recovery_code"):
        yield code


def remember_here(office: Office) -> None:
    """Let the credential store of this PC and this account open the office; nothing to do if it does already.

    An office is remembered in one place: another account that remembered it does no more. Raises
    `vault.keyring_absent`, `vault.keyring_failed`, `office.read_only`, `file.…` or `database.…`; the store
    and the vault are as before then.
    """
    office.require_writable()
    if _opens_here(office.vault):
        return
    with credentials.restored_on_failure(office.vault.id):
        changed = office.vault.enable_keyring(office.key, now=office.clock.now())
        with _replacing(office, changed, "remember"):
            pass


def forget_here(office: Office) -> None:
    """Let no credential store open the office any more, this PC's or another's; fine if none does.

    Raises `vault.keyring_failed`, `office.read_only`, `file.…` or `database.…`; all is as before then.
    """
    office.require_writable()
    with credentials.restored_on_failure(office.vault.id):
        changed = office.vault.disable_keyring()
        if changed != office.vault:
            with _replacing(office, changed, "forget"):
                pass


def is_remembered(folder: Path) -> bool:
    """Whether the vault in `folder` may be opened by a credential store; False where no vault can be read.

    Needs no secret, and does not ask the store whether it still has its own.
    """
    try:
        return "keyring" in vault_file.load(folder / VAULT).slots
    except EnvironmentFailure:
        return False


def _proved(office: Office, current: Proof) -> bytes:
    """The database key as `current` unwraps it, in an office that may be written to."""
    office.require_writable()
    return office.vault.unlock(current)


def _opens_here(vault: Vault) -> bool:
    try:
        vault.unlock(Keyring())
    except EnvironmentFailure:
        return False
    return True


@contextmanager
def _replacing(office: Office, changed: Vault, kind: Kind) -> Iterator[None]:
    """The three steps of the module's docstring; the block runs before the second."""
    with vault_file.replacing(changed, office.folder / VAULT):
        yield
        _record(office, changed, kind)
    office.vault = changed
    _log.info("secret changed: %s", kind)


def _record(office: Office, changed: Vault, kind: Kind) -> None:
    """An audited setting: the fingerprint makes it differ each time, for an action must write something."""
    at = office.clock.now().isoformat(timespec="seconds")
    value = {"kind": kind, "at": at, "vault_sha256": vault_file.fingerprint(changed)}
    with office.database.writing(f"secrets.{kind}", undoable=False) as journal:
        settings.put(journal, settings.SECRETS_CHANGED, value)
