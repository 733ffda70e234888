"""The credential store of the PC: present, absent, forgetful, locked."""

from __future__ import annotations

import pytest

from desktop.core import credentials
from desktop.core.errors import EnvironmentFailure
from tests.keyrings import Forgetting, Refusing, Remembering, credential_store

SECRET = bytes(range(32))


def code_of(error: pytest.ExceptionInfo[EnvironmentFailure]) -> str:
    return error.value.code


def test_what_is_stored_is_fetched_until_it_is_forgotten() -> None:
    with credential_store(Remembering()):
        credentials.store("office", SECRET)
        assert credentials.fetch("office") == SECRET
        credentials.forget("office")
        with pytest.raises(EnvironmentFailure) as caught:
            credentials.fetch("office")
        credentials.forget("office")
    assert code_of(caught) == "vault.keyring_empty"


def test_a_store_that_forgets_is_found_at_once() -> None:
    with credential_store(Forgetting()), pytest.raises(EnvironmentFailure) as caught:
        credentials.store("office", SECRET)
    assert code_of(caught) == "vault.keyring_absent"


def test_a_pc_without_a_store_is_told() -> None:
    with pytest.raises(EnvironmentFailure) as caught:
        credentials.store("office", SECRET)
    assert code_of(caught) == "vault.keyring_absent"


def test_a_locked_store_is_told() -> None:
    with credential_store(Refusing()), pytest.raises(EnvironmentFailure) as caught:
        credentials.fetch("office")
    assert code_of(caught) == "vault.keyring_failed"


def test_a_foreign_entry_is_told() -> None:
    backend = Remembering()
    backend.set_password(credentials.SERVICE, "office", "not base64 !")
    with credential_store(backend), pytest.raises(EnvironmentFailure) as caught:
        credentials.fetch("office")
    assert code_of(caught) == "vault.keyring_empty"


def test_a_pc_without_a_store_has_nothing_to_forget() -> None:
    credentials.forget("office")


def test_a_locked_store_does_not_say_that_it_forgot() -> None:
    with credential_store(Refusing()), pytest.raises(EnvironmentFailure) as caught:
        credentials.forget("office")
    assert code_of(caught) == "vault.keyring_failed"


@pytest.mark.parametrize("before", [None, bytes(32)])
def test_a_failure_puts_back_what_was_kept(before: bytes | None) -> None:
    backend = Remembering()
    with credential_store(backend):
        if before is not None:
            credentials.store("office", before)
        kept = dict(backend.kept)
        with pytest.raises(KeyboardInterrupt), credentials.restored_on_failure("office"):
            credentials.store("office", SECRET)
            raise KeyboardInterrupt
        assert backend.kept == kept
        with credentials.restored_on_failure("office"):  # the control
            credentials.store("office", SECRET)
        assert credentials.fetch("office") == SECRET
