"""The credential store of the operating system (Windows Credential Manager, Secret Service, Keychain)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from desktop.core.errors import EnvironmentFailure

SERVICE = "LuminaryDesk"


def store(account: str, secret: bytes) -> None:
    """Keep `secret` under `account`, and read it back: a store that forgets is found now, not next year.

    Raises `vault.keyring_absent` if the PC has none, `vault.keyring_failed` if it refuses.
    """
    text = base64.b64encode(secret).decode("ascii")
    _call("set_password", account, text)
    if _call("get_password", account) != text:
        raise EnvironmentFailure("vault.keyring_absent")


def fetch(account: str) -> bytes:
    """The secret kept under `account`; raises `vault.keyring_empty` when there is none."""
    try:
        return base64.b64decode(_call("get_password", account) or "!", validate=True)
    except binascii.Error:
        raise EnvironmentFailure("vault.keyring_empty") from None


def forget(account: str) -> None:
    """Delete the secret; it is fine if it is gone already, or if the PC has no store to keep it."""
    if _kept(account) is not None:
        _call("delete_password", account)


@contextmanager
def restored_on_failure(account: str) -> Iterator[None]:
    """Whatever the block does to the secret of `account` is taken back if the block raises."""
    before = _kept(account)
    try:
        yield
    except BaseException:
        with suppress(EnvironmentFailure):  # what went wrong first is what must be told
            _put_back(account, before)
        raise


def _put_back(account: str, before: str | None) -> None:
    if before is None:
        forget(account)
    else:
        _call("set_password", account, before)


def _kept(account: str) -> str | None:
    """What the store holds, as it holds it: nothing if there is no store."""
    try:
        return _call("get_password", account)
    except EnvironmentFailure as error:
        if error.code != "vault.keyring_absent":
            raise
        return None


def _call(action: str, *arguments: str) -> str | None:
    # Imported when used: looking for the platform's stores costs more than opening the vault's file.
    import keyring  # noqa: PLC0415 - see above
    from keyring.errors import KeyringError, NoKeyringError  # noqa: PLC0415 - see above

    try:
        result: str | None = getattr(keyring, action)(SERVICE, *arguments)
    except NoKeyringError:
        raise EnvironmentFailure("vault.keyring_absent") from None
    except KeyringError as error:
        raise EnvironmentFailure("vault.keyring_failed", reason=type(error).__name__) from error
    return result
